//! A plan that somebody else made, as a Plan: what the checker reads off it, and no claim about how good it is.

use super::canonical::{canonical, problem_hash, with_norms};
use super::checker::check_feiten;
use super::cijfers::cijfers;
use super::explain::trechter::trechters;
use super::facts::Feiten;
use super::plan::{PLAN_VERSIE, Plan, PlanStatus, TierUitkomst, VoorgesteldePlaatsing};
use super::problem::Problem;
use super::solve::{ENGINE_VERSIE, SolveError};
use super::tiers::eenheid;
use crate::domain::beleid::Tier;

/// The Plan with these plaatsingen. It may break rules: its findings tell, and `verify` judges.
pub fn plan_van(problem: &Problem, plaatsingen: Vec<VoorgesteldePlaatsing>) -> Result<Plan, SolveError> {
    let hash = problem_hash(problem).map_err(|why| SolveError::Solver(why.to_string()))?;
    let problem = match problem.normen.is_empty() {
        true => with_norms(problem.clone()).map_err(SolveError::Invoer)?,
        false => canonical(problem.clone()),
    };
    plan_met(&Feiten::new(&problem)?, &hash, plaatsingen)
}

/// The same of facts with norms, of the Problem with this hash.
pub fn plan_met(
    feiten: &Feiten<'_>,
    hash: &str,
    mut plaatsingen: Vec<VoorgesteldePlaatsing>,
) -> Result<Plan, SolveError> {
    plaatsingen.iter_mut().for_each(|line| line.delen.sort());
    plaatsingen.sort();
    let oordeel = check_feiten(feiten, &plaatsingen)?;
    let breached = oordeel.tiers.iter().any(|(tier, waarde)| *tier == Tier::HardeRegels && !waarde.is_nul());
    let tiers = oordeel.tiers.into_iter().map(|(tier, waarde)| TierUitkomst {
        tier,
        waarde,
        grens: None,
        eenheid: eenheid(tier).to_owned(),
        certificaat: None,
    });
    Ok(Plan {
        versie: PLAN_VERSIE,
        engine_versie: ENGINE_VERSIE.to_owned(),
        problem_hash: hash.to_owned(),
        status: if breached { PlanStatus::BeleidOnhaalbaar } else { PlanStatus::Werklimiet },
        redenen: trechters(feiten, &plaatsingen)?,
        cijfers: cijfers(feiten, &plaatsingen),
        plaatsingen,
        tiers: tiers.collect(),
        bevindingen: oordeel.bevindingen,
        standen: oordeel.standen,
    })
}
