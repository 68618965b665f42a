//! Plaatsing: read by the coordinator, and by a schoolbestuur for its own schools.

use uuid::Uuid;

use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::policy::{Actie, Bereik, Grant};
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::plaatsing::{Plaatsing, Plaatsingstatus};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::plaatsing::Plaatsingfilter;

/// The board a grant is narrowed to, if any.
fn own_board(grant: &Grant) -> Option<&Bestuursnummer> {
    match grant.bereik() {
        Bereik::Bestuur { bestuursnummer, .. } => Some(bestuursnummer),
        Bereik::Land | Bereik::Regio(_) => None,
    }
}

/// The plaatsingen within the reach of the caller, sorted by id.
pub fn list_plaatsingen(
    ctx: &Ctx,
    status: Option<Plaatsingstatus>,
    regiodocent_id: Option<Uuid>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Plaatsing>>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingLezen)?;
    pagina.na_id()?;
    let filter = Plaatsingfilter {
        bestuursnummer: own_board(&grant).cloned(),
        status,
        regiodocent_id,
        ..Plaatsingfilter::default()
    };
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::plaatsing::list_plaatsingen(conn, regio.id, &filter, pagina)?)
    })
}

/// One plaatsing within the reach of the caller.
pub fn find_plaatsing(ctx: &Ctx, id: Uuid) -> Result<Stored<Plaatsing>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingLezen)?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        let found = storage::plaatsing::find_plaatsing(conn, regio.id, own_board(&grant), id)?;
        found.ok_or(AppError::NietGevonden("plaatsing"))
    })
}
