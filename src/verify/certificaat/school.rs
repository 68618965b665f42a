//! Whole sets of people at a school: which set is cheapest, over everything that it fills up there. Exact, by going
//! through the people one by one and keeping, for every way in which the school can be filled, the cheapest.

use super::beeld::Beeld;
use super::grens::Kosten;
use super::paren::Paar;

/// The schools that can be looked at as a whole.
pub(super) struct Samen {
    pub(super) scholen: Vec<School>,
    eigen: Vec<bool>,
    binnen: Vec<bool>,
}

/// A school with one place, where everybody is there whole or not.
pub(super) struct School {
    paren: Vec<usize>,
    /// Counters of this school alone.
    tellers: Vec<usize>,
    ruimte: i128,
}

/// At most this many things are filled up together, each below this many units.
const MATEN: usize = 6;
const BITS: u32 = 20;

impl Samen {
    pub(super) fn is_eigen(&self, teller: usize) -> bool {
        self.eigen.get(teller) == Some(&true)
    }

    pub(super) fn is_binnen(&self, plek: usize) -> bool {
        self.binnen.get(plek) == Some(&true)
    }
}

/// Finds them.
pub(super) fn samen(beeld: &Beeld) -> Samen {
    let schools = beeld.gegevens.problem.scholen.len();
    let mut paren: Vec<Vec<usize>> = vec![Vec::new(); schools];
    let mut owner: Vec<Option<usize>> = vec![None; beeld.tellers.len()];
    let mut shared = vec![false; beeld.tellers.len()];
    for pool in beeld.tellers.iter().filter_map(|teller| teller.pool) {
        shared.get_mut(pool).into_iter().for_each(|mark| *mark = true);
    }
    for (at, paar) in beeld.paren.iter().enumerate() {
        let Some(school) = beeld.plekken.get(paar.plek).map(|plek| plek.school) else { continue };
        paren.get_mut(school).into_iter().for_each(|list| list.push(at));
        for (teller, _, _) in &paar.telt {
            let other = owner.get(*teller).copied().flatten().is_some_and(|other| other != school);
            if let (Some(mark), true) = (shared.get_mut(*teller), other) {
                *mark = true;
            }
            owner.get_mut(*teller).into_iter().for_each(|mark| *mark = Some(school));
        }
    }
    let mut found = Samen {
        scholen: Vec::new(),
        eigen: vec![false; beeld.tellers.len()],
        binnen: vec![false; beeld.plekken.len()],
    };
    for (at, list) in paren.into_iter().enumerate() {
        let own = owner.iter().enumerate().filter(|(_, owner)| **owner == Some(at)).map(|(teller, _)| teller);
        let tellers: Vec<usize> = own.filter(|teller| shared.get(*teller) == Some(&false)).collect();
        let Some(school) = whole(beeld, list, tellers) else { continue };
        for teller in &school.tellers {
            found.eigen.get_mut(*teller).into_iter().for_each(|mark| *mark = true);
        }
        let plek = school.paren.first().and_then(|paar| beeld.paren.get(*paar)).map(|paar| paar.plek);
        if let Some(mark) = plek.and_then(|plek| found.binnen.get_mut(plek)) {
            *mark = true;
        }
        found.scholen.push(school);
    }
    found
}

fn whole(beeld: &Beeld, list: Vec<usize>, tellers: Vec<usize>) -> Option<School> {
    let mut pairs = list.iter().filter_map(|at| beeld.paren.get(*at));
    let plek = pairs.clone().next()?.plek;
    let fits = |paar: &Paar| {
        let enkel = beeld.personen.get(paar.persoon).is_some_and(|one| one.enkel);
        enkel && paar.min == paar.max && paar.plek == plek
    };
    let known = |teller: &usize| beeld.tellers.get(*teller).is_some_and(|one| one.maximum.is_none() || one.start >= 0);
    if !pairs.all(fits) || !tellers.iter().all(known) {
        return None;
    }
    let school = School { paren: list, tellers, ruimte: beeld.plekken.get(plek)?.ruimte };
    school.maten(beeld).map(|_| school)
}

/// What is filled up together: counters (none: fte at the place) with the size of a step in each, and room in steps.
struct Maat {
    delen: Vec<(Option<usize>, i128)>,
    ruimte: i128,
}

impl Maat {
    /// Steps that a whole pair takes.
    fn telt(&self, paar: &Paar) -> i128 {
        self.delen.first().map_or(0, |(teller, eenheid)| gebruik(paar, *teller) / eenheid)
    }
}

/// A set of people: how it fills the school, and what it costs.
#[derive(Clone, Copy)]
struct Stand {
    vulling: u128,
    kost: i128,
}

impl School {
    fn pairs<'b>(&'b self, beeld: &'b Beeld) -> impl Iterator<Item = &'b Paar> + Clone {
        self.paren.iter().filter_map(|at| beeld.paren.get(*at))
    }

