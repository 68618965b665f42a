//! Whatever the Problem and whatever the limit: the plan is valid, and says no more than is proven.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use proptest::prelude::*;
use rato::app::document::Document;
use rato::http::validation::Vorm;
use rato::matching::checker::check;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, Voortgang, Waarnemer, solve};
use rato::verify::verify;

use super::recept::bont;
use super::{config, is_bewezen, los_op};

fn assert_goed(problem: &Problem, plan: &Plan) {
    let oordeel = check(problem, &plan.plaatsingen).unwrap();
    assert!(oordeel.geldig, "{:?}", oordeel.gebreken().collect::<Vec<_>>());
    let told: Vec<_> = plan.tiers.iter().map(|tier| (tier.tier, tier.waarde.clone())).collect();
    assert_eq!(told, oordeel.tiers);
    let verslag = verify(problem, plan);
    assert!(verslag.geldig, "{}", verslag.samenvatting());
}

/// Says stop at the n-th question whether to stop, and knows whether it did.
struct StopNa(AtomicUsize, AtomicBool);

impl Waarnemer for StopNa {
    fn voortgang(&self, _: &Voortgang) {}

    fn gestopt(&self) -> bool {
        let stop =
            self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1))) == Ok(0);
        self.1.fetch_or(stop, Ordering::SeqCst);
        stop
    }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn every_plan_passes_the_checker_and_the_second_opinion(recept in bont()) {
        let problem = recept.problem();
        assert_goed(&problem, &los_op(&problem, 1_500));
    }

    #[test]
    fn a_limit_of_nothing_still_gives_a_valid_plan(recept in bont(), time in any::<bool>()) {
        let problem = recept.problem();
        let limits = match time {
            true => Limits { tijd: Some(Duration::ZERO), ..Limits::default() },
            false => Limits { werk: Some(0), ..Limits::default() },
        };
        assert_goed(&problem, &solve(&problem, &limits, &Niemand).unwrap());
    }

    #[test]
    fn stopping_at_any_moment_gives_a_valid_plan_that_says_so(recept in bont(), moment in 0..300usize) {
        let problem = recept.problem();
        let limits = Limits { werk: Some(3_000), tijd: None, threads: 1 };
        let stop = StopNa(AtomicUsize::new(moment), AtomicBool::new(false));
        let plan = solve(&problem, &limits, &stop).unwrap();
        assert_goed(&problem, &plan);
        if stop.1.load(Ordering::SeqCst) && plan.status != PlanStatus::BeleidOnhaalbaar && !is_bewezen(&plan) {
            prop_assert_eq!(plan.status, PlanStatus::Gestopt);
        }
    }
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn every_problem_and_plan_fits_its_schema(recept in bont()) {
        let problem = recept.problem();
        let plan = los_op(&problem, 200);
        let fouten = |document: Document, value: serde_json::Value| {
            Vorm::compile(&document.schema().unwrap()).unwrap().fouten(&value)
        };
        prop_assert_eq!(fouten(Document::Problem, serde_json::to_value(&problem).unwrap()), []);
        prop_assert_eq!(fouten(Document::Plan, serde_json::to_value(&plan).unwrap()), []);
    }
}
