//! Random changes that the annealing proposes. Every kind keeps placements whole when it can.

mod ruil;

use super::Optie;
use super::rijen::kort;
use super::staat::Staat;
use super::tabel::Tabel;
use super::toeval::Toeval;
use super::zet::Zet;
use ruil::ruil;

/// A pair on a list, with its place.
#[derive(Debug, Clone, Copy)]
pub struct Kandidaat {
    paar: u32,
    plek: u32,
}

impl Kandidaat {
    /// The pair.
    #[inline]
    pub fn paar(self) -> usize {
        self.paar as usize
    }

    /// Its place.
    #[inline]
    pub fn plek(self) -> usize {
        self.plek as usize
    }
}

/// Likely pairs per person, the most promising first; and per place the persons who list it.
#[derive(Debug, Clone)]
pub struct Kandidaten {
    van: Vec<u32>,
    lijst: Vec<Kandidaat>,
    /// Person and pair.
    per_plek: Vec<Vec<(u32, u32)>>,
}

/// Longest list of one person.
pub const LIJST: usize = 20;

impl Kandidaten {
    /// The pairs of every person in order of `prijs` (lowest first), cut to the list length.
    pub fn new(staat: &Staat<'_>, prijs: &[f64]) -> Kandidaten {
        let model = staat.model();
        let (mut van, mut lijst) = (vec![0], Vec::new());
        let mut per_plek = vec![Vec::new(); model.plekken.len()];
        let price = |paar: &usize| prijs.get(*paar).copied().unwrap_or(0.0);
        for (index, persoon) in model.personen.iter().enumerate() {
            let mut own: Vec<usize> = (persoon.van..persoon.tot).collect();
            own.sort_by(|a, b| price(a).total_cmp(&price(b)).then(a.cmp(b)));
            for paar in own.into_iter().take(LIJST) {
                let Some(plek) = model.paren.get(paar).map(|found| found.plek) else { continue };
                if let Some(place) = per_plek.get_mut(plek) {
                    place.push((kort(index), kort(paar)));
                }
                lijst.push(Kandidaat { paar: kort(paar), plek: kort(plek) });
            }
            van.push(kort(lijst.len()));
        }
        Kandidaten { van, lijst, per_plek }
    }

    /// Per pair: is it on a list, or in use in `staat`?
    pub fn meedoend(&self, staat: &Staat<'_>) -> Vec<bool> {
        let mut mee = vec![false; staat.model().paren.len()];
        let used = (0..staat.model().personen.len()).filter_map(|persoon| staat.keuze(persoon));
        let extra = staat.extra().iter().map(|(_, optie)| *optie);
        let listed = self.lijst.iter().map(|kandidaat| kandidaat.paar());
        for paar in listed.chain(used.chain(extra).map(|optie| optie.paar)) {
            if let Some(takes_part) = mee.get_mut(paar) {
                *takes_part = true;
            }
        }
        mee
    }

    /// Persons who list a place, with their pair.
    pub fn aan(&self, plek: usize) -> &[(u32, u32)] {
        self.per_plek.get(plek).map_or(&[], Vec::as_slice)
    }

    /// List of one person.
    #[inline]
    pub fn van(&self, persoon: usize) -> &[Kandidaat] {
        super::rijen::reeks(&self.lijst, &self.van, persoon)
    }
}

/// What weighs and how warm it is.
#[derive(Debug, Clone, Copy)]
pub struct Warmte<'t> {
    /// Weights.
    pub tabel: &'t Tabel,
    /// In weighted cost.
    pub temperatuur: f64,
}

/// A change with what it may cost, in temperatures.
#[derive(Debug, Clone, Copy)]
pub struct Voorstel {
    /// The change.
    pub zet: Zet,
    /// −ln of an even draw.
    pub drempel: f64,
}

/// One random change, if the draw gives one that could fit. Cold as well as warm the same kinds come as often: with more
/// exchanges only when cold the plans were no better.
#[inline]
pub fn voorstel(
    staat: &Staat<'_>,
    kandidaten: &Kandidaten,
    toeval: &mut Toeval,
    warmte: Warmte<'_>,
) -> Option<Voorstel> {
    let persoon = toeval.onder(staat.model().personen.len());
    let soort = toeval.onder(100);
    if soort < 1 {
        let zet = staat.keuze(persoon).map(|_| Zet::default().met(persoon, None))?;
        return Some(Voorstel { zet, drempel: toeval.drempel() });
    }
    let own = kandidaten.van(persoon);
    let kandidaat = *own.get(toeval.voorin(own.len()))?;
    let (paar, plek) = (kandidaat.paar(), kandidaat.plek());
    let naar = Naar { persoon, paar, plek, ruimte: staat.ruimte(plek) + at(staat, persoon, plek) };
    // Who is nowhere has nothing to change with.
    let ergens = staat.plek_van(persoon).is_some();
    let zet = match soort {
        1..21 => verplaats(staat, &naar),
        21..56 if ergens => wissel(staat, toeval, &naar),
        21..62 => verdring(staat, kandidaten, toeval, &naar),
        62..92 if ergens => return ruil(staat, toeval, &naar, warmte),
        62..97 => twee_in(staat, kandidaten, toeval, &naar),
        _ => twee_uit(staat, toeval, &naar),
    };
    Some(Voorstel { zet: zet?, drempel: toeval.drempel() })
}

