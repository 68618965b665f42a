//! Runs the chains of the search: a fixed number with their own seeds, on as many threads as are given.
//!
//! The number of chains is fixed and each has its own share of the work, so the threads do not change the answer.

use std::time::{Duration, Instant};

use super::Oplossing;
use super::afkoelen::{Koeling, SLAG, herstel, koel_af};
use super::staat::Staat;
use super::tabel::{Gewichten, Tabel, gewichten};
use super::zetten::Kandidaten;
use crate::matching::formulation::model::{Model, Waarden};

/// Chains of one search.
pub const KETENS: u64 = 2;

/// Each later tier weighs this much less in the lenient first cooling, and in the strict second one. One weighted objective
/// has one cooling.
const FACTOREN: [f64; 2] = [10.0, 100.0];

/// How hot each cooling begins, as a share of what the heaviest ordinary tier weighs. At 3 million proposals a warm
/// second one (0.1, was 0.003) gave 0.01 to 0.23 % less tekort-eerst at 600 and 1,000 regiodocenten and was level at 300;
/// with much more work it makes no clear difference. A cooler first one (0.3 or 0.1) was worse.
const WARMTE: [f64; 2] = [1.0, 0.1];

/// Beginning and end of the cooling of one weighted objective, where a tenth fte costs 1,000 and more. At 10 seconds a
/// beginning at 1,000 missed the best filling of 600 regiodocenten in every run that was looked at; an end at 3 was worse
/// than at 6.
const GEWOGEN: (f64, f64) = (3_000.0, 6.0);

/// Proposals between two looks at the clock and the stop.
const KIJK: u64 = 32 * SLAG;

/// How much a search may do.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Proposals over all chains; `None`: until `tot`.
    pub werk: Option<u64>,
    /// Not beyond this moment.
    pub tot: Option<Instant>,
}

/// What every chain shares.
pub struct Zoekopdracht<'a, 'm> {
    /// Where it begins.
    pub start: &'a Staat<'m>,
    /// Likely pairs.
    pub kandidaten: &'a Kandidaten,
    /// How much it may do.
    pub budget: Budget,
    /// Threads at once.
    pub threads: usize,
    /// What the last chain does before it begins.
    pub vooraf: &'a (dyn Fn() + Sync),
    /// Stop now?
    pub gestopt: &'a (dyn Fn() -> bool + Sync),
    /// Called by the first chain: share done in thousandths, and the tuple of the best plan it has seen.
    pub meld: &'a (dyn Fn(u16, &Waarden) + Sync),
}

/// Runs all chains; the best by exact tuple, then the first.
pub fn zoek(opdracht: &Zoekopdracht<'_, '_>) -> Oplossing {
    let model = opdracht.start.model();
    let coolings = if model.tiers == 1 { 1 } else { FACTOREN.len() };
    let tabellen: Vec<(Tabel, Gewichten)> = (FACTOREN.iter().take(coolings))
        .map(|factor| gewichten(model, *factor))
        .map(|weights| (Tabel::met_voorrang(model, &weights), weights))
        .collect();
    let found: Vec<Oplossing> = if opdracht.threads > 1 {
        std::thread::scope(|scope| {
            let run = |keten| {
                scope.spawn({
                    let tabellen = &tabellen;
                    move || keten_af(opdracht, tabellen, keten)
                })
            };
            let handles: Vec<_> = (0..KETENS).map(run).collect();
            handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
        })
    } else {
        (0..KETENS).map(|keten| keten_af(opdracht, &tabellen, keten)).collect()
    };
    let start = opdracht.start.oplossing();
    found.into_iter().fold(start, |best, next| if next.waarden < best.waarden { next } else { best })
}

