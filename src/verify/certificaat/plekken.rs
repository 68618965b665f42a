//! Places: vacatures of one school that ask the same, with the room that today leaves.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::gegevens::{Gegevens, ligt_op};
use crate::matching::problem::{Deel, Pin, Pinsoort, Problem, ProblemVacature};

/// Vacatures of one school that are the same but for their size.
pub(super) struct Plek<'a> {
    /// `plek` and the first of their ids.
    pub(super) naam: String,
    /// Position of the school.
    pub(super) school: usize,
    /// One of them.
    pub(super) vacature: &'a ProblemVacature,
    /// Their ids.
    pub(super) vacatures: Vec<&'a str>,
    /// Room in ten-thousandths of an fte.
    pub(super) ruimte: i128,
    /// What one person takes who takes all that is left.
    pub(super) rest: i128,
    /// First and last day in the schooljaar.
    pub(super) dagen: (NaiveDate, NaiveDate),
}

/// Every place with room, or from which somebody may leave (`weg`: positions of their plaatsingen), by school.
pub(super) fn plekken<'a>(gegevens: &Gegevens<'a>, weg: &BTreeSet<usize>) -> Vec<Plek<'a>> {
    let problem = gegevens.problem;
    let schools: BTreeMap<_, usize> =
        problem.scholen.iter().enumerate().map(|(at, school)| (&school.vestigingscode, at)).collect();
    let mut held: BTreeMap<&str, Vec<&Deel>> = BTreeMap::new();
    let mut los: BTreeMap<&str, i128> = BTreeMap::new();
    let held_today = problem.plaatsingen.iter().enumerate().filter(|(_, today)| today.status.houdt_fte_vast());
    for (at, today) in held_today {
        for deel in &today.delen {
            match weg.contains(&at) {
                true => *los.entry(&deel.vacature).or_default() += i128::from(deel.fte.e4()),
                false => held.entry(&deel.vacature).or_default().push(deel),
            }
        }
    }
    let apart = apart(problem);
    let mut found: BTreeMap<(usize, String), Plek<'a>> = BTreeMap::new();
    for vacature in &problem.vacatures {
        let (Some(dagen), Some(school)) = (gegevens.dagen_van(vacature), schools.get(&vacature.vestigingscode)) else {
            continue;
        };
        let taken = held.get(vacature.id.as_str()).map_or(0, |delen| piek(delen, dagen));
        let rest = (i128::from(vacature.fte.e4()) - taken).max(0);
        let left_open = los.get(vacature.id.as_str()).copied();
        if left_open.is_none() && (rest == 0 || (vacature.alleen_geheel && taken > 0)) {
            continue;
        }
        // Who is there today may stay, also where that is too much.
        let ruimte = rest.max(left_open.unwrap_or(0));
        let asked = &vacature.bevoegdheid;
        let id = vacature.id.as_str();
        let alone = if vacature.alleen_geheel || apart.contains(id) { id } else { "" };
        let kind = format!("{} {asked:?} {:?} {dagen:?} {alone}", vacature.soort, vacature.dagdelen);
        let naam = format!("plek {}", vacature.id);
        match found.get_mut(&(*school, kind.clone())) {
            Some(plek) => {
                plek.ruimte += ruimte;
                plek.rest += rest;
                plek.vacatures.push(id);
                plek.naam = naam.min(std::mem::take(&mut plek.naam));
            }
            None => {
                let vacatures = vec![id];
                found.insert((*school, kind), Plek { naam, school: *school, vacature, vacatures, ruimte, rest, dagen });
            }
        }
    }
    found.into_values().collect()
}

/// Vacatures about which it was decided that somebody is not there, or for exactly so much: those are like no other.
fn apart(problem: &Problem) -> BTreeSet<&str> {
    let exact = |pin: &&Pin| pin.soort == Pinsoort::Verbieden || pin.fte.is_some();
    problem.pins.iter().filter(exact).filter_map(|pin| pin.vacature.as_deref()).collect()
}

/// Most that these parts hold on any day of a period.
fn piek(delen: &[&Deel], (van, tot): (NaiveDate, NaiveDate)) -> i128 {
    let begins = delen.iter().map(|deel| deel.van.max(van)).filter(|day| *day <= tot);
    let on =
        |day: NaiveDate| delen.iter().filter(|deel| ligt_op(deel, day)).map(|deel| i128::from(deel.fte.e4())).sum();
    begins.map(on).max().unwrap_or(0)
}
