//! What it would take: one small change, no larger than needed, with what comes of it.

use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::punt::Punt;
use rato::domain::uitsluiting::Uitsluiting;
use rato::matching::explain::beantwoord;
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::wat_is_nodig::{WatIsNodig, WatIsNodigAntwoord};
use rato::matching::explain::wijziging::Wijziging;
use rato::matching::problem::{Problem, ProblemRegiodocent};
use rato::matching::{Limits, Niemand, SolveError, solve};

use super::fixture::*;

const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

fn nodig(problem: &Problem, docent: Option<&str>, vacature: Option<&str>) -> Result<WatIsNodigAntwoord, SolveError> {
    let plan = solve(problem, &LIMITS, &Niemand).unwrap();
    let vraag = WatIsNodig { regiodocent: docent.map(String::from), vacature: vacature.map(String::from) };
    match beantwoord(problem, &plan, &Vraag::WatIsNodig(vraag), &LIMITS, &Niemand)? {
        Antwoord::WatIsNodig(antwoord) => Ok(antwoord),
        other => panic!("{other:?}"),
    }
}

/// Nobody can fill v1, each for another reason; carla has two.
fn niemand_mag() -> Problem {
    let mut problem = klein();
    problem.vacatures.truncate(1);
    let not_here = vec![Uitsluiting::Vestigingscode("01AA00".parse().unwrap())];
    problem.regiodocenten = vec![
        ProblemRegiodocent { uitsluitingen: not_here.clone(), ..docent("anna", "1") },
        ProblemRegiodocent { vog_datum: None, ..docent("bram", "0.6") },
        ProblemRegiodocent { vog_datum: None, uitsluitingen: not_here, ..docent("carla", "1") },
    ];
    problem
}

#[test]
fn each_single_objection_is_a_way_and_the_best_plan_comes_first() {
    let answer = nodig(&niemand_mag(), None, Some("v1")).unwrap();
    assert_eq!((answer.zonder_wijziging, answer.een_bezwaar), (0, 2));
    let ways: Vec<_> =
        answer.mogelijkheden.iter().map(|one| (one.regiodocent.as_str(), &one.wijziging, one.fte)).collect();
    let [(first, Wijziging::Vog { .. } | Wijziging::Uitsluiting { .. }, _), _] = ways.as_slice() else {
        panic!("{ways:?}")
    };
    assert!(["anna", "bram"].contains(first));
    for one in &answer.mogelijkheden {
        let tekort = one.prijs.tiers.iter().find(|tier| tier.tier == Tier::TekortEerst).unwrap();
        assert!(tekort.verschil() < Breuk::nul(), "filling a vacature lessens the tekort: {one:?}");
        assert_eq!(one.prijs.mensen.len(), 1);
    }
    let values =
        |at: usize| -> Vec<_> { answer.mogelijkheden[at].prijs.tiers.iter().map(|tier| tier.na.clone()).collect() };
    assert!(values(0) <= values(1));
    assert!(answer.zinnen[0].starts_with("1. Regiodocent"), "{:?}", answer.zinnen);
}

#[test]
fn where_two_rules_object_both_changes_are_told_and_only_when_no_single_one_is_lighter() {
    let mut problem = niemand_mag();
    let answer = nodig(&problem, Some("carla"), Some("v1")).unwrap();
    assert_eq!((answer.een_bezwaar, answer.twee_bezwaren), (0, 1));
    let [one] = answer.mogelijkheden.as_slice() else { panic!("{answer:?}") };
    let both = (&one.wijziging, one.ook.as_ref().unwrap());
    assert!(matches!(both, (Wijziging::Uitsluiting { .. }, Wijziging::Vog { .. })), "{both:?}");
    assert!(answer.zinnen[0].contains("En ook: "), "{:?}", answer.zinnen);
    // Either alone leaves the other.
    problem.regiodocenten[2].vog_datum = problem.regiodocenten[0].vog_datum;
    let answer = nodig(&problem, Some("carla"), Some("v1")).unwrap();
    assert_eq!((answer.een_bezwaar, answer.mogelijkheden[0].ook.is_none()), (1, true));
    // Everybody together: first who needs one change.
    let all = nodig(&niemand_mag(), None, Some("v1")).unwrap();
    assert!(all.mogelijkheden.iter().map(|one| one.ook.is_some()).is_sorted(), "{all:?}");
}

#[test]
fn who_is_tied_may_be_asked_for_consent() {
    // Anna fills v1 today and did not agree to move; nobody else is there for v2.
    let mut problem = klein();
    problem.regiodocenten.truncate(1);
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1")];
    let answer = nodig(&problem, None, Some("v2")).unwrap();
    let [one] = answer.mogelijkheden.as_slice() else { panic!("{answer:?}") };
    assert!(
        matches!(one.wijziging, Wijziging::Instemming { instemming: Instemmingsoort::Verplaatsing, .. }),
        "{one:?}"
    );
    // Anna wants 1 and v1 asks 0.6: the rest could be at a second school, when she agrees.
    let mut problem = klein();
    problem.regiodocenten.truncate(1);
    problem.vacatures = vec![vacature("v1", "01AA00", "0.6"), vacature("v2", "02BB00", "0.4")];
    let answer = nodig(&problem, None, Some("v2")).unwrap();
    let asked = answer.mogelijkheden.iter().map(|one| &one.wijziging);
    let agrees =
        |change: &Wijziging| matches!(change, Wijziging::Instemming { instemming: Instemmingsoort::TweeScholen, .. });
    assert!(asked.clone().any(agrees), "{answer:?}");
}

#[test]
fn a_longer_journey_is_asked_to_the_minute() {
    let mut problem = klein();
    problem.vacatures.truncate(1);
    problem.scholen[0].punt = Some(Punt { lon_e6: 4_900_000, lat_e6: 52_370_000 });
    problem.regiodocenten =
        vec![ProblemRegiodocent { punt: Some(Punt { lon_e6: 4_900_000, lat_e6: 52_570_000 }), ..docent("anna", "1") }];
    let answer = nodig(&problem, Some("anna"), None).unwrap();
    let [one] = answer.mogelijkheden.as_slice() else { panic!("{answer:?}") };
    let Wijziging::Reistijd { minuten, .. } = one.wijziging else { panic!("{one:?}") };
    // 0.2 degree of latitude is some 22.2 km; × 1.3 at 20 km per hour.
    assert!((86..=88).contains(&minuten), "{minuten}");
    for (allowed, free) in [(minuten, 1), (minuten - 1, 0)] {
        problem.regiodocenten[0].max_reistijd = Some(allowed);
        assert_eq!(nodig(&problem, Some("anna"), None).unwrap().zonder_wijziging, free);
    }
}

#[test]
fn who_asks_about_nothing_is_told_so() {
    let SolveError::Invoer(fouten) = nodig(&klein(), None, None).unwrap_err() else { panic!() };
    assert_eq!(fouten[0].code, "ontbreekt");
}
