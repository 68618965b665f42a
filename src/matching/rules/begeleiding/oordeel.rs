//! What begeleiding finds in a plan: day by day, what schools use above their own comes from board and regio.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Tarief;
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;
use crate::matching::dagverloop::dagverloop;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::Onderwerp;
use crate::matching::rules::RuleInfo;

/// A beginner at a school for some days.
struct Verblijf<'a> {
    school: &'a Vestigingscode,
    bestuur: &'a Bestuursnummer,
    days: Periode,
    use_fte: Breuk,
}

/// Findings per board and, when the boards' pools do not suffice either, for the regio.
pub(super) fn check(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
    tarief: &Tarief,
    info: &RuleInfo,
) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
    let stays = stays(feiten, plan, tarief);
    let before: Vec<VoorgesteldePlaatsing> = plan.iter().filter(|line| feiten.is_voortzetting(line)).cloned().collect();
    let stays_before = self::stays(feiten, &before, tarief);
    let own: BTreeMap<_, _> =
        feiten.problem.scholen.iter().map(|school| (&school.vestigingscode, tarief.capaciteit(school))).collect();
    // Nothing changes between two days on which somebody begins or has just left.
    let begins: BTreeSet<NaiveDate> = stays.iter().map(|stay| stay.days.van).collect();
    let mut worst: Option<(Breuk, NaiveDate, bool, &Bestuursnummer)> = None;
    for day in begins {
        let (short, where_most) = shortage(feiten, &drawn(&stays, &own, day), tarief);
        let (short_before, _) = shortage(feiten, &drawn(&stays_before, &own, day), tarief);
        let Some(bestuur) = where_most.filter(|_| !short.is_negatief() && !short.is_nul()) else { continue };
        let ours = short > short_before;
        if worst.as_ref().is_none_or(|(size, _, worst_ours, _)| (ours, &short) > (*worst_ours, size)) {
            worst = Some((short, day, ours, bestuur));
        }
    }
    Ok(worst.map(|worst| finding(info, worst)).into_iter().collect())
}

fn finding(info: &RuleInfo, (short, day, ours, bestuur): (Breuk, NaiveDate, bool, &Bestuursnummer)) -> Bevinding {
    let subject = Onderwerp::Schoolbestuur(bestuur.clone());
    let tekst = format!("Op {} is er {} fte begeleiding te weinig.", day.format("%d-%m-%Y"), short.tekst(2));
    match ours {
        true => info.breuk(subject, short, "fte", tekst),
        false => info.melding(subject, short, "fte", format!("Bestaande plaatsingen: {tekst}")),
    }
}

/// Every beginner at every school, once, however many plaatsingen or vacatures that takes.
fn stays<'a>(feiten: &Feiten<'a>, plan: &[VoorgesteldePlaatsing], tarief: &Tarief) -> Vec<Verblijf<'a>> {
    let mut days_of: BTreeMap<(&str, &Vestigingscode), Vec<Periode>> = BTreeMap::new();
    for line in plan {
        let days = line.delen.iter().map(|deel| Periode::new(deel.van, Some(deel.tot_en_met)));
        days_of.entry((&line.regiodocent, &line.vestigingscode)).or_default().extend(days);
    }
    let mut stays = Vec::new();
    for ((docent, school), days) in days_of {
        let (Some(docent), Some(school)) = (feiten.regiodocent(docent), feiten.school(school)) else { continue };
        let use_fte = tarief.gebruik(feiten, docent);
        if use_fte.is_nul() {
            continue;
        }
        let stretches = dagverloop(days.into_iter().map(|days| (days, 0)));
        stays.extend(stretches.iter().map(|stretch| Verblijf {
            school: &school.vestigingscode,
            bestuur: &school.bestuursnummer,
            days: stretch.periode(),
            use_fte: use_fte.clone(),
        }));
    }
    stays
}

/// Per board, what its schools use on `day` above their own.
fn drawn<'a>(
    stays: &[Verblijf<'a>],
    own: &BTreeMap<&Vestigingscode, Breuk>,
    day: NaiveDate,
) -> BTreeMap<&'a Bestuursnummer, Breuk> {
    let mut used: BTreeMap<(&Bestuursnummer, &Vestigingscode), Breuk> = BTreeMap::new();
    for stay in stays.iter().filter(|stay| stay.days.bevat(day)) {
        *used.entry((stay.bestuur, stay.school)).or_default() += stay.use_fte.clone();
    }
    let mut drawn: BTreeMap<&Bestuursnummer, Breuk> = BTreeMap::new();
    for ((bestuur, school), used) in used {
        let capacity = own.get(school).cloned().unwrap_or_default();
        *drawn.entry(bestuur).or_default() += (used - capacity).minstens_nul();
    }
    drawn
}

/// What neither boards nor regio can give, with the board that lacks most.
fn shortage<'a>(
    feiten: &Feiten,
    drawn: &BTreeMap<&'a Bestuursnummer, Breuk>,
    tarief: &Tarief,
) -> (Breuk, Option<&'a Bestuursnummer>) {
    let lacks = |(nummer, drawn): (&&'a Bestuursnummer, &Breuk)| {
        let pool = feiten.bestuur(nummer).map(|bestuur| bestuur.begeleiding_fte.breuk()).unwrap_or_default();
        ((drawn - &pool).minstens_nul(), *nummer)
    };
    let most = drawn.iter().map(lacks).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)));
    let total: Breuk = drawn.iter().map(lacks).map(|(short, _)| short).sum();
    (&total - &tarief.pool_regio, most.map(|(_, nummer)| nummer))
}
