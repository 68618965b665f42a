//! From Problem to Plan. On its own branch; this file only lets the rest compile until they meet.

use super::plan::{Bevinding, Plan};
use super::problem::Problem;
use super::voortgang::{Limits, Waarnemer};
use crate::domain::invoer::Invoerfout;

/// Version of the engine.
pub const ENGINE_VERSIE: &str = concat!("rato-", env!("CARGO_PKG_VERSION"), "/0");

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SolveError {
    /// The Problem itself is wrong.
    #[error("de invoer heeft {} fout(en)", .0.len())]
    Invoer(Vec<Invoerfout>),
    /// The checker refused the plan.
    #[error("het plan is afgekeurd: {} bevinding(en)", .0.len())]
    Controle(Vec<Bevinding>),
    /// Something else in the engine failed.
    #[error("{0}")]
    Solver(String),
}

/// Solves `problem`.
pub fn solve(_: &Problem, _: &Limits, _: &dyn Waarnemer) -> Result<Plan, SolveError> {
    Err(SolveError::Solver("deze versie heeft nog geen rekenmotor".into()))
}
