//! What it would take: one small change, no larger than needed, with what comes of it.

use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
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
