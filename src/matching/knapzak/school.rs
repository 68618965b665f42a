//! One knapsack: the cheapest set of persons at a school, over everything that such a set uses up there.

use crate::matching::formulation::model::Model;
use crate::matching::grens::{Exact, laagste};

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

/// Something that a set of persons uses up; counters that go up together are one.
#[derive(Debug, Clone)]
struct Maat {
    delen: Vec<Deel>,
    /// In units.
    ruimte: i64,
}

/// A counter (`None`: fte at the place), and how much of it one unit is.
#[derive(Debug, Clone, Copy)]
struct Deel {
    teller: Option<usize>,
    eenheid: i64,
}

/// Bits of one measure in a key, and how many measures fit.
const BITS: u32 = 14;
const MATEN: usize = 4;

/// A set of persons: what it uses (a key), what it costs, and its last person in the trail.
#[derive(Clone, Copy)]
struct Stand {
    sleutel: u64,
    kost: i64,
    spoor: u32,
}

/// A pair that may be in the best set.
#[derive(Clone, Copy)]
struct Kandidaat {
    sleutel: u64,
    kost: i64,
    paar: usize,
}

/// Lists that are used again from school to school.
#[derive(Default)]
pub(super) struct Werk {
    standen: Vec<Stand>,
    volgende: Vec<Stand>,
    /// Last pair and the trail before it, for every set that was ever the cheapest of its kind.
    spoor: Vec<(usize, u32)>,
}

