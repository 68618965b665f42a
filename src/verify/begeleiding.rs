//! P9: on no day more coach time than there is, of school, board and regio together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::gegevens::{Gegevens, ligt_op};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{ProblemRegiodocent, ProblemSchool};

/// A beginner at a school: who, where, how much coach time, on which lines.
struct Beginner<'p> {
    persoon: &'p str,
    school: &'p Vestigingscode,
    vraagt: Breuk,
    line: &'p VoorgesteldePlaatsing,
    loopt_al: bool,
}

/// P9. A day that was short already may stay as short as it was, never shorter.
pub(super) fn begeleiding(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let beginners = beginners(gegevens, plan);
    let begins: BTreeSet<NaiveDate> =
        beginners.iter().flat_map(|one| one.line.delen.iter().map(|deel| deel.van)).collect();
    let worse = |day: &NaiveDate| {
        let short = shortage(gegevens, &beginners, *day, false);
        !short.is_nul() && short > shortage(gegevens, &beginners, *day, true)
    };
    let found = begins.into_iter().find(worse);
    found.map(|day| format!("Op {} is er te weinig begeleiding.", day.format("%d-%m-%Y"))).into_iter().collect()
}

fn beginners<'p>(gegevens: &Gegevens, plan: &'p Plan) -> Vec<Beginner<'p>> {
    let mut found = Vec::new();
    for line in &plan.plaatsingen {
        let Some(persoon) = gegevens.persoon(&line.regiodocent) else { continue };
        let vraagt = vraagt(gegevens, persoon);
        if vraagt.is_nul() {
            continue;
        }
        let (persoon, school) = (line.regiodocent.as_str(), &line.vestigingscode);
        found.push(Beginner { persoon, school, vraagt, line, loopt_al: gegevens.loopt_al(line) });
    }
    found
}

/// Coach time that this person asks.
pub(super) fn vraagt(gegevens: &Gegevens, persoon: &ProblemRegiodocent) -> Breuk {
    match persoon.soort {
        Regiodocentsoort::Starter => gegevens.getal("begeleiding", "starter"),
        _ if gegevens.eerstejaars(persoon) => gegevens.getal("begeleiding", "eerstejaars"),
        _ => Breuk::nul(),
    }
}

/// Coach time that nobody can give on a day; with `only_running` of what runs already.
fn shortage(gegevens: &Gegevens, beginners: &[Beginner<'_>], day: NaiveDate, only_running: bool) -> Breuk {
    let mut asked: BTreeMap<&Vestigingscode, Breuk> = BTreeMap::new();
    let mut counted = BTreeSet::new();
    for one in beginners.iter().filter(|one| one.loopt_al || !only_running) {
        let there = one.line.delen.iter().any(|deel| ligt_op(deel, day));
        if there && counted.insert((one.persoon, one.school)) {
            *asked.entry(one.school).or_default() += one.vraagt.clone();
        }
    }
    let mut per_board: BTreeMap<&Bestuursnummer, Breuk> = BTreeMap::new();
    for (code, asked) in asked {
        let Some(school) = gegevens.school(code) else { continue };
        let above = (&asked - &own(gegevens, school)).minstens_nul();
        *per_board.entry(&school.bestuursnummer).or_default() += above;
    }
    let boards = &gegevens.problem.schoolbesturen;
    let mut left = Breuk::nul();
    for (nummer, above) in per_board {
        let pool = boards.iter().find(|board| board.bestuursnummer == *nummer);
        let pool = pool.map(|board| board.begeleiding_fte.breuk()).unwrap_or_default();
        left += (&above - &pool).minstens_nul();
    }
    (&left - &gegevens.getal("begeleiding", "pool-regio")).minstens_nul()
}

/// What a school has itself: as told, else places per so many groups, at least one.
pub(super) fn own(gegevens: &Gegevens, school: &ProblemSchool) -> Breuk {
    if let Some(told) = school.formatie.as_ref().and_then(|formatie| formatie.begeleiding_fte) {
        return told.breuk();
    }
    let groups = school.formatie.as_ref().and_then(|formatie| formatie.groepen).unwrap_or(0);
    let places = Breuk::ratio(groups.into(), gegevens.geheel("begeleiding", "groepen-per-plaats")).afgerond().max(1);
    &Breuk::from(places) * &gegevens.getal("begeleiding", "per-plaats")
}
