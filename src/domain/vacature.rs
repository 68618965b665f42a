//! Vacature: what a school asks for.

use super::bevoegdheid::{Vakbevoegdheid, is_vak};
use super::dagdeel::Dagdelen;
use super::fte::Fte;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::Vestigingscode;
use super::keuze::keuze;
use super::periode::Periode;

keuze! {
    /// Kind of demand.
    Vacaturesoort {
        /// Regular formation.
        Regulier = "regulier",
        /// Replaces somebody who is away.
        Vervanging = "vervanging",
        /// Training place above the formation, for a first-year zij-instromer.
        Opleidingsplaats = "opleidingsplaats",
    }
}

keuze! {
    /// Where a vacature stands.
    Vacaturestatus {
        /// May be filled.
        Open = "open",
        /// Withdrawn by the board.
        Ingetrokken = "ingetrokken",
        /// Filled in full.
        Vervuld = "vervuld",
    }
}

/// A demand of one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacature {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Kind.
    pub soort: Vacaturesoort,
    /// How much.
    pub fte: Fte,
    /// What it asks.
    pub vakbevoegdheid: Vakbevoegdheid,
    /// When.
    pub periode: Periode,
    /// On which half days; absent: not stated.
    pub dagdelen: Option<Dagdelen>,
    /// Must be filled by one person in full or not at all.
    pub alleen_geheel: bool,
}

impl Vacature {
    /// The rules a vacature keeps by itself: fte above 0 and at most 10, a real vak, an end that is not before the beginning.
    pub fn check(&self) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        invoer.eis(self.fte > Fte::NUL && self.fte <= Fte::from_e4(100_000), || {
            Invoerfout::new(
                "/fte",
                "buiten-bereik",
                format!("fte is {}, maar ligt boven 0 en is ten hoogste 10", self.fte),
                "Geef een getal zoals 0.6.",
            )
        });
        invoer.eis(is_vak(&self.vakbevoegdheid.vak), || {
            Invoerfout::new(
                "/bevoegdheid/vak",
                "ongeldig-vak",
                format!("'{}' is geen vak", self.vakbevoegdheid.vak),
                "Gebruik kleine letters, cijfers en streepjes, bijvoorbeeld groepsleraar.",
            )
        });
        invoer.eis(!self.periode.is_leeg(), || {
            Invoerfout::new(
                "/totEnMet",
                "einde-voor-begin",
                "de laatste dag ligt voor de eerste",
                "Kies een totEnMet op of na van, of laat het weg.",
            )
        });
        invoer.af()
    }
}
