//! Up to six regiodocenten and six schools: equal to trying everything, in every tier.

use proptest::prelude::*;
use rato::domain::beleid::Waarde;
use rato::domain::breuk::Breuk;
use rato::matching::checker::check;
use rato::matching::plan::Plan;
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, solve};

use super::super::brute::{self, aantal_wegen};
use super::super::brute_per_bestuur::beste;
use super::super::fixture::zet_parameter;
use super::recept::{Recept, heel_eenvormig, zes, zes_eenvormig};
use super::{config, volgorde};

/// With no limit of its own, as a matchronde is.
fn los_op(problem: &Problem) -> Plan {
    solve(problem, &Limits::default(), &Niemand).unwrap()
}

/// Without coach time that boards share: the oracle looks at every board alone.
fn per_bestuur(recept: &Recept) -> Problem {
    let mut problem = recept.problem();
    zet_parameter(&mut problem, "begeleiding", "pool-regio", Waarde::Getal(Breuk::nul()));
    problem
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn a_case_of_six_by_six_is_equal_to_trying_everything(recept in zes_eenvormig()) {
        let problem = per_bestuur(&recept);
        prop_assert_eq!(volgorde(&problem, &los_op(&problem)), beste(&problem));
    }

    #[test]
    fn whole_people_over_vacatures_of_several_kinds_are_equal_to_trying_everything(recept in zes()) {
        let problem = per_bestuur(&recept);
        prop_assert_eq!(volgorde(&problem, &los_op(&problem)), beste(&problem));
    }

    /// The oracle itself, against the one that takes nothing apart (and looks at people in one order only, which matters
    /// where one person is on vacatures of several kinds).
    #[test]
    fn board_by_board_finds_what_trying_everything_at_once_finds(recept in heel_eenvormig()) {
        let problem = per_bestuur(&recept);
        prop_assume!(aantal_wegen(&problem) <= 200);
        let whole = brute::volgorde(&check(&problem, &brute::beste_plan(&problem)).unwrap());
        prop_assert_eq!(beste(&problem), whole);
    }
}
