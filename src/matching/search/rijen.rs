//! The rows that the search watches, laid flat: what every pair adds to counters and place, limits, pools and bends.

use std::collections::HashMap;

use crate::matching::formulation::model::{Bijdrage, Knik, Model, Persoon, Teller, Voorrang, Waarden};

/// No pool, no pair.
const GEEN: u32 = u32::MAX;

/// Most entries of the table of pairs by person and place.
const DICHT: usize = 1 << 23;

/// What a pair adds to a row: per ten-thousandth fte, and once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Telling {
    /// Counter, or past the counters a place.
    pub rij: u32,
    /// Per ten-thousandth fte.
    pub per_e4: i32,
    /// Whatever the amount.
    pub vast: i64,
}

/// A pair, with what it adds as a stretch of the list that is shared by all who add the same. Small: reading these is what a
/// proposal waits for.
#[derive(Debug, Clone, Copy)]
struct Duo {
    plek: u32,
    van: u32,
    tot: u32,
    /// Per ten-thousandth fte, to the counter of its place that bends most; without one, 1.
    eigen: i32,
    min: i32,
    max: i32,
}

/// Counters, then places, as flat lists.
#[derive(Debug, Clone)]
pub struct Rijen {
    paren: Vec<Duo>,
    tellingen: Vec<Telling>,
    knikken: Vec<Knik>,
    knik_van: Vec<u32>,
    /// Per counter from the first that has one to the last, and the tier right after which it decides.
    voorrang: Vec<Option<Voorrang>>,
    voorrang_vanaf: usize,
    voorrang_na: Option<usize>,
    /// Per counter the pool that takes what is above its maximum, and that maximum; empty when there is no pool.
    pools: Vec<(u32, i64)>,
    /// Pair by person and place; empty when that would be too large.
    dicht: Vec<u32>,
    plekken: usize,
}

impl Rijen {
    /// Leaves the personal counters out: they hold by themselves while a person has one pair.
    pub fn new(model: &Model) -> Rijen {
        let mut tellingen = Vec::new();
        let mut known: HashMap<Vec<Telling>, (u32, u32)> = HashMap::new();
        let mut paren = Vec::with_capacity(model.paren.len());
        for (paar, found) in model.paren.iter().enumerate() {
            let own = tellingen_van(model, paar, found.plek);
            let (van, tot) = *known.entry(own).or_insert_with_key(|own| {
                let van = kort(tellingen.len());
                tellingen.extend(own);
                (van, kort(tellingen.len()))
            });
            let eigen = eigen(model, paar);
            let fte = |amount: i64| i32::try_from(amount).unwrap_or(i32::MAX);
            paren.push(Duo { plek: kort(found.plek), van, tot, eigen, min: fte(found.min), max: fte(found.max) });
        }
        let (mut knikken, mut knik_van) = (Vec::new(), vec![0]);
        for teller in &model.tellers {
            knikken.extend(teller.knikken.iter().copied());
            knik_van.push(kort(knikken.len()));
        }
        let pool = |teller: &Teller| match (teller.overloop, teller.maximum) {
            (Some(pool), Some(maximum)) => (kort(pool), maximum),
            _ => (GEEN, i64::MAX),
        };
        let any = model.tellers.iter().any(|teller| teller.overloop.is_some());
        let pools = if any { model.tellers.iter().map(pool).collect() } else { Vec::new() };
        let has = |teller: &Teller| teller.voorrang.is_some();
        let voorrang_vanaf = model.tellers.iter().position(has).unwrap_or(0);
        let tot = model.tellers.iter().rposition(has).map_or(0, |last| last + 1);
        let ordered = model.tellers.get(voorrang_vanaf..tot).unwrap_or_default();
        Rijen {
            paren,
            tellingen,
            knikken,
            knik_van,
            voorrang: ordered.iter().map(|teller| teller.voorrang).collect(),
            voorrang_vanaf,
            voorrang_na: model.voorrang_na,
            pools,
            dicht: dicht(model),
            plekken: model.plekken.len(),
        }
    }

    /// What one pair adds, to its place first.
    #[inline]
    pub fn tellingen(&self, paar: usize) -> &[Telling] {
        let Some(duo) = self.paren.get(paar) else { return &[] };
        self.tellingen.get(duo.van as usize..duo.tot as usize).unwrap_or_default()
    }

