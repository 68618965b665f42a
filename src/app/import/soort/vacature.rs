//! Rows with vacatures. Known by an id of ours or by how another system knows them; status and school stay as they are.

use uuid::Uuid;

use super::lezen::{
    Gezegd, gezegd, take_cent, take_code, take_dag, take_deel, take_herkomst, take_ja_nee, take_keuze, take_tekst,
    take_vorm,
};
use super::{Importuitkomst, Kader, Oordeel, Rijsoort, as_fouten, gelijk_of_niet};
use crate::app::error::AppError;
use crate::app::import::tabel::Rij;
use crate::app::levensloop::partij;
use crate::app::vacature::{check, follow_vulling, held, require_fit, school_in_reach, school_is_fixed, scope};
use crate::domain::bevoegdheid::Vakbevoegdheid;
use crate::domain::dagdeel::Dagdelen;
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::levensloop::Levensloop;
use crate::domain::periode::Periode;
use crate::domain::prikkel::{Prikkels, Schaal};
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, Vacaturesoort, Vacaturestap, Vacaturestatus, VolledigeVacature};
use crate::storage::connection::{Conn, Tx};
use crate::storage::vacature::VacatureScope;
use crate::storage::{herkomst, vacature as storage};

const SOORT: &str = "vacature";

/// One row: the vacature as far as it was told; what was not told is empty here.
pub struct Vacaturerij {
    id: Option<Uuid>,
    herkomst: Option<(String, String)>,
    vacature: Vacature,
    soort: Option<Vacaturesoort>,
    tot_en_met: Gezegd<Option<chrono::NaiveDate>>,
    dagdelen: Gezegd<Option<Dagdelen>>,
    alleen_geheel: Option<bool>,
    schaal: Gezegd<Option<Schaal>>,
    bonus_cent: Gezegd<Option<i64>>,
    arbeidsmarkttoelage: Option<bool>,
    status: Option<Vacaturestatus>,
}

struct Nieuw {
    vacature: Vacature,
    bestuursnummer: Bestuursnummer,
    status: Vacaturestatus,
    herkomst: Option<(String, String)>,
    id: Uuid,
}

/// What is to be written.
#[derive(Default)]
pub struct Plan {
    nieuw: Vec<Nieuw>,
    gewijzigd: Vec<(Uuid, i32, Vacature)>,
}

impl Rijsoort for Vacaturerij {
    type Plan = Plan;

    fn lees(rij: &mut Rij<'_>) -> Option<Self> {
        let (id, herkomst) = take_herkomst(rij);
        for kolom in ["VESTIGINGSCODE", "FTE", "BEVOEGDHEID SECTOR", "BEVOEGDHEID VAK", "BEVOEGDHEID GRAAD", "VAN"] {
            rij.verplicht(kolom);
        }
        let (code, fte) = (take_code(rij, "VESTIGINGSCODE", 6), take_deel(rij, "FTE"));
        let (sector, graad) = (take_keuze(rij, "BEVOEGDHEID SECTOR"), take_keuze(rij, "BEVOEGDHEID GRAAD"));
        let (vak, van) = (take_tekst(rij, "BEVOEGDHEID VAK"), take_dag(rij, "VAN"));
        let soort = take_keuze(rij, "SOORT");
        let tot_en_met = gezegd(rij, "TOT EN MET", take_dag);
        let dagdelen = gezegd(rij, "DAGDELEN", take_vorm);
        let alleen_geheel = take_ja_nee(rij, "ALLEEN GEHEEL");
        let schaal = gezegd(rij, "SCHAAL", take_keuze);
        let bonus_cent = gezegd(rij, "BONUS CENT", take_cent);
        let arbeidsmarkttoelage = take_ja_nee(rij, "ARBEIDSMARKTTOELAGE");
        let status = take_keuze(rij, "STATUS");
        let vacature = Vacature {
            vestigingscode: code?,
            soort: Vacaturesoort::Regulier,
            fte: fte?,
            vakbevoegdheid: Vakbevoegdheid { sector: sector?, vak: vak?, graad: graad? },
            periode: Periode::new(van?, None),
            dagdelen: None,
            alleen_geheel: false,
            prikkels: Prikkels::default(),
        };
        Some(Vacaturerij {
            id,
            herkomst,
            vacature,
            soort,
            tot_en_met,
            dagdelen,
            alleen_geheel,
            schaal,
            bonus_cent,
            arbeidsmarkttoelage,
            status,
        })
    }

    fn sleutel(&self) -> String {
        match (&self.herkomst, self.id) {
            (Some((bron, extern_id)), _) => format!("{bron}\u{1f}{extern_id}"),
            (None, id) => id.unwrap_or_default().to_string(),
        }
    }

    fn beoordeel(conn: &mut Conn, kader: &Kader, rijen: &[&Self]) -> Result<(Vec<Oordeel>, Plan), AppError> {
        let (mut oordelen, mut plan) = (Vec::new(), Plan::default());
        let scope = scope(conn, &kader.grant)?;
        for rij in rijen {
            oordelen.push(match rij.judge(conn, kader, &scope, &mut plan) {
                Ok((uitkomst, id)) => Oordeel::Goed(uitkomst, id),
                Err(why) => Oordeel::Fout(as_fouten(why)?),
            });
        }
        Ok((oordelen, plan))
    }

