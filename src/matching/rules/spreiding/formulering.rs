//! What spreiding asks of the model: smallest amounts, whole persons, schools at once, persons per vacature.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::dagverloop::dagverloop;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::paarfeit::PaarFeit;
use crate::matching::problem::ProblemRegiodocent;
use super::oordeel::period;

/// Writes the rows of spreiding.
pub(super) fn formulate(feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
    let with_consent = feiten.beleid().geheel("spreiding", "scholen-met-instemming")?;
    let maximum = usize::try_from(feiten.beleid().geheel("spreiding", "max-personen-per-vacature")?).unwrap_or(0);
    let problem = feiten.problem;
    let plekken: Vec<Periode> = model.plekken().iter().map(|plek| plek.periode).collect();
    let here = |school: usize| problem.scholen.get(school).map(|school| &school.vestigingscode);
    let who_when = |paar: &PaarFeit| problem.regiodocenten.get(paar.docent).zip(plekken.get(paar.plek));
    model.max_scholen(|paar| {
        let left = who_when(paar).map(|(docent, days)| groups_left(feiten, docent, here(paar.school), days, with_consent));
        left.and_then(|left| usize::try_from(left).ok()).unwrap_or(0)
    });
    model.begrens(|paar| match who_when(paar).filter(|_| paar.scholen > 0) {
        Some((docent, days)) => (smallest(feiten, docent, days), i64::MAX),
        None => (1, 0),
    });
    let mut on_days: BTreeMap<(usize, usize), BTreeSet<Periode>> = BTreeMap::new();
    for paar in model.paren() {
        let Some((docent, days)) = who_when(paar) else { continue };
        let on_top = paar.loopt_hier && paar.bestaand.is_none();
        if !on_top && docent.instemmingen.iter().any(|given| given.soort == Instemmingsoort::TweeScholen) {
            on_days.entry((paar.persoon, paar.docent)).or_default().insert(*days);
        }
    }
    for ((persoon, docent), days) in on_days {
        let Some(docent) = problem.regiodocenten.get(docent) else { continue };
        let mut both = days.iter().flat_map(|one| days.iter().filter_map(|other| one.doorsnede(other)));
        if both.any(|both| groups_left(feiten, docent, None, &both, with_consent) > 1) {
            model.niet_enkel(persoon);
        }
    }
    if maximum > 0 {
        limit_persons(feiten, model, maximum);
    }
    Ok(())
}

/// How many schools this person may still take on every day of a period, `here` included; 0: not on these days.
fn groups_left(
    feiten: &Feiten,
    docent: &ProblemRegiodocent,
    here: Option<&Vestigingscode>,
    days: &Periode,
    with_consent: i64,
) -> i64 {
    let may_agree = matches!(docent.soort, Regiodocentsoort::Ervaren | Regiodocentsoort::Herintreder);
    let given = || docent.instemmingen.iter().filter(|given| given.soort == Instemmingsoort::TweeScholen && may_agree);
    let elsewhere = || feiten.blijvende_plaatsingen_van(&docent.id).iter().filter(|today| Some(&today.vestigingscode) != here);
    let held = || elsewhere().flat_map(|today| today.delen.iter().map(move |deel| (&today.vestigingscode, period(deel))));
    // Between two changes every day is as the first one.
    let changes = given().map(|given| given.periode).chain(held().map(|(_, days)| days));
    let starts = changes.flat_map(|one| [Some(one.van), one.tot_en_met.and_then(|day| day.succ_opt())]);
    let firsts: BTreeSet<NaiveDate> = starts.flatten().filter(|day| days.bevat(*day)).chain([days.van]).collect();
    let left = |day: NaiveDate| {
        let allowed = if given().any(|given| given.periode.bevat(day)) { with_consent } else { 1 };
        let there: BTreeSet<_> = held().filter(|(_, days)| days.bevat(day)).map(|(school, _)| school).collect();
        (allowed - i64::try_from(there.len()).unwrap_or(i64::MAX)).max(0)
    };
    firsts.into_iter().map(left).min().unwrap_or(0)
}

/// Least amount of a placement: the smallest that counts, or everything for who wants all or nothing.
fn smallest(feiten: &Feiten, docent: &ProblemRegiodocent, days: &Periode) -> i64 {
    let floor = feiten.kleinste_plaatsing.e4().max(1);
    if !docent.alleen_geheel {
        return floor;
    }
    let contracts = docent.contracten.iter().filter(|contract| contract.periode.overlapt(days));
    let whole = contracts.map(|contract| contract.werktijdfactor.e4()).max().unwrap_or(i64::MAX);
    // Who already has a placement and wants all or nothing is only placed on top of it by hand.
    let placed = !feiten.blijvende_plaatsingen_van(&docent.id).is_empty();
    if placed { i64::MAX } else { whole.max(floor) }
}

/// Each vacature holds so many persons at once; who is there today counts.
fn limit_persons(feiten: &Feiten, model: &mut Formulation, maximum: usize) {
    let mut present: BTreeMap<&str, BTreeMap<&str, Vec<Periode>>> = BTreeMap::new();
    let held = feiten.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    for today in held.filter(|today| feiten.verplaatsbaar(&today.regiodocent).is_none()) {
        for deel in &today.delen {
            let persons = present.entry(&deel.vacature).or_default();
            persons.entry(&today.regiodocent).or_default().push(Periode::new(deel.van, Some(deel.tot_en_met)));
        }
    }
    let at_once = |vacature: &usize| {
        let id = feiten.problem.vacatures.get(*vacature).map_or("", |vacature| vacature.id.as_str());
        let persons = present.get(id).into_iter().flat_map(BTreeMap::values);
        let stays = persons.flat_map(|days| dagverloop(days.iter().map(|days| (*days, 0))));
        dagverloop(stays.map(|stay| (stay.periode(), 0))).iter().map(|stretch| stretch.aantal).max().unwrap_or(0)
    };
    let limits: Vec<Vec<usize>> = (model.plekken().iter())
        .map(|plek| plek.vacatures.iter().map(|vacature| maximum.saturating_sub(at_once(vacature))).collect())
        .collect();
    for (plek, limit) in limits.into_iter().enumerate() {
        model.personen_per_deel(plek, limit);
    }
}
