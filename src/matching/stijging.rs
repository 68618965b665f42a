//! Better prices for the bound of one weighted objective (a model with one tier): a walk uphill. At any prices the bound is proven (`knapzak`); where a person is in two best
//! sets at once the price of that person goes up, where in none it goes down, and so for every counter that ties schools
//! together. Steps are a share of the distance to the plan's value (Polyak), along a direction that keeps some of the one
//! before. The highest bound on the way counts. From the prices of the LP 90 rounds lift the bound of amsterdam-v1 with
//! 600 regiodocenten by 0.021 %; a first step of the whole distance, as is usual, never came above the start.

use super::formulation::model::{Model, TIERS, Teller};
use super::grens::{Exact, Prijzen};
use super::knapzak::{Keuze, Knapzakken};
use super::voortgang::Limits;

/// Rounds without a higher bound before the walk begins again from the best prices with shorter steps.
const GEDULD: u32 = 5;

/// First step, as a share of the distance to the plan's value: prices of an LP are nearly right.
const EERSTE_STAP: f64 = 0.06;

/// How much of the last direction is kept, so that the walk does not zigzag.
const VAART: f64 = 0.6;

/// Proposals that weigh as much as one round, and the least and most rounds.
const WERK_PER_RONDE: u64 = 100_000;
const RONDES: (u32, u32) = (1, 400);

/// Rounds within these limits: they count as work, so that a work limit gives the same bound again.
pub fn rondes(limits: &Limits) -> u32 {
    let by_work = limits.werk.map(|werk| u32::try_from(werk / WERK_PER_RONDE).unwrap_or(RONDES.1));
    by_work.unwrap_or(RONDES.1).clamp(RONDES.0, RONDES.1)
}

/// What the walk needs to know.
pub struct Stijging<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its schools as wholes.
    pub knapzakken: &'a Knapzakken,
    /// What the plan costs, in model units: no bound is above it.
    pub plan: f64,
}

/// How far to walk.
pub struct Klim<'a> {
    /// Rounds at most; one is always done.
    pub rondes: u32,
    /// Is there time for another?
    pub door: &'a dyn Fn() -> bool,
    /// Threads to use at once; does not change the answer.
    pub threads: usize,
}

/// Prices under way.
#[derive(Clone)]
struct Punt {
    tellers: Vec<f64>,
    personen: Vec<f64>,
}

