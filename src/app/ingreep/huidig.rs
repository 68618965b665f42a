//! The plan of a matchronde as it stands now: that of the matcher, or that of the last ingreep in it.

use uuid::Uuid;

use super::super::error::AppError;
use super::super::matchronde::{read_plan, read_problem};
use super::{opgave, prijs, require_geprijsd};
use crate::domain::ingreep::Ingreep;
use crate::domain::matchronde::Matchronde;
use crate::domain::stored::Stored;
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;
use crate::storage;
use crate::storage::connection::Conn;

/// A plan with the question it answers.
pub(in crate::app) struct Huidig {
    /// The frozen question with the pins of all ingrepen in the plan.
    pub problem: Problem,
    /// The plan.
    pub plan: Plan,
    /// The last ingreep in it; absent: none.
    pub ingreep_id: Option<Uuid>,
}

/// With all ingrepen; each must have its plan.
pub(in crate::app) fn huidig_plan(conn: &mut Conn, ronde: &Stored<Matchronde>) -> Result<Huidig, AppError> {
    let all = storage::ingreep::list_ingrepen(conn, ronde.id)?;
    require_geprijsd(&all)?;
    met(conn, ronde, &all)
}

/// With all ingrepen up to and including this one.
pub(in crate::app) fn plan_tot(
    conn: &mut Conn,
    ronde: &Stored<Matchronde>,
    laatste: Option<Uuid>,
) -> Result<Huidig, AppError> {
    let mut all = storage::ingreep::list_ingrepen(conn, ronde.id)?;
    let kept = laatste.map_or(0, |id| all.iter().position(|one| one.id == id).map_or(0, |at| at + 1));
    all.truncate(kept);
    met(conn, ronde, &all)
}

fn met(conn: &mut Conn, ronde: &Stored<Matchronde>, all: &[Stored<Ingreep>]) -> Result<Huidig, AppError> {
    let problem = read_problem(conn, ronde)?;
    match all.last() {
        None => Ok(Huidig { problem, plan: read_plan(conn, ronde)?, ingreep_id: None }),
        Some(last) => Ok(Huidig {
            problem: Problem { pins: opgave::pins(all), ..problem },
            plan: prijs::own_plan(conn, last)?,
            ingreep_id: Some(last.id),
        }),
    }
}
