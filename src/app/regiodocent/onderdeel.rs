//! The onderdelen of a regiodocent: five kinds, one set of use cases.
//!
//! Every change begins by locking the person, so that two callers cannot each add half of a botsing.

use serde_json::json;
use uuid::Uuid;

use super::{ONBEKEND, check_verwijzingen, require_within};
use crate::app::{Ctx, error::AppError, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::onderdeel::{MAX_ONDERDELEN, check_onderdeel};
use crate::domain::regiodocent::Regiodocent;
use crate::domain::stored::Stored;
use crate::storage::connection::{Conn, Tx};
use crate::storage::regiodocent as storage;
use crate::storage::regiodocent::Opslag;

/// All onderdelen of this kind of one regiodocent.
pub fn list_onderdelen<T: Opslag>(ctx: &Ctx, van: Uuid) -> Result<Vec<Stored<T>>, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentLezen)?;
    ctx.app.db.read(&grant, |conn| {
        require_within(conn, &grant, van)?;
        Ok(T::list(conn, van)?)
    })
}

/// One onderdeel.
pub fn find_onderdeel<T: Opslag>(ctx: &Ctx, van: Uuid, id: Uuid) -> Result<Stored<T>, AppError> {
    take(list_onderdelen(ctx, van)?, id).map(|(found, _)| found)
}

/// Adds an onderdeel.
pub fn create_onderdeel<T: Opslag>(ctx: &Ctx, van: Uuid, new: &T) -> Result<Stored<T>, AppError> {
    let grant = ctx.authorize(schrijven::<T>())?;
    ctx.app.db.write(&grant, |tx| {
        let (regiodocent, others) = lock::<T>(tx, &grant, van)?;
        check(tx.conn, &regiodocent, new, &others)?;
        let stored = T::insert(tx, van, new)?;
        Ok(tx.audited(audit::<T>(van, stored.id, "gemaakt"), stored)?)
    })
}

/// Changes an onderdeel.
pub fn update_onderdeel<T: Opslag>(ctx: &Ctx, van: Uuid, id: Uuid, seen: i32, new: T) -> Result<Stored<T>, AppError> {
    let grant = ctx.authorize(schrijven::<T>())?;
    ctx.app.db.write(&grant, |tx| {
        let (regiodocent, all) = lock::<T>(tx, &grant, van)?;
        let (present, others) = take(all, id)?;
        require_versie(&present, seen)?;
        let new = new.wijziging(&present.noun)?;
        check(tx.conn, &regiodocent, &new, &others)?;
        let stored = T::update(tx, van, id, seen, &new)?;
        Ok(tx.audited(audit::<T>(van, id, "gewijzigd"), stored)?)
    })
}

/// Removes an onderdeel.
pub fn delete_onderdeel<T: Opslag>(ctx: &Ctx, van: Uuid, id: Uuid, seen: i32) -> Result<(), AppError> {
    let grant = ctx.authorize(schrijven::<T>())?;
    ctx.app.db.write(&grant, |tx| {
        let (_, all) = lock::<T>(tx, &grant, van)?;
        let (present, _) = take(all, id)?;
        require_versie(&present, seen)?;
        T::delete(tx, van, id, seen)?;
        Ok(tx.audited(audit::<T>(van, id, "verwijderd"), ())?)
    })
}

/// The right to write onderdelen of this kind: what people wish and agree to is theirs to say, the rest is not.
fn schrijven<T: Opslag>() -> Actie {
    match T::NAAM {
        "voorkeur" => Actie::VoorkeurSchrijven,
        "uitsluiting" => Actie::UitsluitingSchrijven,
        "instemming" => Actie::InstemmingSchrijven,
        _ => Actie::RegiodocentSchrijven,
    }
}

/// Locks the person and reads all onderdelen of this kind.
pub(super) fn lock<T: Opslag>(
    tx: &mut Tx<'_>,
    grant: &Grant,
    van: Uuid,
) -> Result<(Regiodocent, Vec<Stored<T>>), AppError> {
    let regio = require_within(tx.conn, grant, van)?;
    let locked = storage::lock_regiodocent(tx, regio, van)?.ok_or(ONBEKEND)?;
    Ok((locked.noun, T::list(tx.conn, van)?))
}

/// The one with this id, and the others.
pub(super) fn take<T: Opslag>(mut all: Vec<Stored<T>>, id: Uuid) -> Result<(Stored<T>, Vec<Stored<T>>), AppError> {
    let place = all.iter().position(|one| one.id == id).ok_or(AppError::NietGevonden(T::NAAM))?;
    let found = all.remove(place);
    Ok((found, all))
}

pub(in crate::app) fn check<T: Opslag>(
    conn: &mut Conn,
    regiodocent: &Regiodocent,
    new: &T,
    others: &[Stored<T>],
) -> Result<(), AppError> {
    let mut invoer = Invoer::default();
    check_onderdeel(regiodocent, new, others.iter().map(|other| &other.noun), "", &mut invoer);
    check_verwijzingen(conn, new.verwijzingen(""), &mut invoer)?;
    invoer.eis(others.len() < MAX_ONDERDELEN, || {
        let detail = format!("een regiodocent heeft ten hoogste {MAX_ONDERDELEN} {}", T::LIJST);
        Invoerfout::new("", "te-veel", detail, "Verwijder wat niet meer geldt.")
    });
    Ok(invoer.af()?)
}

fn audit<T: Opslag>(van: Uuid, id: Uuid, wijziging: &str) -> AuditEntry {
    let summary = json!({ "regiodocent": van, "wijziging": wijziging });
    AuditEntry::new(schrijven::<T>().as_str(), T::NAAM, id, summary)
}
