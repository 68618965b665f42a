//! # Vastzetten en verbieden
//!
//! ## In gewone taal
//! Een coördinator kan vooraf beslissen: deze regiodocent gaat hierheen (zoveel fte), of juist niet. Het plan houdt zich
//! daaraan. Kan dat niet, dan zegt het hoeveel er aan ontbreekt en wordt het niet vastgesteld.
//!
//! ## Bron
//! Ervaring van coördinatoren (evaluatie van de convenanten G5, zelfevaluaties 2025): een rekenmodel kent niet elke
//! afspraak, dus een mens moet kunnen beslissen.
//!
//! ## Keuzes
//! - Altijd hard, in de eerste trap. Een pin die een structurele regel breekt, wordt als invoerfout geweigerd, met beide namen.
//! - Vastzetten met fte is precies zoveel, alle delen op die plek samen en wat vandaag loopt meegeteld; de omvang is het
//!   verschil in fte. Zonder fte is het: er staat iets; de omvang is één persoon.
//! - Een vast getal op één vacature is een plaatsing op zichzelf: niet kleiner dan de kleinste plaatsing, behalve wat er vandaag al
//!   staat, en voor wie alleen geheel gaat is het met de andere vaste getallen het hele contract. Een kruimel naast een groter deel
//!   op dezelfde school vraagt een pin zonder fte, of op de school.
//! - Verbieden: niets op die plek; de omvang is wat er toch staat, in fte.

mod formulering;

use std::collections::HashSet;

use super::{Code, Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::matching::facts::Feiten;
use crate::matching::formulation::{Formulation, Geformuleerd};
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, Pin, Pinsoort, ProblemRegiodocent, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "pin",
            titel: "Vastzetten en verbieden",
            soort: Regelsoort::Besluit,
            modi: &[],
            bron: "Evaluatie van de convenanten G5 en zelfevaluaties (2025): een coördinator beslist, niet het model",
            parameters: &[],
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        if feiten.problem.pins.is_empty() {
            return None;
        }
        let forbids = |pin: &&Pin| pin.soort == Pinsoort::Verbieden && pin.raakt(&vacature.id, &vacature.vestigingscode);
        feiten.pins_van(&docent.id).iter().any(forbids).then_some(VERBODEN)
    }

    fn objection_tekst(&self, _: &Feiten, _: &ProblemRegiodocent, _: &ProblemVacature, _: Code) -> String {
        "Een coördinator heeft deze plaatsing verboden.".to_owned()
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        formulering::formulate(feiten, model);
        Ok(())
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let finding = |pin: &Pin| {
            let there = staat_er(pin, plan);
            let (size, unit) = omvang(pin, there);
            let (plek, who) = (pin.plek(), Onderwerp::Regiodocent(pin.regiodocent.clone()));
            let tekst = match (pin.soort, pin.fte) {
                (Pinsoort::Verbieden, _) => format!("Verboden op {plek}, maar er staat {there} fte in het plan."),
                (Pinsoort::Vastzetten, Some(asked)) => {
                    format!("Vastgezet op {plek} voor {asked} fte, maar er staat {there} fte in het plan.")
                }
                (Pinsoort::Vastzetten, None) => format!("Vastgezet op {plek}, maar daar staat niets in het plan."),
            };
            (!size.is_nul()).then(|| info.bevinding(Modus::Hard, true, who, size, unit, tekst))
        };
        Ok(feiten.problem.pins.iter().filter_map(finding).collect())
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        let sizes = feiten.problem.pins.iter().map(|pin| omvang(pin, staat_er(pin, plan)).0);
        Ok(vec![(Tier::HardeRegels, sizes.sum())])
    }
}

/// The pairs that follow some pin: the first that a plan should try.
pub fn vastgezette_paren(feiten: &Feiten, geformuleerd: &Geformuleerd) -> HashSet<usize> {
    let (paren, plekken) = (&geformuleerd.paren, &geformuleerd.plekken);
    let wanted = feiten.problem.pins.iter().filter(|pin| pin.soort == Pinsoort::Vastzetten);
    wanted.flat_map(|pin| formulering::paren_van(feiten, pin, paren, plekken)).collect()
}

const VERBODEN: Code = "verboden";

/// Gross fte of this regiodocent at the place of the pin, all parts together.
fn staat_er(pin: &Pin, plan: &[VoorgesteldePlaatsing]) -> Fte {
    let own = plan.iter().filter(|line| line.regiodocent == pin.regiodocent);
    let parts = own.flat_map(|line| line.delen.iter().filter(|deel| pin.raakt(&deel.vacature, &line.vestigingscode)));
    parts.map(|deel| deel.fte).sum()
}

/// How far the plan is from the pin, and in what unit.
fn omvang(pin: &Pin, there: Fte) -> (Breuk, &'static str) {
    match (pin.soort, pin.fte) {
        (Pinsoort::Verbieden, _) => (there.breuk(), "fte"),
        (Pinsoort::Vastzetten, Some(asked)) => ((asked.max(there) - asked.min(there)).breuk(), "fte"),
        (Pinsoort::Vastzetten, None) if there > Fte::NUL => (Breuk::nul(), "personen"),
        (Pinsoort::Vastzetten, None) => (Breuk::een(), "personen"),
    }
}
