//! The matcher: a pure engine. Problem in, Plan and reasons out; no database, no HTTP, no environment.
//!
//! `solve` = validate → formulate → solve → check. Floats live only inside `solver` and the search;
//! whatever they say is judged by `checker` in exact arithmetic before anybody sees it.

pub mod canonical;
pub mod plan;
pub mod problem;
pub mod rules;
pub mod solve;
pub mod voortgang;

pub use solve::{ENGINE_VERSIE, SolveError, solve};
pub use voortgang::{Fase, Limits, Niemand, Voortgang, Waarnemer};
