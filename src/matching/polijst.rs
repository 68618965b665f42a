//! Late gains: small exact MIPs around a plan. A few places that share people are taken together; everybody there, and who
//! is nowhere and could cheaply be there, is divided anew over them, while all others stay. What the solver says is tried
//! on the plan and kept only when the exact tuple is smaller.
//!
//! For models in which everybody goes whole or not at all; within a time only, since the solver stops by the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use super::formulation::model::Model;
use super::search::Optie;
use super::search::staat::Staat;
use super::search::tabel::Gewichten;
use super::search::toeval::Toeval;
use super::search::zet::Zet;
use super::search::zetten::Kandidaten;
use super::solver::mip::{Mip, Rij, los_mip_op};
use super::wacht::wacht_op;

/// Persons that are free at once, about; places that this takes at least and at most.
const PERSONEN: usize = 60;
const PLEKKEN: (usize, usize) = (6, 14);
/// People from outside per place, and pairs per person.
const ERBIJ: usize = 8;
const PAREN: usize = 8;
/// Longest time for one MIP, and the shortest that is worth beginning with.
const LANGST: Duration = Duration::from_millis(2_000);
const KORTST: Duration = Duration::from_millis(150);
/// Rounds without any gain before it stops.
const GEDULD: u32 = 40;

/// What the polish works with.
pub struct Polijst<'a> {
    /// Likely pairs.
    pub kandidaten: &'a Kandidaten,
    /// What each pair costs at the prices of the LP.
    pub prijs: &'a [f64],
    /// What one model unit of every tier weighs.
    pub gewichten: Gewichten,
    /// MIPs at once, on places that they do not share.
    pub threads: usize,
    /// Not beyond this moment.
    pub tot: Instant,
    /// Stop now?
    pub gestopt: &'a (dyn Fn() -> bool + Sync),
}

/// Does it apply: is everybody whole or nowhere, and nothing flows into a pool?
pub fn past(model: &Model) -> bool {
    model.paren.iter().all(|paar| paar.min >= paar.max)
        && model.personen.iter().all(|persoon| persoon.enkel)
        && model.tellers.iter().all(|teller| teller.overloop.is_none())
}

