//! Instemming: what a regiodocent has agreed to.

use super::keuze::keuze;
use super::periode::Periode;

keuze! {
    /// What was agreed.
    Instemmingsoort {
        /// May be moved away from today's plaatsing.
        Verplaatsing = "verplaatsing",
        /// May work at two schools at once (ervaren and herintreder only).
        TweeScholen = "twee-scholen",
    }
}

/// Consent of a regiodocent, for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instemming {
    /// To what.
    pub soort: Instemmingsoort,
    /// When it holds.
    pub periode: Periode,
}
