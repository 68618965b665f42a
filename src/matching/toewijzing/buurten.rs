//! Small exact MIPs over the persons at a few places, everybody else where they are: late gains that moves of one or two
//! persons do not find. Groups of places are disjoint, so they are solved side by side.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::Toewijzing;
use super::kern::los_kern_op;
use crate::matching::search::zetten::onder;

/// Persons in one group, about.
const PERSONEN: usize = 40;
/// Longest time for one group.
const PER_GROEP: Duration = Duration::from_millis(1_500);
/// Rounds without any gain before it stops.
const GEDULD: usize = 12;

/// Improves a complete plan until `tot`, or until nothing has been gained for a while.
pub(super) fn verfijn(toewijzing: &Toewijzing, keuze: Vec<usize>, tot: Instant, threads: usize) -> Vec<usize> {
    let (places, persons) = (toewijzing.ruimte.len(), toewijzing.personen.len().max(1));
    let size = (PERSONEN * places).div_ceil(persons).clamp(2, places.max(2));
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut best = keuze;
    let mut failures = 0;
    while failures < GEDULD {
        let left = tot.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let mut order: Vec<usize> = (0..places).collect();
        for index in (1..places).rev() {
            order.swap(index, onder(&mut rng, index + 1));
        }
        let groups: Vec<BTreeSet<usize>> =
            order.chunks(size).take(threads.max(1)).map(|group| group.iter().copied().collect()).collect();
        let next = ronde(toewijzing, &best, &groups, left.min(PER_GROEP));
        let gained = toewijzing.kost(&next).is_some_and(|cost| toewijzing.kost(&best).is_none_or(|held| cost < held));
        failures = if gained { 0 } else { failures + 1 };
        if gained {
            best = next;
        }
    }
    best
}

/// Every group by itself, side by side; what each found put together.
fn ronde(toewijzing: &Toewijzing, keuze: &[usize], groups: &[BTreeSet<usize>], tijd: Duration) -> Vec<usize> {
    let found: Vec<Option<Vec<usize>>> = std::thread::scope(|scope| {
        let solve = |group| scope.spawn(move || los_groep_op(toewijzing, keuze, group, tijd));
        let handles: Vec<_> = groups.iter().map(solve).collect();
        handles.into_iter().map(|handle| handle.join().ok().flatten()).collect()
    });
    let mut next = keuze.to_vec();
    for own in found.iter().flatten() {
        for ((place, held), new) in next.iter_mut().zip(keuze).zip(own) {
            if new != held {
                *place = *new;
            }
        }
    }
    next
}

fn los_groep_op(
    toewijzing: &Toewijzing,
    keuze: &[usize],
    group: &BTreeSet<usize>,
    tijd: Duration,
) -> Option<Vec<usize>> {
    let mut mee = Vec::new();
    for (own, held) in toewijzing.personen.iter().zip(keuze) {
        let free = group.contains(held);
        mee.extend(own.iter().map(|one| one.plek == *held || free && group.contains(&one.plek)));
    }
    los_kern_op(toewijzing, &|paar| mee.get(paar) == Some(&true), Some(keuze), tijd, 1).ok()?.keuze
}