    fn schrijf(tx: &mut Tx<'_>, kader: &Kader, plan: Plan) -> Result<(), AppError> {
        for Nieuw { vacature, bestuursnummer, status, herkomst: bron, id } in &plan.nieuw {
            storage::insert_vacature_as(tx, *id, kader.regio, bestuursnummer, vacature, *status)?;
            if let Some((bron, extern_id)) = bron {
                herkomst::insert_herkomst(tx, kader.regio, SOORT, (bron, extern_id), *id)?;
            }
        }
        for (id, versie, vacature) in &plan.gewijzigd {
            storage::update_vacature(tx, *id, *versie, vacature)?;
        }
        let ids = plan.gewijzigd.iter().map(|(id, ..)| *id).collect();
        follow_vulling(tx, &ids)
    }
}

impl Vacaturerij {
    fn judge(
        &self,
        conn: &mut Conn,
        kader: &Kader,
        scope: &VacatureScope,
        plan: &mut Plan,
    ) -> Result<(Importuitkomst, String), AppError> {
        let stored = self.find(conn, kader)?;
        let vacature = self.merged(stored.as_ref().map(|stored| &stored.noun.vacature));
        let school = school_in_reach(conn, scope, &vacature.vestigingscode)?;
        let Some(stored) = stored else {
            check(conn, kader.regio, &vacature, &school, kader.today)?;
            let status = self.begin_status()?;
            let id = Uuid::now_v7();
            let herkomst = self.herkomst.clone();
            plan.nieuw.push(Nieuw { vacature, bestuursnummer: school.bestuursnummer, status, herkomst, id });
            return Ok((Importuitkomst::Nieuw, id.to_string()));
        };
        if self.status.is_some_and(|status| status != stored.noun.status) {
            return Err(status_blijft(stored.noun.status).into());
        }
        let gelijk = stored.noun.vacature == vacature;
        if !gelijk {
            stored.noun.status.overgang(Vacaturestap::Wijzigen, partij(kader.grant.actor()))?;
            if stored.noun.vacature.vestigingscode != vacature.vestigingscode {
                return Err(school_is_fixed(&stored.noun.vacature.vestigingscode).into());
            }
            check(conn, kader.regio, &vacature, &school, kader.today)?;
            require_fit(&stored.noun.vacature, &vacature, &held(conn, stored.id)?)?;
            plan.gewijzigd.push((stored.id, stored.versie, vacature));
        }
        Ok((gelijk_of_niet(gelijk), stored.id.to_string()))
    }

    /// The vacature this row is about; an error when it names one that is not there for this caller.
    fn find(&self, conn: &mut Conn, kader: &Kader) -> Result<Option<Stored<VolledigeVacature>>, AppError> {
        let known = match &self.herkomst {
            Some((bron, extern_id)) => herkomst::find_object(conn, kader.regio, SOORT, bron, extern_id)?,
            None => None,
        };
        let own = self.id.filter(|_| known.is_none());
        let Some(id) = known.or(own) else { return Ok(None) };
        let bereik = kader.grant.bereik();
        match storage::find_vacature(conn, kader.grant.regio().unwrap_or_default(), bereik, id)? {
            // An id of another installation: the row is known by its other name only.
            None if known.is_none() && self.herkomst.is_some() => Ok(None),
            None => {
                let detail = "deze vacature is niet gevonden";
                Err(Invoerfout::new("/id", "onbekend", detail, "Controleer het id, of laat het leeg voor een nieuwe.")
                    .into())
            }
            found => Ok(found),
        }
    }

    fn begin_status(&self) -> Result<Vacaturestatus, AppError> {
        match self.status.unwrap_or(Vacaturestatus::Open) {
            begin @ (Vacaturestatus::Open | Vacaturestatus::Concept) => Ok(begin),
            _ => {
                let detail = "een nieuwe vacature is concept of open";
                Err(Invoerfout::new("/status", "status", detail, "Schrijf concept of open, of laat status leeg.")
                    .into())
            }
        }
    }

    fn merged(&self, old: Option<&Vacature>) -> Vacature {
        let prikkels = old.map(|old| old.prikkels).unwrap_or_default();
        let einde = self.tot_en_met.unwrap_or_else(|| old.and_then(|old| old.periode.tot_en_met));
        Vacature {
            soort: self.soort.or(old.map(|old| old.soort)).unwrap_or(Vacaturesoort::Regulier),
            periode: Periode::new(self.vacature.periode.van, einde),
            dagdelen: self.dagdelen.unwrap_or_else(|| old.and_then(|old| old.dagdelen)),
            alleen_geheel: self.alleen_geheel.or(old.map(|old| old.alleen_geheel)).unwrap_or(false),
            prikkels: Prikkels {
                schaal: self.schaal.unwrap_or(prikkels.schaal),
                bonus_cent: self.bonus_cent.unwrap_or(prikkels.bonus_cent),
                arbeidsmarkttoelage: self.arbeidsmarkttoelage.unwrap_or(prikkels.arbeidsmarkttoelage),
            },
            ..self.vacature.clone()
        }
    }
}

fn status_blijft(status: Vacaturestatus) -> Invoerfout {
    let detail = format!("de status is {status} en wijzigt niet door een import");
    Invoerfout::new("/status", "status-blijft", detail, "Laat status leeg, en trek de vacature in of stel haar open.")
}
