//! Import: reads files of DUO, CBS, BAG and the regio itself into domain nouns, with a report per row.
//!
//! Two ways in: public files by the command line (`duo`, `geo`, `formatie`), and files of the regio over HTTP
//! (`aanvraag`, `werk`, `soort`). What is read is complete or named with its reason. Reading never touches the database; `opslaan` does.

pub mod aanvraag;
pub mod bestand;
pub mod duo;
pub mod formatie;
pub mod fout;
pub mod geo;
pub mod kolommen;
pub mod kop;
pub mod opslaan;
mod regel;
pub mod regios;
pub mod rijen;
pub mod sjabloon;
mod soort;
pub mod tabel;
pub mod verslag;
mod vorm;
mod waarde;
pub mod werk;
mod werkblad;

pub use vorm::Bestandssoort;
