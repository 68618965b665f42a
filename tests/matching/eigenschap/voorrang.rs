//! The voorrang of the 7%-regeling, where there are too few first-years for all boards: equal to trying everything.

use proptest::prelude::*;
use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::matching::checker::check;
use rato::matching::plan::PlanStatus;
use rato::matching::problem::Problem;
use rato::matching::rules::zevenprocent::voorrang::is_vast;
use rato::verify::verify;

use super::super::brute::{self, aantal_wegen, beste_plan};
use super::super::fixture::{eerstejaars, zet_modus, zet_parameter};
use super::recept::{Recept, heel_eenvormig};
use super::{config, los_op, volgorde};

/// More plans than this are not tried.
const TE_VEEL: usize = 400;

/// Everybody is a first-year, and the boards ask far more of them than there are; the tier is anywhere in the order.
fn schaars(recept: &Recept, modus: Modus, plaats: usize, deel: i64) -> Problem {
    let mut problem = recept.problem();
    for docent in &mut problem.regiodocenten {
        let made = eerstejaars(&docent.id, "1");
        (docent.soort, docent.traject_start) = (made.soort, made.traject_start);
    }
    zet_modus(&mut problem, "zevenprocent", modus);
    zet_parameter(&mut problem, "zevenprocent", "percentage", Waarde::Getal(Breuk::ratio(deel, 100)));
    let at = problem.beleid.tiers.iter().position(|tier| *tier == Tier::Zevenprocent).unwrap();
    let tier = problem.beleid.tiers.remove(at);
    problem.beleid.tiers.insert(plaats, tier);
    problem
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn too_few_first_years_go_where_trying_everything_puts_them(
        recept in heel_eenvormig(), hard in any::<bool>(), plaats in 1..=5usize, deel in 4..30i64
    ) {
        let problem = schaars(&recept, if hard { Modus::Hard } else { Modus::Zacht }, plaats, deel);
        prop_assume!(aantal_wegen(&problem) <= TE_VEEL);
        let plan = los_op(&problem, 20_000);
        let best = beste_plan(&problem);
        prop_assert_eq!(volgorde(&problem, &plan), brute::volgorde(&check(&problem, &best).unwrap()));
        let verslag = verify(&problem, &plan);
        prop_assert!(verslag.geldig, "{}", verslag.samenvatting());
        prop_assert!(plan.status != PlanStatus::BewezenOptimaal || is_vast(&plan.standen));
    }
}
