//! The model as flat tables with one weighted cost, made for speed. Floats: a guide, never a judgement.

use crate::matching::formulation::model::{Bijdrage, Model, TIERS};

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

/// Weighted tables for one set of weights.
#[derive(Debug, Clone)]
pub struct Tabel {
    bochten: Vec<Bocht>,
    bocht_van: Vec<u32>,
    paren: Vec<(f64, f64)>,
}

impl Tabel {
    /// Tables of `model` under `gewichten`.
    pub fn new(model: &Model, gewichten: &Gewichten) -> Tabel {
        let weight = |tier: usize| gewichten.get(tier).copied().unwrap_or(0.0);
        let mut bochten = Vec::new();
        let mut bocht_van = vec![0];
        for teller in &model.tellers {
            bochten.extend(teller.knikken.iter().map(|knik| Bocht {
                drempel: knik.drempel,
                richting: if knik.boven { 1 } else { -1 },
                helling: knik.helling as f64 * weight(knik.tier),
            }));
            bocht_van.push(u32::try_from(bochten.len()).unwrap_or(u32::MAX));
        }
        let paren = (0..model.paren.len())
            .map(|paar| {
                model.kosten(paar).iter().fold((0.0, 0.0), |(per_e4, vast), kost| {
                    let weight = weight(kost.tier);
                    (per_e4 + kost.per_e4 as f64 * weight, vast + kost.vast as f64 * weight)
                })
            })
            .collect();
        Tabel { bochten, bocht_van, paren }
    }

    /// Weighted cost of a counter at `value`.
    #[inline]
    pub fn teller(&self, teller: usize, value: i64) -> f64 {
        let (Some(van), Some(tot)) = (self.bocht_van.get(teller), self.bocht_van.get(teller + 1)) else { return 0.0 };
        let mut cost = 0.0;
        for bocht in self.bochten.get(*van as usize..*tot as usize).unwrap_or_default() {
            let beyond = (value - bocht.drempel) * bocht.richting;
            if beyond > 0 {
                cost += bocht.helling * beyond as f64;
            }
        }
        cost
    }

    /// Weighted slope of a counter at `value`: what one more unit costs.
    pub fn helling(&self, teller: usize, value: i64) -> f64 {
        self.teller(teller, value + 1) - self.teller(teller, value)
    }

    /// Weighted own cost of a pair at an amount.
    #[inline]
    pub fn paar(&self, paar: usize, fte_e4: i64) -> f64 {
        self.paren.get(paar).map_or(0.0, |(per_e4, vast)| per_e4 * fte_e4 as f64 + vast)
    }
}

/// Contributions of pairs to the counters that the search watches: all but the personal ones.
#[derive(Debug, Clone)]
pub struct Bijdragen {
    lijst: Vec<Bijdrage>,
    van: Vec<u32>,
}

impl Bijdragen {
    /// Leaves the personal counters out: they hold by themselves while a person has one pair.
    pub fn new(model: &Model) -> Bijdragen {
        let mut lijst = Vec::with_capacity(model.bijdragen.len());
        let mut van = vec![0];
        for paar in 0..model.paren.len() {
            let watched =
                |bijdrage: &&Bijdrage| model.tellers.get(bijdrage.teller).is_some_and(|teller| !teller.persoonlijk);
            lijst.extend(model.bijdragen(paar).iter().filter(watched));
            van.push(u32::try_from(lijst.len()).unwrap_or(u32::MAX));
        }
        Bijdragen { lijst, van }
    }

    /// Contributions of one pair.
    #[inline]
    pub fn van(&self, paar: usize) -> &[Bijdrage] {
        let (Some(van), Some(tot)) = (self.van.get(paar), self.van.get(paar + 1)) else { return &[] };
        self.lijst.get(*van as usize..*tot as usize).unwrap_or_default()
    }
}
