//! The work of an import, block by block, with the right of who sent it. Every block is fenced by the claim on the job and
//! leaves how far it is, so that after a crash another worker goes on where this one stopped.
//!
//! `geldige-rijen` stores each block by itself. `alles-of-niets` first judges all rows without storing, and then stores
//! all of them in one transaction; on SQLite other writers wait for that one.

mod blok;

use serde_json::json;

use super::aanvraag::JOBSOORT;
use super::fout::Importfout;
use super::rijen::Invoer;
use super::soort::{Bestuurrij, Docentrij, Kader, Peilingrij, Rijsoort, Schoolrij, Vacaturerij, actie_of};
use crate::app::App;
use crate::app::error::AppError;
use crate::app::regio::grant_of;
use crate::audit::AuditEntry;
use crate::auth::actor::Actor;
use crate::auth::policy::{Actie, Grant, authorize};
use crate::domain::import::{Afzender, Import, Importmodus, Importsoort, Importstatus, Importtelling};
use crate::domain::stored::Stored;
use crate::storage::connection::Tx;
use crate::storage::import as storage;
use crate::storage::job::{Claim, claim_job_of, finish_job, hold_job};
use crate::storage::regio::find_regio_by_id;
use crate::storage::{Audited, StorageError};
use blok::{Blok, Blokken};

/// Why an attempt did not end its import.
#[derive(Debug, thiserror::Error)]
pub enum Importstop {
    /// The job is somebody else's by now.
    #[error("taken over by another worker")]
    Kwijt,
    /// Somebody told us to stop between two blocks; what is stored stays.
    #[error("stopped between two blocks")]
    Onderbroken,
    /// It will never work: the text is for who sent it, in Dutch.
    #[error("{0}")]
    Voorgoed(String),
    /// Another attempt may succeed.
    #[error(transparent)]
    Poging(AppError),
}

impl From<AppError> for Importstop {
    fn from(why: AppError) -> Self {
        Importstop::Poging(why)
    }
}

impl From<StorageError> for Importstop {
    fn from(why: StorageError) -> Self {
        Importstop::Poging(why.into())
    }
}

impl From<Importfout> for Importstop {
    fn from(why: Importfout) -> Self {
        Importstop::Voorgoed(why.to_string())
    }
}

/// May the work go on? Asked between two blocks.
pub type Doorgaan<'a> = &'a dyn Fn() -> bool;

/// Does the work of the import the claim is about, from where it stopped before.
pub fn run(app: &App, claim: &Claim, doorgaan: Doorgaan<'_>) -> Result<(), Importstop> {
    let systeem = Grant::systeem("werker");
    let (import, bytes, regio) = app.db.read(&systeem, |conn| {
        let import = storage::find_import_by_id(conn, claim.onderwerp_id)?.ok_or(AppError::NietGevonden("import"))?;
        let bytes = storage::find_bestand(conn, claim.onderwerp_id)?;
        let regio = find_regio_by_id(conn, claim.regio_id)?.ok_or(AppError::NietGevonden("regio"))?;
        Ok::<_, AppError>((import, bytes, regio))
    })?;
    let bytes = bytes.ok_or_else(|| Importstop::Voorgoed("Het bestand is er niet meer; stuur het opnieuw.".into()))?;
    let invoer = Invoer::open(bytes, import.noun.vorm, import.noun.soort)?;
    let actor = actor_of(&import.noun.afzender, &regio.noun.code)
        .ok_or_else(|| Importstop::Voorgoed("De rol van de afzender bestaat niet meer.".into()))?;
    let right =
        |actie| authorize(&actor, actie, Some(&regio.noun.code)).map_err(|why| Importstop::Voorgoed(why.to_string()));
    let spoor = import.noun.afzender.spoor.clone();
    let kader = Kader {
        regio: regio.id,
        grant: right(actie_of(import.noun.soort))?.with_spoor(spoor.clone()),
        today: app.clock.today(),
    };
    let grant = right(Actie::ImportMaken)?.with_spoor(spoor);
    let soort = import.noun.soort;
    let mut werk = Werk { app, claim, grant, kader, import };
    match soort {
        Importsoort::Schoolbesturen => werk.run::<Bestuurrij>(&invoer, doorgaan),
        Importsoort::Scholen => werk.run::<Schoolrij>(&invoer, doorgaan),
        Importsoort::Formatiepeilingen => werk.run::<Peilingrij>(&invoer, doorgaan),
        Importsoort::Regiodocenten => werk.run::<Docentrij>(&invoer, doorgaan),
        Importsoort::Vacatures => werk.run::<Vacaturerij>(&invoer, doorgaan),
    }
}

