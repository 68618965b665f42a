//! What the properties found once, with many more draws than a normal run has: each as a case of its own.

use rato::domain::beleid::Waarde;
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::periode::Periode;
use rato::domain::plaatsing::Plaatsingstatus;
use rato::domain::punt::Punt;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::checker::check;
use rato::matching::plan::Plan;
use rato::matching::problem::{HuidigePlaatsing, Problem, ProblemRegiodocent, ProblemVacature};
use rato::verify::{Oordeel, verify};

use super::super::fixture::*;
use super::los_op;

/// A vacature on some days only.
fn op_dagen(van: &str, tot: &str, asked: ProblemVacature) -> ProblemVacature {
    ProblemVacature { periode: Periode::new(dag(van), Some(dag(tot))), ..asked }
}

/// A plaatsing that was proposed, on some days only.
fn nu(docent: &str, school: &str, vacature: &str, van: &str, tot: &str) -> HuidigePlaatsing {
    HuidigePlaatsing {
        status: Plaatsingstatus::Voorgesteld,
        delen: vec![deel_van(vacature, "0.2", van, tot)],
        ..vandaag("b1", docent, school, vacature, "0.2")
    }
}

fn zonder_begeleiding(problem: &mut Problem) {
    for formatie in problem.scholen.iter_mut().filter_map(|school| school.formatie.as_mut()) {
        formatie.begeleiding_fte = Some(Fte::NUL);
    }
}

fn assert_goed(problem: &Problem, plan: &Plan) {
    let oordeel = check(problem, &plan.plaatsingen).unwrap();
    assert!(oordeel.geldig, "{:?}", oordeel.gebreken().collect::<Vec<_>>());
    let verslag = verify(problem, plan);
    assert!(verslag.geldig, "{}", verslag.samenvatting());
}

/// Until the new year this first-year is guided in a plaatsing of today; who goes on after that asks for it anew.
#[test]
fn a_beginner_who_goes_on_where_today_ends_needs_coach_time_then() {
    let mut problem = klein();
    problem.regiodocenten = vec![eerstejaars("eva", "0.4")];
    let place = ProblemVacature { soort: Vacaturesoort::Opleidingsplaats, ..vacature("v1", "01AA00", "0.4") };
    problem.vacatures = vec![op_dagen("2026-11-01", "2027-03-31", place)];
    problem.plaatsingen = vec![nu("eva", "01AA00", "v1", "2026-08-01", "2026-12-31")];
    zonder_begeleiding(&mut problem);
    for werk in [0, 1_000] {
        let plan = los_op(&problem, werk);
        assert_goed(&problem, &plan);
        assert!(plan.plaatsingen.iter().all(|line| line.bestaand.is_some()), "{:?}", plan.plaatsingen);
    }
    // With coach time there is nothing against it.
    problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = Some(Fte::VOLTIJD);
    let plan = los_op(&problem, 1_000);
    assert_goed(&problem, &plan);
    assert!(plan.plaatsingen.iter().any(|line| line.bestaand.is_none()), "{:?}", plan.plaatsingen);
}

/// The regio can guide one first-year. From January that is somebody at 02BB00; a place at 01AA00 begins before that.
#[test]
fn a_pool_is_shared_with_who_begins_elsewhere_later() {
    let mut problem = klein();
    problem.regiodocenten = vec![eerstejaars("eva", "0.4"), eerstejaars("fay", "0.2")];
    let place = |id: &str, school: &str, omvang: &str| ProblemVacature {
        soort: Vacaturesoort::Opleidingsplaats,
        ..vacature(id, school, omvang)
    };
    problem.vacatures = vec![
        op_dagen("2026-11-01", "2027-03-31", place("v1", "01AA00", "0.4")),
        op_dagen("2027-01-01", "2027-07-31", place("v2", "02BB00", "0.2")),
    ];
    problem.plaatsingen = vec![nu("fay", "02BB00", "v2", "2027-01-01", "2027-07-31")];
    zonder_begeleiding(&mut problem);
    zet_parameter(&mut problem, "begeleiding", "pool-regio", Waarde::Getal(Breuk::ratio(2, 10)));
    for werk in [0, 1_000] {
        assert_goed(&problem, &los_op(&problem, werk));
    }
}

