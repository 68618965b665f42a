//! A stop is heard at once, measured in work: how much is done between two questions whether to stop.

use std::sync::Mutex;

use rato::domain::dagdeel::DAGDELEN;
use rato::matching::plan::PlanStatus;
use rato::matching::problem::{Problem, ProblemVacature};
use rato::matching::rules::RULES;
use rato::matching::{Fase, Limits, Voortgang, Waarnemer, solve};

use super::fixture::*;
use super::solve::getrokken;

/// Counts how often it is asked whether to stop, per phase; says stop in one of them, or never.
#[derive(Default)]
struct Teller {
    stop: Option<Fase>,
    gezien: Mutex<Vec<(Fase, u64)>>,
}

impl Teller {
    fn in_fase(&self, fase: Fase) -> u64 {
        self.gezien.lock().unwrap().iter().filter(|(which, _)| *which == fase).map(|(_, times)| times).sum()
    }
}

impl Waarnemer for Teller {
    fn voortgang(&self, voortgang: &Voortgang) {
        self.gezien.lock().unwrap().push((voortgang.fase, 0));
    }

    fn gestopt(&self) -> bool {
        let mut seen = self.gezien.lock().unwrap();
        let Some((fase, times)) = seen.last_mut() else { return false };
        *times += 1;
        Some(*fase) == self.stop
    }
}

/// Not so small that every way is tried.
fn vraag() -> Problem {
    let mut problem = getrokken(8);
    problem.regiodocenten.iter_mut().for_each(|docent| docent.alleen_geheel = false);
    problem
}

#[test]
fn getting_ready_asks_before_every_rule() {
    let teller = Teller::default();
    solve(&vraag(), &Limits { werk: Some(0), ..Limits::default() }, &teller).unwrap();
    assert!(teller.in_fase(Fase::Voorbereiden) >= RULES.len() as u64);
}

/// A chain does millions of proposals a second; at a hundredth of that, so many still take less than 100 ms.
#[test]
fn the_search_asks_after_every_few_thousand_proposals() {
    let (werk, between) = (400_000, 2_048);
    let teller = Teller::default();
    solve(&vraag(), &Limits { werk: Some(werk), tijd: None, threads: 1 }, &teller).unwrap();
    assert!(teller.in_fase(Fase::Zoeken) >= werk / between, "{}", teller.in_fase(Fase::Zoeken));
}

#[test]
fn who_stops_before_there_is_a_model_keeps_what_stands_today() {
    let mut problem = klein();
    problem.plaatsingen = vec![vandaag("b1", "anna", "01AA00", "v1", "0.5")];
    let teller = Teller { stop: Some(Fase::Voorbereiden), ..Teller::default() };
    let plan = solve(&problem, &Limits::default(), &teller).unwrap();
    assert_eq!(plan.plaatsingen, [vervolg(&problem.plaatsingen[0])]);
    assert_eq!(plan.status, PlanStatus::Gestopt);
    // Once was enough, and once more for good.
    assert!(teller.in_fase(Fase::Voorbereiden) <= 2, "no rule is written after a stop");
}

/// Nobody fits in one vacature, so every way is one in pieces: 3! × 45 × 28 × 15 of them for everybody, and 11³ without.
#[test]
fn trying_every_way_in_pieces_ends_with_the_work() {
    let mut problem = leeg();
    problem.schoolbesturen = vec![bestuur("90001")];
    problem.scholen = vec![school("01AA00", "90001", "10", "5")];
    problem.regiodocenten = ["a", "b", "c"].map(|id| docent(id, "0.8")).to_vec();
    problem.regiodocenten.iter_mut().for_each(|docent| docent.alleen_geheel = true);
    // Each asks another half day, so none are one place.
    let on = |day: &str| ProblemVacature { dagdelen: day.parse().ok(), ..vacature(day, "01AA00", "0.4") };
    problem.vacatures = DAGDELEN.map(on).to_vec();
    let teller = Teller::default();
    solve(&problem, &Limits { werk: Some(2_000), tijd: None, threads: 1 }, &teller).unwrap();
    let asked: u64 = teller.gezien.lock().unwrap().iter().map(|(_, times)| times).sum();
    assert!(asked < 60, "{asked}");
}
