//! # Voorkeur
//!
//! ## In gewone taal
//! Als het tekort er niet onder lijdt, gaat iedereen liefst dichtbij, naar een school naar keuze, naar zo min mogelijk
//! scholen, en blijft wie geplaatst is waar hij of zij is. Alles telt in minuten reis, zodat mensen het kunnen wegen.
//!
//! ## Bron
//! Advies-Asscher (november 2022): regiodocenten leren scholen kennen en blijven bij wederzijdse klik. De minuten zijn een
//! keuze van dit project.
//!
//! ## Keuzes
//! - Per plaatsing: fte over het schooljaar × (reistijd − minuten van de voorkeur).
//! - Reistijd telt `relatief` (het eigen maximum van iemand is de schaal; dan weegt een uur van iemand die een uur wil reizen
//!   niet zwaarder dan een half uur van iemand die niet verder wil) of `absoluut` (in minuten).
//! - Een onbekende reis telt als het eigen maximum.
//! - Een tweede school en een verplaatsing kosten elk een vast aantal minuten per persoon.

use std::collections::{BTreeMap, BTreeSet};

use super::{ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{ProblemRegiodocent, ProblemSchool};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "voorkeur",
            titel: "Voorkeur",
            soort: Regelsoort::Doel,
            modi: &[],
            bron: "Advies-Asscher (november 2022): wederzijdse klik; de minuten zijn een keuze van dit project",
            parameters: PARAMETERS,
            weigert: false,
        }
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        let minuten = Minuten::read(feiten)?;
        let milli = Breuk::from(1_000);
        let mut last: Option<(usize, usize, i64)> = None;
        // Thousandths of a minute per fte, rounded down: the model stays a lower bound of what the checker counts.
        let price = std::cell::RefCell::new(|docent: usize, school: usize| match last {
            Some((same_docent, same_school, price)) if (same_docent, same_school) == (docent, school) => price,
            _ => {
                let both = feiten.problem.regiodocenten.get(docent).zip(feiten.problem.scholen.get(school));
                let price = both.map_or(0, |(d, s)| (&minuten.per_fte(feiten, d, s) * &milli).naar_beneden());
                last = Some((docent, school, price));
                price
            }
        });
        let noemer = 1_000 * 10_000 * feiten.dagen;
        let extra = (&minuten.extra_school * &milli).naar_beneden() * 10_000 * feiten.dagen;
        // Who stays gets back what the constant counts for moving.
        let stays = (-(&minuten.verplaatsing * &milli)).naar_beneden() * 10_000 * feiten.dagen;
        model.beprijs(Tier::Mensen, noemer, |paar| {
            let both = feiten.problem.regiodocenten.get(paar.docent).zip(feiten.problem.scholen.get(paar.school));
            let second = both.is_some_and(|(docent, school)| {
                let today = feiten.blijvende_plaatsingen_van(&docent.id);
                !today.is_empty() && today.iter().all(|today| today.vestigingscode != school.vestigingscode)
            });
            let once = if second { extra } else { 0 } + if paar.bestaand.is_some() { stays } else { 0 };
            ((price.borrow_mut())(paar.docent, paar.school) * paar.bruto_dagen, once)
        });
        let constant: Breuk = self.tier_values(feiten, &blijvende(feiten))?.into_iter().map(|(_, value)| value).sum();
        model.constante(Tier::Mensen, constant);
        Ok(())
    }

    fn check(&self, _: &Feiten, _: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        Ok(Vec::new())
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        let minuten = Minuten::read(feiten)?;
        let mut schools: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
        let mut total = Breuk::nul();
        for line in plan {
            schools.entry(&line.regiodocent).or_default().insert(&line.vestigingscode);
            let (docent, school) = (feiten.regiodocent(&line.regiodocent), feiten.school(&line.vestigingscode));
            if let (Some(docent), Some(school)) = (docent, school) {
                let gross = line.delen.iter().map(|deel| feiten.bruto_e4_dagen(deel)).sum();
                total += &feiten.als_fte(gross) * &minuten.per_fte(feiten, docent, school);
            }
        }
        let extra: usize = schools.values().map(|schools| schools.len() - 1).sum();
        total += &Breuk::from(i64::try_from(extra).unwrap_or(i64::MAX)) * &minuten.extra_school;
        total += &Breuk::from(moved(feiten, plan)) * &minuten.verplaatsing;
        Ok(vec![(Tier::Mensen, total)])
    }
}

/// What things are worth in minutes, read from the beleid.
pub struct Minuten {
    relatief: bool,
    schaal: i64,
    /// For each school of a person beyond the first.
    pub extra_school: Breuk,
    /// For each person who does not keep a plaatsing of today.
    pub verplaatsing: Breuk,
}

impl Minuten {
    /// Reads it.
    pub fn read(feiten: &Feiten) -> Result<Minuten, OnvolledigBeleid> {
        let beleid = feiten.beleid();
        Ok(Minuten {
            relatief: beleid.keuze("voorkeur", "reistijd-maat")? == "relatief",
            schaal: beleid.geheel("voorkeur", "relatieve-schaal")?,
            extra_school: beleid.getal("voorkeur", "extra-school")?,
            verplaatsing: beleid.getal("voorkeur", "verplaatsing")?,
        })
    }

    /// Minutes for one fte of this person at this school during the whole schooljaar: journey less preference.
    pub fn per_fte(&self, feiten: &Feiten, docent: &ProblemRegiodocent, school: &ProblemSchool) -> Breuk {
        let maximum = Breuk::from(i64::from(feiten.max_reistijd(docent)));
        let journey = feiten.reistijd(docent, school).unwrap_or_else(|| maximum.clone());
        let journey = match self.relatief {
            true => (&journey * &Breuk::from(self.schaal)).gedeeld_door(&maximum).unwrap_or_default(),
            false => journey,
        };
        let wish = docent.voorkeuren.iter().find(|wish| wish.vestigingscode == school.vestigingscode);
        journey - Breuk::from(wish.map_or(0, |wish| i64::from(wish.minuten)))
    }
}

/// Persons with a plaatsing of today that the plan does not hold.
fn moved(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> i64 {
    let kept: BTreeSet<&str> = plan.iter().filter_map(|line| line.bestaand.as_deref()).collect();
    let held = feiten.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    let lost: BTreeSet<&str> =
        held.filter(|today| !kept.contains(today.id.as_str())).map(|today| today.regiodocent.as_str()).collect();
    i64::try_from(lost.len()).unwrap_or(i64::MAX)
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "reistijd-maat",
        vorm: Vorm::Keuze(&["relatief", "absoluut"]),
        uitleg: "Of de reis telt in verhouding tot het eigen maximum, of in minuten.",
    },
    ParameterInfo {
        naam: "relatieve-schaal",
        vorm: Vorm::Geheel(1, 240),
        uitleg: "Voor hoeveel minuten het eigen maximum telt bij de maat relatief.",
    },
    ParameterInfo {
        naam: "extra-school",
        vorm: Vorm::Getal(0, 10_000),
        uitleg: "Minuten voor elke school van een persoon na de eerste.",
    },
    ParameterInfo {
        naam: "verplaatsing",
        vorm: Vorm::Getal(0, 10_000),
        uitleg: "Minuten voor elke persoon die een plaatsing van vandaag niet houdt.",
    },
];
