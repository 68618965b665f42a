//! Properties of the engine over generated Problems. What fails is shrunk to the smallest Problem that still fails.
//!
//! `PROPTEST_CASES=500 cargo test --test tests -- eigenschap` draws more than the few of a normal run.

mod brute;
mod geldig;
mod gelijk;
mod gevonden;
mod ingrepen;
mod monotoon;
mod pin;
pub mod recept;
mod uitleg;
mod voorrang;
mod voortgang;
mod zes;

use proptest::test_runner::{Config, RngSeed};
use rato::domain::breuk::Breuk;
use rato::matching::checker::check;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, solve};

/// Cases per property in a normal run: together within a minute without optimisation.
const GEVALLEN: u32 = 40;

/// The same draws every time; more of them on request.
pub fn config(deel: u32) -> Config {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if asked { Config::default().cases } else { (GEVALLEN / deel).max(1) };
    Config { cases, rng_seed: RngSeed::Fixed(7), failure_persistence: None, max_shrink_iters: 400, ..Config::default() }
}

pub fn los_op(problem: &Problem, werk: u64) -> Plan {
    solve(problem, &Limits { werk: Some(werk), tijd: None, threads: 2 }, &Niemand).unwrap()
}

/// The value of every tier, in order.
fn waarden(plan: &Plan) -> Vec<Breuk> {
    plan.tiers.iter().map(|tier| tier.waarde.clone()).collect()
}

/// What plans are compared by: the tiers, with the voorrang of the 7%-regeling in its place.
fn volgorde(problem: &Problem, plan: &Plan) -> Vec<Breuk> {
    super::brute::volgorde(&check(problem, &plan.plaatsingen).unwrap())
}

/// No plan is better in any tier. (A hard rule that cannot hold keeps its own status.)
fn is_bewezen(plan: &Plan) -> bool {
    let met = plan.tiers.iter().all(|tier| tier.grens.as_ref() == Some(&tier.waarde));
    assert!(plan.status != PlanStatus::BewezenOptimaal || met);
    met
}
