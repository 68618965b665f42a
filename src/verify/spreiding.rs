//! P8: one school at a time (two with consent), no crumbs, and whole is whole. Judged day by day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::gegevens::{Gegevens, ligt_op, peildagen, som_e4};
use super::personen::{contract_e4, per_persoon};
use super::vacatures::{Bezet, per_vacature};
use crate::domain::breuk::Breuk;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{ProblemRegiodocent, ProblemVacature};

/// P8, for persons and for vacatures.
pub(super) fn spreiding(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    for (id, lines) in per_persoon(plan) {
        let Some(persoon) = gegevens.persoon(id) else { continue };
        let new: Vec<_> = lines.iter().copied().filter(|line| !gegevens.loopt_al(line)).collect();
        if new.is_empty() {
            continue;
        }
        let periods = persoon.contracten.iter().map(|one| &one.periode);
        let periods = periods.chain(persoon.instemmingen.iter().map(|one| &one.periode));
        for day in peildagen(lines.iter().flat_map(|line| &line.delen), periods) {
            if let Some(why) = crowded(gegevens, persoon, &lines, &new, day) {
                found.push(format!("Regiodocent {id} op {}: {why}.", day.format("%d-%m-%Y")));
                break;
            }
        }
    }
    let most = usize::try_from(gegevens.geheel("spreiding", "max-personen-per-vacature")).unwrap_or(0);
    for (id, parts) in per_vacature(gegevens, plan) {
        let Some(vacature) = gegevens.vacature(id) else { continue };
        if parts.iter().any(|part| part.nieuw) {
            found.extend(shared(gegevens, vacature, &parts, most));
        }
    }
    found
}

/// What is wrong with one person on one day.
fn crowded(
    gegevens: &Gegevens,
    persoon: &ProblemRegiodocent,
    lines: &[&VoorgesteldePlaatsing],
    new: &[&VoorgesteldePlaatsing],
    day: NaiveDate,
) -> Option<String> {
    let there = |line: &VoorgesteldePlaatsing| line.delen.iter().any(|deel| ligt_op(deel, day));
    let fte = |line: &VoorgesteldePlaatsing| som_e4(line.delen.iter().filter(|deel| ligt_op(deel, day)));
    let today: Vec<&VoorgesteldePlaatsing> = lines.iter().copied().filter(|line| there(line)).collect();
    if new.iter().any(|line| there(line)) {
        let schools: BTreeSet<_> = today.iter().map(|line| &line.vestigingscode).collect();
        let experienced = matches!(persoon.soort, Regiodocentsoort::Ervaren | Regiodocentsoort::Herintreder);
        let agreed = |given: &crate::matching::problem::ProblemInstemming| {
            given.soort == Instemmingsoort::TweeScholen && given.periode.bevat(day)
        };
        let may = match experienced && persoon.instemmingen.iter().any(agreed) {
            true => gegevens.geheel("spreiding", "scholen-met-instemming"),
            false => 1,
        };
        if i64::try_from(schools.len()).unwrap_or(i64::MAX) > may {
            return Some(format!("{} scholen tegelijk", schools.len()));
        }
    }
    let smallest = gegevens.getal("spreiding", "kleinste-plaatsing");
    for line in new.iter().filter(|line| there(line)) {
        let same = today.iter().filter(|other| other.vestigingscode == line.vestigingscode);
        let here: i128 = same.map(|other| fte(other)).sum();
        if Breuk::ratio(i64::try_from(here).unwrap_or(i64::MAX), 10_000) < smallest {
            return Some("minder dan de kleinste plaatsing".into());
        }
    }
    let placed: i128 = today.iter().map(|line| fte(line)).sum();
    let partly = persoon.alleen_geheel && !today.is_empty() && placed < contract_e4(persoon, day);
    partly.then(|| "niet geheel, terwijl dat gevraagd is".into())
}

/// What is wrong with how a vacature is shared.
fn shared(gegevens: &Gegevens, vacature: &ProblemVacature, parts: &[Bezet<'_>], most: usize) -> Vec<String> {
    let id = &vacature.id;
    let mut found = Vec::new();
    let days = peildagen(parts.iter().map(|part| part.deel), [&vacature.periode]);
    let people = |day: NaiveDate| -> BTreeSet<&str> {
        parts.iter().filter(|part| ligt_op(part.deel, day)).map(|part| part.persoon).collect()
    };
    let new_on = |day: NaiveDate| parts.iter().any(|part| part.nieuw && ligt_op(part.deel, day));
    if most > 0 && days.iter().any(|day| new_on(*day) && people(*day).len() > most) {
        found.push(format!("Vacature {id} is over meer dan {most} personen verdeeld."));
    }
    if vacature.alleen_geheel
        && let Some((van, tot)) = gegevens.dagen_van(vacature)
    {
        // What runs outside its days, since its period was changed, fills nothing of it.
        let touches = |part: &&Bezet| part.deel.van <= tot && van <= part.deel.tot_en_met;
        let one = parts.iter().filter(touches).map(|part| part.persoon).collect::<BTreeSet<_>>().len() == 1;
        let inside = days.iter().copied().chain([van]).filter(|day| van <= *day && *day <= tot);
        let whole = |day| {
            som_e4(parts.iter().map(|part| part.deel).filter(|deel| ligt_op(deel, day)))
                == i128::from(vacature.fte.e4())
        };
        if !one || !inside.into_iter().all(whole) {
            found.push(format!("Vacature {id} gaat alleen als geheel naar één persoon."));
        }
    }
    found
}
