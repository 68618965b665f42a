//! Who watches a solve is never told too much: plans only get better, and what is proven stays proven.

use std::sync::Mutex;

use proptest::prelude::*;
use rato::domain::beleid::{Modus, Tier};
use rato::domain::breuk::Breuk;
use rato::matching::plan::{Plan, VoorgesteldePlaatsing};
use rato::matching::problem::Problem;
use rato::matching::{Fase, Limits, Voortgang, Waarnemer, solve_from};

use super::super::solve::getrokken;
use super::recept::bont;
use super::{config, los_op};

/// Writes down everything it is told.
#[derive(Default)]
struct Schrijver(Mutex<Vec<Voortgang>>);

impl Waarnemer for Schrijver {
    fn voortgang(&self, voortgang: &Voortgang) {
        self.0.lock().unwrap().push(voortgang.clone());
    }

    fn gestopt(&self) -> bool {
        false
    }
}

fn gevolgd(problem: &Problem, start: &[VoorgesteldePlaatsing], werk: u64) -> (Vec<Voortgang>, Plan) {
    let schrijver = Schrijver::default();
    let plan = solve_from(problem, start, &Limits { werk: Some(werk), tijd: None, threads: 2 }, &schrijver).unwrap();
    (schrijver.0.into_inner().unwrap(), plan)
}

/// How many tiers of two plans tell which is better: below the voorrang of the 7%-regeling a better plan may have more, as
/// long as boards lack anything.
fn aantal_trappen(problem: &Problem, step: &Voortgang) -> usize {
    let na = match problem.beleid.modus("zevenprocent") {
        Modus::Zacht => Tier::Zevenprocent,
        Modus::Hard => Tier::HardeRegels,
        Modus::Rapport | Modus::Uit => return step.tiers.len(),
    };
    let at = step.tiers.iter().position(|told| told.tier == na).unwrap();
    if step.tiers[at].waarde.is_nul() { step.tiers.len() } else { at + 1 }
}

fn assert_eerlijk(problem: &Problem, told: &[Voortgang], plan: &Plan) {
    let steps = || told.iter().filter(|step| !step.tiers.is_empty());
    let mut before: Option<&Voortgang> = None;
    for step in steps() {
        for tier in &step.tiers {
            let gap = tier.grens.as_ref().map(|grens| &tier.waarde - grens);
            assert_eq!(tier.verschil, gap, "{tier:?}");
            assert!(gap.is_none_or(|gap| !gap.is_negatief()), "{tier:?}");
        }
        if let Some(before) = before {
            let count = aantal_trappen(problem, step);
            let values = |one: &Voortgang| -> Vec<Breuk> {
                one.tiers.iter().take(count).map(|tier| tier.waarde.clone()).collect()
            };
            assert!(values(step) <= values(before), "a worse plan\n{before:?}\n{step:?}");
            for (was, is) in before.tiers.iter().zip(&step.tiers) {
                // Nothing is less than any bound.
                assert!(was.grens <= is.grens, "a bound was taken back\n{before:?}\n{step:?}");
            }
        }
        before = Some(step);
    }
    for tier in steps().flat_map(|step| &step.tiers) {
        let done = plan.tiers.iter().find(|done| done.tier == tier.tier).unwrap();
        assert!(tier.grens <= done.grens, "{tier:?} was told, {done:?} is proven");
        assert_eq!(tier.eenheid, done.eenheid);
    }
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn what_is_told_under_way_only_gets_better(recept in bont()) {
        let problem = recept.problem();
        let (told, plan) = gevolgd(&problem, &[], 1_500);
        assert_eerlijk(&problem, &told, &plan);
        // From half a plan on.
        let half = &plan.plaatsingen[..plan.plaatsingen.len() / 2];
        let (told, plan) = gevolgd(&problem, half, 1_500);
        assert_eerlijk(&problem, &told, &plan);
    }
}

#[test]
fn a_bound_is_told_while_the_search_is_still_under_way() {
    let found = (0..10).map(getrokken).filter(|problem| {
        let (told, plan) = gevolgd(problem, &[], 20_000);
        assert_eerlijk(problem, &told, &plan);
        let searching = told.iter().filter(|step| step.fase == Fase::Zoeken).flat_map(|step| &step.tiers);
        searching.filter(|tier| tier.grens.as_ref().is_some_and(|grens| !grens.is_nul())).count() > 0
    });
    assert!(found.count() > 5);
}

#[test]
fn being_watched_changes_nothing() {
    let problem = getrokken(4);
    assert_eq!(gevolgd(&problem, &[], 20_000).1, los_op(&problem, 20_000));
}
