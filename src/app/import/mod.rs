//! Import: reads files of DUO, CBS, BAG and the regio itself into domain nouns, with a report per row.
//!
//! What is read is complete or named with its reason. Reading never touches the database; `opslaan` does.

pub mod bestand;
pub mod duo;
pub mod formatie;
pub mod fout;
pub mod geo;
pub mod kop;
pub mod opslaan;
mod regel;
pub mod regios;
pub mod tabel;
pub mod verslag;
mod vorm;
mod waarde;

pub use vorm::Bestandssoort;