impl Polijst<'_> {
    /// Improves `staat` until the time is over, or nothing was gained for a while.
    pub fn polijst(&self, staat: &mut Staat<'_>) {
        let (mut toeval, mut since) = (Toeval::new(1), 0);
        while since < GEDULD && !(self.gestopt)() && self.tot.saturating_duration_since(Instant::now()) > KORTST {
            since += 1;
            let groups = self.groepen(staat, &mut toeval);
            let found: Vec<Vec<(usize, Option<usize>)>> = std::thread::scope(|scope| {
                let here = &*staat;
                let handles: Vec<_> = groups.iter().map(|group| scope.spawn(|| self.los_op(here, group))).collect();
                handles.into_iter().filter_map(|handle| handle.join().ok().flatten()).collect()
            });
            for changes in found {
                if neem_als_beter(staat, &changes) {
                    since = 0;
                }
            }
        }
    }

    /// As many groups of places as there are threads, without a place in common.
    fn groepen(&self, staat: &Staat<'_>, toeval: &mut Toeval) -> Vec<BTreeSet<usize>> {
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        let group = |_| {
            let group = self.groep(staat, toeval, &taken);
            taken.extend(&group);
            group
        };
        (0..self.threads.max(1)).map(group).filter(|group| group.len() > 1).collect()
    }

    /// From one place on: ever a likely place of somebody who is in the group, or could be.
    fn groep(&self, staat: &Staat<'_>, toeval: &mut Toeval, taken: &BTreeSet<usize>) -> BTreeSet<usize> {
        let all = staat.model().plekken.len();
        let mut order: Vec<usize> = Vec::new();
        let mut persons = 0;
        for _ in 0..100 * PLEKKEN.1 {
            let next = match order.get(toeval.onder(order.len().max(1))) {
                None => Some(toeval.onder(all)),
                Some(from) => self.buur(staat, toeval, *from),
            };
            let Some(next) = next.filter(|next| !taken.contains(next) && !order.contains(next)) else { continue };
            order.push(next);
            persons += staat.leden(next).len();
            if order.len() >= PLEKKEN.1 || (persons >= PERSONEN && order.len() >= PLEKKEN.0) {
                break;
            }
        }
        order.into_iter().collect()
    }

    /// A likely place of somebody who is at this one, or (one time in four, or when it is empty) could be.
    fn buur(&self, staat: &Staat<'_>, toeval: &mut Toeval, plek: usize) -> Option<usize> {
        let (leden, aan) = (staat.leden(plek), self.kandidaten.aan(plek));
        let wie = match leden.is_empty() || toeval.onder(4) == 0 {
            true => aan.get(toeval.onder(aan.len()))?.0,
            false => *leden.get(toeval.onder(leden.len()))?,
        };
        let own = self.kandidaten.van(wie as usize);
        own.get(toeval.voorin(own.len())).map(|kandidaat| kandidaat.plek())
    }

    /// Who goes where in this group, as far as that differs from now.
    fn los_op(&self, staat: &Staat<'_>, group: &BTreeSet<usize>) -> Option<Vec<(usize, Option<usize>)>> {
        let vraag = Vraag::new(self, staat, group);
        let (mip, start) = (vraag.mip(self, staat), vraag.start(staat));
        let left = self.tot.saturating_duration_since(Instant::now()).min(LANGST);
        let door = || !(self.gestopt)() && Instant::now() < self.tot;
        let found = wacht_op(move || los_mip_op(&mip, Some(&start), left, 1).ok(), &door).flatten()?;
        let gekozen = found.gekozen?;
        let mut changes: BTreeMap<usize, Option<usize>> =
            vraag.personen.iter().map(|persoon| (*persoon, None)).collect();
        for ((persoon, paar), _) in vraag.paren.iter().zip(gekozen).filter(|(_, chosen)| *chosen) {
            changes.insert(*persoon, Some(*paar));
        }
        changes.retain(|persoon, paar| staat.keuze(*persoon).map(|optie| optie.paar) != *paar);
        (!changes.is_empty()).then(|| changes.into_iter().collect())
    }
}

/// Brings changes into the plan when they make the exact tuple smaller; true when they do.
fn neem_als_beter(staat: &mut Staat<'_>, changes: &[(usize, Option<usize>)]) -> bool {
    let mut next = staat.clone();
    let mut doe = |persoon: usize, naar: Option<Optie>| {
        let zet = Zet::default().met(persoon, naar);
        let fits = next.proef_exact(&zet).is_some() && next.is_te_verdelen(&zet);
        if fits {
            next.doe(&zet);
        }
        fits
    };
    let left = changes.iter().all(|(persoon, _)| doe(*persoon, None));
    let arrived = changes.iter().all(|(persoon, paar)| {
        let Some(paar) = paar else { return true };
        let fte_e4 = staat.model().paren.get(*paar).map_or(0, |found| found.max);
        doe(*persoon, Some(Optie { paar: *paar, fte_e4 }))
    });
    let better = left && arrived && next.tuple() < staat.tuple();
    if better {
        *staat = next;
    }
    better
}

/// One small question: who is free, and by which pairs.
struct Vraag {
    personen: BTreeSet<usize>,
    /// Person and pair.
    paren: Vec<(usize, usize)>,
}

impl Vraag {
    fn new(polijst: &Polijst<'_>, staat: &Staat<'_>, group: &BTreeSet<usize>) -> Vraag {
        let mut personen: BTreeSet<usize> =
            group.iter().flat_map(|plek| staat.leden(*plek)).map(|lid| *lid as usize).collect();
        personen.retain(|persoon| !staat.extra().iter().any(|(who, _)| who == persoon));
        let price = |paar: usize| polijst.prijs.get(paar).copied().unwrap_or(0.0);
        for plek in group {
            let mut outside: Vec<(f64, usize)> = (polijst.kandidaten.aan(*plek).iter())
                .map(|(persoon, paar)| (price(*paar as usize), *persoon as usize))
                .filter(|(_, persoon)| staat.keuze(*persoon).is_none())
                .collect();
            outside.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            personen.extend(outside.into_iter().take(ERBIJ).map(|(_, persoon)| persoon));
        }
        let mut paren = Vec::new();
        for persoon in &personen {
            let now = staat.keuze(*persoon).map(|optie| optie.paar);
            let mut own: Vec<usize> = (group.iter().filter_map(|plek| staat.paar(*persoon, *plek)))
                .filter(|paar| staat.optie(*paar, i64::MAX).is_some() && Some(*paar) != now)
                .collect();
            own.sort_by(|a, b| price(*a).total_cmp(&price(*b)).then(a.cmp(b)));
            paren.extend(own.into_iter().take(PAREN).chain(now).map(|paar| (*persoon, paar)));
        }
        Vraag { personen, paren }
    }