    /// The place of a pair.
    #[inline]
    pub fn plek_van(&self, paar: usize) -> Option<usize> {
        self.paren.get(paar).map(|duo| duo.plek as usize)
    }

    /// Least and largest amount of a pair.
    #[inline]
    pub fn grootte(&self, paar: usize) -> Option<(i64, i64)> {
        self.paren.get(paar).map(|duo| (duo.min.into(), duo.max.into()))
    }

    /// What an amount of a pair adds to the counter of its place that bends most (what the school lacks); without one, the
    /// amount itself.
    #[inline]
    pub fn telt_eigen(&self, paar: usize, fte_e4: i64) -> i64 {
        self.paren.get(paar).map_or(0, |duo| i64::from(duo.eigen) * fte_e4)
    }

    /// The pair of a person at a place, as [`Model::paar`] has it.
    #[inline]
    pub fn paar(&self, model: &Model, persoon: usize, plek: usize) -> Option<usize> {
        match self.dicht.get(persoon * self.plekken + plek) {
            Some(paar) => (*paar != GEEN).then_some(*paar as usize),
            None => model.paar(persoon, plek),
        }
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
        if let Some(Some(voorrang)) = self.voorrang.get(rij.wrapping_sub(self.voorrang_vanaf)) {
            tuple.tel_voorrang(voorrang.kost(naar) - voorrang.kost(van));
        }
    }

    /// Cost per tier with every counter at its beginning.
    pub fn begin_tuple(&self, waarden: &[i64]) -> Waarden {
        let mut tuple = Waarden::new(self.voorrang_na);
        for (rij, value) in waarden.iter().enumerate() {
            for knik in reeks(&self.knikken, &self.knik_van, rij) {
                if let Some(sum) = tuple.get_mut(knik.tier) {
                    *sum += knik.kost(*value);
                }
            }
            if let Some(Some(voorrang)) = self.voorrang.get(rij.wrapping_sub(self.voorrang_vanaf)) {
                tuple.tel_voorrang(voorrang.kost(*value));
            }
        }
        tuple
    }
}

fn tellingen_van(model: &Model, paar: usize, plek: usize) -> Vec<Telling> {
    let watched = |bijdrage: &&Bijdrage| model.tellers.get(bijdrage.teller).is_some_and(|teller| !teller.persoonlijk);
    let telling = |bijdrage: &Bijdrage| Telling {
        rij: kort(bijdrage.teller),
        // Days of a schooljaar.
        per_e4: i32::try_from(bijdrage.per_e4).unwrap_or(i32::MAX),
        vast: bijdrage.vast,
    };
    // The place first: it is what refuses most often.
    let place = Telling { rij: kort(model.tellers.len() + plek), per_e4: 1, vast: 0 };
    std::iter::once(place).chain(model.bijdragen(paar).iter().filter(watched).map(telling)).collect()
}

fn eigen(model: &Model, paar: usize) -> i32 {
    let bends = |bijdrage: &&Bijdrage| model.tellers.get(bijdrage.teller).map_or(0, |teller| teller.knikken.len());
    let by_fte = model.bijdragen(paar).iter().filter(|bijdrage| bijdrage.per_e4 > 0 && bijdrage.vast == 0);
    let most = by_fte.max_by_key(bends).filter(|bijdrage| bends(bijdrage) > 1);
    most.and_then(|bijdrage| i32::try_from(bijdrage.per_e4).ok()).unwrap_or(1)
}

fn dicht(model: &Model) -> Vec<u32> {
    let plekken = model.plekken.len();
    let size = plekken.saturating_mul(model.personen.len());
    if size > DICHT {
        return Vec::new();
    }
    let mut dicht = vec![GEEN; size];
    let of = |persoon: &Persoon| persoon.van..persoon.tot;
    for (index, persoon) in model.personen.iter().enumerate() {
        for found in model.paren.get(of(persoon)).unwrap_or_default() {
            if let Some(place) = dicht.get_mut(index * plekken + found.plek) {
                *place = model.paar(index, found.plek).map_or(GEEN, kort);
            }
        }
    }
    dicht
}

#[inline]
pub(super) fn reeks<'a, T>(items: &'a [T], van: &[u32], index: usize) -> &'a [T] {
    let (Some(from), Some(to)) = (van.get(index), van.get(index + 1)) else { return &[] };
    items.get(*from as usize..*to as usize).unwrap_or_default()
}

#[inline]
pub(super) fn kort(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(GEEN)
}
