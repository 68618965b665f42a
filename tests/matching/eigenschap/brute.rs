//! Small cases are equal to trying everything, in every tier, and no bound lies above the best.

use proptest::prelude::*;
use rato::matching::checker::check;

use super::super::brute::{self, aantal_wegen, beste, beste_plan};
use super::recept::{heel, heel_eenvormig};
use super::{config, los_op, volgorde};

/// More plans than this are not tried.
const TE_VEEL: usize = 400;

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn a_small_case_is_equal_to_trying_everything(recept in heel_eenvormig()) {
        let problem = recept.problem();
        prop_assume!(aantal_wegen(&problem) <= TE_VEEL);
        let plan = los_op(&problem, 20_000);
        let best = brute::volgorde(&check(&problem, &beste_plan(&problem)).unwrap());
        prop_assert_eq!(volgorde(&problem, &plan), best);
    }

    /// Where a school asks different kinds, one whole person may need pieces of several; with little work the search need
    /// not find such a combination, and may not claim that there is none.
    #[test]
    fn no_bound_lies_above_the_best_of_trying_everything(recept in heel()) {
        let problem = recept.problem();
        prop_assume!(aantal_wegen(&problem) <= TE_VEEL);
        let plan = los_op(&problem, 5_000);
        let best = beste(&problem);
        for (tier, (_, best)) in plan.tiers.iter().zip(&best) {
            prop_assert!(tier.grens.as_ref().is_none_or(|grens| grens <= best), "{:?} {}", tier, best);
            // A bound is about plans that do as well in the tiers above.
            if tier.waarde != *best {
                break;
            }
        }
    }
}
