//! Plaatsing: read by the coordinator, by a schoolbestuur for its own schools and by the regiodocent it is about.
//!
//! Its steps stand next to this file.

mod contract;
mod einde;
mod overdracht;
mod stap;
pub mod tijd;
pub(super) mod verhuizing;

pub use overdracht::transfer_plaatsing;
pub use stap::{agree_plaatsing, end_plaatsing, refuse_plaatsing, withdraw_plaatsing};

use uuid::Uuid;

use super::levensloop::partij;
use super::regio::regio_of;
use super::{Ctx, error::AppError};
use crate::auth::actor::Rol;
use crate::auth::policy::{Actie, Grant};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::plaatsing::{GezetteStap, Plaatsing};
use crate::domain::stored::Stored;
use crate::storage;
pub use crate::storage::plaatsing::PlaatsingFilter;

/// The plaatsingen within the reach of the caller, sorted by id.
pub fn list_plaatsingen(
    ctx: &Ctx,
    filter: &PlaatsingFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Plaatsing>>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingLezen)?;
    pagina.na_id()?;
    ctx.app.db.read(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        Ok(storage::plaatsing::list_plaatsingen(conn, regio.id, grant.bereik(), filter, pagina)?)
    })
}

/// One plaatsing within the reach of the caller, with the steps that were taken.
pub fn find_plaatsing(ctx: &Ctx, id: Uuid) -> Result<(Stored<Plaatsing>, Vec<GezetteStap>), AppError> {
    let grant = ctx.authorize(Actie::PlaatsingLezen)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let regio = regio_of(conn, &grant)?;
        let found = storage::plaatsing::find_plaatsing(conn, regio.id, grant.bereik(), id)?.ok_or(ONBEKEND)?;
        let stappen = storage::plaatsing_stap::list_stappen(conn, id)?;
        Ok((found, visible(&grant, stappen)))
    })
}

/// A plaatsing of somebody else is answered exactly like one that does not exist.
const ONBEKEND: AppError = AppError::NietGevonden("plaatsing");

/// Only the coordinator reads what one side wrote: the other side learns that a step was taken, not why.
fn visible(grant: &Grant, mut stappen: Vec<GezetteStap>) -> Vec<GezetteStap> {
    let all = matches!(grant.actor().rol, Rol::Regiocoordinator | Rol::Privacyfunctionaris);
    let own = partij(grant.actor());
    for stap in stappen.iter_mut().filter(|stap| !all && stap.namens != own) {
        stap.motivering = None;
        stap.bron = None;
    }
    stappen
}
