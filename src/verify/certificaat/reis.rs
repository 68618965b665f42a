//! The journey as the bound counts it: whole numbers of thousandths of a minute, never above what the tier counts.

use super::super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::matching::problem::{ProblemRegiodocent, ProblemSchool};

/// Minutes as a ratio of metres.
pub(super) struct Reis {
    teller: i128,
    noemer: i128,
    maximum: i128,
    relatief: Option<i128>,
}

impl Reis {
    pub(super) fn new(gegevens: &Gegevens) -> Option<Reis> {
        let speed = &gegevens.getal("reistijd", "snelheid") * &Breuk::from(1_000);
        let factor = (&gegevens.getal("reistijd", "omwegfactor") * &Breuk::from(60)).gedeeld_door(&speed)?;
        let (teller, noemer) = factor.delen();
        let scale = gegevens.getal("voorkeur", "relatieve-schaal");
        let relatief = gegevens.woord("voorkeur", "reistijd-maat") == "relatief";
        Some(Reis {
            teller: i128::try_from(teller).ok()?,
            noemer: i128::try_from(noemer).ok()?,
            maximum: gegevens.geheel("reistijd", "maximum").into(),
            relatief: relatief.then(|| i128::from(scale.naar_beneden())),
        })
    }

    /// Most minutes, and the journey as a ratio; an unknown one counts as the most.
    fn weg(&self, persoon: &ProblemRegiodocent, school: &ProblemSchool) -> (i128, i128, i128) {
        let most = persoon.max_reistijd.map_or(self.maximum, i128::from);
        match persoon.punt.zip(school.punt) {
            Some((home, there)) => (most, i128::from(home.meters_to(there)) * self.teller, self.noemer),
            None => (most, most, 1),
        }
    }

    /// Is the journey longer than this person accepts?
    pub(super) fn te_ver(&self, persoon: &ProblemRegiodocent, school: &ProblemSchool) -> bool {
        let (most, above, below) = self.weg(persoon, school);
        above > most * below
    }

    /// Thousandths of a minute per fte.
    pub(super) fn prijs(&self, persoon: &ProblemRegiodocent, school: &ProblemSchool) -> i128 {
        let (most, above, below) = self.weg(persoon, school);
        let journey = match self.relatief {
            Some(_) if most == 0 => 0,
            Some(scale) => (1_000 * above * scale).div_euclid(below * most),
            None => (1_000 * above).div_euclid(below),
        };
        let wish = persoon.voorkeuren.iter().find(|wish| wish.vestigingscode == school.vestigingscode);
        journey - 1_000 * wish.map_or(0, |wish| i128::from(wish.minuten))
    }
}
