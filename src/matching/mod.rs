//! The matcher: a pure engine. Problem in, Plan and reasons out; no database, no HTTP, no environment.
//!
//! `solve` = validate → formulate → solve → check. Floats live only inside `solver` and the search;
//! whatever they say is judged by `checker` in exact arithmetic before anybody sees it.

pub mod canonical;
pub mod checker;
pub mod cijfers;
pub mod dagverloop;
pub mod facts;
pub mod plan;
pub mod problem;
pub mod rules;
pub mod tiers;
pub mod validate;
