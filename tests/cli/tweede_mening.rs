//! What is handed in after the second opinion: nothing that breaks a property, and no more than is proven.

use rato::cli::tweede_mening::tweede_mening;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use crate::matching::fixture::klein;

fn plan() -> (Problem, Plan) {
    let problem = klein();
    let plan = solve(&problem, &Limits { werk: Some(5_000), tijd: None, threads: 1 }, &Niemand).unwrap();
    (problem, plan)
}

#[test]
fn a_plan_that_breaks_a_property_is_not_handed_in_and_the_property_is_named() {
    let (problem, plan) = plan();
    assert_eq!(tweede_mening(&problem, plan.clone()), Ok(plan.clone()));
    let broken = Plan { problem_hash: "0".repeat(64), ..plan };
    let why = tweede_mening(&problem, broken).unwrap_err();
    let start = "Het plan is bij de tweede controle afgekeurd. P1 (Het plan hoort bij deze vraag):";
    assert!(why.starts_with(start), "{why}");
}

#[test]
fn a_plan_claims_no_more_than_its_prices_prove() {
    let (problem, honest) = plan();
    // Nobody is placed, so every value is worse; the prices still prove what they prove.
    let mut worse = rato::matching::handmatig::plan_van(&problem, vec![]).unwrap();
    let at = honest.tiers.iter().position(|tier| tier.certificaat.is_some() && !tier.waarde.is_nul()).unwrap();
    worse.tiers[at].certificaat.clone_from(&honest.tiers[at].certificaat);
    worse.tiers[at].grens = Some(worse.tiers[at].waarde.clone());
    worse.status = PlanStatus::Werklimiet;
    assert!(!verify(&problem, &worse).geldig, "a bound above what is proven is refused as it stands");
    let handed = tweede_mening(&problem, worse.clone()).unwrap();
    let best = Some(honest.tiers[at].waarde.clone());
    assert!(handed.tiers[at].grens.is_some() && handed.tiers[at].grens <= best && best < worse.tiers[at].grens);
    assert!(handed.status != PlanStatus::BewezenOptimaal && verify(&problem, &handed).geldig);
}
