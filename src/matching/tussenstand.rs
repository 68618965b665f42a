//! What a solve under way may say: the value per tier of the best plan so far, and what is proven of it by then.
//!
//! A bound counts for plans that do as well in the tiers above. While the search goes on those may still change, so what
//! is said then holds for every plan whatever, or follows tiers that are at their bound already and can change no more.
//! What was said is kept, prices and all: the finished plan says it too, or better.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::certificaat::Bewezen;
use super::formulation::Geformuleerd;
use super::formulation::model::{Model, TIERS, Waarden};
use super::grens::{Exact, Prijzen, grens, lagrange};
use super::tiers::eenheid;
use super::uitkomst::{is_te_zeggen, is_vanzelf, waarde_van};
use super::voortgang::Tussenstand;
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;

/// What is proven so far, per tier in model units.
pub struct Bekend<'a> {
    geformuleerd: &'a Geformuleerd,
    tiers: &'a [Tier],
    weten: Mutex<Weten>,
}

#[derive(Default)]
struct Weten {
    /// Holds for the plan of now and for every later one.
    grenzen: [Option<Bewezen>; TIERS],
    /// Prices and what they prove of this tier and those above together.
    samen: [Option<(Exact, i128)>; TIERS],
}

impl<'a> Bekend<'a> {
    /// Nothing yet.
    pub fn new(geformuleerd: &'a Geformuleerd, tiers: &'a [Tier]) -> Bekend<'a> {
        Bekend { geformuleerd, tiers, weten: Mutex::default() }
    }

    /// What the prices of the LP that guides prove, before anything is searched, for as long as `door` says. The tiers of
    /// people and lots have no bound worth saying before those above are settled.
    pub fn begin(&self, gids: &Prijzen, door: &dyn Fn() -> bool) {
        let model = &self.geformuleerd.model;
        for (at, tier) in self.tiers.iter().enumerate() {
            if matches!(tier, Tier::Mensen | Tier::Loting) {
                continue;
            }
            if !door() {
                return;
            }
            let mut own = alleen(model, gids, at);
            // What these are about is 0 as a rule, which needs no price.
            if matches!(tier, Tier::HardeRegels | Tier::Solidariteit) {
                own.tellers.clear();
            }
            grens(model, &own, at, &Waarden::default()).into_iter().for_each(|found| self.hoor(at, &found));
            let samen = Exact::new(model, gids, at).map(|exact| (exact.clone(), lagrange(model, &exact)));
            if let Some(slot) = self.weten().samen.get_mut(at) {
                *slot = samen;
            }
        }
    }

    /// A bound that holds for the plan of now and every later one.
    pub fn hoor(&self, tier: usize, found: &Bewezen) {
        if let Some(grens) = self.weten().grenzen.get_mut(tier)
            && grens.as_ref().is_none_or(|known| known.grens < found.grens)
        {
            *grens = Some(found.clone());
        }
    }

    /// The best bound of a tier by now.
    pub fn grens(&self, tier: usize) -> Option<Bewezen> {
        self.weten().grenzen.get(tier).cloned().flatten()
    }

    /// What may be said of a plan with these values; `klaar`: it is the plan that will be handed over.
    pub fn zeg(&self, waarden: &Waarden, klaar: bool) -> Vec<Tussenstand> {
        let (mut weten, mut vast, mut said) = (self.weten(), true, Vec::new());
        let broken = waarden.first() != Some(&0);
        for (at, tier) in self.tiers.iter().enumerate() {
            let Some(waarde) = waarde_van(self.geformuleerd, at, waarden) else { break };
            if vast {
                weten.volg(at, waarden);
            }
            let known = weten.grenzen.get(at).and_then(Option::as_ref).map(|known| known.grens);
            let reached = known.zip(waarden.get(at)).is_some_and(|(known, value)| known >= *value);
            let grens = known.and_then(|known| is_te_zeggen(self.geformuleerd, (at, *tier), known, broken));
            let grens = grens.filter(|grens| *grens <= waarde);
            let grens = grens.filter(|grens| !is_vanzelf(*tier, grens) || (reached && (vast || klaar)));
            said.push(tussenstand(*tier, waarde, grens));
            // A later plan may be worse below the voorrang, as long as a better voorrang is possible.
            let voorrang = klaar || waarden.voorrang_na() != Some(at) || waarden.voorrang() == 0;
            vast &= reached && voorrang;
        }
        said
    }

    fn weten(&self) -> MutexGuard<'_, Weten> {
        self.weten.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Weten {
    /// The tiers above are at their bound: no later plan has less of them, nor, as good as it must be, more.
    fn volg(&mut self, tier: usize, waarden: &Waarden) {
        let Some((exact, total)) = self.samen.get_mut(tier).and_then(Option::take) else { return };
        let Some(grens) = exact.als_grens(total, tier, waarden) else { return };
        let next = Bewezen { grens, prijzen: exact, personen: Vec::new() };
        if let Some(known) = self.grenzen.get_mut(tier) {
            *known = Bewezen::hoogste(known.take(), Some(next));
        }
    }
}

fn tussenstand(tier: Tier, waarde: Breuk, grens: Option<Breuk>) -> Tussenstand {
    let verschil = grens.as_ref().map(|grens| &waarde - grens);
    Tussenstand { tier, waarde, grens, verschil, eenheid: eenheid(tier).to_owned() }
}

/// One tier alone: the prices of what costs something in another tier say nothing of it.
fn alleen(model: &Model, gids: &Prijzen, tier: usize) -> Prijzen {
    let mut own = gids.clone();
    own.gewichten.iter_mut().enumerate().filter(|(at, _)| *at != tier).for_each(|(_, weight)| *weight = 0.0);
    for (teller, price) in model.tellers.iter().zip(&mut own.tellers) {
        if teller.knikken.iter().any(|knik| knik.tier != tier) {
            *price = 0.0;
        }
    }
    own
}
