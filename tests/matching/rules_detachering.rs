//! Detachering: more supply for the region, less for the school and the T of the board that lend, by the days of the lending.

use rato::domain::beleid::{Modus, Waarde};
use rato::domain::periode::Periode;
use rato::matching::canonical::with_norms;
use rato::matching::cijfers::cijfers;
use rato::matching::facts::Feiten;
use rato::matching::problem::{Problem, ProblemDetachering, ProblemRegiodocent};
use rato::matching::validate::validate;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use super::fixture::*;

/// Lent by `school` for the whole schooljaar unless the days say otherwise.
fn uitgeleend(id: &str, omvang: &str, school: &str, (van, tot): (&str, &str)) -> ProblemRegiodocent {
    let periode = Periode::new(dag(van), Some(dag(tot)));
    let mut person = docent(id, omvang);
    person.contracten[0].periode = periode;
    person.detachering = Some(ProblemDetachering {
        vestigingscode: school.parse().unwrap(),
        periode,
        ingestemd_op: dag("2026-05-01"),
        terugkeergarantie_tot: dag(tot),
    });
    person
}

const JAAR: (&str, &str) = ("2026-08-01", "2027-07-31");

/// The first board has 12 fte where 10 are needed and lends one person; the second lacks 2 of 10.
fn leent() -> Problem {
    let mut problem = klein();
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("12");
    problem.vacatures.remove(0);
    problem.regiodocenten = vec![uitgeleend("lena", "1", "01AA00", JAAR)];
    problem
}

fn t_van(problem: &Problem, at: usize) -> (String, rato::domain::breuk::Breuk) {
    let norms = with_norms(problem.clone()).unwrap().normen;
    let norm = norms.iter().filter(|norm| norm.regel == "drieprocent").nth(at).unwrap();
    (norm.stappen[0].berekening.clone(), norm.stappen[0].waarde.clone())
}

#[test]
fn who_is_lent_is_placed_elsewhere_and_both_judges_agree() {
    let problem = leent();
    let plan = solve(&problem, &Limits { werk: Some(5_000), ..Limits::default() }, &Niemand).unwrap();
    assert_eq!(plan.plaatsingen, [plaats("lena", "02BB00", "v2", "1")]);
    assert!(verify(&problem, &plan).geldig);
}

#[test]
fn the_board_that_lends_has_less_in_t_by_the_days_of_the_lending() {
    let mut problem = leent();
    assert_eq!(t_van(&problem, 0), ("12 eigen + 0 geplaatst − 1,00 uitgeleend = 11,00".into(), breuk("11")));
    // 73 of the 365 days: a fifth.
    problem.regiodocenten = vec![uitgeleend("lena", "0.5", "01AA00", ("2026-08-01", "2026-10-12"))];
    assert_eq!(t_van(&problem, 0).1, breuk("119/10"));
    assert_eq!(t_van(&problem, 1).1, breuk("8"));
}

#[test]
fn the_home_school_lacks_what_it_lends_placed_or_not() {
    let mut problem = leent();
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("10.5");
    let short = |problem: &Problem| {
        let found = cijfers(&Feiten::new(problem).unwrap(), &[]);
        (found.scholen[0].tekort_voor.clone(), found.scholen[1].tekort_voor.clone())
    };
    assert_eq!(short(&problem), (breuk("1/2"), breuk("2")));
    problem.regiodocenten[0].contracten[0].werktijdfactor = fte("0.4");
    assert_eq!(short(&problem), (breuk("0"), breuk("2")));
}

#[test]
fn a_donor_that_lends_enough_is_no_donor_any_more() {
    let mut problem = leent();
    zet_parameter(&mut problem, "drieprocent", "uitstroom", Waarde::Geheel(0));
    let room = |problem: &Problem| {
        let norms = with_norms(problem.clone()).unwrap().normen;
        norms.iter().find(|norm| norm.regel == "drieprocent").unwrap().waarde.clone()
    };
    assert!(room(&problem).is_some());
    // T = 12 − 4 × 1 = 8 = E.
    problem.regiodocenten = (0..4).map(|n| uitgeleend(&format!("l{n}"), "1", "01AA00", JAAR)).collect();
    assert_eq!(room(&problem), None);
}

#[test]
fn nobody_is_placed_at_the_school_that_lends() {
    let mut problem = leent();
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("4");
    problem.vacatures.push(vacature("thuis", "01AA00", "1"));
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    let mut plan = solve(&problem, &Limits { werk: Some(5_000), ..Limits::default() }, &Niemand).unwrap();
    assert_eq!(plan.plaatsingen, [plaats("lena", "02BB00", "v2", "1")]);
    plan.plaatsingen = vec![plaats("lena", "01AA00", "thuis", "1")];
    let found = verify(&problem, &plan);
    assert!(found.gebroken().any(|uitslag| uitslag.eigenschap.code == "P6"));
    assert!(!rato::matching::checker::check(&problem, &plan.plaatsingen).unwrap().geldig);
}

#[test]
fn what_was_agreed_is_complete_and_no_school_lends_more_than_it_has() {
    let mut problem = leent();
    let loan = problem.regiodocenten[0].detachering.as_mut().unwrap();
    loan.vestigingscode = "09ZZ00".parse().unwrap();
    loan.ingestemd_op = dag("2026-09-01");
    loan.terugkeergarantie_tot = dag("2027-06-30");
    problem.regiodocenten[0].contracten[0].periode.tot_en_met = None;
    let mut endless = uitgeleend("lies", "1", "01AA00", JAAR);
    endless.detachering.as_mut().unwrap().periode.tot_en_met = None;
    problem.regiodocenten.push(endless);
    problem.regiodocenten.extend((0..12).map(|n| uitgeleend(&format!("l{n}"), "1", "01AA00", JAAR)));
    let codes: Vec<_> = validate(&problem).unwrap_err().into_iter().map(|fout| fout.code).collect();
    let expected = [
        "onbekende-verwijzing",
        "instemming-te-laat",
        "garantie-te-kort",
        "buiten-uitleen",
        "einde-ontbreekt",
        "meer-uitgeleend-dan-er-is",
    ];
    expected.iter().for_each(|code| assert!(codes.iter().any(|found| found == code), "{code} is not in {codes:?}"));
}
