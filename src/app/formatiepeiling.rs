//! Formatiepeiling: what schools need and have, told by their schoolbestuur or by the coordinator.

use serde_json::json;
use uuid::Uuid;

use super::error::AppError;
use super::school::find_writable;
use super::{Ctx, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::Actie;
use crate::domain::formatiepeiling::{Formatiepeiling, check};
use crate::domain::invoer::Invoerfout;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;
use crate::storage::formatiepeiling as storage;

pub use crate::storage::formatiepeiling::FormatiepeilingFilter;

const SOORT: &str = "formatiepeiling";

/// The formatiepeilingen of the schools within reach.
pub fn list_formatiepeilingen(
    ctx: &Ctx,
    filter: &FormatiepeilingFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Formatiepeiling>>, AppError> {
    let grant = ctx.authorize(Actie::FormatiepeilingLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| Ok(storage::list_formatiepeilingen(conn, grant.bereik(), filter, pagina)?))
}

/// One formatiepeiling.
pub fn find_formatiepeiling(ctx: &Ctx, id: Uuid) -> Result<Stored<Formatiepeiling>, AppError> {
    let grant = ctx.authorize(Actie::FormatiepeilingLezen)?;
    ctx.app.db.read(&grant, |conn| {
        storage::find_formatiepeiling(conn, grant.bereik(), id)?.ok_or(AppError::NietGevonden(SOORT))
    })
}

/// Reports the figures of a school on a day.
pub fn create_formatiepeiling(ctx: &Ctx, peiling: &Formatiepeiling) -> Result<Stored<Formatiepeiling>, AppError> {
    let grant = ctx.authorize(Actie::FormatiepeilingSchrijven)?;
    check(peiling)?;
    ctx.app.db.write(&grant, |tx| {
        find_writable(tx.conn, &grant, &peiling.vestigingscode, ctx.app.clock.today())?;
        let stored = storage::insert_formatiepeiling(tx, peiling).map_err(|why| AppError::if_dubbel(why, taken))?;
        Ok(tx.audited(entry(&stored), stored)?)
    })
}

/// Corrects the figures, when `seen` is still the stored version.
pub fn update_formatiepeiling(
    ctx: &Ctx,
    id: Uuid,
    seen: i32,
    peiling: &Formatiepeiling,
) -> Result<Stored<Formatiepeiling>, AppError> {
    let grant = ctx.authorize(Actie::FormatiepeilingSchrijven)?;
    check(peiling)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = storage::find_formatiepeiling(tx.conn, grant.bereik(), id)?;
        let stored = stored.ok_or(AppError::NietGevonden(SOORT))?;
        require_versie(&stored, seen)?;
        find_writable(tx.conn, &grant, &stored.noun.vestigingscode, ctx.app.clock.today())?;
        if peiling.vestigingscode != stored.noun.vestigingscode {
            let detail = "een formatiepeiling blijft bij haar school";
            let herstel = "Laat de vestigingscode zoals zij was, of maak een nieuwe formatiepeiling.";
            return Err(Invoerfout::new("/vestigingscode", "andere-school", detail, herstel).into());
        }
        let stored =
            storage::update_formatiepeiling(tx, id, seen, peiling).map_err(|why| AppError::if_dubbel(why, taken))?;
        Ok(tx.audited(entry(&stored), stored)?)
    })
}

fn taken() -> Invoerfout {
    let detail = "deze school heeft al een formatiepeiling van deze soort op deze peildatum";
    Invoerfout::new(
        "/peildatum",
        "bestaat-al",
        detail,
        "Wijzig de bestaande formatiepeiling, of kies een andere datum.",
    )
}

fn entry(stored: &Stored<Formatiepeiling>) -> AuditEntry {
    let peiling = &stored.noun;
    let summary = json!({
        "vestigingscode": peiling.vestigingscode,
        "peildatum": peiling.peildatum,
        "soort": peiling.soort,
        "versie": stored.versie,
    });
    AuditEntry::new("formatiepeiling:schrijven", SOORT, stored.id, summary)
}
