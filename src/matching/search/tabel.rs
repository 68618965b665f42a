//! The model as flat tables with one weighted cost, made for speed. Floats: a guide, never a judgement.

use super::rijen::{kort, reeks};
use crate::matching::formulation::model::{Model, TIERS, Teller};

/// What one model unit of each tier weighs.
pub type Gewichten = [f64; TIERS];

/// Weights for a search in which every tier counts `factor` times as much as the one after it, beside its natural weight.
pub fn gewichten(model: &Model, factor: f64) -> Gewichten {
    let mut gewichten = [0.0; TIERS];
    let mut rang = 1.0;
    let units = model.gewicht.iter().zip(&model.schaal);
    for (gewicht, (natuurlijk, schaal)) in gewichten.iter_mut().zip(units).take(model.tiers).rev() {
        *gewicht = natuurlijk * rang / *schaal as f64;
        // Tiers lighter than a minute only break ties; they need no room of their own.
        if *natuurlijk >= 1.0 {
            rang *= factor;
        }
    }
    gewichten
}

/// One bend of a weighted cost.
#[derive(Debug, Clone, Copy)]
struct Bocht {
    drempel: i64,
    richting: i64,
    helling: f64,
}

/// What the voorrang weighs of what the tier before it does: less than one whole unit there, however it is spread.
const DEEL_VOORRANG: f64 = 0.25;

/// A counter whose cost is looked up: `cost[vanaf + (value - laag) / eenheid]`, the last one for all above.
#[derive(Debug, Clone, Copy, Default)]
struct Vak {
    vanaf: u32,
    /// 0: not looked up.
    aantal: u32,
    laag: i64,
    per_eenheid: f64,
}

/// Longest list of costs of one counter.
const LANGST: i64 = 4_096;

/// Weighted tables for one set of weights.
#[derive(Debug, Clone)]
pub struct Tabel {
    bochten: Vec<Bocht>,
    bocht_van: Vec<u32>,
    vakken: Vec<Vak>,
    kosten: Vec<f64>,
    paren: Vec<(f64, f64)>,
}

impl Tabel {
    /// Tables of `model` under `gewichten`.
    pub fn new(model: &Model, gewichten: &Gewichten) -> Tabel {
        let weight = |tier: usize| gewichten.get(tier).copied().unwrap_or(0.0);
        let mut bochten = Vec::new();
        let mut bocht_van = vec![0];
        for teller in &model.tellers {
            let counts = teller.knikken.iter().filter(|knik| weight(knik.tier) != 0.0);
            bochten.extend(counts.map(|knik| Bocht {
                drempel: knik.drempel,
                richting: if knik.boven { 1 } else { -1 },
                helling: knik.helling as f64 * weight(knik.tier),
            }));
            bocht_van.push(kort(bochten.len()));
        }
        let paren = (0..model.paren.len())
            .map(|paar| {
                model.kosten(paar).iter().fold((0.0, 0.0), |(per_e4, vast), kost| {
                    let weight = weight(kost.tier);
                    (per_e4 + kost.per_e4 as f64 * weight, vast + kost.vast as f64 * weight)
                })
            })
            .collect();
        let mut tabel = Tabel { bochten, bocht_van, vakken: Vec::new(), kosten: Vec::new(), paren };
        tabel.leg_vakken(model, 0.0);
        tabel
    }

    /// The same for the search, which also leans to a better voorrang. It is no part of the cost of a tier: the LP and the
    /// bounds must not have it.
    pub fn met_voorrang(model: &Model, gewichten: &Gewichten) -> Tabel {
        let mut tabel = Tabel::new(model, gewichten);
        if let Some((weight, schaal)) = model.voorrang_na.and_then(|at| gewichten.get(at).zip(model.schaal.get(at))) {
            (tabel.vakken, tabel.kosten) = (Vec::new(), Vec::new());
            tabel.leg_vakken(model, weight * *schaal as f64 * DEEL_VOORRANG);
        }
        tabel
    }

