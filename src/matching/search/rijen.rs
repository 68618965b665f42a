//! The rows that the search watches, laid flat: what every pair adds to counters and place, limits, pools and bends.

use crate::matching::formulation::model::{Bijdrage, Knik, Model, TIERS, Waarden};

/// No pool.
const GEEN: u32 = u32::MAX;

/// Counters, then places, as flat lists.
#[derive(Debug, Clone)]
pub struct Rijen {
    bijdragen: Vec<Bijdrage>,
    bijdrage_van: Vec<u32>,
    knikken: Vec<Knik>,
    knik_van: Vec<u32>,
    /// Per counter the pool that takes what is above its maximum, and that maximum.
    pools: Vec<(u32, i64)>,
    plek_van: Vec<u32>,
}

impl Rijen {
    /// Leaves the personal counters out: they hold by themselves while a person has one pair.
    pub fn new(model: &Model) -> Rijen {
        let mut bijdragen = Vec::with_capacity(model.bijdragen.len() + model.paren.len());
        let mut bijdrage_van = vec![0];
        for (paar, found) in model.paren.iter().enumerate() {
            let watched =
                |bijdrage: &&Bijdrage| model.tellers.get(bijdrage.teller).is_some_and(|teller| !teller.persoonlijk);
            // The place first: it is what refuses most often.
            bijdragen.push(Bijdrage { teller: model.tellers.len() + found.plek, per_e4: 1, vast: 0 });
            bijdragen.extend(model.bijdragen(paar).iter().filter(watched));
            bijdrage_van.push(kort(bijdragen.len()));
        }
        let (mut knikken, mut knik_van) = (Vec::new(), vec![0]);
        for teller in &model.tellers {
            knikken.extend(teller.knikken.iter().copied());
            knik_van.push(kort(knikken.len()));
        }
        let pool = |teller: &crate::matching::formulation::model::Teller| match (teller.overloop, teller.maximum) {
            (Some(pool), Some(maximum)) => (kort(pool), maximum),
            _ => (GEEN, i64::MAX),
        };
        Rijen {
            bijdragen,
            bijdrage_van,
            knikken,
            knik_van,
            pools: model.tellers.iter().map(pool).collect(),
            plek_van: model.paren.iter().map(|paar| kort(paar.plek)).collect(),
        }
    }

    /// What one pair adds, to its place first.
    #[inline]
    pub fn bijdragen(&self, paar: usize) -> &[Bijdrage] {
        reeks(&self.bijdragen, &self.bijdrage_van, paar)
    }

    /// The place of a pair.
    #[inline]
    pub fn plek_van(&self, paar: usize) -> Option<usize> {
        self.plek_van.get(paar).map(|plek| *plek as usize)
    }

    /// The pool behind a counter, and how much more flows into it when the counter goes from `van` to `naar`.
    #[inline]
    pub fn naar_pool(&self, rij: usize, van: i64, naar: i64) -> Option<(usize, i64)> {
        let (pool, maximum) = *self.pools.get(rij)?;
        (pool != GEEN).then(|| (pool as usize, (naar - maximum).max(0) - (van - maximum).max(0)))
    }

    /// Adds to `tuple` what the cost of a counter changes between two values.
    #[inline]
    pub fn tel_verschil(&self, tuple: &mut Waarden, rij: usize, van: i64, naar: i64) {
        for knik in reeks(&self.knikken, &self.knik_van, rij) {
            if let Some(value) = tuple.get_mut(knik.tier) {
                *value += knik.kost(naar) - knik.kost(van);
            }
        }
    }

    /// Cost per tier with every counter at its beginning.
    pub fn begin_tuple(&self, waarden: &[i64]) -> Waarden {
        let mut tuple = [0; TIERS];
        for (rij, value) in waarden.iter().enumerate() {
            for knik in reeks(&self.knikken, &self.knik_van, rij) {
                if let Some(sum) = tuple.get_mut(knik.tier) {
                    *sum += knik.kost(*value);
                }
            }
        }
        tuple
    }
}

#[inline]
pub(super) fn reeks<'a, T>(items: &'a [T], van: &[u32], index: usize) -> &'a [T] {
    let (Some(from), Some(to)) = (van.get(index), van.get(index + 1)) else { return &[] };
    items.get(*from as usize..*to as usize).unwrap_or_default()
}

pub(super) fn kort(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
