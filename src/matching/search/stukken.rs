//! One person, whole, over places of one school that ask different things: pieces that are a placement only together.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Optie;
use super::staat::Staat;
use super::zet::Zet;
use crate::matching::formulation::Geformuleerd;
use crate::matching::formulation::model::Model;

/// Most places that one placement is spread over.
const MEESTE: usize = 3;

/// Every way for this person to fill places of one school one after the other, in any order, until the least of a
/// placement there is reached; only where that takes more than one place.
pub fn wegen(staat: &Staat<'_>, geformuleerd: &Geformuleerd, persoon: usize) -> Vec<Vec<Optie>> {
    let model = staat.model();
    let mut found = BTreeSet::new();
    let Some(persoon) = model.personen.get(persoon).filter(|persoon| !persoon.enkel) else { return Vec::new() };
    for first in persoon.van..persoon.tot {
        let is_stuk =
            model.paren.get(first).is_some_and(|paar| paar.min > paar.max || staat.ruimte(paar.plek) < paar.min);
        if is_stuk {
            let own = zelfde_groep(model, persoon.van..persoon.tot, first);
            verder(staat, geformuleerd, own, &mut Vec::from([first]), &mut found);
        }
    }
    found.into_iter().map(|way| way.into_iter().map(|(paar, fte_e4)| Optie { paar, fte_e4 }).collect()).collect()
}

/// The pairs of the same group: they stand together.
fn zelfde_groep(model: &Model, own: Range<usize>, first: usize) -> Range<usize> {
    let groep = |paar: usize| model.plekken.get(model.paren.get(paar)?.plek).map(|plek| plek.groep);
    let same = |paar: &usize| groep(*paar) == groep(first);
    let van = first - (own.start..first).rev().take_while(same).count();
    van..first + (first..own.end).take_while(same).count()
}

/// The largest first: that is where somebody stands, the rest are pieces beside it.
type Weg = Vec<(usize, i64)>;

fn verder(
    staat: &Staat<'_>,
    geformuleerd: &Geformuleerd,
    own: Range<usize>,
    order: &mut Vec<usize>,
    found: &mut BTreeSet<Weg>,
) {
    let model = staat.model();
    let Some(needed) = order.first().and_then(|paar| model.paren.get(*paar)).map(|paar| paar.samen) else { return };
    let mut left = needed;
    let mut held: Vec<Optie> = Vec::new();
    for paar in order.iter() {
        let Some(stuk) = model.paren.get(*paar) else { return };
        let room = staat.ruimte(stuk.plek).min(contractruimte(model, &held, *paar));
        let take = stuk.max.min(room).min(left);
        if take < stuk.stuk.max(1) {
            return;
        }
        held.push(Optie { paar: *paar, fte_e4: take });
        left -= take;
    }
    if left == 0 {
        if held.len() > 1 {
            let mut way: Weg = held.iter().map(|optie| (optie.paar, optie.fte_e4)).collect();
            way.sort_unstable_by_key(|(paar, fte)| (std::cmp::Reverse(*fte), *paar));
            found.insert(way);
        }
        return;
    }
    if order.len() >= MEESTE {
        return;
    }
    for paar in own.clone() {
        if !order.contains(&paar) && past_bij(geformuleerd, order, paar) {
            order.push(paar);
            verder(staat, geformuleerd, own.clone(), order, found);
            order.pop();
        }
    }
}

/// At the same school, from the same day on: one placement has one first day.
fn past_bij(geformuleerd: &Geformuleerd, order: &[usize], paar: usize) -> bool {
    let plek = |paar: usize| {
        let feit = geformuleerd.paren.get(paar).filter(|feit| feit.bestaand.is_none() && !feit.loopt_hier)?;
        Some((feit.school, geformuleerd.plekken.get(feit.plek)?.periode))
    };
    order.first().is_some_and(|first| plek(*first).is_some() && plek(*first) == plek(paar))
}

/// What the contract leaves on the days of a pair beside what this person holds: the least over the personal counters that
/// it adds to.
pub fn contractruimte(model: &Model, held: &[Optie], paar: usize) -> i64 {
    let used = |teller: usize| -> i64 {
        let adds = |paar: usize| model.bijdragen(paar).iter().filter(move |bijdrage| bijdrage.teller == teller);
        held.iter().map(|optie| adds(optie.paar).map(|bijdrage| bijdrage.per_e4 * optie.fte_e4).sum::<i64>()).sum()
    };
    let personal = model
        .bijdragen(paar)
        .iter()
        .filter(|bijdrage| model.tellers.get(bijdrage.teller).is_some_and(|teller| teller.persoonlijk));
    let rooms =
        personal.filter_map(|bijdrage| Some(model.tellers.get(bijdrage.teller)?.maximum? - used(bijdrage.teller)));
    rooms.min().unwrap_or(i64::MAX).max(0)
}

/// Puts somebody who is nowhere on all of these pieces; false, and nothing done, where that is not allowed.
pub fn zet_neer(staat: &mut Staat<'_>, persoon: usize, weg: &[Optie]) -> bool {
    let Some((first, rest)) = weg.split_first() else { return false };
    let zet = Zet::default().met(persoon, Some(*first));
    if staat.proef_exact(&zet).is_none() || !staat.is_te_verdelen(&zet) {
        return false;
    }
    staat.doe(&zet);
    for (done, stuk) in rest.iter().enumerate() {
        if !staat.leg_erbij(persoon, *stuk, true) {
            neem_op(staat, persoon, done);
            return false;
        }
    }
    true
}

/// Undoes the last `zet_neer`, of which `stukken` pieces beside the first were put down.
pub fn neem_op(staat: &mut Staat<'_>, persoon: usize, stukken: usize) {
    for _ in 0..stukken {
        staat.haal_weg(true);
    }
    let zet = Zet::default().met(persoon, None);
    if staat.proef_exact(&zet).is_some() {
        staat.doe(&zet);
    }
}