    /// Counters with many bends, all below a threshold, and whole steps get a list of costs.
    fn leg_vakken(&mut self, model: &Model, voorrang: f64) {
        let stappen = stappen(model);
        for (index, (teller, step)) in model.tellers.iter().zip(stappen).enumerate() {
            let vak = self.vak(index, teller, step, voorrang).unwrap_or_default();
            self.vakken.push(vak);
        }
    }

    fn vak(&mut self, index: usize, teller: &Teller, step: Option<i64>, per_unit: f64) -> Option<Vak> {
        let (step, laag) = (step.filter(|step| *step > 0)?, teller.start);
        let bochten = reeks(&self.bochten, &self.bocht_van, index);
        let voorrang = teller.voorrang.filter(|_| per_unit > 0.0);
        let quotum = voorrang.map(|voorrang| voorrang.quotum);
        let top = bochten.iter().map(|bocht| bocht.drempel).chain(quotum).max()?;
        let aantal = (top - laag).max(0) / step + 2;
        if bochten.len() + usize::from(voorrang.is_some()) < 2
            || bochten.iter().any(|bocht| bocht.richting > 0)
            || aantal > LANGST
        {
            return None;
        }
        let vanaf = kort(self.kosten.len());
        let leans = |value: i64| {
            voorrang.map_or(0.0, |voorrang| {
                let gemis = voorrang.gemis(value) as f64;
                per_unit * gemis * (gemis + 1.0) * 0.5 / voorrang.quotum as f64
            })
        };
        let cost = |value: i64| self.bereken(index, value) + leans(value);
        let costs: Vec<f64> = (0..aantal).map(|place| cost(laag + place * step)).collect();
        self.kosten.extend(costs);
        Some(Vak { vanaf, aantal: u32::try_from(aantal).ok()?, laag, per_eenheid: 1.0 / step as f64 })
    }

    /// Weighted cost of a counter at `value`.
    #[inline]
    pub fn teller(&self, teller: usize, value: i64) -> f64 {
        if let Some(vak) = self.vakken.get(teller).filter(|vak| vak.aantal > 0) {
            // Steps are whole, so half a step keeps the division exact.
            let place = ((value - vak.laag) as f64 * vak.per_eenheid + 0.5) as u32;
            return self.kosten.get((vak.vanaf + place.min(vak.aantal - 1)) as usize).copied().unwrap_or(0.0);
        }
        self.bereken(teller, value)
    }

    #[inline]
    fn bereken(&self, teller: usize, value: i64) -> f64 {
        let mut cost = 0.0;
        for bocht in reeks(&self.bochten, &self.bocht_van, teller) {
            let beyond = (value - bocht.drempel) * bocht.richting;
            if beyond > 0 {
                cost += bocht.helling * beyond as f64;
            }
        }
        cost
    }

    /// Weighted slope of a counter at `value`: what one more unit costs.
    pub fn helling(&self, teller: usize, value: i64) -> f64 {
        self.bereken(teller, value + 1) - self.bereken(teller, value)
    }

    /// Weighted own cost of a pair at an amount.
    #[inline]
    pub fn paar(&self, paar: usize, fte_e4: i64) -> f64 {
        self.paren.get(paar).map_or(0.0, |(per_e4, vast)| per_e4 * fte_e4 as f64 + vast)
    }
}

/// Per counter the greatest step that every pair takes a whole number of times; `None`: pairs take any amount, or go
/// down.
fn stappen(model: &Model) -> Vec<Option<i64>> {
    let mut stappen = vec![Some(0); model.tellers.len()];
    for (paar, found) in model.paren.iter().enumerate() {
        for bijdrage in model.bijdragen(paar) {
            let Some(step) = stappen.get_mut(bijdrage.teller) else { continue };
            let adds = bijdrage.per_e4 * found.max + bijdrage.vast;
            let whole = found.min == found.max || bijdrage.per_e4 == 0;
            *step = step.filter(|_| whole && adds >= 0).map(|step| num_integer::gcd(step, adds));
        }
    }
    for teller in &model.tellers {
        if let Some(step) = teller.overloop.and_then(|pool| stappen.get_mut(pool)) {
            *step = None;
        }
    }
    stappen
}
