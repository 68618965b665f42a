//! One knapsack: the cheapest set of persons at a school, over everything that such a set uses up there.

use crate::matching::formulation::model::Model;
use crate::matching::grens::Exact;

/// A school whose sets of persons are looked at as a whole.
#[derive(Debug, Clone, Default)]
pub(super) struct School {
    pub(super) paren: Vec<usize>,
    /// Per pair what it uses, as a key; `None`: it does not fit by itself.
    pub(super) sleutels: Vec<Option<u64>>,
    /// What is counted: its counters, then the fill of its place; unit and room (in units) of each.
    maten: Vec<Maat>,
    /// Room at its place.
    pub(super) capaciteit: i64,
}

/// One thing that a set of persons uses up.
#[derive(Debug, Clone, Copy)]
struct Maat {
    /// Counter; `None`: fte at the place.
    teller: Option<usize>,
    eenheid: i64,
    ruimte: i64,
}

/// Bits of one measure in a key, and how many measures fit.
const BITS: u32 = 14;
const MATEN: usize = 4;

/// A set of persons: what it uses (a key) and what it costs.
#[derive(Clone, Copy)]
struct Stand {
    sleutel: u64,
    kost: i64,
}

impl School {
    /// Finds units and room of every measure; false when they do not fit in a key.
    pub(super) fn meet(&mut self, model: &Model, own: &[usize]) -> bool {
        for teller in own.iter().copied().map(Some).chain([None]) {
            let amounts = self.paren.iter().map(|paar| gebruik(model, *paar, teller));
            if amounts.clone().any(|amount| amount < 0) {
                return false;
            }
            let eenheid = amounts.clone().fold(0, num_integer::gcd);
            if eenheid == 0 {
                continue;
            }
            // Nobody who holds no fte: the place bounds how much of anything fits.
            let per_fte = |paar: &usize| {
                let fte = gebruik(model, *paar, None).max(1);
                gebruik(model, *paar, teller) as f64 / fte as f64
            };
            let most = self.paren.iter().map(per_fte).fold(0.0, f64::max) * self.capaciteit as f64;
            let hard = teller.and_then(|teller| model.tellers.get(teller)).filter(|teller| teller.overloop.is_none());
            let hard = hard.and_then(|teller| Some(teller.maximum? - teller.start)).map(|left| left.max(0));
            let ruimte = match teller {
                None => self.capaciteit,
                Some(_) => hard.unwrap_or(i64::MAX).min(most.ceil() as i64),
            };
            self.maten.push(Maat { teller, eenheid, ruimte: ruimte / eenheid });
        }
        self.maten.len() <= MATEN && self.maten.iter().all(|maat| maat.ruimte < 1 << (BITS - 1))
    }

    /// Key of a pair; `None` when it does not fit by itself.
    pub(super) fn sleutel(&self, model: &Model, paar: usize) -> Option<u64> {
        self.maten.iter().try_fold(0, |key: u64, maat| {
            let used = gebruik(model, paar, maat.teller) / maat.eenheid;
            (used <= maat.ruimte).then_some(key << BITS | used as u64)
        })
    }

    /// Adding this to a key sets the top bit of every measure that is over its room.
    fn drempel(&self) -> (u64, u64) {
        self.maten.iter().fold((0, 0), |(add, mask), maat| {
            let top = 1u64 << (BITS - 1);
            (add << BITS | (top - 1 - maat.ruimte as u64), mask << BITS | top)
        })
    }

    /// Cheapest set of persons, rounded down.
    pub(super) fn beste(&self, model: &Model, exact: &Exact, paren: &[i128], personen: &[i128]) -> i128 {
        let (add, mask) = self.drempel();
        let mut standen = vec![Stand { sleutel: 0, kost: 0 }];
        let mut next = Vec::new();
        for kandidaat in self.kandidaten(model, paren, personen) {
            erbij(&standen, &kandidaat, (add, mask), &mut next);
            std::mem::swap(&mut standen, &mut next);
        }
        let cost = |stand: &Stand| self.tellerkosten(model, exact, stand.sleutel) + (i128::from(stand.kost) << SCHUIF);
        standen.iter().map(cost).min().unwrap_or(0)
    }

    /// Per kind of use (key) the cheapest, no more than fit.
    fn kandidaten(&self, model: &Model, paren: &[i128], personen: &[i128]) -> Vec<Stand> {
        let mut all: Vec<Stand> = (self.paren.iter().zip(&self.sleutels))
            .filter_map(|(paar, sleutel)| {
                let persoon = model.paren.get(*paar)?.persoon;
                let cost = paren.get(*paar)? + personen.get(persoon)?;
                let kost = i64::try_from(cost >> SCHUIF).ok()?;
                Some(Stand { sleutel: (*sleutel)?, kost })
            })
            .collect();
        all.sort_unstable_by_key(|kandidaat| (std::cmp::Reverse(kandidaat.sleutel), kandidaat.kost));
        let (mut key, mut left) = (u64::MAX, 0);
        all.retain(|kandidaat| {
            if kandidaat.sleutel != key {
                (key, left) = (kandidaat.sleutel, self.hoe_vaak(kandidaat.sleutel));
            }
            left -= 1;
            left >= 0
        });
        all
    }

    fn hoe_vaak(&self, sleutel: u64) -> i64 {
        let times = self.maten.iter().rev().enumerate().map(|(place, maat)| {
            let used = (sleutel >> (place as u32 * BITS) & ((1 << BITS) - 1)) as i64;
            if used > 0 { maat.ruimte / used } else { i64::MAX }
        });
        times.min().unwrap_or(0)
    }

    fn tellerkosten(&self, model: &Model, exact: &Exact, sleutel: u64) -> i128 {
        let measures = self.maten.iter().rev().enumerate();
        let cost = measures.filter_map(|(place, maat)| {
            let used = (sleutel >> (place as u32 * BITS) & ((1 << BITS) - 1)) as i64 * maat.eenheid;
            let teller = model.tellers.get(maat.teller?)?;
            Some(exact.tellerkost(teller, teller.start + used))
        });
        cost.sum()
    }
}

/// Binary places that the knapsack leaves out; costs are rounded down to it, so the bound stays a bound.
const SCHUIF: u32 = 28;

/// All sets with or without `kandidaat`; both lists are sorted by key, and so is the result.
fn erbij(standen: &[Stand], kandidaat: &Stand, (add, mask): (u64, u64), next: &mut Vec<Stand>) {
    next.clear();
    let mut without = standen.iter().copied().peekable();
    for stand in standen {
        let sleutel = stand.sleutel + kandidaat.sleutel;
        if (sleutel + add) & mask != 0 {
            continue;
        }
        while let Some(smaller) = without.next_if(|other| other.sleutel < sleutel) {
            next.push(smaller);
        }
        let same = without.next_if(|other| other.sleutel == sleutel).map_or(i64::MAX, |same| same.kost);
        next.push(Stand { sleutel, kost: same.min(stand.kost + kandidaat.kost) });
    }
    next.extend(without);
}

/// What a whole pair adds to a counter, or to its place.
fn gebruik(model: &Model, paar: usize, teller: Option<usize>) -> i64 {
    let fte = model.paren.get(paar).map_or(0, |found| found.max);
    match teller {
        None => fte,
        Some(teller) => (model.bijdragen(paar).iter())
            .filter(|bijdrage| bijdrage.teller == teller)
            .map(|bijdrage| bijdrage.per_e4 * fte + bijdrage.vast)
            .sum(),
    }
}