impl Stijging<'_> {
    /// Highest total on the way, from these prices.
    pub fn beste(&self, prijzen: &Prijzen, klim: &Klim<'_>) -> Option<i128> {
        let own = *prijzen.gewichten.first().filter(|weight| **weight > 0.0)?;
        let mut tellers: Vec<f64> = prijzen.tellers.iter().map(|price| price / own).collect();
        tellers.resize(self.model.tellers.len() + self.model.plekken.len(), 0.0);
        let first = self.exact(&tellers)?;
        let personen = Knapzakken::persoonsprijzen(self.model, &first);
        let personen = personen.into_iter().map(Exact::waarde).collect();
        let schaal = self.schaal();
        let mut punt = Punt { tellers, personen };
        let mut richting: Vec<f64> = Vec::new();
        let mut sets = Vec::new();
        let mut top = punt.clone();
        let (mut best, mut stap, mut since) = (None, EERSTE_STAP, 0);
        for ronde in 0..klim.rondes.max(1) {
            if ronde > 0 && !(klim.door)() {
                break;
            }
            let exact = self.exact(&punt.tellers)?;
            let personen: Vec<i128> = punt.personen.iter().map(|price| Exact::bedrag(*price).max(0)).collect();
            let paren = self.knapzakken.paarprijzen(self.model, &exact);
            let keuze = self.knapzakken.waardeer((self.model, &exact), (&paren, &personen), &mut sets, klim.threads);
            since += 1;
            if best.is_none_or(|best| keuze.totaal > best) {
                (best, since) = (Some(keuze.totaal), 0);
                top = punt.clone();
            }
            if since > GEDULD {
                (stap, since) = (stap * 0.5, 0);
                (punt, richting) = (top.clone(), Vec::new());
                continue;
            }
            let helling = self.helling(&exact, &keuze, &schaal);
            richting = met_vaart(&helling, &richting);
            let length: f64 = richting.iter().map(|part| part * part).sum();
            let missing = self.plan - Exact::waarde(keuze.totaal);
            if length < 1e-12 || missing <= 0.0 || stap < 1e-4 {
                break;
            }
            self.loop_door(&mut punt, &richting, &schaal, stap * missing / length);
        }
        best
    }

    fn exact(&self, tellers: &[f64]) -> Option<Exact> {
        let mut gewichten = [0.0; TIERS];
        *gewichten.first_mut()? = 1.0;
        Exact::new(self.model, &Prijzen { gewichten, tellers: tellers.to_vec() }, 0)
    }

    /// Largest amount that a pair adds to each counter and place, so that steps are alike in all of them.
    fn schaal(&self) -> Vec<f64> {
        let mut schaal = vec![1.0_f64; self.model.tellers.len() + self.model.plekken.len()];
        for (paar, found) in self.model.paren.iter().enumerate() {
            for bijdrage in self.model.bijdragen(paar) {
                if let Some(scale) = schaal.get_mut(bijdrage.teller) {
                    *scale = scale.max((bijdrage.per_e4 * found.max + bijdrage.vast).abs() as f64);
                }
            }
            if let Some(scale) = schaal.get_mut(self.model.tellers.len() + found.plek) {
                *scale = scale.max(found.max as f64);
            }
        }
        schaal
    }

    /// How the bound changes with the price of every counter, place and person; 0 for what no price ties.
    fn helling(&self, exact: &Exact, keuze: &Keuze, schaal: &[f64]) -> Vec<f64> {
        let model = self.model;
        let tellers = model.tellers.len();
        let mut helling = vec![0.0; tellers + model.plekken.len() + model.personen.len()];
        let mut add = |place: usize, amount: f64| {
            if let Some(part) = helling.get_mut(place) {
                *part += amount;
            }
        };
        for (index, teller) in model.tellers.iter().enumerate().filter(|(index, _)| !self.knapzakken.is_lokaal(*index))
        {
            let value = laagste_punt(teller, self.knapzakken.bereik(index), exact, exact.prijs(index));
            add(index, (teller.start - value) as f64);
        }
        for (plek, found) in model.plekken.iter().enumerate().filter(|(plek, _)| !self.knapzakken.is_binnen(*plek)) {
            add(tellers + plek, -(found.capaciteit() as f64));
        }
        for paar in &keuze.paren {
            let Some(found) = model.paren.get(*paar) else { continue };
            for bijdrage in model.bijdragen(*paar).iter().filter(|own| !self.knapzakken.is_lokaal(own.teller)) {
                add(bijdrage.teller, (bijdrage.per_e4 * found.max + bijdrage.vast) as f64);
            }
            if !self.knapzakken.is_binnen(found.plek) {
                add(tellers + found.plek, found.max as f64);
            }
            add(schaal.len() + found.persoon, 1.0);
        }
        for (place, persoon) in model.personen.iter().enumerate() {
            add(schaal.len() + place, if persoon.enkel { -1.0 } else { 0.0 });
        }
        for (part, scale) in helling.iter_mut().zip(schaal) {
            *part /= scale;
        }
        helling
    }

    fn loop_door(&self, punt: &mut Punt, richting: &[f64], schaal: &[f64], step: f64) {
        for ((price, part), scale) in punt.tellers.iter_mut().zip(richting).zip(schaal) {
            *price += step * part / scale;
        }
        let persons = punt.personen.iter_mut().zip(richting.get(schaal.len()..).unwrap_or_default());
        for ((price, part), persoon) in persons.zip(&self.model.personen) {
            *price = if persoon.enkel { (*price + step * part).max(0.0) } else { 0.0 };
        }
    }
}

/// The slope and a part of the last direction.
fn met_vaart(helling: &[f64], vorige: &[f64]) -> Vec<f64> {
    let before = vorige.iter().copied().chain(std::iter::repeat(0.0));
    helling.iter().zip(before).map(|(now, before)| now + VAART * before).collect()
}

/// Where cost − price × value is lowest.
fn laagste_punt(teller: &Teller, (laag, hoog): (i64, i64), exact: &Exact, price: i128) -> i64 {
    let bends = teller.knikken.iter().map(|knik| knik.drempel_ruim).chain(teller.maximum);
    let points = bends.filter(|value| (laag..=hoog).contains(value)).chain([laag, hoog]);
    points.min_by_key(|value| (exact.tellerkost(teller, *value) - price * i128::from(*value), *value)).unwrap_or(laag)
}
