//! The price of an ingreep: the plan with it against the plan without it, both of the same frozen data.

use uuid::Uuid;

use super::super::matchronde::{own, read_plan};
use super::super::{Ctx, error::AppError};
use super::{of_ronde, read_grant};
use crate::domain::ingreep::Ingreep;
use crate::domain::matchronde::Matchronde;
use crate::domain::stored::Stored;
pub use crate::matching::explain::prijs::{Prijs, Schoolprijs, Tierprijs, Verschuiving, compare};
use crate::matching::plan::Plan;
use crate::storage;
use crate::storage::connection::Conn;

/// An ingreep with its price, when that is known.
#[derive(Debug, Clone)]
pub struct Geprijsd {
    /// The ingreep.
    pub ingreep: Stored<Ingreep>,
    /// Its price; absent while it is computed, and when no plan came of it.
    pub prijs: Option<Prijs>,
}

/// The ingrepen of a matchronde in their order, each with its price.
pub fn list_ingrepen(ctx: &Ctx, ronde_id: Uuid) -> Result<Vec<Geprijsd>, AppError> {
    let grant = read_grant(ctx)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let ronde = own(conn, &grant, ronde_id)?;
        priced(conn, &ronde)
    })
}

/// One ingreep with its price.
pub fn find_ingreep(ctx: &Ctx, ronde_id: Uuid, id: Uuid) -> Result<Geprijsd, AppError> {
    let grant = read_grant(ctx)?;
    ctx.app.db.snapshot(&grant, |conn| {
        let ronde = own(conn, &grant, ronde_id)?;
        price(conn, &ronde, id)
    })
}

/// The ingreep with this id, with its price.
pub(super) fn price(conn: &mut Conn, ronde: &Stored<Matchronde>, id: Uuid) -> Result<Geprijsd, AppError> {
    of_ronde(conn, ronde.id, id)?;
    priced(conn, ronde)?.into_iter().find(|found| found.ingreep.id == id).ok_or(AppError::NietGevonden("ingreep"))
}

fn priced(conn: &mut Conn, ronde: &Stored<Matchronde>) -> Result<Vec<Geprijsd>, AppError> {
    let all = storage::ingreep::list_ingrepen(conn, ronde.id)?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut before = read_plan(conn, ronde)?;
    let mut found = Vec::with_capacity(all.len());
    for ingreep in all {
        let prijs = match read_own(conn, ingreep.id)? {
            None => None,
            Some(after) => {
                let prijs = compare(&before, &after);
                before = after;
                Some(prijs)
            }
        };
        found.push(Geprijsd { ingreep, prijs });
    }
    Ok(found)
}

/// The plan of an ingreep that has one.
pub(super) fn own_plan(conn: &mut Conn, ingreep: &Stored<Ingreep>) -> Result<Plan, AppError> {
    read_own(conn, ingreep.id)?.ok_or_else(|| AppError::Intern(format!("ingreep {} has no plan", ingreep.id)))
}

fn read_own(conn: &mut Conn, id: Uuid) -> Result<Option<Plan>, AppError> {
    let text = storage::ingreep::find_plan(conn, id)?;
    let parsed = text.map(|text| serde_json::from_str(&text)).transpose();
    parsed.map_err(|why| AppError::Intern(format!("stored plan of ingreep {id}: {why}")))
}