/// At 02BB00 until the new year; the one place that is left is at a third school. There are no two new schools to choose
/// from, so the price of another school stands in every bound.
#[test]
fn who_agreed_to_two_schools_and_can_take_one_place_takes_it_whole() {
    let mut problem = klein();
    problem.scholen.push(school("03CC00", "10001", "4", "4"));
    for (school, at) in problem.scholen.iter_mut().zip([5.5, 4.93, 4.93]) {
        school.punt = Punt::from_degrees(at, 52.37);
    }
    let mut both = docent("bea", "0.4");
    both.instemmingen = vec![stemt_in(Instemmingsoort::TweeScholen)];
    problem.regiodocenten = vec![both];
    problem.vacatures = vec![
        op_dagen(
            "2026-11-01",
            "2027-03-31",
            ProblemVacature { soort: Vacaturesoort::Opleidingsplaats, ..vacature("v1", "02BB00", "0.2") },
        ),
        op_dagen(
            "2026-11-01",
            "2027-03-31",
            ProblemVacature { soort: Vacaturesoort::Vervanging, ..vacature("v2", "03CC00", "0.2") },
        ),
    ];
    problem.plaatsingen = vec![nu("bea", "02BB00", "v1", "2026-08-01", "2026-12-31")];
    let plan = los_op(&problem, 1_500);
    assert_goed(&problem, &plan);
    for trap in verify(&problem, &plan).bewijs {
        assert!(!matches!(trap.oordeel, Oordeel::TeHoog | Oordeel::NietNaTeRekenen), "{trap:?}");
    }
}

#[test]
fn a_starter_who_comes_before_what_was_proposed_is_in_a_plan_that_holds() {
    let mut problem = klein();
    for (school, (needs, has)) in problem.scholen.iter_mut().zip([("4", "4"), ("4", "2")]) {
        let formatie = school.formatie.as_mut().unwrap();
        (formatie.benodigd_fte, formatie.beschikbaar_bevoegd_fte) = (fte(needs), fte(has));
        formatie.begeleiding_fte = None;
        (school.punt, school.schoolweging_e2) = (Punt::from_degrees(5.53, 52.37), None);
        school.bestuursnummer = "10001".parse().unwrap();
    }
    zet_parameter(&mut problem, "begeleiding", "pool-regio", Waarde::Getal(Breuk::nul()));
    zet_parameter(&mut problem, "drieprocent", "uitstroom", Waarde::Getal(Breuk::nul()));
    zet_parameter(&mut problem, "voorkeur", "reistijd-maat", Waarde::Keuze("absoluut".into()));
    zet_parameter(&mut problem, "tekort-eerst", "weging-meetellen", Waarde::JaNee(false));
    let no_vog = |id: &str| ProblemRegiodocent { vog_datum: None, ..eerstejaars(id, "0.2") };
    let starter = ProblemRegiodocent { soort: Regiodocentsoort::Starter, ..docent("p3", "0.2") };
    problem.regiodocenten = vec![no_vog("p0"), no_vog("p1"), no_vog("p2"), starter];
    for (lot, docent) in (0..).zip(&mut problem.regiodocenten) {
        docent.lot = lot;
    }
    let vervanging = |asked: ProblemVacature| ProblemVacature { soort: Vacaturesoort::Vervanging, ..asked };
    problem.vacatures = vec![
        op_dagen("2026-08-01", "2026-12-31", vacature("v0", "02BB00", "0.2")),
        op_dagen("2026-11-01", "2027-03-31", vervanging(vacature("v1", "01AA00", "0.2"))),
        op_dagen("2026-08-01", "2026-12-31", vervanging(vacature("v2", "02BB00", "0.2"))),
    ];
    problem.plaatsingen = vec![nu("p3", "02BB00", "v0", "2027-01-01", "2027-07-31")];
    for werk in [0, 1_500] {
        assert_goed(&problem, &los_op(&problem, werk));
    }
}
