//! Why-not against trying everything: what is said to be impossible is, and a price holds the best that there is.

use proptest::prelude::*;
use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::matching::explain::beantwoord;
use rato::matching::explain::prijs::Prijs;
use rato::matching::explain::toets::{Toets, toets};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::waarom_niet::{Oordeel, WaaromNiet};
use rato::matching::plan::TierUitkomst;
use rato::matching::problem::{Pin, Pinsoort, Problem};
use rato::matching::{Limits, Niemand};

use super::super::brute::{aantal_wegen, beste};
use super::super::explain_waarom_niet::is_een_kleinste_conflict;
use super::recept::heel_eenvormig;
use super::{config, los_op};

/// More plans than this are not tried.
const TE_VEEL: usize = 400;
const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

fn forced(problem: &Problem, regiodocent: &str, vacature: &str) -> Problem {
    let pin = Pin {
        regiodocent: regiodocent.into(),
        vestigingscode: None,
        vacature: Some(vacature.into()),
        soort: Pinsoort::Vastzetten,
        fte: None,
    };
    Problem { pins: vec![pin], ..problem.clone() }
}

/// What the best that there is says of the price: it is proven, since everything was tried.
fn holds(prijs: &Prijs, best: &[(Tier, Breuk)]) -> bool {
    let proven = |(tier, waarde): &(Tier, Breuk)| TierUitkomst {
        tier: *tier,
        waarde: waarde.clone(),
        grens: Some(waarde.clone()),
        eenheid: String::new(),
        certificaat: None,
    };
    let best: Vec<TierUitkomst> = best.iter().map(proven).collect();
    matches!(toets(prijs, &best), Toets::Gelijk | Toets::Binnen)
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn every_why_not_agrees_with_trying_everything(recept in heel_eenvormig(), docent in 0usize..8, vacature in 0usize..8) {
        let problem = recept.problem();
        prop_assume!(!problem.regiodocenten.is_empty() && !problem.vacatures.is_empty());
        prop_assume!(problem.pins.is_empty() && aantal_wegen(&problem) <= TE_VEEL);
        let docent = problem.regiodocenten[docent % problem.regiodocenten.len()].id.clone();
        let vacature = problem.vacatures[vacature % problem.vacatures.len()].id.clone();
        let plan = los_op(&problem, 20_000);
        let vraag = Vraag::WaaromNiet(WaaromNiet { regiodocent: docent.clone(), vacature: vacature.clone() });
        let answer = beantwoord(&problem, &plan, &vraag, &LIMITS, &Niemand).unwrap();
        let Antwoord::WaaromNiet(answer) = answer else { panic!("{answer:?}") };
        let best = beste(&forced(&problem, &docent, &vacature));
        let kan = best[0].1 <= plan.tiers[0].waarde;
        match &answer.oordeel {
            Oordeel::StaatInPlan { .. } => prop_assert!(kan),
            Oordeel::NietToegestaan { redenen } => prop_assert!(!kan && !redenen.is_empty(), "{answer:?}"),
            Oordeel::Onmogelijk { conflict } => {
                prop_assert!(!kan, "{answer:?}");
                is_een_kleinste_conflict(&problem, &plan, (&docent, &vacature), conflict);
            }
            Oordeel::MogelijkMaar { prijs, .. } => prop_assert!(holds(prijs, &best), "{answer:?} {best:?}"),
            Oordeel::NietGevonden { .. } => {}
        }
    }
}
