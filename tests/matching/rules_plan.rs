//! The rules that look at a whole plan: contractomvang, vacatureomvang, instemming, spreiding.

use rato::domain::beleid::Waarde;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::periode::Periode;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::matching::checker::check;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Problem, ProblemContract, ProblemRegiodocent, ProblemVacature};

use super::fixture::*;

/// The structural rules that the plan breaks, each once.
fn broken(problem: &Problem, plan: &[VoorgesteldePlaatsing]) -> Vec<String> {
    let oordeel = check(problem, plan).unwrap();
    let mut rules: Vec<String> = oordeel.gebreken().map(|found| found.regel.clone()).collect();
    assert_eq!(oordeel.geldig, rules.is_empty());
    rules.dedup();
    rules
}

#[test]
fn a_plan_that_fits_is_valid_and_so_is_an_empty_one() {
    let problem = klein();
    assert!(broken(&problem, &[]).is_empty());
    assert!(broken(&problem, &[plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")]).is_empty());
}

#[test]
fn nobody_works_more_than_the_contract_on_any_day() {
    let mut problem = klein();
    assert_eq!(broken(&problem, &[plaats("bram", "01AA00", "v1", "0.6001")]), ["contractomvang"]);
    // 0.6 until the end of January and 0.4 from then on: 0.6 all year is too much only in the second half.
    problem.regiodocenten[1].contracten = vec![
        ProblemContract {
            periode: Periode::new(dag("2020-08-01"), Some(dag("2027-01-31"))),
            werktijdfactor: fte("0.6"),
        },
        ProblemContract { periode: Periode::new(dag("2027-02-01"), None), werktijdfactor: fte("0.4") },
    ];
    assert_eq!(broken(&problem, &[plaats("bram", "01AA00", "v1", "0.6")]), ["contractomvang"]);
    assert!(broken(&problem, &[plaats("bram", "01AA00", "v1", "0.4")]).is_empty());
}

#[test]
fn two_halves_of_a_year_after_each_other_fit_one_contract() {
    let mut problem = klein();
    let (first, second) = (("2026-08-01", "2027-01-31"), ("2027-02-01", "2027-07-31"));
    let half = |v: &mut ProblemVacature, (van, end): (&str, &str)| v.periode = Periode::new(dag(van), Some(dag(end)));
    half(&mut problem.vacatures[0], first);
    half(&mut problem.vacatures[1], second);
    let at = |school: &str, v: &str, (van, end): (&str, &str)| VoorgesteldePlaatsing {
        delen: vec![deel_van(v, "0.6", van, end)],
        ..plaats("bram", school, v, "0.6")
    };
    assert!(broken(&problem, &[at("01AA00", "v1", first), at("02BB00", "v2", second)]).is_empty());
    assert_eq!(broken(&problem, &[at("01AA00", "v1", second)]), ["vacatureomvang"], "outside the days of v1");
}

#[test]
fn a_vacature_is_never_filled_twice_nor_under_a_strange_name() {
    let problem = klein();
    let both = [plaats("anna", "01AA00", "v1", "0.8"), plaats("bram", "01AA00", "v1", "0.4")];
    assert_eq!(broken(&problem, &both), ["vacatureomvang"]);
    assert_eq!(broken(&problem, &[plaats("anna", "02BB00", "v1", "1")]), ["vacatureomvang"], "of another school");
    assert_eq!(broken(&problem, &[plaats("anna", "01AA00", "v9", "1")]), ["vacatureomvang"], "unknown");
    assert_eq!(broken(&problem, &[plaats("carla", "01AA00", "v1", "1")]), ["contractomvang"], "unknown person");
}

#[test]
fn a_plaatsing_of_today_stays_as_it_is() {
    let mut problem = klein();
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "0.6")];
    let kept = vervolg(&problem.plaatsingen[0]);
    assert!(broken(&problem, std::slice::from_ref(&kept)).is_empty());
    assert_eq!(broken(&problem, &[]), ["instemming"], "it disappeared");
    let smaller = VoorgesteldePlaatsing { delen: vec![deel("v1", "0.4")], ..kept.clone() };
    assert_eq!(broken(&problem, &[smaller]), ["instemming"], "it shrank");
    assert!(broken(&problem, &[kept.clone(), kept.clone()]).contains(&"instemming".to_owned()), "it doubled");
    // What it holds is held: bram finds 0.4 left of v1.
    assert_eq!(broken(&problem, &[kept.clone(), plaats("bram", "01AA00", "v1", "0.6")]), ["vacatureomvang"]);
    assert!(broken(&problem, &[kept, plaats("bram", "01AA00", "v1", "0.4")]).is_empty());

    problem.regiodocenten[0].instemmingen = vec![stemt_in(Instemmingsoort::Verplaatsing)];
    assert!(broken(&problem, &[plaats("anna", "02BB00", "v2", "1")]).is_empty(), "anna agreed");
}

#[test]
fn what_was_wrong_before_the_plan_is_reported_and_no_fault_of_the_plan() {
    let mut problem = klein();
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1")];
    problem.regiodocenten[0].vog_datum = None;
    problem.regiodocenten[0].contracten[0].werktijdfactor = fte("0.8");
    problem.vacatures[0].fte = fte("0.9");
    let plan = [vervolg(&problem.plaatsingen[0])];
    let oordeel = check(&problem, &plan).unwrap();
    assert!(oordeel.geldig, "{:?}", oordeel.bevindingen);
    for regel in ["bevoegdheid", "contractomvang", "vacatureomvang"] {
        assert!(oordeel.bevindingen.iter().any(|found| found.regel == regel && !found.overtreding), "{regel}");
    }
}

#[test]
fn one_school_at_a_time_unless_an_experienced_teacher_agrees_to_two() {
    let mut problem = klein();
    let two = [plaats("anna", "01AA00", "v1", "0.5"), plaats("anna", "02BB00", "v2", "0.5")];
    assert_eq!(broken(&problem, &two), ["spreiding"]);
    problem.regiodocenten[0].instemmingen = vec![stemt_in(Instemmingsoort::TweeScholen)];
    assert!(broken(&problem, &two).is_empty());
    problem.regiodocenten[0].soort = Regiodocentsoort::Starter;
    assert_eq!(broken(&problem, &two), ["spreiding"], "a starter cannot agree");
}

#[test]
fn crumbs_are_not_placed_but_two_parts_at_one_school_add_up() {
    let mut problem = klein();
    problem.vacatures.push(vacature("v3", "01AA00", "0.5"));
    assert_eq!(broken(&problem, &[plaats("anna", "01AA00", "v1", "0.1999")]), ["spreiding"]);
    let parts = VoorgesteldePlaatsing {
        delen: vec![deel("v1", "0.1"), deel("v3", "0.1")],
        ..plaats("anna", "01AA00", "v1", "0.1")
    };
    assert!(broken(&problem, &[parts]).is_empty());
    let split = [plaats("anna", "01AA00", "v1", "0.5"), plaats("anna", "01AA00", "v3", "0.5")];
    assert_eq!(broken(&problem, &split), ["spreiding"], "one person and school is one plaatsing");
}

#[test]
fn whole_means_whole() {
    let mut problem = klein();
    problem.regiodocenten[0] = ProblemRegiodocent { alleen_geheel: true, ..docent("anna", "1") };
    assert_eq!(broken(&problem, &[plaats("anna", "01AA00", "v1", "0.8")]), ["spreiding"]);
    assert!(broken(&problem, &[plaats("anna", "01AA00", "v1", "1")]).is_empty());
    problem.vacatures[1] = ProblemVacature { alleen_geheel: true, ..vacature("v2", "02BB00", "0.6") };
    assert!(broken(&problem, &[plaats("bram", "02BB00", "v2", "0.6")]).is_empty());
    assert_eq!(broken(&problem, &[plaats("bram", "02BB00", "v2", "0.4")]), ["spreiding"]);
}

#[test]
fn at_most_so_many_persons_share_a_vacature() {
    let mut problem = klein();
    problem.regiodocenten = ["a", "b", "c"].map(|id| docent(id, "0.3")).to_vec();
    let plan = ["a", "b", "c"].map(|id| plaats(id, "01AA00", "v1", "0.3"));
    assert_eq!(broken(&problem, &plan), ["spreiding"]);
    zet_parameter(&mut problem, "spreiding", "max-personen-per-vacature", Waarde::Geheel(0));
    assert!(broken(&problem, &plan).is_empty());
}

#[test]
fn more_work_at_the_school_where_one_already_is_may_be_small_and_needs_no_second_coach() {
    let mut problem = klein();
    problem.regiodocenten[0].soort = Regiodocentsoort::Starter;
    problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0.05"));
    problem.vacatures.push(vacature("v3", "01AA00", "0.1"));
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "0.8")];
    let plan = [vervolg(&problem.plaatsingen[0]), plaats("anna", "01AA00", "v3", "0.1")];
    assert!(broken(&problem, &plan).is_empty());
}
