//! The 7%-regeling: demand, the four roundings, saldo and what is counted.

use rato::domain::beleid::{Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::sector::Sector;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::problem::{Norm, Problem};
use rstest::rstest;

use super::fixture::*;

/// One board per number of groepen, each with one school.
fn besturen(groepen: &[i32]) -> Problem {
    let mut problem = leeg();
    for (at, groepen) in groepen.iter().enumerate() {
        let (nummer, code) = (format!("1000{at}"), format!("0{at}AA00"));
        problem.schoolbesturen.push(bestuur(&nummer));
        let mut school = school(&code, &nummer, "10", "8");
        school.formatie.as_mut().unwrap().groepen = Some(*groepen);
        problem.scholen.push(school);
    }
    problem
}

fn normen(problem: &Problem) -> Vec<Norm> {
    let norms = with_norms(problem.clone()).unwrap().normen;
    norms.into_iter().filter(|norm| norm.regel == "zevenprocent").collect()
}

fn quota(problem: &Problem) -> Vec<i64> {
    normen(problem).iter().map(|norm| norm.waarde.as_ref().unwrap().afgerond()).collect()
}

/// Total shortfall, from the checker: it never saw the norms.
fn gemis(problem: &Problem) -> Breuk {
    let tiers = check(problem, &[]).unwrap().tiers;
    tiers.into_iter().find(|(tier, _)| *tier == Tier::Zevenprocent).unwrap().1
}

/// 7 % of 10, 20, 30 and 50 groepen is 0.7, 1.4, 2.1 and 3.5: together 7.7.
#[rstest]
#[case("grootste-rest", [1, 1, 2, 4], "rest 2 to the remainders 0.7 and 0.5")]
#[case("naar-boven", [1, 2, 3, 4], "up")]
#[case("naar-beneden", [0, 1, 2, 3], "down")]
#[case("afronden", [1, 1, 2, 4], "half goes up")]
fn four_ways_to_round(#[case] manier: &str, #[case] expected: [i64; 4], #[case] why: &str) {
    let mut problem = besturen(&[10, 20, 30, 50]);
    zet_parameter(&mut problem, "zevenprocent", "afronding", Waarde::Keuze(manier.into()));
    assert_eq!(quota(&problem), expected, "{why}");
    assert_eq!(gemis(&problem), Breuk::from(expected.iter().sum::<i64>()), "the checker counts the same");
}

#[test]
fn equal_remainders_go_by_lot() {
    let mut problem = besturen(&[8, 8, 8]);
    // 0.56 three times is 1.68: two persons for three boards.
    assert_eq!(quota(&problem), [1, 1, 0]);
    problem.schoolbesturen[2].lot = 1;
    assert_eq!(quota(&problem), [1, 0, 1]);
    assert_eq!(gemis(&problem), breuk("2"));
}

#[test]
fn eight_groepen_owe_one_person_about_every_other_year() {
    let mut problem = besturen(&[8]);
    let mut owed = Vec::new();
    for _ in 0..25 {
        let norm = normen(&problem).remove(0);
        owed.push(norm.waarde.unwrap().afgerond());
        let next = norm.stappen.iter().find(|stap| stap.symbool == "saldo-volgend").unwrap().waarde.clone();
        assert!(next <= breuk("1/2") && next >= breuk("-1/2"), "{next}");
        problem.schoolbesturen[0].saldi_zevenprocent.insert(Sector::Bo, next);
    }
    assert_eq!(owed.iter().sum::<i64>(), 14, "25 × 0.56 exactly: {owed:?}");
}

#[test]
fn a_board_that_gave_too_much_never_owes_less_than_nobody() {
    let mut problem = besturen(&[10, 20]);
    problem.schoolbesturen[0].saldi_zevenprocent.insert(Sector::Bo, breuk("-3"));
    // Demands −2.3 and 1.4 add up to −0.9: the starts 0 and 1 win from the rounded total.
    assert_eq!(quota(&problem), [0, 1]);
    assert_eq!(gemis(&problem), breuk("1"));
}

#[rstest]
#[case("groepen", "16")]
#[case("personen", "20")]
#[case("fte", "8")]
fn the_base_is_a_choice(#[case] basis: &str, #[case] amount: &str) {
    let mut problem = besturen(&[16]);
    zet_parameter(&mut problem, "zevenprocent", "grondslag", Waarde::Keuze(basis.into()));
    let norm = normen(&problem).remove(0);
    assert_eq!(norm.stappen[0].waarde, breuk(amount));
    assert_eq!(norm.stappen[1].waarde, &breuk(amount) * &breuk("0.07"));
}

#[test]
fn own_and_placed_first_years_count_and_others_do_not() {
    let mut problem = besturen(&[43]);
    problem.scholen[0].formatie.as_mut().unwrap().eerstejaars_zij_instromers_eigen = 1;
    problem.regiodocenten = vec![eerstejaars("a", "1"), docent("b", "1")];
    problem.vacatures = vec![vacature("v1", "00AA00", "1"), vacature("v2", "00AA00", "1")];
    problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = Some(Fte::VOLTIJD);
    assert_eq!(quota(&problem), [3]);
    assert_eq!(gemis(&problem), breuk("2"));
    let plan = [plaats_eerstejaars("a", "00AA00", "v1", "1"), plaats("b", "00AA00", "v2", "1")];
    let oordeel = check(&problem, &plan).unwrap();
    assert!(oordeel.geldig);
    let found = oordeel.bevindingen.iter().find(|found| found.regel == "zevenprocent").unwrap();
    assert_eq!((found.omvang.clone(), found.overtreding), (breuk("1"), true));
    assert_eq!(found.tekst, "Het bestuur heeft in sector bo 2 eerstejaars zij-instromers; het quotum is 3.");
}

#[test]
fn a_school_without_groepen_is_named() {
    let mut problem = besturen(&[50]);
    problem.scholen[0].formatie.as_mut().unwrap().groepen = None;
    let norm = normen(&problem).remove(0);
    assert_eq!(
        (norm.waarde, norm.opmerkingen),
        (Some(breuk("0")), vec!["Zonder aantal groepen, telt 0: School 00AA00.".into()])
    );
}
