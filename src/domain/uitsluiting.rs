//! Uitsluiting: a school or board where a regiodocent will not be placed.

use serde::{Deserialize, Serialize};

use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::onderdeel::{Doel, Onderdeel, Verwijzing};
use super::regiodocent::Regiodocent;

/// Where not. The reason is not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Uitsluiting {
    /// Not at this school.
    Vestigingscode(Vestigingscode),
    /// At no school of this board.
    Bestuursnummer(Bestuursnummer),
}

impl Uitsluiting {
    fn verwijzing(&self, at: &str) -> Verwijzing {
        match self.clone() {
            Uitsluiting::Vestigingscode(code) => {
                Verwijzing { pointer: format!("{at}/vestigingscode"), doel: Doel::School(code) }
            }
            Uitsluiting::Bestuursnummer(nummer) => {
                Verwijzing { pointer: format!("{at}/bestuursnummer"), doel: Doel::Schoolbestuur(nummer) }
            }
        }
    }
}

impl Onderdeel for Uitsluiting {
    const NAAM: &'static str = "uitsluiting";
    const LIJST: &'static str = "uitsluitingen";

    fn check(&self, _: &Regiodocent, _: &str, _: &mut Invoer) {}

    fn botsing(&self, other: &Uitsluiting, at: &str) -> Option<Invoerfout> {
        (self == other).then(|| {
            let pointer = self.verwijzing(at).pointer;
            Invoerfout::new(&pointer, "bestaat-al", "deze uitsluiting is er al", "Laat de dubbele weg.")
        })
    }

    fn verwijzingen(&self, at: &str) -> Vec<Verwijzing> {
        vec![self.verwijzing(at)]
    }
}
