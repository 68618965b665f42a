//! Beleid: what the boards of a regio agreed about the rules, in dated versions. One coordinator proposes, another decides.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::levensloop::{Stapgegevens, check_eisen, partij};
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::actor::Actor;
use crate::auth::policy::{Actie, Grant};
use crate::domain::beleid::{Beleid, Beleidstap, Beleidstatus, Beleidsversie};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::{Eis, Levensloop};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::matching::validate::validate_beleid;
use crate::storage;
use crate::storage::connection::{Conn, Tx};
use crate::storage::regio::lock_regio;

/// What holds on a day: a version of the regio, or the default as long as it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeldendBeleid {
    /// A version of the regio.
    Versie(Stored<Beleidsversie>),
    /// The default policy.
    Standaard(&'static Beleid),
}

impl GeldendBeleid {
    /// The rules.
    pub fn inhoud(self) -> Beleid {
        match self {
            GeldendBeleid::Versie(versie) => versie.noun.inhoud,
            GeldendBeleid::Standaard(inhoud) => inhoud.clone(),
        }
    }

    /// The rules, to look something up in.
    pub fn regels(&self) -> &Beleid {
        match self {
            GeldendBeleid::Versie(versie) => &versie.noun.inhoud,
            GeldendBeleid::Standaard(inhoud) => inhoud,
        }
    }
}

/// The versions of the regio, in order of making; only in this state when asked.
pub fn list_beleid(
    ctx: &Ctx,
    status: Option<Beleidstatus>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Beleidsversie>>, AppError> {
    let grant = ctx.authorize(Actie::BeleidLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::beleid::list_beleid(conn, regio.id, status, pagina)?)
    })
}

/// What holds on `day`.
pub fn find_beleid_op(ctx: &Ctx, day: NaiveDate) -> Result<GeldendBeleid, AppError> {
    let grant = ctx.authorize(Actie::BeleidLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        geldend(conn, regio.id, day)
    })
}

/// What holds in a regio on `day`. A version of before a rule existed says nothing about it: there the default holds.
pub(crate) fn geldend(conn: &mut Conn, regio_id: Uuid, day: NaiveDate) -> Result<GeldendBeleid, AppError> {
    let standaard = Beleid::gedeeld().map_err(AppError::Intern)?;
    match storage::beleid::find_beleid_op(conn, regio_id, day)? {
        Some(mut versie) => {
            versie.noun.inhoud.vul_aan(standaard);
            Ok(GeldendBeleid::Versie(versie))
        }
        None => Ok(GeldendBeleid::Standaard(standaard)),
    }
}

/// One version.
pub fn find_beleid(ctx: &Ctx, id: Uuid) -> Result<Stored<Beleidsversie>, AppError> {
    let grant = ctx.authorize(Actie::BeleidLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        storage::beleid::find_beleid(conn, regio.id, id)?.ok_or(ONBEKEND)
    })
}

/// Proposes a version. It never reaches back: what was decided under an earlier version stays as it was.
pub fn create_beleid(ctx: &Ctx, versie: &Beleidsversie) -> Result<Stored<Beleidsversie>, AppError> {
    let grant = ctx.authorize(Actie::BeleidSchrijven)?;
    let today = ctx.app.clock.today();
    let versie = Beleidsversie { voorgesteld_door: grant.actor().id.clone(), ..versie.clone() };
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        check(tx, regio_id, &versie, today)?;
        let stored = storage::beleid::insert_beleid(tx, regio_id, &versie)?;
        Ok(tx.audited(entry(&grant, &stored), stored)?)
    })
}

