//! The plan under work: who is where, the value of every counter, and what a change would do without doing it.

use super::tabel::{Bijdragen, Tabel};
use super::verdeling::verdeel;
use super::{Oplossing, Optie};
use crate::matching::formulation::model::{Model, TIERS, Waarden};

/// A change: at most three persons get another placement (or none).
#[derive(Debug, Clone, Copy, Default)]
pub struct Zet {
    stappen: [(usize, Option<Optie>); 3],
    aantal: usize,
}

impl Zet {
    /// Adds a person to the change; beyond three is ignored.
    #[inline]
    pub fn met(mut self, persoon: usize, naar: Option<Optie>) -> Zet {
        if let Some(place) = self.stappen.get_mut(self.aantal) {
            *place = (persoon, naar);
            self.aantal += 1;
        }
        self
    }

    /// The persons with their new placement.
    #[inline]
    pub fn stappen(&self) -> &[(usize, Option<Optie>)] {
        self.stappen.get(..self.aantal).unwrap_or_default()
    }
}

/// The plan under work.
#[derive(Debug, Clone)]
pub struct Staat<'m> {
    model: &'m Model,
    bijdragen: &'m Bijdragen,
    keuzes: Vec<Option<Optie>>,
    /// Counters, then the fill of every place.
    waarden: Vec<i64>,
    maxima: Vec<i64>,
    leden: Vec<Vec<usize>>,
    extra: Vec<(usize, Optie)>,
    tuple: Waarden,
    /// What the change under consideration adds per counter, and which counters it touches.
    delta: Vec<i64>,
    geraakt: Vec<usize>,
}

