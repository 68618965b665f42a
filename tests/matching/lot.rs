//! Luck: called luck only where two people are equal in everything above the lots, judged by the checker.

use proptest::prelude::*;
use rato::domain::beleid::Tier;
use rato::domain::punt::Punt;
use rato::domain::voorkeur::Voorkeur;
use rato::matching::checker::check;
use rato::matching::explain::lot::{Lotoordeel, Lotrol, lotingen};
use rato::matching::facts::Feiten;
use rato::matching::loten::{BESTUREN, MENSEN, loten, zaad_hash};
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::{Trekking, verify_loting};

use super::eigenschap::config;
use super::eigenschap::recept::bont;
use super::fixture::*;

fn plan(problem: &Problem) -> Vec<VoorgesteldePlaatsing> {
    solve(problem, &Limits { werk: Some(2_000), ..Limits::default() }, &Niemand).unwrap().plaatsingen
}

fn oordeel(problem: &Problem, wie: &str) -> (Lotrol, usize) {
    let found = lotingen(&Feiten::new(problem).unwrap(), &plan(problem)).unwrap();
    let Lotoordeel { rol, gelijken } = found[wie];
    (rol, gelijken)
}

/// One place, three people who could have it.
fn een_plek() -> Problem {
    let mut problem = klein();
    problem.vacatures.truncate(1);
    problem.regiodocenten = vec![docent("anna", "1"), docent("bram", "1"), docent("cato", "1")];
    for (lot, person) in [7, 3, 5].into_iter().zip(&mut problem.regiodocenten) {
        person.lot = lot;
    }
    problem
}

#[test]
fn of_three_equals_the_lowest_lot_wins_and_everybody_is_told() {
    let problem = een_plek();
    assert_eq!(oordeel(&problem, "bram"), (Lotrol::Gewonnen, 2));
    assert_eq!(oordeel(&problem, "anna"), (Lotrol::Verloren, 1));
    assert_eq!(oordeel(&problem, "cato"), (Lotrol::Verloren, 1));
}

#[test]
fn a_wish_a_journey_or_a_kind_makes_it_no_luck() {
    let mut wish = een_plek();
    wish.regiodocenten[0].voorkeuren = vec![Voorkeur { vestigingscode: "01AA00".parse().unwrap(), minuten: 10 }];
    assert_eq!(oordeel(&wish, "anna"), (Lotrol::Geen, 0));
    let mut near = een_plek();
    near.scholen[0].punt = Some(Punt::from_degrees(4.9, 52.37).unwrap());
    for (at, person) in near.regiodocenten.iter_mut().enumerate() {
        person.punt = Some(Punt::from_degrees(4.9, 52.37 + 0.01 * at as f64).unwrap());
    }
    assert_eq!(oordeel(&near, "anna"), (Lotrol::Geen, 0));
    let mut kind = een_plek();
    for person in &mut kind.regiodocenten[1..] {
        person.soort = rato::domain::regiodocent::Regiodocentsoort::Starter;
    }
    assert_eq!(oordeel(&kind, "anna").0, Lotrol::Geen);
}

#[test]
fn a_plan_against_the_lots_is_called_that() {
    let problem = een_plek();
    let line = vec![plaats("anna", "01AA00", "v1", "1")];
    let found = lotingen(&Feiten::new(&problem).unwrap(), &line).unwrap();
    assert_eq!((found["anna"].rol, found["bram"].rol), (Lotrol::NietGevolgd, Lotrol::NietGevolgd));
}

proptest! {
    #![proptest_config(config(1))]

    /// Whoever is called equal can take the line, and then no tier above the lots is different.
    #[test]
    fn what_is_called_luck_is_equal_for_the_checker(recept in bont()) {
        let problem = recept.problem();
        let plan = plan(&problem);
        let feiten = Feiten::new(&problem).unwrap();
        let above = |plan: &[VoorgesteldePlaatsing]| {
            let found = check(&problem, plan).unwrap();
            let tiers: Vec<_> = found.tiers.into_iter().filter(|(tier, _)| *tier != Tier::Loting).collect();
            (found.geldig, tiers)
        };
        let today = above(&plan);
        for (wie, oordeel) in lotingen(&feiten, &plan).unwrap() {
            let Some(line) = plan.iter().position(|line| line.regiodocent == wie) else { continue };
            let waiting = problem.regiodocenten.iter().filter(|one| plan.iter().all(|line| line.regiodocent != one.id));
            let equal = waiting.filter(|other| {
                let mut swapped = plan.clone();
                swapped[line].regiodocent.clone_from(&other.id);
                swapped.sort();
                above(&swapped) == today
            });
            prop_assert!(oordeel.gelijken <= equal.count(), "{wie}");
        }
    }
}

#[test]
fn anybody_who_knows_the_seed_can_draw_the_lots_again() {
    let mut problem = een_plek();
    let draw = |problem: &mut Problem| {
        for (person, lot) in problem.regiodocenten.iter_mut().zip(loten(3, MENSEN, "zaad")) {
            person.lot = lot;
        }
        for (board, lot) in problem.schoolbesturen.iter_mut().zip(loten(2, BESTUREN, "amsterdam:2026-2027")) {
            board.lot = lot;
        }
    };
    draw(&mut problem);
    let hash = zaad_hash("zaad");
    let known = Trekking { zaad: "zaad", zaad_hash: Some(&hash), regio: Some("amsterdam") };
    assert_eq!(verify_loting(&problem, &known).gebreken, Vec::<String>::new());
    let other = Trekking { zaad: "ander zaad", ..known };
    let gebreken = verify_loting(&problem, &other).gebreken;
    assert!(gebreken[0].contains("hash"), "{gebreken:?}");
    problem.regiodocenten.swap(0, 1);
    assert!(verify_loting(&problem, &known).gebreken.is_empty(), "the order of the file means nothing");
    problem.regiodocenten[0].lot = 9;
    problem.schoolbesturen[1].lot = 9;
    assert_eq!(verify_loting(&problem, &known).gebreken.len(), 2);
}
