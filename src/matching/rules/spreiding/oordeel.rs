//! What spreiding finds in a plan: schools at once, crumbs, whole persons, whole vacatures, persons per vacature.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::dagverloop::dagverloop;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, Onderwerp, ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::RuleInfo;

/// Findings about persons.
pub(super) fn persons(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
    info: &RuleInfo,
) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
    let with_consent = feiten.beleid().geheel("spreiding", "scholen-met-instemming")?;
    let mut by_person: BTreeMap<&str, Vec<&VoorgesteldePlaatsing>> = BTreeMap::new();
    for line in plan {
        by_person.entry(&line.regiodocent).or_default().push(line);
    }
    let mut found = Vec::new();
    for (id, lines) in by_person {
        let Some(docent) = feiten.regiodocent(id) else { continue };
        if lines.iter().all(|line| feiten.is_voortzetting(line)) {
            continue;
        }
        let subject = || Onderwerp::Regiodocent(id.to_owned());
        if let Some((stretch, many)) = too_many_schools(feiten, docent, &lines, with_consent) {
            let tekst = format!("Vanaf {} op {many} scholen tegelijk.", stretch.format("%d-%m-%Y"));
            found.push(info.breuk(subject(), Breuk::from(many), "scholen", tekst));
        }
        for line in lines.iter().filter(|line| !feiten.is_voortzetting(line)) {
            let smallest = smallest_day(&lines, line);
            let twice = lines.iter().filter(|other| other.vestigingscode == line.vestigingscode && other.bestaand.is_none());
            if twice.count() > 1 {
                let tekst = format!("School {} staat twee keer in het plan van deze regiodocent.", line.vestigingscode);
                found.push(info.breuk(subject(), Breuk::from(2), "plaatsingen", tekst));
            }
            if Fte::from_e4(smallest) < feiten.kleinste_plaatsing {
                let size = Fte::from_e4(smallest);
                let tekst = format!("Op minstens één dag {size} fte; het minimum is {}.", feiten.kleinste_plaatsing);
                found.push(info.breuk(subject(), (feiten.kleinste_plaatsing - size).breuk(), "fte", tekst));
            }
        }
        if docent.alleen_geheel && let Some(missing) = not_whole(docent, &lines) {
            let tekst = format!("Wil het hele contract of niets, maar op minstens één dag blijft {missing} fte over.");
            found.push(info.breuk(subject(), missing.breuk(), "fte", tekst));
        }
    }
    Ok(found)
}

/// Findings about vacatures.
pub(super) fn vacatures(
    feiten: &Feiten,
    plan: &[VoorgesteldePlaatsing],
    info: &RuleInfo,
) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
    let maximum = usize::try_from(feiten.beleid().geheel("spreiding", "max-personen-per-vacature")?).unwrap_or(0);
    let mut filled: BTreeMap<&str, Vec<(&str, &Deel, bool)>> = BTreeMap::new();
    for line in plan {
        let fixed = feiten.is_voortzetting(line);
        for deel in &line.delen {
            filled.entry(&deel.vacature).or_default().push((&line.regiodocent, deel, fixed));
        }
    }
    let mut found = Vec::new();
    for (id, pieces) in filled {
        let Some(vacature) = feiten.vacature(id) else { continue };
        if pieces.iter().all(|(_, _, fixed)| *fixed) {
            continue;
        }
        let subject = || Onderwerp::Vacature(id.to_owned());
        let most = persons_at_once(&pieces);
        if maximum > 0 && most > maximum {
            let tekst = format!("{most} personen tegelijk op één vacature; het maximum is {maximum}.");
            found.push(info.breuk(subject(), whole(most - maximum), "personen", tekst));
        }
        if vacature.alleen_geheel && !filled_whole(feiten, vacature, &pieces) {
            let tekst = "De vacature gaat alleen als geheel naar één persoon.".to_owned();
            found.push(info.breuk(subject(), vacature.fte.breuk(), "fte", tekst));
        }
    }
    Ok(found)
}