/// Who moves, by which pair, to which place, with how much room (the own place counted as free).
struct Naar {
    persoon: usize,
    paar: usize,
    plek: usize,
    ruimte: i64,
}

/// Fte that this person holds at this place.
#[inline]
fn at(staat: &Staat<'_>, persoon: usize, plek: usize) -> i64 {
    if staat.plek_van(persoon) == Some(plek) { staat.fte(persoon) } else { 0 }
}

/// To another place, or to another amount at the same one.
fn verplaats(staat: &Staat<'_>, naar: &Naar) -> Option<Zet> {
    let to = staat.optie(naar.paar, naar.ruimte)?;
    (staat.keuze(naar.persoon) != Some(to)).then(|| Zet::default().met(naar.persoon, Some(to)))
}

/// A random member of the place, other than who comes in.
#[inline]
fn lid(staat: &Staat<'_>, toeval: &mut Toeval, naar: &Naar) -> Option<usize> {
    let leden = staat.leden(naar.plek);
    if leden.is_empty() {
        return None;
    }
    leden.get(toeval.onder(leden.len())).map(|lid| *lid as usize).filter(|lid| *lid != naar.persoon)
}

/// A member without whom there is room to come in, from a random one on; with what comes in.
#[inline]
fn passend_lid(staat: &Staat<'_>, toeval: &mut Toeval, naar: &Naar) -> Option<(usize, Optie)> {
    let leden = staat.leden(naar.plek);
    let (after, from) = leden.split_at_checked(toeval.onder(leden.len()))?;
    let others = from.iter().chain(after).map(|lid| *lid as usize).filter(|lid| *lid != naar.persoon);
    others
        .map(|lid| (lid, staat.fte(lid)))
        .find_map(|(lid, fte)| Some((lid, staat.optie(naar.paar, naar.ruimte + fte)?)))
}

/// In, and one member out: nowhere, or to another of that member's candidates.
fn verdring(staat: &Staat<'_>, kandidaten: &Kandidaten, toeval: &mut Toeval, naar: &Naar) -> Option<Zet> {
    let (out, to) = passend_lid(staat, toeval, naar)?;
    let zet = Zet::default().met(naar.persoon, Some(to));
    let own = kandidaten.van(out);
    if own.is_empty() || toeval.onder(4) > 0 {
        return Some(zet.met(out, None));
    }
    let other = *own.get(toeval.onder(own.len()))?;
    let elsewhere = other.plek();
    let freed = at(staat, naar.persoon, elsewhere);
    let room = staat.ruimte(elsewhere) + freed;
    let next = if elsewhere == naar.plek { None } else { staat.optie(other.paar(), room) };
    Some(zet.met(out, next))
}

/// Two persons change places.
fn wissel(staat: &Staat<'_>, toeval: &mut Toeval, naar: &Naar) -> Option<Zet> {
    let from = staat.plek_van(naar.persoon).filter(|from| *from != naar.plek)?;
    let (other, to) = passend_lid(staat, toeval, naar)?;
    let back = staat.paar(other, from)?;
    let back = staat.optie(back, staat.ruimte(from) + staat.fte(naar.persoon))?;
    Some(Zet::default().met(naar.persoon, Some(to)).met(other, Some(back)))
}

/// Two persons in, one member out, who takes the place that became free when that is possible.
fn twee_in(staat: &Staat<'_>, kandidaten: &Kandidaten, toeval: &mut Toeval, naar: &Naar) -> Option<Zet> {
    let out = lid(staat, toeval, naar)?;
    let room = naar.ruimte + staat.fte(out);
    let first = staat.optie(naar.paar, room)?;
    let others = kandidaten.per_plek.get(naar.plek)?;
    let (second, second_paar) = *others.get(toeval.onder(others.len()))?;
    let second = second as usize;
    if second == naar.persoon || second == out || staat.plek_van(second) == Some(naar.plek) {
        return None;
    }
    let second_optie = staat.optie(second_paar as usize, room - first.fte_e4)?;
    let freed = free_place(staat, out, naar);
    Some(Zet::default().met(naar.persoon, Some(first)).met(second, Some(second_optie)).met(out, freed))
}

/// One person in, two members out, of whom one takes the place that became free when that is possible.
fn twee_uit(staat: &Staat<'_>, toeval: &mut Toeval, naar: &Naar) -> Option<Zet> {
    let first = lid(staat, toeval, naar)?;
    let second = lid(staat, toeval, naar)?;
    if first == second {
        return None;
    }
    let to = staat.optie(naar.paar, naar.ruimte + staat.fte(first) + staat.fte(second))?;
    let freed = free_place(staat, first, naar);
    Some(Zet::default().met(naar.persoon, Some(to)).met(first, freed).met(second, None))
}

/// The placement of `out` at the place that the mover leaves.
fn free_place(staat: &Staat<'_>, out: usize, naar: &Naar) -> Option<Optie> {
    let from = staat.plek_van(naar.persoon).filter(|from| *from != naar.plek)?;
    let paar = staat.paar(out, from)?;
    staat.optie(paar, staat.ruimte(from) + staat.fte(naar.persoon))
}