/// Takes a step with a proposed version: a second coordinator agrees or refuses, or it is taken back.
pub fn decide_beleid(
    ctx: &Ctx,
    id: Uuid,
    stap: Beleidstap,
    gegevens: &Stapgegevens,
) -> Result<Stored<Beleidsversie>, AppError> {
    let actie = if stap == Beleidstap::Intrekken { Actie::BeleidSchrijven } else { Actie::BeleidVaststellen };
    let grant = ctx.authorize(actie)?;
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        lock_regio(tx, regio_id)?;
        let found = storage::beleid::find_beleid(tx.conn, regio_id, id)?.ok_or(ONBEKEND)?;
        let row = found.noun.status.overgang(stap, partij(grant.actor()))?;
        let mut invoer = Invoer::default();
        check_eisen(row.eist, gegevens, &mut invoer);
        invoer.af()?;
        if row.eist.contains(&Eis::TweedePersoon) {
            require_other(&found.noun, grant.actor())?;
        }
        if stap == Beleidstap::Vaststellen {
            check(tx, regio_id, &found.noun, today)?;
        }
        let motivering = gegevens.motivering.as_deref();
        storage::beleid::decide_beleid(tx, &found, row.naar, &grant.actor().id, motivering)
            .map_err(|why| AppError::if_dubbel(why, || day_taken(found.noun.geldig_vanaf)))?;
        let decided = storage::beleid::find_beleid(tx.conn, regio_id, id)?.ok_or(ONBEKEND)?;
        Ok(tx.audited(entry(&grant, &decided), decided)?)
    })
}

/// Four eyes: who proposes a rule does not decide about it.
fn require_other(versie: &Beleidsversie, actor: &Actor) -> Result<(), AppError> {
    if versie.voorgesteld_door != actor.id {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "tweede-persoon-vereist",
        detail: "U stelde deze versie zelf voor; een ander moet erover besluiten.".into(),
        herstel: "Vraag een tweede regiocoördinator, of trek het voorstel in.".into(),
    })
}

const ONBEKEND: AppError = AppError::NietGevonden("versie van het beleid");

/// Every error: in the texts, in the day and in the rules.
fn check(tx: &mut Tx<'_>, regio_id: Uuid, versie: &Beleidsversie, today: NaiveDate) -> Result<(), AppError> {
    let mut invoer = Invoer::default();
    for (pointer, text) in [("/bestuursbesluit", &versie.bestuursbesluit), ("/reden", &versie.reden)] {
        invoer.eis(!text.trim().is_empty(), || {
            Invoerfout::new(pointer, "leeg", "hier staat geen tekst", "Vul dit veld in.")
        });
    }
    let first = storage::beleid::is_eerste(tx.conn, regio_id)?;
    invoer.eis(first || versie.geldig_vanaf >= today, || {
        let detail = "een nieuwe versie kan niet met terugwerkende kracht gelden";
        Invoerfout::new("/geldigVanaf", "in-het-verleden", detail, "Kies vandaag of een latere dag.")
    });
    let same_day = storage::beleid::find_beleid_op(tx.conn, regio_id, versie.geldig_vanaf)?
        .is_some_and(|other| other.noun.geldig_vanaf == versie.geldig_vanaf);
    invoer.eis(!same_day, || day_taken(versie.geldig_vanaf));
    for mut fout in validate_beleid(&versie.inhoud).err().unwrap_or_default() {
        if let Some(rest) = fout.pointer.strip_prefix("/beleid") {
            fout.pointer = format!("/inhoud{rest}");
        }
        invoer.fout(fout);
    }
    Ok(invoer.af()?)
}

fn day_taken(day: NaiveDate) -> Invoerfout {
    let detail = format!("er is al een versie die geldt vanaf {}", day.format("%-d-%-m-%Y"));
    Invoerfout::new("/geldigVanaf", "bestaat-al", detail, "Kies een andere dag; een versie verandert nooit.")
}

fn entry(grant: &Grant, stored: &Stored<Beleidsversie>) -> AuditEntry {
    let summary = json!({ "geldigVanaf": stored.noun.geldig_vanaf, "status": stored.noun.status });
    AuditEntry::new(grant.actie().as_str(), "beleid", stored.id, summary)
}
