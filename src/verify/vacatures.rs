//! P5 and P10: what is promised about vacatures.

use std::collections::BTreeMap;

use chrono::Days;

use super::gegevens::{Gegevens, ligt_op, peildagen, som_e4};
use crate::domain::vacature::Vacaturesoort;
use crate::matching::plan::Plan;
use crate::matching::problem::Deel;

/// Part of a vacature with its person; new or running already.
pub(super) struct Bezet<'p> {
    pub(super) persoon: &'p str,
    pub(super) deel: &'p Deel,
    pub(super) nieuw: bool,
}

/// What lies on each vacature.
pub(super) fn per_vacature<'p>(gegevens: &Gegevens, plan: &'p Plan) -> BTreeMap<&'p str, Vec<Bezet<'p>>> {
    let mut found: BTreeMap<&str, Vec<Bezet>> = BTreeMap::new();
    for line in &plan.plaatsingen {
        let nieuw = !gegevens.loopt_al(line);
        for deel in &line.delen {
            found.entry(&deel.vacature).or_default().push(Bezet { persoon: &line.regiodocent, deel, nieuw });
        }
    }
    found
}

/// P5: on every day with something new, what lies on a vacature is no more than it asks.
pub(super) fn vacatureomvang(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let mut found = Vec::new();
    for (id, parts) in per_vacature(gegevens, plan) {
        let Some(vacature) = gegevens.vacature(id) else { continue };
        let full = |day| {
            let new = parts.iter().any(|part| part.nieuw && ligt_op(part.deel, day));
            new && som_e4(parts.iter().map(|part| part.deel).filter(|deel| ligt_op(deel, day)))
                > i128::from(vacature.fte.e4())
        };
        if let Some(day) = peildagen(parts.iter().map(|part| part.deel), []).into_iter().find(|day| full(*day)) {
            found.push(format!("Vacature {id} is op {} meer dan vol.", day.format("%d-%m-%Y")));
        }
    }
    found
}

/// P10: an opleidingsplaats is for first-years, who replace nobody and count netto after dubbele bezetting.
pub(super) fn opleidingsplaats(gegevens: &Gegevens, plan: &Plan) -> Vec<String> {
    let days = u64::try_from(gegevens.geheel("opleidingsplaats", "dubbele-bezetting")).unwrap_or(0);
    let mut found = Vec::new();
    for line in plan.plaatsingen.iter().filter(|line| !gegevens.loopt_al(line)) {
        let Some(persoon) = gegevens.persoon(&line.regiodocent) else { continue };
        let first_year = gegevens.eerstejaars(persoon);
        for vacature in line.delen.iter().filter_map(|deel| gegevens.vacature(&deel.vacature)) {
            match (vacature.soort, first_year) {
                (Vacaturesoort::Opleidingsplaats, false) => {
                    found.push(format!("Regiodocent {} is geen eerstejaars op {}.", persoon.id, vacature.id));
                }
                (Vacaturesoort::Vervanging, true) => {
                    found.push(format!("Eerstejaars {} vervangt iemand op {}.", persoon.id, vacature.id));
                }
                _ => {}
            }
        }
        let begin = line.delen.iter().map(|deel| deel.van).min();
        let counts_from = match (first_year && days > 0, begin) {
            (true, Some(begin)) => begin.checked_add_days(Days::new(days)),
            _ => None,
        };
        if line.netto_vanaf != counts_from {
            found.push(format!("De eerste netto dag van {} klopt niet.", persoon.id));
        }
    }
    found
}
