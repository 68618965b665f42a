//! Instances: Problems made from public figures with a seeded draw, so that anybody can repeat a measured number.
//!
//! The same data, size and seed give the same Problem on every machine. Only schools and boards are real; every
//! regiodocent and vacature is drawn.

pub mod amsterdam;
mod fout;
pub mod nederland;
mod trekking;

pub use fout::Instantiefout;
