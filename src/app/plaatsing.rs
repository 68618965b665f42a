//! Plaatsing: read by the coordinator, by a schoolbestuur for its own schools, and by the regiodocent it is about.

use uuid::Uuid;

use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::policy::{Actie, Grant};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::plaatsing::{Plaatsing, Plaatsingstatus};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::plaatsing::Plaatsingfilter;

/// What a grant is narrowed to, as a filter.
fn within(grant: &Grant) -> Plaatsingfilter {
    let bereik = grant.bereik();
    Plaatsingfilter {
        bestuursnummer: bereik.bestuursnummer().cloned(),
        vestigingscode: bereik.vestigingscode().cloned(),
        van_wie: bereik.regiodocent(),
        ..Plaatsingfilter::default()
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
    let filter = Plaatsingfilter { status, regiodocent_id, ..within(&grant) };
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
        let filter = Plaatsingfilter { id: Some(id), ..within(&grant) };
        let one = Pagina { na: None, aantal: 1 };
        storage::plaatsing::list_plaatsingen(conn, regio.id, &filter, &one)?
            .items
            .pop()
            .ok_or(AppError::NietGevonden("plaatsing"))
    })
}