/// Claims the next import and does it at once; false when there was none. For the command line and measurements.
pub fn run_next(app: &App, lease: std::time::Duration) -> Result<bool, Importstop> {
    match claim_job_of(&app.db, lease, Some(JOBSOORT))? {
        None => Ok(false),
        Some(claim) => run(app, &claim, &|| true).map(|()| true),
    }
}

/// Gives the import up; `reden` is for who sent it, in Dutch.
pub fn fail(app: &App, claim: &Claim, reden: &str) -> Result<(), AppError> {
    app.db.write(&grant_of(app, claim)?, |tx| {
        finish_job(tx, claim, false, Some(reden))?;
        let mut import =
            storage::find_import_by_id(tx.conn, claim.onderwerp_id)?.ok_or(AppError::NietGevonden("import"))?;
        import.noun.status = Importstatus::Mislukt;
        import.noun.reden = Some(reden.to_owned());
        import.noun.klaar_op = Some(tx.clock.now());
        let import = storage::update_import(tx, claim.regio_id, &import)?;
        storage::delete_bestand(tx, import.id)?;
        let what = json!({ "status": import.noun.status });
        Ok(tx.audited(AuditEntry::new("import:eindigen", "import", import.id, what), ())?)
    })
}

/// Who asked, as the token said it then; `None` when there is no such role any more.
pub(crate) fn actor_of(afzender: &Afzender, regio: &str) -> Option<Actor> {
    Some(Actor {
        id: afzender.id.clone(),
        rol: afzender.rol.parse().ok()?,
        regios: vec![regio.to_owned()],
        bestuursnummer: afzender.bestuursnummer.clone(),
        vestigingscode: afzender.vestigingscode.clone(),
        regiodocent: None,
        machine: afzender.machine,
    })
}

struct Werk<'a> {
    app: &'a App,
    claim: &'a Claim,
    grant: Grant,
    kader: Kader,
    import: Stored<Import>,
}

