//! The price of fairness: every point as good as brute force under its own prices, and people move only for fairness.

use rato::domain::beleid::{Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::punt::Punt;
use rato::matching::explain::beantwoord;
use rato::matching::explain::front::{FrontAntwoord, Frontvraag};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, SolveError, solve};

use super::brute::beste;
use super::fixture::*;

/// A school round the corner that lacks a little, and one far away that lacks much; too few people for both.
fn regio() -> Problem {
    let mut problem = klein();
    problem.scholen[0] = school("01AA00", "10001", "20", "18");
    problem.scholen[1] = school("02BB00", "10002", "10", "7");
    problem.scholen[0].punt = Punt::from_degrees(4.90, 52.37);
    problem.scholen[1].punt = Punt::from_degrees(4.98, 52.37);
    problem.regiodocenten = vec![docent("anna", "1"), docent("bram", "0.8"), docent("cato", "0.6")];
    for person in &mut problem.regiodocenten {
        person.punt = Punt::from_degrees(4.90, 52.37);
    }
    problem.vacatures = vec![
        vacature("v1", "01AA00", "1"),
        vacature("v2", "02BB00", "1"),
        vacature("v3", "01AA00", "0.8"),
        vacature("v4", "02BB00", "0.8"),
        vacature("v5", "02BB00", "0.6"),
    ];
    for regel in ["drieprocent", "zevenprocent"] {
        zet_modus(&mut problem, regel, rato::domain::beleid::Modus::Uit);
    }
    problem
}

fn vraag(problem: &Problem, punten: usize) -> Result<FrontAntwoord, SolveError> {
    let limits = Limits { werk: Some(3_000), ..Limits::default() };
    let plan = solve(problem, &limits, &Niemand).unwrap();
    match beantwoord(problem, &plan, &Vraag::Front(Frontvraag { punten }), &limits, &Niemand)? {
        Antwoord::Front(found) => Ok(found),
        other => panic!("{other:?}"),
    }
}

#[test]
fn fairness_takes_people_further_and_the_worst_school_gains() {
    let found = vraag(&regio(), 6).unwrap();
    let (first, last) = (&found.punten[0], &found.punten[5]);
    assert_eq!((first.zwaarte.clone(), last.zwaarte.clone()), (Breuk::nul(), Breuk::from(4)));
    assert!(first.prijzen.iter().all(|price| *price == Breuk::een()), "every lacking fte weighs the same");
    assert!(last.cijfers.zwaarste_aandeel < first.cijfers.zwaarste_aandeel);
    assert!(last.cijfers.spreiding < first.cijfers.spreiding);
    assert!(last.cijfers.reis_minuten > first.cijfers.reis_minuten);
    let step = found.punten.iter().filter_map(|point| point.stap.as_ref()).find(|step| !step.winst_spreiding.is_nul());
    let step = step.unwrap();
    assert!(step.baat_per_mens > Some(Breuk::nul()) && step.minuten_per_punt > Some(Breuk::nul()), "{step:?}");
    assert_eq!(found.zinnen.len(), 3);
}

#[test]
fn every_point_is_as_good_as_brute_force_under_its_own_prices() {
    let problem = regio();
    let found = vraag(&problem, 7).unwrap();
    let policy = problem.beleid.lijst("tekort-eerst", "prijzen").unwrap();
    assert_eq!(
        found.punten.iter().filter(|point| point.prijzen == policy).count(),
        1,
        "the beleid is one of the points"
    );
    for point in &found.punten {
        let mut other = problem.clone();
        zet_parameter(&mut other, "tekort-eerst", "prijzen", Waarde::Lijst(point.prijzen.clone()));
        let best = beste(&other);
        let open = &best.iter().find(|(tier, _)| *tier == Tier::GevuldeFte).unwrap().1;
        let asked: Breuk = other.vacatures.iter().map(|one| one.fte.breuk()).sum();
        assert_eq!(&(&asked - &point.cijfers.gevuld_fte), open, "{:?}", point.zwaarte);
    }
    let beaten = found.punten.iter().filter(|point| point.overtroffen).count();
    assert!(beaten < found.punten.len(), "not every point can be beaten");
}

#[test]
fn too_few_or_too_many_points_are_refused() {
    for punten in [0, 2, 51] {
        let Err(SolveError::Invoer(fouten)) = vraag(&regio(), punten) else { panic!("{punten}") };
        assert_eq!(fouten[0].pointer, "/punten");
    }
}
