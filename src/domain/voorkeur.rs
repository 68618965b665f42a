//! Voorkeur: a school that a regiodocent would rather, or rather not, work at.

use serde::{Deserialize, Serialize};

use super::invoer::{Invoer, Invoerfout};
use super::kenmerk::Vestigingscode;
use super::onderdeel::{Doel, Onderdeel, Verwijzing};
use super::regiodocent::Regiodocent;

/// A wish about one school, in a unit everybody understands. The reason is not stored: it may reveal belief or health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Voorkeur {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// How many minutes of extra journey this school is worth, -60 to 60; below zero: rather not.
    pub minuten: i32,
}

impl Onderdeel for Voorkeur {
    const NAAM: &'static str = "voorkeur";
    const LIJST: &'static str = "voorkeuren";

    fn check(&self, _: &Regiodocent, at: &str, invoer: &mut Invoer) {
        invoer.eis((-60..=60).contains(&self.minuten), || {
            let detail = "een voorkeur is -60 tot en met 60 minuten waard";
            Invoerfout::new(&format!("{at}/minuten"), "buiten-bereik", detail, "Kies een ander aantal minuten.")
        });
    }

    fn botsing(&self, other: &Voorkeur, at: &str) -> Option<Invoerfout> {
        (self.vestigingscode == other.vestigingscode).then(|| {
            let detail = "er is al een voorkeur over deze school";
            Invoerfout::new(&format!("{at}/vestigingscode"), "bestaat-al", detail, "Wijzig de voorkeur die er al is.")
        })
    }

    fn verwijzingen(&self, at: &str) -> Vec<Verwijzing> {
        let pointer = format!("{at}/vestigingscode");
        vec![Verwijzing { pointer, doel: Doel::School(self.vestigingscode.clone()) }]
    }
}
