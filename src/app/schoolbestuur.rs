//! Schoolbestuur: read by everybody within reach, made and named by the coordinator; by the beheerder when several
//! regios share it.

use chrono::NaiveDate;
use serde_json::json;

use super::error::AppError;
use super::{Ctx, require_versie};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Bereik, Grant};
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::storage::connection::Conn;
use crate::storage::schoolbestuur as storage;
pub use crate::storage::schoolbestuur::SchoolbestuurFilter;
use crate::storage::schoolbestuur::StoredSchoolbestuur;

const SOORT: &str = "schoolbestuur";

/// Makes a schoolbestuur; its schools follow.
pub fn create_schoolbestuur(ctx: &Ctx, bestuur: &Schoolbestuur) -> Result<StoredSchoolbestuur, AppError> {
    let grant = ctx.authorize(Actie::SchoolbestuurSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = storage::insert_schoolbestuur(tx, bestuur).map_err(|why| AppError::if_dubbel(why, taken))?;
        let entry = AuditEntry::new("schoolbestuur:schrijven", SOORT, &stored.id, json!({ "versie": stored.versie }));
        Ok(tx.audited(entry, stored)?)
    })
}

fn taken() -> Invoerfout {
    let detail = "er is al een schoolbestuur met dit bestuursnummer";
    Invoerfout::new("/bestuursnummer", "bestaat-al", detail, "Controleer het nummer, of wijzig het bestaande bestuur.")
}

/// The besturen within reach.
pub fn list_schoolbesturen(
    ctx: &Ctx,
    filter: &SchoolbestuurFilter,
    pagina: &Pagina,
) -> Result<Lijst<StoredSchoolbestuur>, AppError> {
    let grant = ctx.authorize(Actie::SchoolbestuurLezen)?;
    ctx.app.db.read(&grant, |conn| Ok(storage::list_schoolbesturen(conn, grant.bereik(), filter, pagina)?))
}

/// One bestuur by its number.
pub fn find_schoolbestuur(ctx: &Ctx, nummer: &Bestuursnummer) -> Result<StoredSchoolbestuur, AppError> {
    let grant = ctx.authorize(Actie::SchoolbestuurLezen)?;
    ctx.app.db.read(&grant, |conn| find_within(conn, grant.bereik(), nummer))
}

/// Changes the name, when `seen` is still the stored version.
pub fn update_schoolbestuur(ctx: &Ctx, seen: i32, bestuur: &Schoolbestuur) -> Result<StoredSchoolbestuur, AppError> {
    let grant = ctx.authorize(Actie::SchoolbestuurSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let stored = find_within(tx.conn, grant.bereik(), &bestuur.bestuursnummer)?;
        require_versie(&stored, seen)?;
        require_alone(tx.conn, &grant, &bestuur.bestuursnummer, ctx.app.clock.today())?;
        let stored = storage::update_schoolbestuur(tx, seen, bestuur)?;
        let entry = AuditEntry::new("schoolbestuur:schrijven", SOORT, &stored.id, json!({ "versie": stored.versie }));
        Ok(tx.audited(entry, stored)?)
    })
}

/// Within reach, and of no other regio: then this caller may change it.
pub(crate) fn require_changeable(
    conn: &mut Conn,
    grant: &Grant,
    nummer: &Bestuursnummer,
    today: NaiveDate,
) -> Result<(), AppError> {
    find_within(conn, grant.bereik(), nummer)?;
    require_alone(conn, grant, nummer, today)
}

/// A board with schools in another regio, today or later, is not for one coordinator to change: its data are everybody's,
/// and anybody could bring it within reach by making a school under it.
fn require_alone(conn: &mut Conn, grant: &Grant, nummer: &Bestuursnummer, today: NaiveDate) -> Result<(), AppError> {
    let Some(regio) = grant.regio() else { return Ok(()) };
    if !storage::takes_part_elsewhere(conn, nummer, regio, today)? {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "gedeeld-schoolbestuur",
        detail: "Dit schoolbestuur heeft ook scholen in een andere regio.".into(),
        herstel: "Vraag de beheerder om de wijziging.".into(),
    })
}

fn find_within(conn: &mut Conn, bereik: &Bereik, nummer: &Bestuursnummer) -> Result<StoredSchoolbestuur, AppError> {
    let one = Pagina { na: None, aantal: 1 };
    let filter = SchoolbestuurFilter { bestuursnummer: Some(nummer.clone()), naam: None };
    let mut found = storage::list_schoolbesturen(conn, bereik, &filter, &one)?;
    found.items.pop().ok_or(AppError::NietGevonden(SOORT))
}
