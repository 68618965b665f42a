//! # Loting
//!
//! ## In gewone taal
//! Is er echt niets meer dat twee mensen onderscheidt, dan beslist het lot, vooraf getrokken en voor iedereen na te rekenen.
//!
//! ## Bron
//! Keuze van dit project: wat gelijk is, wordt zonder voorkeur beslist (vergelijk Algemene wet bestuursrecht, artikel 2:4).
//!
//! ## Keuzes
//! - Loten zijn getallen in de invoer; zij volgen nooit uit een id of een naam.
//! - De waarde is de som van de rangen van wie geplaatst is; de laagste lotnummers gaan dus voor. Gelijke loten delen een rang.

use std::collections::BTreeSet;

use super::{Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::ProblemRegiodocent;

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "loting",
            titel: "Loting",
            soort: Regelsoort::Doel,
            modi: &[],
            bron: "Keuze van dit project; vergelijk Algemene wet bestuursrecht, artikel 2:4 (zonder vooringenomenheid)",
            parameters: &[],
            weigert: false,
        }
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        let rangen = Rangen::read(feiten);
        let today = blijvende(feiten);
        let placed: BTreeSet<&str> = today.iter().map(|line| line.regiodocent.as_str()).collect();
        model.beprijs(Tier::Loting, 1, |paar| {
            let docent = feiten.problem.regiodocenten.get(paar.docent);
            let docent = docent.filter(|docent| !placed.contains(docent.id.as_str()));
            (0, docent.map_or(0, |docent| rangen.rang(docent)))
        });
        let constant: Breuk = self.tier_values(feiten, &today)?.into_iter().map(|(_, value)| value).sum();
        model.constante(Tier::Loting, constant);
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
        let rangen = Rangen::read(feiten);
        let placed: BTreeSet<&str> = plan.iter().map(|line| line.regiodocent.as_str()).collect();
        let ranks = placed.into_iter().filter_map(|id| feiten.regiodocent(id)).map(|docent| rangen.rang(docent));
        Ok(vec![(Tier::Loting, Breuk::from(ranks.sum::<i64>()))])
    }
}

/// The lots of the pool in order.
pub struct Rangen {
    lots: Vec<u64>,
}

impl Rangen {
    /// Reads them.
    pub fn read(feiten: &Feiten) -> Rangen {
        let mut lots: Vec<u64> = feiten.problem.regiodocenten.iter().map(|docent| docent.lot).collect();
        lots.sort_unstable();
        Rangen { lots }
    }

    /// How many have a lower lot.
    pub fn rang(&self, docent: &ProblemRegiodocent) -> i64 {
        i64::try_from(self.lots.partition_point(|lot| *lot < docent.lot)).unwrap_or(i64::MAX)
    }
}