    fn start(&self, staat: &Staat<'_>) -> Vec<bool> {
        let held = |(persoon, paar): &(usize, usize)| staat.keuze(*persoon).is_some_and(|optie| optie.paar == *paar);
        self.paren.iter().map(held).collect()
    }

    /// Rows: one pair per person, limits, and for every bend how far the counter is beyond it.
    fn mip(&self, polijst: &Polijst<'_>, staat: &Staat<'_>) -> Mip {
        let model = staat.model();
        let weight = |tier: usize| polijst.gewichten.get(tier).copied().unwrap_or(0.0);
        let mut mip = Mip::default();
        let mut per_person: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        // Per row: what every column adds, and what the free persons add now.
        let mut rijen: BTreeMap<usize, (Vec<(usize, i64)>, i64)> = BTreeMap::new();
        for (column, (persoon, paar)) in self.paren.iter().enumerate() {
            let fte = model.paren.get(*paar).map_or(0, |found| found.max);
            let cost =
                |kost: &super::formulation::model::Kost| weight(kost.tier) * (kost.per_e4 * fte + kost.vast) as f64;
            mip.kosten.push(model.kosten(*paar).iter().map(cost).sum());
            per_person.entry(*persoon).or_default().push((column, 1.0));
            let held = staat.keuze(*persoon).is_some_and(|optie| optie.paar == *paar);
            for (rij, amount) in staat.telt(*paar, fte) {
                let row = rijen.entry(rij).or_default();
                row.0.push((column, amount));
                row.1 += if held { amount } else { 0 };
            }
        }
        mip.rijen = per_person.into_values().map(|termen| Rij { termen, onder: None, boven: 1.0 }).collect();
        for (rij, (columns, held)) in rijen {
            self.rij(&mut mip, (staat, &weight), rij, &columns, held);
        }
        mip
    }

    fn rij(
        &self,
        mip: &mut Mip,
        (staat, weight): (&Staat<'_>, &dyn Fn(usize) -> f64),
        rij: usize,
        columns: &[(usize, i64)],
        held: i64,
    ) {
        let scale = columns.iter().map(|(_, amount)| amount.abs()).max().unwrap_or(1).max(1) as f64;
        let termen: Vec<(usize, f64)> =
            columns.iter().map(|(column, amount)| (*column, *amount as f64 / scale)).collect();
        let (now, maximum) = staat.stand(rij);
        let base = now - held;
        if maximum < i64::MAX {
            // What is above its limit already may stay so.
            let room = (maximum - base).max(held);
            mip.rijen.push(Rij { termen: termen.clone(), onder: None, boven: room as f64 / scale });
        }
        let Some(teller) = staat.model().tellers.get(rij) else { return };
        for knik in teller.knikken.iter().filter(|knik| weight(knik.tier) > 0.0) {
            let sign = if knik.boven { -1.0 } else { 1.0 };
            let mut hinge: Vec<(usize, f64)> = termen.iter().map(|(column, factor)| (*column, sign * factor)).collect();
            hinge.push((self.paren.len() + mip.maten.len(), 1.0));
            let onder = sign * (knik.drempel - base) as f64 / scale;
            mip.rijen.push(Rij { termen: hinge, onder: Some(onder), boven: f64::INFINITY });
            mip.maten.push(weight(knik.tier) * knik.helling as f64 * scale);
        }
    }
}
