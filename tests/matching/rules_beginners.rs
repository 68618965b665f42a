//! Beginners: coach time, dubbele bezetting and what counts as netto.

use rato::domain::beleid::Waarde;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::facts::Feiten;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Onderwerp, Problem, ProblemRegiodocent, ProblemVacature};

use super::fixture::*;

fn begeleid(eigen: Option<&str>, bestuur: &str, personen: Vec<ProblemRegiodocent>) -> Problem {
    let mut problem = klein();
    problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = eigen.map(fte);
    problem.schoolbesturen[0].begeleiding_fte = fte(bestuur);
    problem.vacatures = personen.iter().map(|docent| vacature(&format!("v-{}", docent.id), "01AA00", "1")).collect();
    problem.regiodocenten = personen;
    problem
}

/// Everybody at the first school.
fn allen(problem: &Problem) -> Vec<VoorgesteldePlaatsing> {
    let feiten = Feiten::new(problem).unwrap();
    let line = |docent: &ProblemRegiodocent| VoorgesteldePlaatsing {
        netto_vanaf: feiten.netto_vanaf(docent, dag("2026-08-01")),
        ..plaats(&docent.id, "01AA00", &format!("v-{}", docent.id), "1")
    };
    problem.regiodocenten.iter().map(line).collect()
}

fn geldig(problem: &Problem) -> bool {
    check(problem, &allen(problem)).unwrap().geldig
}

#[test]
fn a_school_guides_no_more_beginners_than_it_can() {
    let starter = |id: &str| ProblemRegiodocent { soort: Regiodocentsoort::Starter, ..docent(id, "1") };
    let group = || vec![eerstejaars("a", "1"), starter("b")];
    assert!(geldig(&begeleid(Some("0.25"), "0", group())), "0.2 + 0.05");
    assert!(!geldig(&begeleid(Some("0.2499"), "0", group())));
    assert!(geldig(&begeleid(Some("0.2"), "0.05", group())), "the board helps");
    assert!(!geldig(&begeleid(Some("0.2"), "0.04", group())));
    let mut problem = begeleid(Some("0.2"), "0.04", group());
    zet_parameter(&mut problem, "begeleiding", "pool-regio", Waarde::Getal(breuk("1/100")));
    assert!(geldig(&problem), "the regio gives the last hundredth");
    assert!(geldig(&begeleid(Some("0"), "0", vec![docent("ervaren", "1")])), "experienced people need no coach");
}

#[test]
fn a_school_that_gave_no_coach_time_gets_one_place_per_eight_groups() {
    let problem = begeleid(None, "0", vec![eerstejaars("a", "1"), eerstejaars("b", "1")]);
    assert!(geldig(&problem), "16 groepen: two places of 0.2");
    let problem = begeleid(None, "0", ["a", "b", "c"].map(|id| eerstejaars(id, "1")).to_vec());
    assert!(!geldig(&problem));
    let norm = with_norms(problem)
        .unwrap()
        .normen
        .into_iter()
        .find(|norm| norm.regel == "begeleiding" && norm.onderwerp == Onderwerp::School("01AA00".parse().unwrap()));
    let norm = norm.unwrap();
    assert_eq!(norm.waarde, Some(breuk("2/5")));
    assert_eq!(norm.stappen[0].berekening, "max(1; 16 groepen ÷ 8) = 2; 2 × 0,20 = 0,40");
    assert_eq!(norm.opmerkingen.len(), 1);
}

#[test]
fn beginners_after_each_other_share_one_place() {
    use rato::domain::periode::Periode;
    let mut problem = begeleid(Some("0.2"), "0", vec![eerstejaars("a", "1"), eerstejaars("b", "1")]);
    assert!(!geldig(&problem));
    let halves = [("2026-08-01", "2027-01-31"), ("2027-02-01", "2027-07-31")];
    let mut plan = allen(&problem);
    let netto_vanaf = ["2026-10-15", "2027-04-17"];
    for (at, (van, end)) in halves.into_iter().enumerate() {
        problem.vacatures[at].periode = Periode::new(dag(van), Some(dag(end)));
        let id = problem.vacatures[at].id.clone();
        plan[at].delen = vec![deel_van(&id, "1", van, end)];
        plan[at].netto_vanaf = Some(dag(netto_vanaf[at]));
    }
    let oordeel = check(&problem, &plan).unwrap();
    assert!(oordeel.geldig, "{:?}", oordeel.bevindingen);
}

#[test]
fn a_first_year_is_netto_after_dubbele_bezetting_and_an_opleidingsplaats_never() {
    let mut problem = klein();
    problem.regiodocenten[0] = eerstejaars("anna", "1");
    let netto = |problem: &Problem, line: &VoorgesteldePlaatsing| {
        let feiten = Feiten::new(problem).unwrap();
        let plan = std::slice::from_ref(line);
        feiten.als_fte(feiten.netto_per_school(plan)[&line.vestigingscode])
    };
    let line = plaats_eerstejaars("anna", "01AA00", "v1", "1");
    assert_eq!(netto(&problem, &line), breuk("290/365"), "365 − 75 days");
    assert_eq!(netto(&problem, &plaats("bram", "01AA00", "v1", "0.6")), breuk("0.6"));
    let wrong = plaats("anna", "01AA00", "v1", "1");
    let oordeel = check(&problem, &[wrong]).unwrap();
    assert!(oordeel.gebreken().any(|found| found.regel == "opleidingsplaats"), "netto from day one is a lie");
    problem.vacatures[0] = ProblemVacature { soort: Vacaturesoort::Opleidingsplaats, ..problem.vacatures[0].clone() };
    assert!(netto(&problem, &line).is_nul());
    assert!(check(&problem, &[line]).unwrap().geldig);
}
