//! Schoolbestuur: the legal employer of schools, one of which may work in several regios.

use super::kenmerk::Bestuursnummer;

/// A school board (bevoegd gezag).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schoolbestuur {
    /// Its number.
    pub bestuursnummer: Bestuursnummer,
    /// Its name; public sources do not always give one.
    pub naam: Option<String>,
}
