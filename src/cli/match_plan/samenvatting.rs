//! What a person wants to know of a plan at once: its status, and per tier how far it may be from the best.

use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::domain::breuk::Breuk;
use crate::matching::plan::{Plan, PlanStatus, TierUitkomst};
use crate::matching::problem::Problem;

/// The summary of one solve.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Samenvatting {
    problem_hash: String,
    engine_versie: String,
    status: PlanStatus,
    /// Wall-clock time of the solve in milliseconds.
    duur_ms: u64,
    schoolbesturen: usize,
    scholen: usize,
    vacatures: usize,
    regiodocenten: usize,
    geplaatst: usize,
    /// Netto fte filled, over the schooljaar.
    gevuld_netto_fte: Breuk,
    /// Netto fte short before and after.
    tekort_voor: Breuk,
    tekort_na: Breuk,
    tiers: Vec<Trap>,
}

/// One tier: what it is, what it cannot be below, and the difference.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Trap {
    tier: String,
    waarde: Breuk,
    grens: Option<Breuk>,
    /// Value less bound, in `eenheid`; absent when nothing is proven.
    verschil: Option<Breuk>,
    eenheid: String,
}

impl Samenvatting {
    /// Reads it off the plan.
    pub fn new(problem: &Problem, plan: &Plan, duur: Duration) -> Samenvatting {
        let trap = |tier: &TierUitkomst| Trap {
            tier: tier.tier.to_string(),
            waarde: tier.waarde.clone(),
            grens: tier.grens.clone(),
            verschil: tier.grens.as_ref().map(|grens| &tier.waarde - grens),
            eenheid: tier.eenheid.clone(),
        };
        Samenvatting {
            problem_hash: plan.problem_hash.clone(),
            engine_versie: plan.engine_versie.clone(),
            status: plan.status,
            duur_ms: u64::try_from(duur.as_millis()).unwrap_or(u64::MAX),
            schoolbesturen: problem.schoolbesturen.len(),
            scholen: problem.scholen.len(),
            vacatures: problem.vacatures.len(),
            regiodocenten: problem.regiodocenten.len(),
            geplaatst: plan.cijfers.geplaatst,
            gevuld_netto_fte: plan.cijfers.gevuld_netto_fte.clone(),
            tekort_voor: plan.cijfers.tekort_voor.clone(),
            tekort_na: plan.cijfers.tekort_na.clone(),
            tiers: plan.tiers.iter().map(trap).collect(),
        }
    }
}

/// What a status means, in one sentence.
fn uitleg(status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::BewezenOptimaal => "beter kan niet, in geen enkele trap",
        PlanStatus::BinnenMarge => "elke trap ligt binnen zijn marge van wat bewezen haalbaar is",
        PlanStatus::Werklimiet => "de limiet was eerder bereikt dan het bewijs",
        PlanStatus::Gestopt => "gestopt; dit is het beste plan tot dan toe",
        PlanStatus::BeleidOnhaalbaar => "een harde regel kan niet; dit is het plan met de kleinste overtreding",
    }
}

impl fmt::Display for Samenvatting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}\n", self.status, uitleg(self.status))?;
        writeln!(
            f,
            "  {} schoolbesturen, {} scholen, {} vacatures",
            self.schoolbesturen, self.scholen, self.vacatures
        )?;
        writeln!(f, "  {} van {} regiodocenten geplaatst", self.geplaatst, self.regiodocenten)?;
        writeln!(f, "  gevuld: {} fte netto", self.gevuld_netto_fte.tekst(2))?;
        writeln!(f, "  tekort: {} fte ervoor, {} fte erna", self.tekort_voor.tekst(2), self.tekort_na.tekst(2))?;
        writeln!(f, "  rekentijd: {},{} s\n", self.duur_ms / 1_000, self.duur_ms % 1_000 / 100)?;
        writeln!(f, "  {:<16}{:>16}{:>18}{:>14}  eenheid", "trap", "waarde", "bewezen grens", "verschil")?;
        for trap in &self.tiers {
            let shown =
                |number: &Option<Breuk>| number.as_ref().map_or_else(|| "-".to_owned(), |number| number.tekst(3));
            let (value, bound, gap) = (trap.waarde.tekst(3), shown(&trap.grens), shown(&trap.verschil));
            writeln!(f, "  {:<16}{value:>16}{bound:>18}{gap:>14}  {}", trap.tier, trap.eenheid)?;
        }
        Ok(())
    }
}