fn whole(count: usize) -> Breuk {
    Breuk::from(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Its days.
pub(super) fn period(deel: &Deel) -> Periode {
    Periode::new(deel.van, Some(deel.tot_en_met))
}

/// Smallest total at the school of `line` on any of its days, other lines of this person there included.
fn smallest_day(lines: &[&VoorgesteldePlaatsing], line: &VoorgesteldePlaatsing) -> i64 {
    let here = lines.iter().filter(|other| other.vestigingscode == line.vestigingscode);
    let all = dagverloop(here.flat_map(|other| other.delen.iter().map(|deel| (period(deel), deel.fte.e4()))));
    let touched = all.iter().filter(|stretch| line.delen.iter().any(|deel| period(deel).overlapt(&stretch.periode())));
    touched.map(|stretch| stretch.totaal).min().unwrap_or(0)
}

/// First day on which there are more schools than this person may have, with how many.
fn too_many_schools(
    feiten: &Feiten,
    docent: &ProblemRegiodocent,
    lines: &[&VoorgesteldePlaatsing],
    with_consent: i64,
) -> Option<(NaiveDate, i64)> {
    let mut by_school: BTreeMap<_, Vec<Periode>> = BTreeMap::new();
    for line in lines {
        by_school.entry(&line.vestigingscode).or_default().extend(line.delen.iter().map(period));
    }
    // One piece per school and stretch of days, so that two vacatures at one school count once.
    let stays = by_school.values().flat_map(|days| dagverloop(days.iter().map(|days| (*days, 0))));
    let may_agree = matches!(docent.soort, Regiodocentsoort::Ervaren | Regiodocentsoort::Herintreder);
    dagverloop(stays.map(|stay| (stay.periode(), 1))).into_iter().find_map(|stretch| {
        let agreed = may_agree && feiten.heeft_instemming(docent, Instemmingsoort::TweeScholen, &stretch.periode());
        let allowed = if agreed { with_consent } else { 1 };
        let new_here = lines.iter().any(|line| {
            !feiten.is_voortzetting(line) && line.delen.iter().any(|deel| period(deel).overlapt(&stretch.periode()))
        });
        (stretch.totaal > allowed && new_here).then_some((stretch.van, stretch.totaal))
    })
}

/// Largest part of the contract left over on a day on which this person is placed.
fn not_whole(docent: &ProblemRegiodocent, lines: &[&VoorgesteldePlaatsing]) -> Option<Fte> {
    let delen = || lines.iter().flat_map(|line| &line.delen);
    let placed = dagverloop(delen().map(|deel| (period(deel), deel.fte.e4())));
    let left = placed.iter().flat_map(|stretch| {
        let contracts = docent.contracten.iter().filter(|contract| contract.periode.overlapt(&stretch.periode()));
        contracts.map(|contract| contract.werktijdfactor.e4() - stretch.totaal)
    });
    left.max().filter(|left| *left > 0).map(Fte::from_e4)
}

fn persons_at_once(pieces: &[(&str, &Deel, bool)]) -> usize {
    let mut by_person: BTreeMap<&str, Vec<Periode>> = BTreeMap::new();
    for (id, deel, _) in pieces {
        by_person.entry(id).or_default().push(period(deel));
    }
    let stays = by_person.values().flat_map(|days| dagverloop(days.iter().map(|days| (*days, 0))));
    dagverloop(stays.map(|stay| (stay.periode(), 0))).iter().map(|stretch| stretch.aantal).max().unwrap_or(0)
}

/// On the days that the vacature asks: what runs outside them (its period was changed) fills nothing of it.
fn filled_whole(feiten: &Feiten, vacature: &ProblemVacature, pieces: &[(&str, &Deel, bool)]) -> bool {
    let Some(asked) = feiten.periode(vacature) else { return false };
    let inside = || pieces.iter().filter_map(|(id, deel, _)| Some((*id, deel.fte.e4(), period(deel).doorsnede(&asked)?)));
    let one_person = inside().all(|(id, _, _)| inside().next().is_some_and(|(first, _, _)| first == id));
    let stretches = dagverloop(inside().map(|(_, fte, days)| (days, fte)));
    let covered: i64 = stretches.iter().map(|stretch| stretch.periode().dagen()).sum();
    one_person && covered >= asked.dagen() && stretches.iter().all(|stretch| stretch.totaal == vacature.fte.e4())
}
