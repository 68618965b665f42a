//! Regio: the tenant of the service, a RATO.

use super::keuze::keuze;
use super::periode::Periode;

keuze! {
    /// What kind of region it is.
    Regiosoort {
        /// One of the 35 labour market regions.
        Arbeidsmarktregio = "arbeidsmarktregio",
        /// A region of the later onderwijsregio policy.
        Onderwijsregio = "onderwijsregio",
    }
}

/// A region that employs regiodocenten and runs matchrondes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regio {
    /// Short code, lower-case letters, digits and dashes (`amsterdam`); unique, used in tokens and on the command line.
    pub code: String,
    /// Name.
    pub naam: String,
    /// Kind.
    pub soort: Regiosoort,
    /// When it exists.
    pub periode: Periode,
}

/// Is `code` 2 to 40 lower-case letters, digits and dashes, beginning with a letter?
pub fn is_regiocode(code: &str) -> bool {
    (2..=40).contains(&code.len())
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
