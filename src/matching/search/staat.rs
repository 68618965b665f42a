//! The plan under work: who is where, the value of every counter, and what a change would do without doing it.

mod proef;
mod vandaag;
mod verdelen;

use super::rijen::{Rijen, Telling, kort};
use super::zet::Zet;
use super::{Oplossing, Optie};
use crate::matching::formulation::model::{Model, Waarden};

/// The plan under work.
#[derive(Debug, Clone)]
pub struct Staat<'m> {
    model: &'m Model,
    rijen: &'m Rijen,
    keuzes: Vec<Zit>,
    /// Counters, then the fill of every place.
    standen: Vec<Stand>,
    leden: Vec<Vec<u32>>,
    /// Per person the position in the list of its place.
    positie: Vec<u32>,
    extra: Vec<(usize, Optie)>,
    tuple: Waarden,
    /// Which rows the change under consideration touches, and its number: what another change left in a row does not count.
    geraakt: Vec<u32>,
    stempel: u32,
}

/// Where one person is: pair, its place and the amount.
#[derive(Debug, Clone, Copy)]
struct Zit {
    paar: u32,
    plek: u32,
    fte_e4: i64,
}

/// Nowhere.
const NERGENS: Zit = Zit { paar: u32::MAX, plek: u32::MAX, fte_e4: 0 };

/// One row: what it has, what it may have, and what the change under consideration adds.
#[derive(Debug, Clone, Copy)]
struct Stand {
    waarde: i64,
    maximum: i64,
    delta: i64,
    stempel: u32,
}