    /// Unit and room of each measure: fte at the place, then the counters that differ. `None`: too many or too fine.
    fn maten(&self, beeld: &Beeld) -> Option<Vec<Maat>> {
        let mut maten: Vec<Maat> = Vec::new();
        for teller in [None].into_iter().chain(self.tellers.iter().copied().map(Some)) {
            let amounts = self.pairs(beeld).map(|paar| gebruik(paar, teller));
            if amounts.clone().any(|amount| amount < 0) {
                return None;
            }
            let eenheid = amounts.clone().fold(0, num_integer::gcd);
            if eenheid == 0 {
                continue;
            }
            // Per person at most; and no more people than the place has room for.
            let people = self.pairs(beeld).map(|paar| paar.max.max(1)).min().map_or(0, |least| self.ruimte / least);
            let most = amounts.max().unwrap_or(0) * people;
            let hard = teller.and_then(|at| beeld.tellers.get(at)).filter(|one| one.pool.is_none());
            let hard = hard.and_then(|one| Some((one.maximum? - one.start).max(0)));
            let room = match teller {
                None => self.ruimte,
                Some(_) => hard.map_or(most, |hard| hard.min(most)),
            };
            // Counters that always go up together are one thing.
            let deel = Maat { delen: vec![(teller, eenheid)], ruimte: room / eenheid };
            match maten.iter_mut().find(|maat| self.pairs(beeld).all(|paar| maat.telt(paar) == deel.telt(paar))) {
                Some(maat) => {
                    maat.ruimte = maat.ruimte.min(deel.ruimte);
                    maat.delen.extend(deel.delen);
                }
                None => maten.push(deel),
            }
        }
        (maten.len() <= MATEN && maten.iter().all(|maat| maat.ruimte < 1 << (BITS - 1))).then_some(maten)
    }

    /// The cheapest set at these prices.
    pub(super) fn beste(&self, kosten: &Kosten, personen: &[i128]) -> Option<i128> {
        let maten = self.maten(kosten.beeld)?;
        let mut candidates: Vec<Stand> = Vec::new();
        for paar in self.pairs(kosten.beeld) {
            let (per, once) = kosten.paar(paar, |teller| self.tellers.contains(&teller))?;
            let price = personen.get(paar.persoon).copied()?;
            let kost = per.checked_mul(paar.max)?.checked_add(once)?.checked_add(price)?;
            let mut vulling = 0u128;
            for maat in &maten {
                vulling = vulling << BITS | u128::try_from(maat.telt(paar)).ok()?;
            }
            let fits = maten.iter().all(|maat| maat.telt(paar) <= maat.ruimte);
            if fits {
                candidates.push(Stand { vulling, kost });
            }
        }
        candidates.sort_unstable_by_key(|one| (one.vulling, one.kost));
        let limits = limits(&maten);
        let mut standen = vec![Stand { vulling: 0, kost: 0 }];
        let (mut last, mut times) = (0, 0);
        for one in candidates {
            // Of those who fill it alike the cheapest come first, and no more of them than fit.
            (last, times) = if one.vulling == last { (last, times + 1) } else { (one.vulling, 1) };
            if most(&maten, one.vulling) >= times {
                standen = erbij(&standen, one, limits);
            }
        }
        let mut best: Option<i128> = None;
        for stand in &standen {
            let mut cost = stand.kost;
            for (place, maat) in maten.iter().rev().enumerate() {
                for (teller, eenheid) in &maat.delen {
                    let Some(teller) = teller else { continue };
                    let used = deel(stand.vulling, place).checked_mul(*eenheid)?;
                    let start = kosten.beeld.tellers.get(*teller)?.start;
                    cost = cost.checked_add(kosten.teller(*teller, start + used)?)?;
                }
            }
            best = Some(best.map_or(cost, |best| best.min(cost)));
        }
        // What nobody adds to costs what it costs today.
        let mut idle = 0i128;
        let counted = |teller: &usize| maten.iter().flat_map(|maat| &maat.delen).any(|(at, _)| *at == Some(*teller));
        for teller in self.tellers.iter().filter(|teller| !counted(teller)) {
            idle = idle.checked_add(kosten.teller(*teller, kosten.beeld.tellers.get(*teller)?.start)?)?;
        }
        best?.checked_add(idle)
    }
}

/// Adding this sets the highest bit of every measure that is over its room; the second are those bits.
fn limits(maten: &[Maat]) -> (u128, u128) {
    let top = 1u128 << (BITS - 1);
    maten.iter().fold((0, 0), |(add, mask), maat| {
        (add << BITS | (top - 1 - u128::try_from(maat.ruimte).unwrap_or(0)), mask << BITS | top)
    })
}

fn deel(vulling: u128, place: usize) -> i128 {
    (vulling >> (place as u32 * BITS) & ((1 << BITS) - 1)) as i128
}

fn most(maten: &[Maat], vulling: u128) -> i128 {
    let each = maten.iter().rev().enumerate().filter(|(place, _)| deel(vulling, *place) > 0);
    each.map(|(place, maat)| maat.ruimte / deel(vulling, place)).min().unwrap_or(1)
}

/// Every set, and every set with one more person; of equal fillings the cheapest. Sorted before, sorted after.
fn erbij(standen: &[Stand], one: Stand, (add, mask): (u128, u128)) -> Vec<Stand> {
    let with = standen.iter().map(|stand| Stand { vulling: stand.vulling + one.vulling, kost: stand.kost + one.kost });
    let mut with = with.filter(|stand| (stand.vulling + add) & mask == 0).peekable();
    let mut all = Vec::with_capacity(standen.len() * 2);
    for stand in standen {
        while let Some(before) = with.next_if(|other| other.vulling < stand.vulling) {
            all.push(before);
        }
        let same = with.next_if(|other| other.vulling == stand.vulling);
        all.push(same.filter(|other| other.kost < stand.kost).unwrap_or(*stand));
    }
    all.extend(with);
    all
}

/// What a whole pair adds to a counter, or to its place.
fn gebruik(paar: &Paar, teller: Option<usize>) -> i128 {
    let Some(teller) = teller else { return paar.max };
    let own = paar.telt.iter().filter(|(at, _, _)| *at == teller);
    own.map(|(_, per_e4, vast)| per_e4 * paar.max + vast).sum()
}
