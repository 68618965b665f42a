//! Small exact MIPs around a plan: late gains that moves of one or two persons do not find. In turn the persons at a few
//! places are free to change among those places, or a few persons among all places; everybody else stays.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::Toewijzing;
use super::kern::los_kern_op;
use crate::matching::search::toeval::Toeval;

/// Persons that are free at once, about.
const PERSONEN: usize = 40;
/// Longest time for one MIP.
const PER_GROEP: Duration = Duration::from_millis(1_500);
/// Rounds without any gain before it stops.
const GEDULD: usize = 16;

/// Who is free to move, and where.
enum Vrij {
    /// Everybody at these places, among them.
    Plekken(BTreeSet<usize>),
    /// These persons, anywhere.
    Personen(BTreeSet<usize>),
}

impl Vrij {
    fn laat(&self, persoon: usize, held: usize, plek: usize) -> bool {
        match self {
            Vrij::Plekken(group) => group.contains(&held) && group.contains(&plek),
            Vrij::Personen(group) => group.contains(&persoon),
        }
    }
}

/// Improves a complete plan until `tot`, or until nothing has been gained for a while.
pub(super) fn verfijn(toewijzing: &Toewijzing, keuze: Vec<usize>, tot: Instant, threads: usize) -> Vec<usize> {
    let mut toeval = Toeval::new(1);
    let mut best = keuze;
    let (mut failures, mut round) = (0, 0);
    while failures < GEDULD {
        let left = tot.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        round += 1;
        let groups = groepen(toewijzing, round % 2 == 0, threads.max(1), &mut toeval);
        failures += 1;
        for found in ronde(toewijzing, &best, &groups, left.min(PER_GROEP)) {
            if toewijzing.kost(&found).is_some_and(|cost| toewijzing.kost(&best).is_none_or(|held| cost < held)) {
                best = found;
                failures = 0;
            }
        }
    }
    best
}

/// As many random groups as there are threads; they share no place, or no person.
fn groepen(toewijzing: &Toewijzing, by_place: bool, count: usize, toeval: &mut Toeval) -> Vec<Vrij> {
    let (places, persons) = (toewijzing.ruimte.len(), toewijzing.personen.len());
    let all = if by_place { places } else { persons };
    let size = if by_place { (PERSONEN * places).div_ceil(persons.max(1)).max(2) } else { PERSONEN };
    let mut order: Vec<usize> = (0..all).collect();
    for index in (1..all).rev() {
        order.swap(index, toeval.onder(index + 1));
    }
    let group = |members: &[usize]| match by_place {
        true => Vrij::Plekken(members.iter().copied().collect()),
        false => Vrij::Personen(members.iter().copied().collect()),
    };
    order.chunks(size).take(count).map(group).collect()
}

/// Every group by itself, side by side. What one found is moved onto what the others found when both fit together.
fn ronde(toewijzing: &Toewijzing, keuze: &[usize], groups: &[Vrij], tijd: Duration) -> Vec<Vec<usize>> {
    let found: Vec<Vec<usize>> = std::thread::scope(|scope| {
        let solve = |group| scope.spawn(move || los_groep_op(toewijzing, keuze, group, tijd));
        let handles: Vec<_> = groups.iter().map(solve).collect();
        handles.into_iter().filter_map(|handle| handle.join().ok().flatten()).collect()
    });
    let mut together = keuze.to_vec();
    for own in &found {
        for ((place, held), new) in together.iter_mut().zip(keuze).zip(own).filter(|((_, held), new)| held != new) {
            debug_assert_eq!(place, held, "groups share nobody");
            *place = *new;
        }
    }
    found.into_iter().chain([together]).collect()
}

fn los_groep_op(toewijzing: &Toewijzing, keuze: &[usize], group: &Vrij, tijd: Duration) -> Option<Vec<usize>> {
    let mut mee = Vec::new();
    for (persoon, (own, held)) in toewijzing.personen.iter().zip(keuze).enumerate() {
        mee.extend(own.iter().map(|one| one.plek == *held || group.laat(persoon, *held, one.plek)));
    }
    los_kern_op(toewijzing, &|paar| mee.get(paar) == Some(&true), Some(keuze), tijd, 1).ok()?.keuze
}