impl<'m> Staat<'m> {
    /// Nobody placed.
    pub fn new(model: &'m Model, rijen: &'m Rijen) -> Staat<'m> {
        let begin = model.begin();
        let tuple = rijen.begin_tuple(&begin);
        let stand = |waarde, maximum| Stand { waarde, maximum, delta: 0, stempel: 0 };
        let counters =
            model.tellers.iter().zip(&begin).map(|(teller, value)| match (teller.maximum, teller.overloop) {
                (Some(maximum), None) => stand(*value, maximum),
                _ => stand(*value, i64::MAX),
            });
        let standen = counters.chain(model.plekken.iter().map(|plek| stand(0, plek.capaciteit()))).collect();
        Staat {
            model,
            rijen,
            keuzes: vec![NERGENS; model.personen.len()],
            standen,
            leden: vec![Vec::new(); model.plekken.len()],
            positie: vec![0; model.personen.len()],
            extra: Vec::new(),
            tuple,
            geraakt: Vec::with_capacity(64),
            stempel: 1,
        }
    }

    /// The model.
    pub fn model(&self) -> &'m Model {
        self.model
    }

    /// Where a person is.
    #[inline]
    pub fn keuze(&self, persoon: usize) -> Option<Optie> {
        let zit = self.zit(persoon);
        (zit.paar != NERGENS.paar).then_some(Optie { paar: zit.paar as usize, fte_e4: zit.fte_e4 })
    }

    #[inline]
    fn zit(&self, persoon: usize) -> Zit {
        self.keuzes.get(persoon).copied().unwrap_or(NERGENS)
    }

    /// Fte that a person holds now.
    #[inline]
    pub fn fte(&self, persoon: usize) -> i64 {
        self.zit(persoon).fte_e4
    }

    /// The place where a person is.
    #[inline]
    pub fn plek_van(&self, persoon: usize) -> Option<usize> {
        let plek = self.zit(persoon).plek;
        (plek != NERGENS.plek).then_some(plek as usize)
    }

    /// The pair of a person at a place, when there is one.
    #[inline]
    pub fn paar(&self, persoon: usize, plek: usize) -> Option<usize> {
        self.rijen.paar(self.model, persoon, plek)
    }

    /// Who is at a place.
    #[inline]
    pub fn leden(&self, plek: usize) -> &[u32] {
        self.leden.get(plek).map_or(&[], Vec::as_slice)
    }

    /// What a place can still hold.
    #[inline]
    pub fn ruimte(&self, plek: usize) -> i64 {
        self.standen.get(self.model.tellers.len() + plek).map_or(0, |stand| stand.maximum - stand.waarde)
    }

    /// Value of a counter.
    pub fn waarde(&self, teller: usize) -> i64 {
        self.standen.get(teller).map_or(0, |stand| stand.waarde)
    }

    /// What a row (counter, or past the counters a place) has, and what it may have.
    pub fn stand(&self, rij: usize) -> (i64, i64) {
        self.standen.get(rij).map_or((0, i64::MAX), |stand| (stand.waarde, stand.maximum))
    }

    /// What an amount of a pair adds to every row.
    pub fn telt(&self, paar: usize, fte_e4: i64) -> impl Iterator<Item = (usize, i64)> + '_ {
        let adds = move |telling: &Telling| (telling.rij as usize, i64::from(telling.per_e4) * fte_e4 + telling.vast);
        self.rijen.tellingen(paar).iter().map(adds)
    }

    /// Exact cost per tier.
    pub fn tuple(&self) -> &Waarden {
        &self.tuple
    }

    /// This plan as a solution.
    pub fn oplossing(&self) -> Oplossing {
        Oplossing { keuzes: (0..self.keuzes.len()).map(|persoon| self.keuze(persoon)).collect(), waarden: self.tuple }
    }

    /// What a placement adds to what its place lacks, or where nothing says so, its fte.
    #[inline]
    pub fn telt_eigen(&self, optie: Optie) -> i64 {
        self.rijen.telt_eigen(optie.paar, optie.fte_e4)
    }

    /// The placement of a pair when `ruimte` is left at its place; `None` when too little.
    #[inline]
    pub fn optie(&self, paar: usize, ruimte: i64) -> Option<Optie> {
        let (min, max) = self.rijen.grootte(paar)?;
        let fte_e4 = max.min(ruimte);
        (fte_e4 >= min).then_some(Optie { paar, fte_e4 })
    }

    /// Carries out the change that was just tried with `proef` or `proef_exact`.
    pub fn doe(&mut self, zet: &Zet) {
        let tuple = self.tuple_na(zet);
        self.doe_met(zet, tuple);
    }

    /// The same when the tuple after it is known.
    pub fn doe_met(&mut self, zet: &Zet, tuple: Waarden) {
        self.tuple = tuple;
        for rij in &self.geraakt {
            if let Some(stand) = self.standen.get_mut(*rij as usize) {
                stand.waarde += stand.delta;
            }
        }
        for (persoon, naar) in zet.stappen() {
            self.verlaat(persoon);
            if let Some(zit) = self.keuzes.get_mut(persoon) {
                *zit = naar.map_or(NERGENS, |optie| Zit {
                    paar: kort(optie.paar),
                    plek: self.rijen.plek_van(optie.paar).map_or(NERGENS.plek, kort),
                    fte_e4: optie.fte_e4,
                });
            }
            if let Some(leden) = self.plek_van(persoon).and_then(|plek| self.leden.get_mut(plek)) {
                if let Some(positie) = self.positie.get_mut(persoon) {
                    *positie = kort(leden.len());
                }
                leden.push(kort(persoon));
            }
        }
        // Done twice, a change would count twice.
        self.wis();
    }

    /// Off the list of the place; the last on it takes the position.
    fn verlaat(&mut self, persoon: usize) {
        let Some(leden) = self.plek_van(persoon).and_then(|plek| self.leden.get_mut(plek)) else { return };
        let Some(positie) = self.positie.get(persoon).map(|positie| *positie as usize) else { return };
        if positie < leden.len() {
            leden.swap_remove(positie);
        }
        if let Some(moved) = leden.get(positie).and_then(|moved| self.positie.get_mut(*moved as usize)) {
            *moved = kort(positie);
        }
    }
}

#[inline]
fn add(tuple: &mut Waarden, tier: usize, amount: i64) {
    if let Some(value) = tuple.get_mut(tier) {
        *value += amount;
    }
}
