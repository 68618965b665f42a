//! Beleid: what the boards of a regio agreed about the rules, in dated versions that are added and never changed.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::beleid::{Beleid, Beleidsversie};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::matching::validate::validate_beleid;
use crate::storage;
use crate::storage::connection::{Conn, Tx};

/// What holds on a day: a version of the regio, or the default as long as it has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeldendBeleid {
    /// A version of the regio.
    Versie(Stored<Beleidsversie>),
    /// `Beleid::standaard()`.
    Standaard(Beleid),
}

impl GeldendBeleid {
    /// The rules.
    pub fn inhoud(self) -> Beleid {
        match self {
            GeldendBeleid::Versie(versie) => versie.noun.inhoud,
            GeldendBeleid::Standaard(inhoud) => inhoud,
        }
    }
}

/// The versions of the regio, in order of first day.
pub fn list_beleid(ctx: &Ctx, pagina: &Pagina) -> Result<Lijst<Stored<Beleidsversie>>, AppError> {
    let grant = ctx.authorize(Actie::BeleidLezen)?;
    if pagina.na.as_deref().is_some_and(|key| key.parse::<NaiveDate>().is_err()) {
        let detail = "deze cursor komt niet uit een eerder antwoord van deze lijst";
        return Err(
            Invoerfout::new("cursor", "ongeldige-cursor", detail, "Begin zonder cursor en volg de kop Link.").into()
        );
    }
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::beleid::list_beleid(conn, regio.id, pagina)?)
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

/// What holds in a regio on `day`.
pub(crate) fn geldend(conn: &mut Conn, regio_id: Uuid, day: NaiveDate) -> Result<GeldendBeleid, AppError> {
    match storage::beleid::find_beleid_op(conn, regio_id, day)? {
        Some(versie) => Ok(GeldendBeleid::Versie(versie)),
        None => Ok(GeldendBeleid::Standaard(Beleid::standaard().map_err(AppError::Intern)?)),
    }
}

/// One version.
pub fn find_beleid(ctx: &Ctx, id: Uuid) -> Result<Stored<Beleidsversie>, AppError> {
    let grant = ctx.authorize(Actie::BeleidLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        storage::beleid::find_beleid(conn, regio.id, id)?.ok_or(AppError::NietGevonden("versie van het beleid"))
    })
}

/// Adds a version. It never reaches back: what was decided under an earlier version stays as it was.
pub fn create_beleid(ctx: &Ctx, versie: &Beleidsversie) -> Result<Stored<Beleidsversie>, AppError> {
    let grant = ctx.authorize(Actie::BeleidSchrijven)?;
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let regio_id = regio_of(tx.conn, &grant)?.id;
        check(tx, regio_id, versie, today)?;
        let stored = storage::beleid::insert_beleid(tx, regio_id, versie)
            .map_err(|why| AppError::if_dubbel(why, || day_taken(versie.geldig_vanaf)))?;
        Ok(tx.audited(entry(&grant, &stored), stored)?)
    })
}

/// Every error: in the texts, in the day and in the rules.
fn check(tx: &mut Tx<'_>, regio_id: Uuid, versie: &Beleidsversie, today: NaiveDate) -> Result<(), AppError> {
    let mut invoer = Invoer::default();
    for (pointer, text) in [("/bestuursbesluit", &versie.bestuursbesluit), ("/reden", &versie.reden)] {
        invoer.eis(!text.trim().is_empty(), || {
            Invoerfout::new(pointer, "leeg", "hier staat geen tekst", "Vul dit veld in.")
        });
    }
    let one = Pagina { na: None, aantal: 1 };
    let first = storage::beleid::list_beleid(tx.conn, regio_id, &one)?.items.is_empty();
    invoer.eis(first || versie.geldig_vanaf >= today, || {
        let detail = "een nieuwe versie kan niet met terugwerkende kracht gelden";
        Invoerfout::new("/geldigVanaf", "in-het-verleden", detail, "Kies vandaag of een latere dag.")
    });
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
    let summary = json!({ "geldigVanaf": stored.noun.geldig_vanaf });
    AuditEntry::new(grant.actie().as_str(), "beleid", stored.id, summary)
}
