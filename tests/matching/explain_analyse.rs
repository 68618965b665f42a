//! What a plan is worth, whoever made it: what it breaks, and which single moves better it.

use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::matching::checker::check;
use rato::matching::explain::analyse::{Analyse, AnalyseAntwoord, Planregel};
use rato::matching::explain::beantwoord;
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, solve};

use super::fixture::*;

const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

fn analyse(problem: &Problem, regels: Option<&[(&str, &str, &str)]>) -> AnalyseAntwoord {
    let line = |(docent, vacature, omvang): &(&str, &str, &str)| Planregel {
        regiodocent: (*docent).into(),
        vacature: (*vacature).into(),
        fte: fte(omvang),
    };
    let vraag = Vraag::Analyse(Analyse { regels: regels.map(|regels| regels.iter().map(line).collect()) });
    let plan = solve(problem, &LIMITS, &Niemand).unwrap();
    match beantwoord(problem, &plan, &vraag, &LIMITS, &Niemand).unwrap() {
        Antwoord::Analyse(antwoord) => antwoord,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_plan_of_the_matcher_is_not_bettered_by_a_single_move() {
    let answer = analyse(&klein(), None);
    assert!(answer.geldig && answer.verbeteringen.is_empty(), "{answer:?}");
    assert!(answer.prijs.tiers.iter().all(|tier| tier.voor == tier.na));
    assert_eq!(answer.zinnen.last().unwrap(), "Geen enkele losse verplaatsing maakt het beter.");
}

#[test]
fn a_plan_made_by_hand_hears_what_it_costs_and_the_move_that_betters_it_most() {
    let problem = klein();
    let answer = analyse(&problem, Some(&[("anna", "v1", "1")]));
    assert!(answer.geldig && answer.breuken.iter().all(|found| found.regel == "zevenprocent"), "{:?}", answer.breuken);
    let [best, ..] = answer.verbeteringen.as_slice() else { panic!("{answer:?}") };
    assert_eq!(
        (best.regiodocent.as_str(), best.naar.as_ref().unwrap().as_str(), best.fte),
        ("bram", "02BB00", fte("0.6"))
    );
    // Exactly what the checker says of both plans.
    let with = [plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")];
    let (is, was) = (check(&problem, &with).unwrap().tiers, check(&problem, &with[..1]).unwrap().tiers);
    let differs: Vec<(Tier, Breuk)> =
        is.iter().zip(&was).map(|((tier, is), (_, was))| (*tier, is - was)).filter(|(_, by)| !by.is_nul()).collect();
    assert_eq!(best.verschil, differs);
}

#[test]
fn what_cannot_be_is_said_with_every_rule_that_it_breaks() {
    let answer = analyse(&klein(), Some(&[("anna", "v1", "1"), ("anna", "v2", "1")]));
    assert!(!answer.geldig);
    let broken: Vec<&str> = answer.breuken.iter().map(|found| found.regel.as_str()).collect();
    assert!(broken.contains(&"spreiding") && broken.contains(&"contractomvang"), "{broken:?}");
    assert!(answer.zinnen[0].starts_with("Dit plan kan niet"), "{:?}", answer.zinnen);
    assert!(answer.zinnen.iter().any(|zin| zin.contains("het deel van dit plan dat mag")), "{:?}", answer.zinnen);
}