impl Werk<'_> {
    fn run<S: Rijsoort>(&mut self, invoer: &Invoer, doorgaan: Doorgaan<'_>) -> Result<(), Importstop> {
        self.begin()?;
        let Import { modus, proef, .. } = self.import.noun;
        let schrijven = !proef && modus == Importmodus::GeldigeRijen;
        for blok in Blokken::<S>::new(invoer)? {
            let blok = blok?.after(self.import.noun.verwerkt_tot);
            if blok.is_empty() {
                continue;
            }
            if !doorgaan() {
                return Err(Importstop::Onderbroken);
            }
            if schrijven { self.store(blok)? } else { self.judge(blok)? }
        }
        let goed = self.import.noun.telling.fout == 0;
        match (proef, modus, goed) {
            (true, ..) => self.end(false, None),
            (_, Importmodus::GeldigeRijen, _) => self.end(true, None),
            (_, Importmodus::AllesOfNiets, true) => self.store_all::<S>(invoer),
            (_, Importmodus::AllesOfNiets, false) => {
                self.end(false, Some("Er zijn foute rijen, dus is er niets opgeslagen (alles-of-niets)."))
            }
        }
    }

    /// Marks it as running. Only blocks that were stored keep their outcome: a trial begins again.
    fn begin(&mut self) -> Result<(), Importstop> {
        let again = self.import.noun.proef || self.import.noun.modus == Importmodus::AllesOfNiets;
        self.write(|werk, tx| {
            if again {
                storage::delete_regels(tx, werk.import.id)?;
                werk.import.noun.telling = Importtelling::default();
                werk.import.noun.verwerkt_tot = 0;
            }
            werk.import.noun.status = Importstatus::Loopt;
            werk.save(tx)?;
            Ok(tx.unchanged(()))
        })
    }

    /// Judges a block and keeps what it would do.
    fn judge<S: Rijsoort>(&mut self, blok: Blok<S>) -> Result<(), Importstop> {
        let (regels, _) = self.app.db.read(&self.kader.grant, |conn| blok.judge(conn, &self.kader))?;
        self.write(|werk, tx| {
            werk.note(tx, &regels)?;
            Ok(tx.unchanged(()))
        })
    }

    /// Judges and stores a block in one transaction.
    fn store<S: Rijsoort>(&mut self, blok: Blok<S>) -> Result<(), Importstop> {
        self.write(|werk, tx| {
            let changed = werk.put(tx, &blok)?;
            if changed { werk.audited(tx, "import:verwerken") } else { Ok(tx.unchanged(())) }
        })
    }

    /// Stores every block in one transaction, or none of them.
    fn store_all<S: Rijsoort>(&mut self, invoer: &Invoer) -> Result<(), Importstop> {
        self.write(|werk, tx| {
            storage::delete_regels(tx, werk.import.id)?;
            werk.import.noun.telling = Importtelling::default();
            for blok in Blokken::<S>::new(invoer)? {
                werk.put(tx, &blok?)?;
                if werk.import.noun.telling.fout > 0 {
                    // The data changed since the rows were judged: the next attempt tells which row it is.
                    return Err(AppError::Onbereikbaar("rows no longer fit".into()).into());
                }
            }
            werk.import.noun.toegepast = true;
            werk.finish(tx, None)
        })
    }

    /// Whether something changed.
    fn put<S: Rijsoort>(&mut self, tx: &mut Tx<'_>, blok: &Blok<S>) -> Result<bool, Importstop> {
        let (regels, plan) = blok.judge(tx.conn, &self.kader)?;
        S::schrijf(tx, &self.kader, plan)?;
        let before = self.import.noun.telling;
        self.note(tx, &regels)?;
        let after = self.import.noun.telling;
        Ok(after.nieuw > before.nieuw || after.gewijzigd > before.gewijzigd)
    }

    fn note(&mut self, tx: &mut Tx<'_>, regels: &[crate::domain::import::Importregel]) -> Result<(), Importstop> {
        storage::insert_regels(tx, self.import.id, regels)?;
        for regel in regels {
            self.import.noun.telling.tel(regel.uitkomst);
            self.import.noun.verwerkt_tot = self.import.noun.verwerkt_tot.max(regel.rij);
        }
        self.save(tx)
    }

    fn end(&mut self, toegepast: bool, reden: Option<&str>) -> Result<(), Importstop> {
        self.import.noun.toegepast = toegepast;
        self.write(|werk, tx| werk.finish(tx, reden))
    }

    /// The one way out that is no failure: job and import end in one transaction, and the file goes.
    fn finish(&mut self, tx: &mut Tx<'_>, reden: Option<&str>) -> Result<Audited<()>, Importstop> {
        finish_job(tx, self.claim, true, None).map_err(kwijt)?;
        self.import.noun.status = Importstatus::Klaar;
        self.import.noun.reden = reden.map(str::to_owned);
        self.import.noun.klaar_op = Some(tx.clock.now());
        self.save(tx)?;
        storage::delete_bestand(tx, self.import.id)?;
        self.audited(tx, "import:eindigen")
    }

    fn save(&mut self, tx: &mut Tx<'_>) -> Result<(), Importstop> {
        self.import = storage::update_import(tx, self.kader.regio, &self.import).map_err(kwijt)?;
        Ok(())
    }

    fn audited(&self, tx: &mut Tx<'_>, actie: &'static str) -> Result<Audited<()>, Importstop> {
        let Importtelling { nieuw, gewijzigd, ongewijzigd, fout } = self.import.noun.telling;
        let what = json!({
            "soort": self.import.noun.soort, "nieuw": nieuw, "gewijzigd": gewijzigd, "ongewijzigd": ongewijzigd,
            "fout": fout, "verwerktTot": self.import.noun.verwerkt_tot, "toegepast": self.import.noun.toegepast,
        });
        Ok(tx.audited(AuditEntry::new(actie, "import", self.import.id, what), ())?)
    }

    /// One transaction that is ours only while the job is; when it fails, we are where we were.
    fn write(
        &mut self,
        body: impl FnOnce(&mut Self, &mut Tx<'_>) -> Result<Audited<()>, Importstop>,
    ) -> Result<(), Importstop> {
        let before = self.import.clone();
        let (app, claim, grant) = (self.app, self.claim, self.grant.clone());
        let done = app.db.write(&grant, |tx| {
            hold_job(tx, claim).map_err(kwijt)?;
            tx.import = Some(self.import.id);
            body(self, tx)
        });
        if done.is_err() {
            self.import = before;
        }
        done
    }
}

fn kwijt(why: StorageError) -> Importstop {
    match why {
        StorageError::Verouderd => Importstop::Kwijt,
        why => why.into(),
    }
}
