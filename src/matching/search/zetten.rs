//! Random changes that the annealing proposes. Every kind keeps placements whole when it can.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

use super::Optie;
use super::staat::Staat;
use super::zet::Zet;

/// Likely pairs per person, the most promising first; and per place the persons who list it.
#[derive(Debug, Clone)]
pub struct Kandidaten {
    van: Vec<usize>,
    paren: Vec<usize>,
    per_plek: Vec<Vec<(usize, usize)>>,
}

/// Longest list of one person.
pub const LIJST: usize = 20;

impl Kandidaten {
    /// The pairs of every person in order of `prijs` (lowest first), cut to the list length.
    pub fn new(staat: &Staat<'_>, prijs: &[f64]) -> Kandidaten {
        let model = staat.model();
        let (mut van, mut paren) = (vec![0], Vec::new());
        let mut per_plek = vec![Vec::new(); model.plekken.len()];
        let price = |paar: &usize| prijs.get(*paar).copied().unwrap_or(0.0);
        for (index, persoon) in model.personen.iter().enumerate() {
            let mut own: Vec<usize> = (persoon.van..persoon.tot).collect();
            own.sort_by(|a, b| price(a).total_cmp(&price(b)).then(a.cmp(b)));
            own.truncate(LIJST);
            for paar in &own {
                if let Some(plek) = model.paren.get(*paar).and_then(|found| per_plek.get_mut(found.plek)) {
                    plek.push((index, *paar));
                }
            }
            paren.extend(own);
            van.push(paren.len());
        }
        Kandidaten { van, paren, per_plek }
    }

    /// Per pair: is it on a list, or in use in `staat`?
    pub fn meedoend(&self, staat: &Staat<'_>) -> Vec<bool> {
        let mut mee = vec![false; staat.model().paren.len()];
        let used = (0..staat.model().personen.len()).filter_map(|persoon| staat.keuze(persoon));
        let extra = staat.extra().iter().map(|(_, optie)| *optie);
        for paar in self.paren.iter().copied().chain(used.chain(extra).map(|optie| optie.paar)) {
            if let Some(takes_part) = mee.get_mut(paar) {
                *takes_part = true;
            }
        }
        mee
    }

    /// List of one person.
    pub fn van(&self, persoon: usize) -> &[usize] {
        let (Some(van), Some(tot)) = (self.van.get(persoon), self.van.get(persoon + 1)) else { return &[] };
        self.paren.get(*van..*tot).unwrap_or_default()
    }
}

/// A number below `n`, evenly.
#[inline]
pub fn onder(rng: &mut ChaCha8Rng, n: usize) -> usize {
    ((u64::from(rng.next_u32()) * n as u64) >> 32) as usize
}

/// A number from 0 up to 1.
#[inline]
pub fn deel(rng: &mut ChaCha8Rng) -> f64 {
    f64::from(rng.next_u32()) / 4_294_967_296.0
}

/// One random change, if the draw gives one that could fit.
#[inline]
pub fn voorstel(staat: &Staat<'_>, kandidaten: &Kandidaten, rng: &mut ChaCha8Rng) -> Option<Zet> {
    let persoon = onder(rng, staat.model().personen.len());
    let soort = rng.next_u32() % 100;
    if soort < 2 {
        return staat.keuze(persoon).map(|_| Zet::default().met(persoon, None));
    }
    let own = kandidaten.van(persoon);
    let u = deel(rng);
    // Drawn towards the front of the list: floor(u^1.5 × length).
    let paar = *own.get((u * u.sqrt() * own.len() as f64) as usize)?;
    let plek = staat.model().paren.get(paar)?.plek;
    let room = staat.ruimte(plek) + at(staat, persoon, plek);
    match soort {
        2..28 => verplaats(staat, persoon, paar, room),
        28..50 => verdring(staat, kandidaten, rng, (persoon, paar, plek, room)),
        50..72 => wissel(staat, rng, (persoon, paar, plek, room)),
        72..87 => twee_in(staat, kandidaten, rng, (persoon, paar, plek, room)),
        _ => twee_uit(staat, rng, (persoon, paar, plek, room)),
    }
}

/// Who moves, by which pair, to which place, with how much room (the own place counted as free).
type Naar = (usize, usize, usize, i64);

/// Fte that this person holds at this place.
fn at(staat: &Staat<'_>, persoon: usize, plek: usize) -> i64 {
    match staat.keuze(persoon) {
        Some(optie) if staat.plek_van(persoon) == Some(plek) => optie.fte_e4,
        _ => 0,
    }
}

