//! A pin that some plan can hold is held by a solve from nothing, and costs no more than it must.

use proptest::prelude::*;
use rato::matching::problem::{Pin, Pinsoort, Problem};
use rato::matching::validate::validate;

use super::super::brute::{aantal_wegen, beste};
use super::recept::heel_eenvormig;
use super::{config, los_op, waarden};

/// More plans than this are not tried.
const TE_VEEL: usize = 400;

/// The same question with these persons on these vacatures.
fn met_pins(problem: &Problem, paren: &[(usize, usize)]) -> Option<Problem> {
    let pin = |(docent, vacature): &(usize, usize)| Pin {
        regiodocent: problem.regiodocenten[docent % problem.regiodocenten.len()].id.clone(),
        vestigingscode: None,
        vacature: Some(problem.vacatures[vacature % problem.vacatures.len()].id.clone()),
        soort: Pinsoort::Vastzetten,
        fte: None,
    };
    let asked = Problem { pins: paren.iter().map(pin).collect(), ..problem.clone() };
    validate(&asked).is_ok().then_some(asked)
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn a_solve_from_nothing_holds_a_pin_that_can_be_held(
        recept in heel_eenvormig(),
        paren in prop::collection::vec((0usize..8, 0usize..8), 1..3),
    ) {
        let problem = recept.problem();
        prop_assume!(!problem.regiodocenten.is_empty() && !problem.vacatures.is_empty());
        let asked = met_pins(&problem, &paren);
        prop_assume!(asked.is_some() && aantal_wegen(&problem) <= TE_VEEL);
        let asked = asked.unwrap();
        let (found, best) = (waarden(&los_op(&asked, 20_000)), beste(&asked));
        let best: Vec<_> = best.into_iter().map(|(_, value)| value).collect();
        // Trying everything fills vacatures one after the other: it knows no plan in which two share one.
        prop_assert!(found[0] <= best[0], "{:?} {:?} {:?}", asked.pins, found, best);
        if asked.pins.len() == 1 {
            prop_assert!(found <= best, "{:?} {:?} {:?}", asked.pins, found, best);
        }
    }
}
