//! A solve that begins with a plan of before: nobody moves without a reason, and what a pin breaks is mended.

use rato::domain::beleid::Tier;
use rato::domain::instemming::Instemmingsoort;
use rato::matching::plan::{Plan, VoorgesteldePlaatsing};
use rato::matching::problem::{Pinsoort, Problem};
use rato::matching::{Limits, Niemand, solve, solve_from};
use rato::verify::verify;

use super::brute::beste;
use super::fixture::*;

fn limits() -> Limits {
    Limits { werk: Some(5_000), ..Limits::default() }
}

fn vanaf(problem: &Problem, start: &[VoorgesteldePlaatsing]) -> Plan {
    let plan = solve_from(problem, start, &limits(), &Niemand).unwrap();
    let verslag = verify(problem, &plan);
    assert!(verslag.geldig, "{}", verslag.samenvatting());
    plan
}

/// A region in which everybody could be in several places.
fn ruim() -> Problem {
    let mut problem = klein();
    for n in 0..6 {
        problem.regiodocenten.push(docent(&format!("d{n}"), ["0.4", "0.6", "0.8"][n % 3]));
        let school = problem.scholen[n % problem.scholen.len()].vestigingscode.to_string();
        problem.vacatures.push(vacature(&format!("w{n}"), &school, ["0.6", "0.8", "1"][n % 3]));
    }
    problem
}

#[test]
fn without_a_pin_the_plan_that_was_there_comes_back_line_for_line() {
    let problem = ruim();
    let before = solve(&problem, &limits(), &Niemand).unwrap();
    let after = vanaf(&problem, &before.plaatsingen);
    assert_eq!(after.plaatsingen, before.plaatsingen);
    assert_eq!(after.tiers, before.tiers);
}

#[test]
fn a_pin_is_followed_and_the_outcome_is_the_best_there_is() {
    let problem = klein();
    let before = solve(&problem, &limits(), &Niemand).unwrap();
    for line in &before.plaatsingen {
        let pins = vec![pin(&line.regiodocent, Pinsoort::Verbieden, line.vestigingscode.as_str(), None)];
        let pinned = Problem { pins, ..problem.clone() };
        let after = vanaf(&pinned, &before.plaatsingen);
        let same = |other: &&VoorgesteldePlaatsing| {
            (&other.regiodocent, &other.vestigingscode) == (&line.regiodocent, &line.vestigingscode)
        };
        assert_eq!(after.plaatsingen.iter().find(same), None);
        let waarden: Vec<_> = after.tiers.iter().map(|tier| tier.waarde.clone()).collect();
        assert!(waarden <= waarden_van(&pinned), "{waarden:?}");
    }
}

/// The best of brute force, tier by tier.
fn waarden_van(problem: &Problem) -> Vec<rato::domain::breuk::Breuk> {
    beste(problem).into_iter().map(|(_, waarde): (Tier, _)| waarde).collect()
}

#[test]
fn a_start_that_fits_nowhere_any_more_is_no_obstacle() {
    let problem = ruim();
    let strange = [plaats("niemand", "01AA00", "v1", "1"), plaats("anna", "01AA00", "geen-vacature", "1")];
    let plan = vanaf(&problem, &strange);
    assert!(!plan.plaatsingen.is_empty());
}

#[test]
fn who_may_be_moved_begins_where_they_are_today_and_leaves_for_a_pin() {
    let mut problem = klein();
    problem.regiodocenten[0].instemmingen = vec![stemt_in(Instemmingsoort::Verplaatsing)];
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "0.6")];
    let before = vanaf(&problem, &solve(&problem, &limits(), &Niemand).unwrap().plaatsingen);
    // A forbidden place is left for another of no less fte; with nowhere to go people stay, and the breach has a size.
    for elsewhere in [Some("1"), None] {
        let mut pinned = Problem { pins: vec![pin("anna", Pinsoort::Verbieden, "01AA00", None)], ..problem.clone() };
        pinned.vacatures.retain(|vacature| vacature.vestigingscode.as_str() == "01AA00");
        pinned.vacatures.extend(elsewhere.map(|omvang| vacature("elders", "02BB00", omvang)));
        let after = vanaf(&pinned, &before.plaatsingen);
        let own: Vec<_> = after.plaatsingen.iter().filter(|line| line.regiodocent == "anna").collect();
        assert_eq!(own.len(), 1, "{own:?}");
        let moved = own[0].vestigingscode.as_str() == "02BB00";
        assert_eq!((moved, after.tiers[0].waarde == breuk("0")), (elsewhere.is_some(), elsewhere.is_some()));
    }
}