/// The empty trail.
const BEGIN: u32 = u32::MAX;

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
            let deel = Deel { teller, eenheid };
            let same = |maat: &Maat| self.paren.iter().all(|paar| maat.telt(model, *paar) == deel.telt(model, *paar));
            match self.maten.iter().position(same).and_then(|at| self.maten.get_mut(at)) {
                Some(maat) => {
                    maat.delen.push(deel);
                    maat.ruimte = maat.ruimte.min(ruimte / eenheid);
                }
                None => self.maten.push(Maat { delen: vec![deel], ruimte: ruimte / eenheid }),
            }
        }
        self.maten.len() <= MATEN && self.maten.iter().all(|maat| maat.ruimte < 1 << (BITS - 1))
    }

    /// Key of a pair; `None` when it does not fit by itself.
    pub(super) fn sleutel(&self, model: &Model, paar: usize) -> Option<u64> {
        self.maten.iter().try_fold(0, |key: u64, maat| {
            let used = maat.telt(model, paar);
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

    /// Cheapest set of persons, rounded down, and its pairs. `vorige`: the pairs of any set that fits; the better it is
    /// at these prices, the fewer pairs have to be looked at.
    pub(super) fn beste(
        &self,
        (model, exact): (&Model, &Exact),
        (paren, personen): (&[i128], &[i128]),
        vorige: &[usize],
        werk: &mut Werk,
    ) -> (i128, Vec<usize>) {
        let (add, mask) = self.drempel();
        let kandidaten = self.kandidaten((model, exact), (paren, personen), vorige);
        werk.standen.clear();
        werk.spoor.clear();
        werk.standen.push(Stand { sleutel: 0, kost: 0, spoor: BEGIN });
        for kandidaat in &kandidaten {
            erbij(werk, kandidaat, (add, mask));
            std::mem::swap(&mut werk.standen, &mut werk.volgende);
        }
        let cost = |stand: &Stand| self.tellerkosten(model, exact, stand.sleutel) + (i128::from(stand.kost) << SCHUIF);
        let best = werk.standen.iter().map(|stand| (cost(stand), stand.spoor)).min_by_key(|(cost, _)| *cost);
        let (total, mut trail) = best.unwrap_or((0, BEGIN));
        let mut chosen = Vec::new();
        while let Some((paar, before)) = werk.spoor.get(trail as usize) {
            chosen.push(*paar);
            trail = *before;
        }
        (total, chosen)
    }

    /// Per kind of use (key) the cheapest pairs, no more than fit; without those that no set as good as `vorige` can
    /// hold. That shows from the prices of the counters and the place: they make every set cost at least `minstens`.
    fn kandidaten(
        &self,
        (model, exact): (&Model, &Exact),
        (paren, personen): (&[i128], &[i128]),
        vorige: &[usize],
    ) -> Vec<Kandidaat> {
        let cost = |paar: usize| {
            let persoon = model.paren.get(paar)?.persoon;
            Some(paren.get(paar)? + personen.get(persoon)?)
        };
        let prices = self.prijzen(model, exact);
        let mut minstens = self.bodem(model, exact);
        let mut known: i128 = 0;
        let mut key = 0;
        let mut all: Vec<(i128, Kandidaat)> = Vec::with_capacity(self.paren.len());
        for (paar, sleutel) in self.paren.iter().zip(&self.sleutels) {
            let (Some(sleutel), Some(cost)) = (*sleutel, cost(*paar)) else { continue };
            let reduced = cost + self.in_prijzen(sleutel, &prices);
            minstens += reduced.min(0);
            if vorige.contains(paar) {
                known += cost;
                key += sleutel;
            }
            let Ok(kost) = i64::try_from(cost >> SCHUIF) else { continue };
            all.push((reduced.max(0), Kandidaat { sleutel, kost, paar: *paar }));
        }
        known += self.tellerkosten(model, exact, key);
        let mut all: Vec<Kandidaat> =
            all.into_iter().filter(|(more, _)| minstens + more <= known).map(|(_, found)| found).collect();
        all.sort_unstable_by_key(|found| (std::cmp::Reverse(found.sleutel), found.kost, found.paar));
        let (mut key, mut left) = (u64::MAX, 0);
        all.retain(|found| {
            if found.sleutel != key {
                (key, left) = (found.sleutel, self.hoe_vaak(found.sleutel));
            }
            left -= 1;
            left >= 0
        });
        all
    }

    /// Price of one unit of every measure, the last one first.
    fn prijzen(&self, model: &Model, exact: &Exact) -> Vec<i128> {
        let prices =
            |maat: &Maat| maat.delen.iter().map(|deel| self.prijs(model, exact, deel) * i128::from(deel.eenheid)).sum();
        self.maten.iter().rev().map(prices).collect()
    }

    fn prijs(&self, model: &Model, exact: &Exact, deel: &Deel) -> i128 {
        let plek = self.paren.first().and_then(|paar| model.paren.get(*paar)).map_or(0, |paar| paar.plek);
        exact.prijs(deel.teller.unwrap_or(model.tellers.len() + plek))
    }

    /// What a key costs at those prices.
    fn in_prijzen(&self, sleutel: u64, prices: &[i128]) -> i128 {
        prices.iter().enumerate().map(|(place, price)| price * i128::from(gebruikt(sleutel, place))).sum()
    }

    /// Least that the counters and the place cost with what is used paid for at those prices.
    fn bodem(&self, model: &Model, exact: &Exact) -> i128 {
        let parts = self.maten.iter().flat_map(|maat| maat.delen.iter().map(move |deel| (maat, deel)));
        let least = parts.map(|(maat, deel)| {
            let (price, most) = (self.prijs(model, exact, deel), maat.ruimte * deel.eenheid);
            match deel.teller.and_then(|teller| model.tellers.get(teller)) {
                Some(teller) => {
                    let range = (teller.start, teller.start + most);
                    laagste(teller, range, exact, price) + price * i128::from(teller.start)
                }
                None => (-price * i128::from(most)).min(0),
            }
        });
        least.sum()
    }

    fn hoe_vaak(&self, sleutel: u64) -> i64 {
        let times = self.maten.iter().rev().enumerate().map(|(place, maat)| {
            let used = gebruikt(sleutel, place);
            if used > 0 { maat.ruimte / used } else { i64::MAX }
        });
        times.min().unwrap_or(0)
    }

    fn tellerkosten(&self, model: &Model, exact: &Exact, sleutel: u64) -> i128 {
        let measures = self.maten.iter().rev().enumerate();
        let cost = measures.flat_map(|(place, maat)| {
            let used = gebruikt(sleutel, place);
            maat.delen.iter().filter_map(move |deel| {
                let teller = model.tellers.get(deel.teller?)?;
                Some(exact.tellerkost(teller, teller.start + used * deel.eenheid))
            })
        });
        cost.sum()
    }
}

/// Binary places that the knapsack leaves out; costs are rounded down to it, so the bound stays a bound.
const SCHUIF: u32 = 28;

/// Units of the measure at `place` (from the end) in a key.
fn gebruikt(sleutel: u64, place: usize) -> i64 {
    (sleutel >> (place as u32 * BITS) & ((1 << BITS) - 1)) as i64
}

/// All sets with or without `kandidaat`; both lists are sorted by key, and so is the result.
fn erbij(werk: &mut Werk, kandidaat: &Kandidaat, (add, mask): (u64, u64)) {
    let Werk { standen, volgende, spoor } = werk;
    volgende.clear();
    let mut without = standen.iter().copied().peekable();
    for stand in standen.iter() {
        let sleutel = stand.sleutel + kandidaat.sleutel;
        if (sleutel + add) & mask != 0 {
            continue;
        }
        while let Some(smaller) = without.next_if(|other| other.sleutel < sleutel) {
            volgende.push(smaller);
        }
        let kost = stand.kost + kandidaat.kost;
        match without.next_if(|other| other.sleutel == sleutel) {
            Some(same) if same.kost <= kost => volgende.push(same),
            _ => {
                let trail = u32::try_from(spoor.len()).unwrap_or(BEGIN);
                spoor.push((kandidaat.paar, stand.spoor));
                volgende.push(Stand { sleutel, kost, spoor: trail });
            }
        }
    }
    volgende.extend(without);
}

impl Maat {
    /// Units that a whole pair uses.
    fn telt(&self, model: &Model, paar: usize) -> i64 {
        self.delen.first().map_or(0, |deel| deel.telt(model, paar))
    }
}

impl Deel {
    fn telt(&self, model: &Model, paar: usize) -> i64 {
        gebruik(model, paar, self.teller) / self.eenheid
    }
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
