//! Why an instance cannot be made.

use crate::app::import::fout::Importfout;

/// The data is not there or not as expected.
#[derive(Debug, thiserror::Error)]
pub enum Instantiefout {
    /// A table cannot be read.
    #[error("{bestand} is niet te lezen ({oorzaak}); controleer de map met gegevens")]
    Tabel {
        /// File.
        bestand: String,
        /// What the reader said.
        oorzaak: String,
    },
    /// A value is missing or has another form.
    #[error("{bestand}: bij {rij} past de waarde van {kolom} niet; haal het bestand opnieuw op")]
    Waarde {
        /// File.
        bestand: &'static str,
        /// Key of the row.
        rij: String,
        /// Column.
        kolom: &'static str,
    },
    /// The public files of DUO, BAG or CBS cannot be read.
    #[error(transparent)]
    Import(#[from] Importfout),
    /// The default policy lacks a parameter.
    #[error("het standaardbeleid past niet: {0}")]
    Beleid(String),
}