fn keten_af(opdracht: &Zoekopdracht<'_, '_>, tabellen: &[(Tabel, Gewichten)], keten: u64) -> Oplossing {
    if keten + 1 == KETENS {
        (opdracht.vooraf)();
    }
    let mut staat = opdracht.start.clone();
    let mut best = opdracht.start.oplossing();
    let loop_van = Loop { budget: opdracht.budget, began: Instant::now(), coolings: tabellen.len() as f64 };
    for (ronde, (tabel, weights)) in (0u64..).zip(tabellen) {
        let (heet, koud) = temperaturen(staat.model(), weights, ronde);
        let koeling = Koeling { tabel, heet, koud };
        let seed = seed(staat.model(), keten, ronde);
        let (mut said, mut by_time) = (Instant::now(), 0.0);
        let share = |done: u64, here: &Waarden| {
            if done.is_multiple_of(KIJK) {
                if (opdracht.gestopt)() {
                    return 1.0;
                }
                by_time = loop_van.deel_tijd(ronde);
            }
            let share = loop_van.deel_klaar(done, by_time);
            if keten == 0 && done.is_multiple_of(KIJK) && said.elapsed() > Duration::from_millis(100) {
                said = Instant::now();
                let total = (ronde as f64 + share.min(1.0)) / tabellen.len() as f64;
                (opdracht.meld)((total * 1_000.0) as u16, here.min(&best.waarden));
            }
            share
        };
        let found = koel_af(&mut staat, opdracht.kandidaten, koeling, seed, share);
        if found.waarden < best.waarden {
            best = found;
        }
        herstel(&mut staat, &best);
    }
    best
}

/// How far a chain is: what it may do, since when, and how often it cools.
struct Loop {
    budget: Budget,
    began: Instant,
    coolings: f64,
}

impl Loop {
    /// Share of the time of cooling `ronde` that is over; 0 without a time.
    fn deel_tijd(&self, ronde: u64) -> f64 {
        self.budget.tot.map_or(0.0, |tot| {
            let all = tot.saturating_duration_since(self.began).as_secs_f64() / self.coolings;
            if all <= 0.0 { 1.0 } else { self.began.elapsed().as_secs_f64() / all - ronde as f64 }
        })
    }

    /// Share of a cooling that is done: by work when that is given (time only cuts off), else by time.
    fn deel_klaar(&self, done: u64, by_time: f64) -> f64 {
        let Some(werk) = self.budget.werk else { return if self.budget.tot.is_some() { by_time } else { 1.0 } };
        let own = (werk / KETENS) as f64 / self.coolings;
        if own < 1.0 || by_time >= 1.0 { 1.0 } else { done as f64 / own }
    }
}

/// Hot: a fair part of what one unit of the heaviest ordinary tier weighs. Cold: a few minutes of journey.
fn temperaturen(model: &Model, weights: &Gewichten, ronde: u64) -> (f64, f64) {
    if model.tiers == 1 {
        return GEWOGEN;
    }
    let per_unit = |tier: usize| {
        let (weight, schaal) =
            (weights.get(tier).copied().unwrap_or(0.0), model.schaal.get(tier).copied().unwrap_or(1));
        (weight * schaal as f64, model.gewicht.get(tier).copied().unwrap_or(0.0))
    };
    let ordinary = (0..model.tiers).map(per_unit).filter(|(_, natuurlijk)| *natuurlijk < 100_000.0);
    let heaviest = ordinary.map(|(weight, _)| weight).fold(1.0, f64::max);
    let lightest = (0..model.tiers)
        .map(per_unit)
        .filter(|(_, natuurlijk)| *natuurlijk >= 1.0)
        .map(|(weight, _)| weight)
        .fold(f64::MAX, f64::min);
    // Few persons: a single one is a large part of a school, and there is work enough to begin hotter.
    let klein = (60.0 / (model.personen.len() as f64 + 1.0)).clamp(1.0, 10.0);
    let heet = heaviest * klein * WARMTE.get(usize::try_from(ronde).unwrap_or(0)).copied().unwrap_or(1.0);
    (heet.max(10.0), (3.0 * lightest).min(heet))
}

/// From the lots, the chain and the cooling: never from ids, order or time.
fn seed(model: &Model, keten: u64, ronde: u64) -> u64 {
    let lots = model.personen.iter().map(|persoon| persoon.lot);
    lots.fold(0x9e37_79b9_7f4a_7c15 ^ (keten << 1 | ronde), |seed: u64, lot| {
        (seed ^ lot).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
    })
}
