//! Why-nots in bulk: what is counted adds up, and the closest pairs are reckoned through as if asked one by one.

use rato::matching::explain::beantwoord;
use rato::matching::explain::overzicht::{Overzicht, OverzichtAntwoord};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::waarom_niet::{Oordeel, WaaromNiet};
use rato::matching::problem::{Problem, ProblemRegiodocent};
use rato::matching::{Limits, Niemand, SolveError, solve};

use super::fixture::*;

const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

fn vraag(docent: Option<&str>, vacature: Option<&str>, bestuur: Option<&str>) -> Vraag {
    Vraag::Overzicht(Overzicht {
        regiodocent: docent.map(String::from),
        vacature: vacature.map(String::from),
        schoolbestuur: bestuur.map(|nummer| nummer.parse().unwrap()),
    })
}

fn vraag_na(problem: &Problem, vraag: &Vraag) -> Result<OverzichtAntwoord, SolveError> {
    let plan = solve(problem, &LIMITS, &Niemand).unwrap();
    match beantwoord(problem, &plan, vraag, &LIMITS, &Niemand)? {
        Antwoord::Overzicht(antwoord) => Ok(antwoord),
        other => panic!("{other:?}"),
    }
}

/// Anna and bram have both vacatures; carla may nothing and dirk is too small for anything.
fn vier() -> Problem {
    let mut problem = klein();
    problem.regiodocenten.push(ProblemRegiodocent { vog_datum: None, ..docent("carla", "1") });
    problem.regiodocenten.push(ProblemRegiodocent { vog_datum: None, ..docent("dirk", "0.1") });
    problem
}

#[test]
fn a_vacature_hears_of_everybody_and_the_rules_add_up() {
    let answer = vraag_na(&vier(), &vraag(None, Some("v1"), None)).unwrap();
    assert_eq!((answer.aantal, answer.paren.len()), (4, 2));
    let counts: Vec<_> =
        answer.bezwaren.iter().filter(|one| one.mede > 0).map(|one| (&*one.regel, one.mede, one.alleen)).collect();
    assert_eq!(counts, [("bevoegdheid", 2, 1), ("spreiding", 1, 0)]);
    assert!(answer.paren[0].fte > fte("0") && answer.paren[1].fte == fte("0"), "what is in the plan comes first");
    assert_eq!(answer.zinnen[0], "Van de 4 combinaties mogen er 2 volgens de regels; 1 daarvan staat in het plan.");
}

#[test]
fn what_is_reckoned_through_is_what_one_question_about_it_says() {
    let problem = vier();
    let answer = vraag_na(&problem, &vraag(Some("bram"), None, None)).unwrap();
    let [one] = answer.doorgerekend.as_slice() else { panic!("{answer:?}") };
    assert!(matches!(one.oordeel, Oordeel::MogelijkMaar { .. }), "{one:?}");
    let plan = solve(&problem, &LIMITS, &Niemand).unwrap();
    let alone = WaaromNiet { regiodocent: one.regiodocent.clone(), vacature: one.vacature.clone() };
    let alone = beantwoord(&problem, &plan, &Vraag::WaaromNiet(alone), &LIMITS, &Niemand).unwrap();
    assert_eq!(alone, Antwoord::WaaromNiet(one.clone()));
}

#[test]
fn of_a_board_only_what_the_plan_leaves_open_counts() {
    let mut problem = vier();
    problem.vacatures.push(vacature("v3", "01AA00", "0.5"));
    let answer = vraag_na(&problem, &vraag(None, None, Some("10001"))).unwrap();
    assert!(answer.paren.iter().all(|one| one.vacature != "v2"), "v2 is of another board: {:?}", answer.paren);
    assert!(answer.paren.iter().any(|one| one.vacature == "v3"), "{:?}", answer.paren);
}

#[test]
fn exactly_one_subject_is_asked() {
    for (vraag, code) in [
        (vraag(None, None, None), "onderwerp-past-niet"),
        (vraag(Some("anna"), Some("v1"), None), "onderwerp-past-niet"),
        (vraag(None, None, Some("99999")), "onbekende-verwijzing"),
    ] {
        let SolveError::Invoer(fouten) = vraag_na(&klein(), &vraag).unwrap_err() else { panic!("{vraag:?}") };
        assert_eq!(fouten[0].code, code);
    }
}
