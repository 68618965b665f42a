//! Import: reads files of DUO, CBS, BAG and the regio itself into domain nouns, with a report per row.
//!
//! The reading side only: it never touches the database. What is read is complete or named with its reason.

pub mod bestand;
pub mod duo;
pub mod formatie;
pub mod fout;
pub mod geo;
pub mod kop;
mod regel;
pub mod regios;
pub mod tabel;
pub mod verslag;
mod vorm;
mod waarde;

pub use vorm::Bestandssoort;
