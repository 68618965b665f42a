//! When hard rules cannot hold together: which ones, and the ways out.

use rato::domain::beleid::Modus;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::explain::beantwoord;
use rato::matching::explain::herstel::{Herstel, HerstelAntwoord};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::wijziging::Wijziging;
use rato::matching::plan::PlanStatus;
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, solve};

use super::fixture::*;

const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

fn herstel(problem: &Problem) -> HerstelAntwoord {
    let plan = solve(problem, &LIMITS, &Niemand).unwrap();
    match beantwoord(problem, &plan, &Vraag::Herstel(Herstel {}), &LIMITS, &Niemand).unwrap() {
        Antwoord::Herstel(antwoord) => antwoord,
        other => panic!("{other:?}"),
    }
}

/// Board 10001 owes a first-year and may receive nothing; 10002 owes nobody. Both rules are hard.
fn klem() -> Problem {
    let mut problem = klein();
    problem.regiodocenten = vec![eerstejaars("eva", "1")];
    problem.vacatures.truncate(1);
    for (at, (available, groepen)) in [("9.9", 16), ("7", 0)].into_iter().enumerate() {
        let formatie = problem.scholen[at].formatie.as_mut().unwrap();
        formatie.beschikbaar_bevoegd_fte = fte(available);
        formatie.groepen = Some(groepen);
        formatie.verwachte_uitstroom_fte = Some(fte("0"));
    }
    zet_modus(&mut problem, "drieprocent", Modus::Hard);
    zet_modus(&mut problem, "zevenprocent", Modus::Hard);
    problem
}

fn regels(parts: &[Wijziging]) -> Vec<&str> {
    parts.iter().map(|part| if let Wijziging::Modus { regel } = part { regel.as_str() } else { "?" }).collect()
}

#[test]
fn a_plan_that_keeps_everything_needs_no_repair() {
    let answer = herstel(&klein());
    assert!(answer.haalbaar && answer.uitwegen.is_empty() && answer.breuken.is_empty());
}

#[test]
fn two_rules_that_hold_one_by_one_are_a_conflict_and_either_is_a_way_out() {
    let problem = klem();
    assert_eq!(solve(&problem, &LIMITS, &Niemand).unwrap().status, PlanStatus::BeleidOnhaalbaar);
    let answer = herstel(&problem);
    assert_eq!(regels(&answer.conflict), ["drieprocent", "zevenprocent"]);
    let mut ways: Vec<_> = answer.uitwegen.iter().map(|one| regels(&one.wijzigingen)).collect();
    ways.sort();
    assert_eq!(ways, [["drieprocent"], ["zevenprocent"]]);
    for way in &answer.uitwegen {
        let gives = way.toegift.as_ref().unwrap();
        let total: rato::domain::breuk::Breuk = way.dan.iter().map(|found| found.omvang.clone()).sum();
        assert_eq!(gives.omvang, total, "as much as the boards together: {way:?}");
        assert!(way.dan.iter().all(|found| found.overtreding), "what gives way says how much");
        assert!(!way.dan.is_empty(), "{way:?}");
    }
    assert!(
        answer
            .zinnen
            .iter()
            .any(|zin| zin.contains("Samen kunnen deze niet houden: de regel drieprocent; de regel zevenprocent."))
    );
    // On a place above the formatie a first-year counts for nothing: both hold.
    let mut eased = problem;
    eased.vacatures[0].soort = Vacaturesoort::Opleidingsplaats;
    assert!(herstel(&eased).haalbaar);
}

#[test]
fn a_rule_that_cannot_hold_by_itself_is_named_alone() {
    let mut problem = klein();
    zet_modus(&mut problem, "zevenprocent", Modus::Hard);
    let answer = herstel(&problem);
    assert_eq!(regels(&answer.conflict), ["zevenprocent"]);
    assert_eq!(answer.uitwegen.len(), 1);
    assert!(answer.breuken.iter().all(|found| found.regel == "zevenprocent") && !answer.breuken.is_empty());
    let gives = answer.uitwegen[0].toegift.as_ref().unwrap();
    assert!(gives.bewezen, "nobody is there to count: less cannot be");
}
