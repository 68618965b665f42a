//! Kwetsbaarheid: which vacatures fall open when one person refuses or falls ill, and who is next. Nobody else moves.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::belemmering::Stand;
use super::zeven;
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{Id, ProblemRegiodocent, ProblemVacature};

/// How many of those who are next are named.
const GENOEMD: usize = 3;

/// Every filled vacature, the most fragile first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kwetsbaarheid {
    /// Most fte left open first, then fewest people who are next.
    pub vacatures: Vec<Kwetsbaar>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// A filled vacature and what the loss of each person on it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Kwetsbaar {
    /// The vacature.
    pub vacature: Id,
    /// Its school.
    pub vestigingscode: Vestigingscode,
    /// Gross fte that stays open after the worst loss, when the best who is next comes.
    pub blijft_open: Fte,
    /// Per person on it.
    pub uitval: Vec<Uitval>,
}

/// What happens when one person is lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Uitval {
    /// Who is lost.
    pub regiodocent: Id,
    /// Gross fte that falls open on this vacature.
    pub valt_open: Fte,
    /// Of which stays open when the best who is next comes.
    pub blijft_open: Fte,
    /// How many people could come without anybody else moving.
    pub opvolgers: usize,
    /// The first of them, best first.
    pub eerste: Vec<Opvolger>,
    /// Other vacatures that would take this person after a refusal.
    pub elders: usize,
}

/// Somebody who is next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Opvolger {
    /// Who.
    pub regiodocent: Id,
    /// How much of it, gross.
    pub fte: Fte,
    /// Journey in whole minutes, rounded up; absent when an end is unknown.
    pub reistijd: Option<i64>,
}

/// How fragile `plan` is.
pub fn kwetsbaarheid(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Kwetsbaarheid, OnvolledigBeleid> {
    let mut per_vacature: BTreeMap<&str, Vec<Uitval>> = BTreeMap::new();
    let mut people: Vec<&str> = plan.iter().map(|line| line.regiodocent.as_str()).collect();
    people.dedup();
    for id in people {
        let Some(docent) = feiten.regiodocent(id) else { continue };
        let (own, rest): (Vec<_>, Vec<_>) = plan.iter().cloned().partition(|line| line.regiodocent == id);
        let stand = Stand::new(feiten, &rest)?;
        let mut lost: BTreeMap<&str, i64> = BTreeMap::new();
        for deel in own.iter().flat_map(|line| &line.delen) {
            *lost.entry(deel.vacature.as_str()).or_default() += deel.fte.e4();
        }
        let free: Vec<_> = feiten.problem.regiodocenten.iter().filter(|other| other.id != docent.id).collect();
        for (vacature, e4) in lost.iter().filter_map(|(id, e4)| Some((feiten.vacature(id)?, *e4))) {
            let next = opvolgers(feiten, &stand, &free, vacature);
            let elsewhere =
                |other: &&ProblemVacature| !lost.contains_key(other.id.as_str()) && fits(feiten, &stand, docent, other);
            let best = next.first().map_or(Fte::NUL, |one| one.fte);
            per_vacature.entry(&vacature.id).or_default().push(Uitval {
                regiodocent: docent.id.clone(),
                valt_open: Fte::from_e4(e4),
                blijft_open: Fte::from_e4(e4).saturating_sub(best),
                opvolgers: next.len(),
                eerste: next.into_iter().take(GENOEMD).collect(),
                elders: feiten.problem.vacatures.iter().filter(elsewhere).count(),
            });
        }
    }
    let vacatures = ranked(feiten, per_vacature);
    let zinnen = sentences(&vacatures);
    Ok(Kwetsbaarheid { vacatures, zinnen })
}

fn fits(feiten: &Feiten, stand: &Stand, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> bool {
    stand.belemmering(docent, vacature).is_none()
        && zeven().iter().all(|(rule, _)| rule.objection(feiten, docent, vacature).is_none())
}

/// Who could come, as things stand: most fte first, then nearest with the wish taken off, then the lowest lot.
fn opvolgers(
    feiten: &Feiten,
    stand: &Stand,
    free: &[&ProblemRegiodocent],
    vacature: &ProblemVacature,
) -> Vec<Opvolger> {
    let days = feiten.periode(vacature).unwrap_or(vacature.periode);
    let open = stand.open_e4(vacature).max(0);
    let mut found: Vec<_> = free
        .iter()
        .filter(|docent| fits(feiten, stand, docent, vacature))
        .map(|docent| {
            let fte = Fte::from_e4(stand.vrij_e4(docent, &days).clamp(0, open));
            let journey = feiten.school(&vacature.vestigingscode).and_then(|school| feiten.reistijd(docent, school));
            let reistijd = journey.map(|minutes| minutes.naar_boven());
            let wish = docent.voorkeuren.iter().find(|wish| wish.vestigingscode == vacature.vestigingscode);
            let cost = reistijd.unwrap_or(i64::from(feiten.max_reistijd(docent)))
                - wish.map_or(0, |wish| i64::from(wish.minuten));
            ((Reverse(fte), cost, docent.lot), Opvolger { regiodocent: docent.id.clone(), fte, reistijd })
        })
        .collect();
    found.sort_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, one)| one).collect()
}

fn ranked(feiten: &Feiten, per_vacature: BTreeMap<&str, Vec<Uitval>>) -> Vec<Kwetsbaar> {
    let one = |(id, uitval): (&str, Vec<Uitval>)| {
        let vacature = feiten.vacature(id)?;
        let blijft_open = uitval.iter().map(|one| one.blijft_open).max()?;
        Some(Kwetsbaar {
            vacature: vacature.id.clone(),
            vestigingscode: vacature.vestigingscode.clone(),
            blijft_open,
            uitval,
        })
    };
    let mut found: Vec<Kwetsbaar> = per_vacature.into_iter().filter_map(one).collect();
    let fewest = |one: &Kwetsbaar| one.uitval.iter().map(|loss| loss.opvolgers).min();
    found.sort_by(|a, b| {
        (Reverse(a.blijft_open), fewest(a), &a.vacature).cmp(&(Reverse(b.blijft_open), fewest(b), &b.vacature))
    });
    found
}

fn sentences(vacatures: &[Kwetsbaar]) -> Vec<String> {
    let bare = vacatures.iter().filter(|one| one.uitval.iter().any(|loss| loss.opvolgers == 0)).count();
    let worst = vacatures.first().map_or(Fte::NUL, |one| one.blijft_open);
    match (vacatures.len(), bare) {
        (0, _) => vec!["Er is geen gevulde vacature.".to_owned()],
        (all, 0) => {
            vec![format!("Voor elk van de {all} gevulde vacatures staat iemand klaar als er een mens uitvalt.")]
        }
        (all, _) => vec![
            format!("Bij {bare} van de {all} gevulde vacatures staat niemand klaar als er een mens uitvalt."),
            format!("Het meeste dat dan op een vacature open blijft, is {worst} fte."),
        ],
    }
}
