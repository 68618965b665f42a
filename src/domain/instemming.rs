//! Instemming: what a regiodocent has agreed to.

use super::invoer::{Invoer, Invoerfout};
use super::keuze::keuze;
use super::onderdeel::{Onderdeel, check_periode};
use super::periode::Periode;
use super::regiodocent::{Regiodocent, Regiodocentsoort};

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

impl Instemmingsoort {
    /// May somebody of this kind agree to it? Only the experienced work at two schools.
    pub fn is_open_voor(self, soort: Regiodocentsoort) -> bool {
        self != Instemmingsoort::TweeScholen
            || matches!(soort, Regiodocentsoort::Ervaren | Regiodocentsoort::Herintreder)
    }
}

impl Onderdeel for Instemming {
    const NAAM: &'static str = "instemming";
    const LIJST: &'static str = "instemmingen";

    fn check(&self, regiodocent: &Regiodocent, at: &str, invoer: &mut Invoer) {
        check_periode(&self.periode, at, invoer);
        invoer.eis(self.soort.is_open_voor(regiodocent.soort), || {
            let detail = format!("een {} werkt aan één school tegelijk", regiodocent.soort);
            let herstel = "Alleen wie ervaren of herintreder is, kan met twee scholen instemmen.";
            Invoerfout::new(&format!("{at}/soort"), "past-niet-bij-soort", detail, herstel)
        });
    }
}
