//! When hard rules cannot hold together: which ones, and the ways out.

use rato::domain::beleid::Modus;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::explain::beantwoord;
use rato::matching::explain::herstel::{Herstel, HerstelAntwoord};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::wijziging::Wijziging;
use rato::matching::plan::PlanStatus;
use rato::matching::problem::{Problem, Versoepeling};
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

fn regel(part: &Wijziging) -> &str {
    match part {
        Wijziging::Modus { regel } | Wijziging::Versoepeling { versoepeling: Versoepeling { regel, .. } } => regel,
        Wijziging::Parameter { regel, .. } => regel,
        _ => "?",
    }
}

/// For which board; `None`: for everybody.
fn bestuur_van(part: &Wijziging) -> Option<&str> {
    match part {
        Wijziging::Versoepeling { versoepeling } => Some(versoepeling.bestuursnummer.as_str()),
        _ => None,
    }
}

fn regels(parts: &[Wijziging]) -> Vec<&str> {
    parts.iter().map(regel).collect()
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
    // One board is enough for either; nobody is asked to let the rule go for all.
    let boards: Vec<_> = answer.uitwegen.iter().map(|one| bestuur_van(&one.wijzigingen[0])).collect();
    assert_eq!(boards, [Some("10001"), Some("10001")]);
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
fn where_two_boards_are_in_a_fix_one_of_them_is_no_way_out() {
    let mut problem = klem();
    problem.regiodocenten.clear();
    for school in &mut problem.scholen {
        school.formatie.as_mut().unwrap().groepen = Some(16);
    }
    let answer = herstel(&problem);
    let ways: Vec<_> = answer.uitwegen.iter().flat_map(|one| &one.wijzigingen).collect();
    assert_eq!(ways, [&Wijziging::Modus { regel: "zevenprocent".into() }]);
    let gives = answer.uitwegen[0].toegift.as_ref().unwrap();
    assert!(gives.bewezen && gives.omvang == breuk("2"), "one first-year each: {gives:?}");
    for naam in ["Bestuur 10001: ", "Bestuur 10002: "] {
        assert!(answer.zinnen.iter().any(|zin| zin.starts_with(naam)), "{:?}", answer.zinnen);
    }
}

#[test]
fn one_more_person_moved_is_a_way_out_where_somebody_would_go() {
    // Eva has a place with the second board and would go; the first board owes a first-year, and nobody may be moved.
    let mut problem = klem();
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    problem.vacatures = vec![vacature("v1", "01AA00", "1"), vacature("v2", "02BB00", "1")];
    problem.plaatsingen = vec![vandaag("p1", "eva", "02BB00", "v2", "1")];
    problem.regiodocenten[0].instemmingen = vec![stemt_in(Instemmingsoort::Verplaatsing)];
    problem.herronde = true;
    let answer = herstel(&problem);
    let way = answer.uitwegen.iter().find(|one| regels(&one.wijzigingen) == ["wijzigingsbudget"]).unwrap();
    let waarde = breuk("1");
    let (regel, naam) = ("wijzigingsbudget".to_owned(), "personen".to_owned());
    assert_eq!(way.wijzigingen, [Wijziging::Parameter { regel, naam, waarde: waarde.clone() }]);
    let gives = way.toegift.as_ref().unwrap();
    assert_eq!((&gives.omvang, gives.eenheid.as_str()), (&waarde, "personen"));
    assert_eq!(gives.bewezen, answer.bewezen, "that none is not enough is as sure as that the rules do not hold");
    assert_eq!(way.prijs.mensen.len(), 1, "eva moves");
    // With nobody who agreed to move there is nothing to gain by it.
    problem.regiodocenten[0].instemmingen.clear();
    assert!(herstel(&problem).uitwegen.iter().all(|one| regels(&one.wijzigingen) != ["wijzigingsbudget"]));
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