fn fte(staat: &Staat<'_>, persoon: usize) -> i64 {
    staat.keuze(persoon).map_or(0, |optie| optie.fte_e4)
}

/// To another place, or to another amount at the same one.
fn verplaats(staat: &Staat<'_>, persoon: usize, paar: usize, room: i64) -> Option<Zet> {
    let to = staat.optie(paar, room)?;
    (staat.keuze(persoon) != Some(to)).then(|| Zet::default().met(persoon, Some(to)))
}

/// A random member of `plek` other than `persoon`.
fn lid(staat: &Staat<'_>, rng: &mut ChaCha8Rng, plek: usize, persoon: usize) -> Option<usize> {
    let leden = staat.leden(plek);
    if leden.is_empty() {
        return None;
    }
    leden.get(onder(rng, leden.len())).map(|lid| *lid as usize).filter(|lid| *lid != persoon)
}

/// In, and one member out: nowhere, or to another of that member's candidates.
fn verdring(
    staat: &Staat<'_>,
    kandidaten: &Kandidaten,
    rng: &mut ChaCha8Rng,
    (persoon, paar, plek, room): Naar,
) -> Option<Zet> {
    let out = lid(staat, rng, plek, persoon)?;
    let to = staat.optie(paar, room + fte(staat, out))?;
    let zet = Zet::default().met(persoon, Some(to));
    let own = kandidaten.van(out);
    if own.is_empty() || !rng.next_u32().is_multiple_of(4) {
        return Some(zet.met(out, None));
    }
    let other = *own.get(onder(rng, own.len()))?;
    let elsewhere = staat.model().paren.get(other)?.plek;
    let freed = at(staat, persoon, elsewhere);
    let next = (elsewhere != plek).then(|| staat.optie(other, staat.ruimte(elsewhere) + freed)).flatten();
    Some(zet.met(out, next))
}

/// Two persons change places.
fn wissel(staat: &Staat<'_>, rng: &mut ChaCha8Rng, (persoon, paar, plek, room): Naar) -> Option<Zet> {
    let from = staat.plek_van(persoon)?;
    if from == plek {
        return None;
    }
    let other = lid(staat, rng, plek, persoon)?;
    let back = staat.model().paar(other, from)?;
    let to = staat.optie(paar, room + fte(staat, other))?;
    let back = staat.optie(back, staat.ruimte(from) + fte(staat, persoon))?;
    Some(Zet::default().met(persoon, Some(to)).met(other, Some(back)))
}

/// Two persons in, one member out, who takes the place that became free when that is possible.
fn twee_in(
    staat: &Staat<'_>,
    kandidaten: &Kandidaten,
    rng: &mut ChaCha8Rng,
    (persoon, paar, plek, room): Naar,
) -> Option<Zet> {
    let out = lid(staat, rng, plek, persoon)?;
    let room = room + fte(staat, out);
    let first = staat.optie(paar, room)?;
    let others = kandidaten.per_plek.get(plek)?;
    let (second, second_paar) = *others.get(onder(rng, others.len()))?;
    if second == persoon || second == out || staat.plek_van(second) == Some(plek) {
        return None;
    }
    let second_optie = staat.optie(second_paar, room - first.fte_e4)?;
    let freed = free_place(staat, out, plek, persoon);
    Some(Zet::default().met(persoon, Some(first)).met(second, Some(second_optie)).met(out, freed))
}

/// One person in, two members out, of whom one takes the place that became free when that is possible.
fn twee_uit(staat: &Staat<'_>, rng: &mut ChaCha8Rng, (persoon, paar, plek, room): Naar) -> Option<Zet> {
    let first = lid(staat, rng, plek, persoon)?;
    let second = lid(staat, rng, plek, persoon)?;
    if first == second {
        return None;
    }
    let to = staat.optie(paar, room + fte(staat, first) + fte(staat, second))?;
    let freed = free_place(staat, first, plek, persoon);
    Some(Zet::default().met(persoon, Some(to)).met(first, freed).met(second, None))
}

/// The placement of `out` at the place that `mover` leaves for `plek`.
fn free_place(staat: &Staat<'_>, out: usize, plek: usize, mover: usize) -> Option<Optie> {
    let from = staat.plek_van(mover).filter(|from| *from != plek)?;
    let paar = staat.model().paar(out, from)?;
    staat.optie(paar, staat.ruimte(from) + fte(staat, mover))
}