impl<'m> Staat<'m> {
    /// Nobody placed.
    pub fn new(model: &'m Model, bijdragen: &'m Bijdragen) -> Staat<'m> {
        let tellers = model.tellers.len();
        let mut waarden = model.begin();
        waarden.resize(tellers + model.plekken.len(), 0);
        let hard = model.tellers.iter().map(|teller| match (teller.maximum, teller.overloop) {
            (Some(maximum), None) => maximum,
            _ => i64::MAX,
        });
        let maxima = hard.chain(model.plekken.iter().map(|plek| plek.capaciteit())).collect();
        let mut tuple = [0; TIERS];
        for (teller, value) in model.tellers.iter().zip(&waarden) {
            for knik in &teller.knikken {
                add(&mut tuple, knik.tier, knik.kost(*value));
            }
        }
        Staat {
            model,
            bijdragen,
            keuzes: vec![None; model.personen.len()],
            waarden,
            maxima,
            leden: vec![Vec::new(); model.plekken.len()],
            extra: Vec::new(),
            tuple,
            delta: vec![0; tellers + model.plekken.len()],
            geraakt: Vec::with_capacity(64),
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// Where a person is.
    #[inline]
    pub fn keuze(&self, persoon: usize) -> Option<Optie> {
        self.keuzes.get(persoon).copied().flatten()
    }

    /// The place where a person is.
    #[inline]
    pub fn plek_van(&self, persoon: usize) -> Option<usize> {
        self.keuze(persoon).and_then(|optie| self.model.paren.get(optie.paar)).map(|paar| paar.plek)
    }

    /// Who is at a place.
    #[inline]
    pub fn leden(&self, plek: usize) -> &[usize] {
        self.leden.get(plek).map_or(&[], Vec::as_slice)
    }

    /// What a place can still hold.
    #[inline]
    pub fn ruimte(&self, plek: usize) -> i64 {
        let index = self.model.tellers.len() + plek;
        self.maxima.get(index).zip(self.waarden.get(index)).map_or(0, |(max, value)| max - value)
    }

    /// Value of a counter.
    pub fn waarde(&self, teller: usize) -> i64 {
        self.waarden.get(teller).copied().unwrap_or(0)
    }

    /// Exact cost per tier.
    pub fn tuple(&self) -> &Waarden {
        &self.tuple
    }

    /// This plan as a solution.
    pub fn oplossing(&self) -> Oplossing {
        Oplossing { keuzes: self.keuzes.clone(), waarden: self.tuple }
    }

    /// The placement of a pair when `ruimte` is left at its place; `None` when too little.
    #[inline]
    pub fn optie(&self, paar: usize, ruimte: i64) -> Option<Optie> {
        let found = self.model.paren.get(paar)?;
        let fte_e4 = found.max.min(ruimte);
        (fte_e4 >= found.min).then_some(Optie { paar, fte_e4 })
    }

    /// Gathers what a change adds to every counter; false when it breaks a limit that it does not ease.
    #[inline]
    fn verzamel(&mut self, zet: &Zet) -> bool {
        self.wis();
        for (persoon, naar) in zet.stappen() {
            if let Some(optie) = self.keuze(*persoon) {
                self.tel(optie, -1);
            }
            if let Some(optie) = naar {
                self.tel(*optie, 1);
            }
        }
        self.binnen_maxima()
    }

    #[inline]
    fn wis(&mut self) {
        for teller in self.geraakt.drain(..) {
            if let Some(delta) = self.delta.get_mut(teller) {
                *delta = 0;
            }
        }
    }

    /// Lets what is above a maximum flow to its pool; false when a limit is broken and not eased.
    #[inline]
    fn binnen_maxima(&mut self) -> bool {
        let mut next = 0;
        while let Some(teller) = self.geraakt.get(next).copied() {
            next += 1;
            let (value, delta, maximum) = (
                self.waarde(teller),
                self.delta.get(teller).copied().unwrap_or(0),
                self.maxima.get(teller).copied().unwrap_or(i64::MAX),
            );
            if delta > 0 && value + delta > maximum {
                return false;
            }
            if let Some((counter, ouder)) =
                self.model.tellers.get(teller).and_then(|counter| Some((counter, counter.overloop?)))
            {
                let more = counter.overschot(value + delta) - counter.overschot(value);
                self.raak(ouder, more);
            }
        }
        true
    }

    #[inline]
    fn tel(&mut self, optie: Optie, teken: i64) {
        let bijdragen = self.bijdragen;
        for bijdrage in bijdragen.van(optie.paar) {
            self.raak(bijdrage.teller, teken * (bijdrage.per_e4 * optie.fte_e4 + bijdrage.vast));
        }
        if let Some(paar) = self.model.paren.get(optie.paar) {
            self.raak(self.model.tellers.len() + paar.plek, teken * optie.fte_e4);
        }
    }

    #[inline]
    fn raak(&mut self, teller: usize, more: i64) {
        if let (Some(delta), true) = (self.delta.get_mut(teller), more != 0) {
            // A counter that falls back to 0 may be listed twice; `zet_delta` and the sums below see each once.
            if *delta == 0 && !self.geraakt.contains(&teller) {
                self.geraakt.push(teller);
            }
            *delta += more;
        }
    }

    /// Weighted cost that a change would add; `None` when it is not allowed. Writes nothing that lasts.
    #[inline]
    pub fn proef(&mut self, zet: &Zet, tabel: &Tabel) -> Option<f64> {
        if !self.verzamel(zet) {
            return None;
        }
        let mut cost = 0.0;
        for (persoon, naar) in zet.stappen() {
            cost -= self.keuze(*persoon).map_or(0.0, |optie| tabel.paar(optie.paar, optie.fte_e4));
            cost += naar.map_or(0.0, |optie| tabel.paar(optie.paar, optie.fte_e4));
        }
        for teller in self.geraakt.iter().copied().filter(|teller| *teller < self.model.tellers.len()) {
            let (value, delta) = (self.waarde(teller), self.delta.get(teller).copied().unwrap_or(0));
            if delta != 0 {
                cost += tabel.teller(teller, value + delta) - tabel.teller(teller, value);
            }
        }
        Some(cost)
    }

    /// Exact cost per tier after a change; `None` when it is not allowed.
    pub fn proef_exact(&mut self, zet: &Zet) -> Option<Waarden> {
        self.verzamel(zet).then(|| self.tuple_na(zet))
    }

    /// Exact cost per tier after the change that was just tried.
    pub fn tuple_na(&self, zet: &Zet) -> Waarden {
        let mut tuple = self.tuple;
        for (persoon, naar) in zet.stappen() {
            for (optie, teken) in [(self.keuze(*persoon), -1), (*naar, 1)] {
                let Some(optie) = optie else { continue };
                for kost in self.model.kosten(optie.paar) {
                    add(&mut tuple, kost.tier, teken * (kost.per_e4 * optie.fte_e4 + kost.vast));
                }
            }
        }
        for teller in &self.geraakt {
            let (Some(counter), value) = (self.model.tellers.get(*teller), self.waarde(*teller)) else { continue };
            let delta = self.delta.get(*teller).copied().unwrap_or(0);
            for knik in &counter.knikken {
                add(&mut tuple, knik.tier, knik.kost(value + delta) - knik.kost(value));
            }
        }
        tuple
    }

    /// Can the persons at each place that a change touches still be divided over its vacatures?
    pub fn is_te_verdelen(&self, zet: &Zet) -> bool {
        zet.stappen().iter().all(|(persoon, naar)| {
            let from = self.plek_van(*persoon);
            let to = naar.and_then(|optie| self.plek_van_paar(optie.paar));
            [from, to].into_iter().flatten().all(|plek| self.is_plek_te_verdelen(plek, zet, None))
        })
    }

    fn plek_van_paar(&self, paar: usize) -> Option<usize> {
        self.model.paren.get(paar).map(|paar| paar.plek)
    }

    fn is_plek_te_verdelen(&self, plek: usize, zet: &Zet, erbij: Option<i64>) -> bool {
        let Some(place) = self.model.plekken.get(plek).filter(|place| place.personen_per_deel.is_some()) else {
            return true;
        };
        let stays = |persoon: &&usize| !zet.stappen().iter().any(|(moved, _)| moved == *persoon);
        let staying = self.leden(plek).iter().filter(stays).filter_map(|persoon| self.keuze(*persoon));
        let arriving = zet.stappen().iter().filter_map(|(_, naar)| *naar);
        let more = self.extra.iter().map(|(_, optie)| *optie);
        let here = arriving.chain(more).filter(|optie| self.plek_van_paar(optie.paar) == Some(plek));
        let mut amounts: Vec<i64> = staying.chain(here).map(|optie| optie.fte_e4).chain(erbij).collect();
        // Always in the same order, so that the same amounts always give the same answer.
        amounts.sort_unstable_by(|a, b| b.cmp(a));
        verdeel(place, &amounts).is_some()
    }

    /// Second pieces so far: person and placement.
    pub fn extra(&self) -> &[(usize, Optie)] {
        &self.extra
    }

    /// Adds a second piece when that makes the tuple smaller. In a school where this person already is (`zelfde_groep`)
    /// what counts once is not counted again.
    pub fn voeg_toe_als_beter(&mut self, persoon: usize, optie: Optie, zelfde_groep: bool) -> bool {
        self.wis();
        let bijdragen = self.bijdragen;
        for bijdrage in bijdragen.van(optie.paar) {
            let once = if zelfde_groep { 0 } else { bijdrage.vast };
            self.raak(bijdrage.teller, bijdrage.per_e4 * optie.fte_e4 + once);
        }
        let Some(plek) = self.plek_van_paar(optie.paar) else { return false };
        self.raak(self.model.tellers.len() + plek, optie.fte_e4);
        if !self.binnen_maxima() {
            return false;
        }
        let mut tuple = self.tuple_na(&Zet::default());
        for kost in self.model.kosten(optie.paar) {
            let once = if zelfde_groep { 0 } else { kost.vast };
            add(&mut tuple, kost.tier, kost.per_e4 * optie.fte_e4 + once);
        }
        if tuple >= self.tuple || !self.is_plek_te_verdelen(plek, &Zet::default(), Some(optie.fte_e4)) {
            return false;
        }
        self.doe(&Zet::default());
        self.tuple = tuple;
        self.extra.push((persoon, optie));
        true
    }

    /// Carries out the change that was just tried with `proef` or `proef_exact`.
    pub fn doe(&mut self, zet: &Zet) {
        self.tuple = self.tuple_na(zet);
        for teller in &self.geraakt {
            if let (Some(value), Some(delta)) = (self.waarden.get_mut(*teller), self.delta.get(*teller)) {
                *value += delta;
            }
        }
        for (persoon, naar) in zet.stappen() {
            if let Some(leden) = self.plek_van(*persoon).and_then(|plek| self.leden.get_mut(plek)) {
                leden.retain(|lid| lid != persoon);
            }
            if let Some(keuze) = self.keuzes.get_mut(*persoon) {
                *keuze = *naar;
            }
            if let Some(leden) = self.plek_van(*persoon).and_then(|plek| self.leden.get_mut(plek)) {
                leden.push(*persoon);
            }
        }
    }
}

#[inline]
fn add(tuple: &mut Waarden, tier: usize, amount: i64) {
    if let Some(value) = tuple.get_mut(tier) {
        *value += amount;
    }
}
