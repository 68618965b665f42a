//! Why a regiodocent is not on a vacature: every reason, and a price that is right where it says that it is proven.

use rato::domain::beleid::{Modus, Tier};
use rato::domain::uitsluiting::Uitsluiting;
use rato::matching::canonical::with_norms;
use rato::matching::explain::beantwoord;
use rato::matching::explain::conflict::{Botsing, Conflict, Onderdeel, Ruimte};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::waarom_niet::{Oordeel, WaaromNiet, WaaromNietAntwoord};
use rato::matching::plan::Plan;
use rato::matching::problem::{Pinsoort, Problem, ProblemRegiodocent};
use rato::matching::{Limits, Niemand, SolveError, solve};

use super::fixture::*;

const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

fn vraag(docent: &str, vacature: &str) -> Vraag {
    Vraag::WaaromNiet(WaaromNiet { regiodocent: docent.into(), vacature: vacature.into() })
}

fn plan(problem: &Problem) -> Plan {
    solve(problem, &LIMITS, &Niemand).unwrap()
}

fn vraag_na(problem: &Problem, docent: &str, vacature: &str) -> WaaromNietAntwoord {
    match beantwoord(problem, &plan(problem), &vraag(docent, vacature), &LIMITS, &Niemand).unwrap() {
        Antwoord::WaaromNiet(antwoord) => antwoord,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_stands_in_the_plan_is_said_to_stand_there() {
    let mut problem = klein();
    problem.regiodocenten.truncate(1);
    problem.vacatures.truncate(1);
    let answer = vraag_na(&problem, "anna", "v1");
    assert_eq!(answer.oordeel, Oordeel::StaatInPlan { fte: fte("1") });
    assert_eq!(answer.zinnen, ["Deze plaatsing staat in het plan, voor 1 fte."]);
}

#[test]
fn every_rule_that_objects_is_named_not_only_the_first() {
    let mut problem = klein();
    problem.regiodocenten.push(ProblemRegiodocent {
        vog_datum: None,
        uitsluitingen: vec![Uitsluiting::Bestuursnummer("10001".parse().unwrap())],
        ..docent("carla", "0.1")
    });
    let answer = vraag_na(&problem, "carla", "v1");
    let Oordeel::NietToegestaan { redenen } = &answer.oordeel else { panic!("{answer:?}") };
    let codes: Vec<_> = redenen.iter().map(|reden| (reden.regel.as_str(), reden.code.as_str())).collect();
    let expected = [
        ("instemming", "bestuur-uitgesloten"),
        ("bevoegdheid", "geen-vog"),
        ("spreiding", "kleiner-dan-kleinste-plaatsing"),
    ];
    assert_eq!(codes, expected);
    assert_eq!(answer.zinnen[0], "Dit mag niet, om 3 redenen.");
    assert_eq!(answer.zinnen.len(), 4);
}

/// Anna is the only one, and school 02BB00 lacks more. No rule between boards.
fn liever_elders() -> Problem {
    let mut problem = klein();
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    problem.regiodocenten.truncate(1);
    problem.scholen[1].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("7");
    problem
}

#[test]
fn what_can_be_has_a_proven_price_that_a_calculator_finds_too() {
    let answer = vraag_na(&liever_elders(), "anna", "v1");
    let Oordeel::MogelijkMaar { bewezen, fte: taken, prijs } = &answer.oordeel else { panic!("{answer:?}") };
    assert_eq!((*bewezen, *taken), (true, fte("1")), "{prijs:?}");
    let decides = prijs.beslissend().unwrap();
    // 02BB00 stays at 30 % short instead of 20 %: a whole fte in the last band, at 10. 01AA00 goes from 20 % to 10 %:
    // 0.4 fte in the band of 7, 0.4 in that of 5 and 0.2 in that of 3.6.
    assert_eq!((decides.tier, decides.verschil()), (Tier::TekortEerst, breuk("4.48")));
    assert_eq!(decides.minstens, decides.hoogstens);
    let who = &prijs.mensen[0];
    assert_eq!((prijs.mensen.len(), who.regiodocent.as_str(), who.verliest()), (1, "anna", false));
    assert_eq!(answer.zinnen[1], "Het plan wordt er slechter van: 4,48 gewogen fte meer tekort (bewezen).");
}

/// The parts of the conflict as words; that it is one, and a smallest one, is tried.
fn conflict(problem: &Problem, docent: &str, vacature: &str) -> Vec<String> {
    let plan = plan(problem);
    let answer = match beantwoord(problem, &plan, &vraag(docent, vacature), &LIMITS, &Niemand).unwrap() {
        Antwoord::WaaromNiet(antwoord) => antwoord,
        other => panic!("{other:?}"),
    };
    let Oordeel::Onmogelijk { conflict } = &answer.oordeel else { panic!("{answer:?}") };
    is_een_kleinste_conflict(problem, &plan, (docent, vacature), conflict);
    let word = |part: &Botsing| match &part.onderdeel {
        Onderdeel::Regel { regel, .. } => regel.clone(),
        Onderdeel::Pin { pin } => format!("pin {}", pin.regiodocent),
    };
    conflict.onderdelen.iter().map(word).collect()
}

/// Together the parts leave no room, and without any one of them there is.
pub fn is_een_kleinste_conflict(problem: &Problem, plan: &Plan, (docent, vacature): (&str, &str), found: &Conflict) {
    let problem = with_norms(Problem { normen: vec![], ..problem.clone() }).unwrap();
    let ruimte = Ruimte::new(&problem, plan, docent, vacature).unwrap();
    let parts: Vec<Onderdeel> = found.onderdelen.iter().map(|part| part.onderdeel.clone()).collect();
    assert!(!parts.is_empty() && ruimte.past(&parts).unwrap().is_none(), "{found:?}");
    for left_out in &parts {
        let others: Vec<Onderdeel> = parts.iter().filter(|part| *part != left_out).cloned().collect();
        assert!(ruimte.past(&others).unwrap().is_some(), "{left_out:?} is not needed in {found:?}");
    }
}

#[test]
fn a_hard_rule_may_be_a_conflict_by_itself() {
    let mut problem = liever_elders();
    zet_modus(&mut problem, "drieprocent", Modus::Hard);
    // 01AA00 has far more than the norm, so that its board may receive nothing.
    let formatie = problem.scholen[0].formatie.as_mut().unwrap();
    (formatie.beschikbaar_bevoegd_fte, formatie.verwachte_uitstroom_fte) = (fte("9.9"), Some(fte("0")));
    assert_eq!(conflict(&problem, "anna", "v1"), ["drieprocent"]);
    let answer = vraag_na(&problem, "anna", "v1");
    assert!(matches!(&answer.oordeel, Oordeel::Onmogelijk { conflict } if conflict.bewezen), "{answer:?}");
    assert_eq!(answer.zinnen.len(), 3);
}

#[test]
fn a_vacature_that_is_filled_today_is_a_conflict_of_its_size_and_of_who_stays() {
    let mut problem = liever_elders();
    problem.vacatures[0].fte = fte("0.6");
    problem.regiodocenten.push(docent("bram", "0.6"));
    problem.plaatsingen = vec![vandaag("p1", "bram", "01AA00", "v1", "0.6")];
    assert_eq!(conflict(&problem, "anna", "v1"), ["instemming", "vacatureomvang"]);
}

#[test]
fn a_pin_elsewhere_is_a_conflict_with_the_rule_that_keeps_people_at_one_school() {
    let mut problem = klein();
    problem.pins = vec![pin("anna", Pinsoort::Vastzetten, "02BB00", Some("0.5"))];
    assert_eq!(conflict(&problem, "anna", "v1"), ["spreiding", "pin anna"]);
    problem.pins = vec![pin("bram", Pinsoort::Vastzetten, "v1", Some("0.6"))];
    problem.vacatures[0].fte = fte("0.6");
    assert_eq!(conflict(&problem, "anna", "v1"), ["vacatureomvang", "pin bram"]);
}

#[test]
fn a_whole_person_may_take_pieces_of_several_vacatures_of_the_school() {
    let mut problem = liever_elders();
    problem.regiodocenten[0].alleen_geheel = true;
    problem.vacatures[0].fte = fte("0.4");
    problem.vacatures.push(vacature("v3", "01AA00", "0.6"));
    let answer = vraag_na(&problem, "anna", "v1");
    let Oordeel::MogelijkMaar { fte: taken, prijs, .. } = &answer.oordeel else { panic!("{answer:?}") };
    assert_eq!((*taken, prijs.beslissend().unwrap().verschil()), (fte("0.4"), breuk("4.48")));
}

#[test]
fn room_for_less_than_all_is_room() {
    let mut problem = liever_elders();
    zet_modus(&mut problem, "drieprocent", Modus::Hard);
    // The board of 01AA00 may receive 0.4 netto fte.
    problem.scholen[1].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("8");
    problem.scholen[0].formatie.as_mut().unwrap().verwachte_uitstroom_fte = Some(fte("0.4"));
    problem.scholen[1].formatie.as_mut().unwrap().benodigd_fte = fte("9");
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("8.1");
    let answer = vraag_na(&problem, "anna", "v1");
    let Oordeel::MogelijkMaar { fte: taken, .. } = &answer.oordeel else { panic!("{answer:?}") };
    assert!(*taken >= fte("0.2") && *taken < fte("1"), "{answer:?}");
}

#[test]
fn who_or_what_does_not_take_part_is_an_error_in_the_question_and_so_is_another_plan() {
    let problem = klein();
    let found = beantwoord(&problem, &plan(&problem), &vraag("niemand", "nergens"), &LIMITS, &Niemand).unwrap_err();
    let SolveError::Invoer(fouten) = found else { panic!("{found:?}") };
    let pointers: Vec<_> = fouten.iter().map(|fout| (fout.pointer.as_str(), fout.code.as_str())).collect();
    assert_eq!(pointers, [("/regiodocent", "onbekende-verwijzing"), ("/vacature", "onbekende-verwijzing")]);
    let found = beantwoord(&liever_elders(), &plan(&problem), &vraag("anna", "v1"), &LIMITS, &Niemand).unwrap_err();
    assert!(matches!(found, SolveError::Invoer(fouten) if fouten[0].code == "ander-problem"));
}
