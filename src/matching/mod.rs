//! The matcher: a pure engine. Problem in, Plan and reasons out; no database, no HTTP, no environment.
//!
//! `solve` = validate → formulate → solve → check. Floats live only inside `solver` and the search;
//! whatever they say is judged by `checker` in exact arithmetic before anybody sees it.

pub mod afspraken;
pub mod bereik;
pub mod bewijs;
pub mod canonical;
pub mod certificaat;
pub mod checker;
pub mod cijfers;
pub mod dagverloop;
pub mod dossier;
pub mod explain;
pub mod facts;
pub mod formulation;
pub mod greedy;
pub mod grens;
pub mod handmatig;
pub mod knapzak;
pub mod kolommen;
pub mod loten;
pub mod naast_elkaar;
pub mod overname;
pub mod plan;
pub mod polijst;
pub mod problem;
pub mod rules;
pub mod samenstelling;
pub mod search;
pub mod solve;
pub mod solver;
pub mod tiers;
pub mod toewijzing;
pub mod tussenstand;
pub mod uitkomst;
pub mod validate;
pub mod voortgang;
mod wacht;

pub use solve::{ENGINE_VERSIE, Gewogen, SolveError, solve, solve_from, solve_gewogen};
pub use voortgang::{Fase, Limits, Niemand, Tussenstand, Voortgang, Waarnemer};
