//! Places: vacatures of one school that ask the same, with the room that today leaves.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::gegevens::{Gegevens, ligt_op};
use crate::matching::problem::{Deel, ProblemVacature};

/// Vacatures of one school that are the same but for their size.
pub(super) struct Plek<'a> {
    /// `plek` and the first of their ids.
    pub(super) naam: String,
    /// Position of the school.
    pub(super) school: usize,
    /// One of them.
    pub(super) vacature: &'a ProblemVacature,
    /// Room in ten-thousandths of an fte.
    pub(super) ruimte: i128,
    /// First and last day in the schooljaar.
    pub(super) dagen: (NaiveDate, NaiveDate),
}

/// Every place with room, by school.
pub(super) fn plekken<'a>(gegevens: &Gegevens<'a>) -> Vec<Plek<'a>> {
    let problem = gegevens.problem;
    let schools: BTreeMap<_, usize> =
        problem.scholen.iter().enumerate().map(|(at, school)| (&school.vestigingscode, at)).collect();
    let mut held: BTreeMap<&str, Vec<&Deel>> = BTreeMap::new();
    for today in problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast()) {
        today.delen.iter().for_each(|deel| held.entry(&deel.vacature).or_default().push(deel));
    }
    let mut found: BTreeMap<(usize, String), Plek<'a>> = BTreeMap::new();
    for vacature in &problem.vacatures {
        let (Some(dagen), Some(school)) = (gegevens.dagen_van(vacature), schools.get(&vacature.vestigingscode)) else {
            continue;
        };
        let taken = held.get(vacature.id.as_str()).map_or(0, |delen| piek(delen, dagen));
        let ruimte = i128::from(vacature.fte.e4()) - taken;
        if ruimte <= 0 || (vacature.alleen_geheel && taken > 0) {
            continue;
        }
        let asked = &vacature.bevoegdheid;
        let alone = if vacature.alleen_geheel { vacature.id.as_str() } else { "" };
        let kind = format!("{} {asked:?} {:?} {dagen:?} {alone}", vacature.soort, vacature.dagdelen);
        let naam = format!("plek {}", vacature.id);
        match found.get_mut(&(*school, kind.clone())) {
            Some(plek) => {
                plek.ruimte += ruimte;
                plek.naam = naam.min(std::mem::take(&mut plek.naam));
            }
            None => {
                found.insert((*school, kind), Plek { naam, school: *school, vacature, ruimte, dagen });
            }
        }
    }
    found.into_values().collect()
}

/// Most that these parts hold on any day of a period.
fn piek(delen: &[&Deel], (van, tot): (NaiveDate, NaiveDate)) -> i128 {
    let begins = delen.iter().map(|deel| deel.van.max(van)).filter(|day| *day <= tot);
    let on =
        |day: NaiveDate| delen.iter().filter(|deel| ligt_op(deel, day)).map(|deel| i128::from(deel.fte.e4())).sum();
    begins.map(on).max().unwrap_or(0)
}
