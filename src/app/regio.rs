//! Regio: made by the beheerder, read by everybody in it.

use serde_json::json;
use uuid::Uuid;

use super::{App, Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::regio::{Regio, Regiosoort, is_regiocode};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::connection::Conn;
use crate::storage::job::Claim;

/// Makes a regio.
pub fn create_regio(ctx: &Ctx, regio: Regio) -> Result<Stored<Regio>, AppError> {
    let grant = ctx.authorize(Actie::RegioMaken)?;
    check(&regio)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = storage::regio::insert_regio(tx, &regio).map_err(|why| AppError::if_dubbel(why, code_taken))?;
        let entry = AuditEntry::new("regio:maken", "regio", &regio.code, json!({ "soort": regio.soort }));
        Ok(tx.audited(entry, stored)?)
    })
}

fn check(regio: &Regio) -> Result<(), Vec<Invoerfout>> {
    let mut invoer = Invoer::default();
    invoer.eis(is_regiocode(&regio.code), || {
        let detail = "een regiocode heeft 2 tot 40 kleine letters, cijfers en streepjes en begint met een letter";
        Invoerfout::new("/code", "ongeldige-code", detail, "Kies bijvoorbeeld groot-amsterdam.")
    });
    invoer.eis(!regio.periode.is_leeg(), || {
        let detail = "de laatste dag ligt voor de eerste";
        Invoerfout::new("/totEnMet", "einde-voor-begin", detail, "Kies een totEnMet op of na van, of laat het weg.")
    });
    invoer.af()
}

fn code_taken() -> Invoerfout {
    Invoerfout::new("/code", "bestaat-al", "er is al een regio met deze code", "Kies een andere code.")
}

/// The regios the caller works in.
pub fn list_regios(ctx: &Ctx, soort: Option<Regiosoort>, pagina: &Pagina) -> Result<Lijst<Stored<Regio>>, AppError> {
    let grant = ctx.authorize(Actie::RegioLezen)?;
    ctx.app.db.read(&grant, |conn| Ok(storage::regio::list_regios(conn, grant.regio(), soort, pagina)?))
}

/// One regio by its code.
pub fn find_regio(ctx: &Ctx, code: &str) -> Result<Stored<Regio>, AppError> {
    let grant = ctx.authorize(Actie::RegioLezen)?;
    if !is_regiocode(code) || grant.regio().is_some_and(|own| own != code) {
        return Err(AppError::NietGevonden("regio"));
    }
    ctx.app.db.read(&grant, |conn| storage::regio::find_regio(conn, code)?.ok_or(AppError::NietGevonden("regio")))
}

/// The right of the service itself in the regio with this id, whose auditor reads what it did; `naam` tells which part acts.
pub(super) fn systeem_in(app: &App, naam: &'static str, regio_id: Uuid) -> Result<Grant, AppError> {
    let grant = Grant::systeem(naam);
    let regio = app.db.read(&grant, |conn| storage::regio::find_regio_by_id(conn, regio_id))?;
    Ok(grant.in_regio(&regio.ok_or(AppError::NietGevonden("regio"))?.noun.code))
}

/// The right of a worker for the job of this claim: in its regio, with the trace of the request that asked for it.
pub(super) fn grant_of(app: &App, claim: &Claim) -> Result<Grant, AppError> {
    Ok(systeem_in(app, "werker", claim.regio_id)?.with_spoor(claim.spoor.clone()))
}

/// The regio a grant reaches: for use cases whose rows hang on a regio.
pub(crate) fn regio_of(conn: &mut Conn, grant: &Grant) -> Result<Stored<Regio>, AppError> {
    let code = grant.regio().ok_or(AppError::NietGevonden("regio"))?;
    storage::regio::find_regio(conn, code)?.ok_or(AppError::NietGevonden("regio"))
}
