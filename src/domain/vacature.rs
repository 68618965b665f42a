//! Vacature: what a school asks for.

mod levensloop;

pub use levensloop::{Vacaturestap, stap_door_vulling};

use super::bevoegdheid::{Vakbevoegdheid, is_vak};
use super::dagdeel::Dagdelen;
use super::fte::Fte;
use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::keuze::keuze;
use super::periode::Periode;
use super::prikkel::{MAX_BONUS_CENT, Prikkels};

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
        /// Not asked yet; nobody is placed on it.
        Concept = "concept",
        /// May be filled.
        Open = "open",
        /// Filled for a part.
        DeelsVervuld = "deels-vervuld",
        /// Filled in full.
        Vervuld = "vervuld",
        /// Withdrawn by the board.
        Ingetrokken = "ingetrokken",
    }
}

impl Vacaturestatus {
    /// The states in which somebody can still be placed on it.
    pub const TE_VERVULLEN: [Vacaturestatus; 2] = [Vacaturestatus::Open, Vacaturestatus::DeelsVervuld];
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
    /// What it offers on top.
    pub prikkels: Prikkels,
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
        invoer.eis(self.dagdelen.is_none_or(|dagdelen| dagdelen.aantal() > 0), || {
            Invoerfout::new(
                "/dagdelen",
                "leeg",
                "er staat geen enkel dagdeel in",
                "Noem de dagdelen, of laat dagdelen weg als ze er niet toe doen.",
            )
        });
        invoer.eis(self.prikkels.bonus_cent.is_none_or(|cent| (0..=MAX_BONUS_CENT).contains(&cent)), || {
            let detail = format!("de bonus is 0 tot en met {MAX_BONUS_CENT} cent per jaar");
            Invoerfout::new("/bonusCent", "buiten-bereik", detail, "Geef het bedrag in centen voor een volledige baan.")
        });
        invoer.af()
    }
}

/// A vacature with what the service keeps about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolledigeVacature {
    /// What the school asks.
    pub vacature: Vacature,
    /// The board that ran the school when the vacature was made.
    pub bestuursnummer: Bestuursnummer,
    /// Where it stands.
    pub status: Vacaturestatus,
    /// Why it was withdrawn, when somebody said so.
    pub intrekkingsreden: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_is_told_at_once() {
        let vacature = Vacature {
            vestigingscode: "00AP00".parse().unwrap(),
            soort: Vacaturesoort::Regulier,
            fte: Fte::NUL,
            vakbevoegdheid: serde_json::from_str(r#"{"sector":"bo","vak":"Groep 3!","graad":"pabo"}"#).unwrap(),
            periode: Periode::new("2026-08-02".parse().unwrap(), "2026-08-01".parse().ok()),
            dagdelen: Some(Dagdelen::default()),
            alleen_geheel: false,
            prikkels: Prikkels::default(),
        };
        let pointers: Vec<String> = vacature.check().unwrap_err().into_iter().map(|fout| fout.pointer).collect();
        assert_eq!(pointers, ["/fte", "/bevoegdheid/vak", "/totEnMet", "/dagdelen"]);
    }
}
