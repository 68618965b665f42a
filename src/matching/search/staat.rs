//! The plan under work: who is where, the value of every counter, and what a change would do without doing it.

mod proef;
mod vandaag;
mod verdelen;

use super::tabel::Bijdragen;
use super::zet::Zet;
use super::{Oplossing, Optie};
use crate::matching::formulation::model::{Model, TIERS, Waarden};

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
