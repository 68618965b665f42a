//! Which prices to try for the bound of a tier, from cheap to dear. Every bound that comes out is proven by `grens`;
//! this file only looks for good prices and keeps the highest bound.
//!
//! 1. No prices at all: what every person and every counter costs at least.
//! 2. The tier by itself, over the pairs that can improve it: a bound for any plan, so also for the plans that do as
//!    well in the tiers above. Small, and exact where the tier is a flow (the 7%-regeling).
//! 3. The tier with the tiers above held at the values of this plan, first over the likely pairs; pairs that turn out
//!    to matter are added and it is solved again.
//! 4. Whole sets of persons per school at the same prices (`knapzak`), and on to better prices (`kolommen`).

use super::certificaat::Bewezen;
use super::formulation::model::{Model, TIERS, Waarden};
use super::grens::{Prijzen, gemist, grens};
use super::search::tabel::Gewichten;
use super::solver::{LpUitkomst, LpVraag};

/// How often pairs are added.
const RONDEN: usize = 3;

/// Finds bounds for one plan.
pub struct Bewijs<'a> {
    /// The model.
    pub model: &'a Model,
    /// What the plan costs per tier.
    pub waarden: &'a Waarden,
    /// The pairs that the LP begins with.
    pub kansrijk: Vec<bool>,
    /// Solves a relaxation; `None` when there is no time or no answer.
    pub lp: &'a dyn Fn(LpVraag) -> Option<LpUitkomst>,
    /// Whole sets of persons per school, from these prices of a tier to better ones.
    pub geheel: &'a dyn Fn(Prijzen, usize) -> Option<Bewezen>,
    /// Hears every bound on the way.
    pub hoor: &'a dyn Fn(usize, &Bewezen),
}

impl Bewijs<'_> {
    /// Highest proven bound of a tier, in model units; `diep`: also with LPs.
    pub fn tier(&self, tier: usize, diep: bool) -> Option<Bewezen> {
        let reached = self.waarden.get(tier).copied();
        let own = self.alleen(tier);
        let mut best = self.grens(&Prijzen { gewichten: own, tellers: Vec::new() }, tier);
        if raakt(&best, reached) || !diep {
            return best;
        }
        let helpt: Vec<bool> = (0..self.model.paren.len()).map(|paar| helpt(self.model, paar, tier)).collect();
        if helpt.iter().filter(|helps| **helps).count() * 3 <= helpt.len() {
            let vraag = LpVraag { gewichten: own, paren: helpt, ..LpVraag::default() };
            if let Some(lp) = (self.lp)(vraag) {
                let prijzen = Prijzen { gewichten: own, tellers: lp.prijzen };
                best = Bewezen::hoogste(best, self.grens(&prijzen, tier));
            }
        }
        if raakt(&best, reached) || tier == 0 {
            return best;
        }
        Bewezen::hoogste(best, self.voorwaardelijk(tier, own))
    }

    /// With the tiers above at what they are.
    fn voorwaardelijk(&self, tier: usize, own: Gewichten) -> Option<Bewezen> {
        let plafonds: Vec<(usize, i64)> = self.waarden.iter().copied().enumerate().take(tier).collect();
        let mut mee = self.kansrijk.clone();
        let mut best = None;
        let mut last = None;
        for _ in 0..RONDEN {
            let vraag = LpVraag { gewichten: own, plafonds: plafonds.clone(), paren: mee.clone(), tijd: None };
            let Some(lp) = (self.lp)(vraag) else { break };
            let mut gewichten = lp.plafondprijzen;
            if let (Some(weight), Some(own)) = (gewichten.get_mut(tier), own.get(tier)) {
                *weight = *own;
            }
            let prijzen = Prijzen { gewichten, tellers: lp.prijzen };
            best = Bewezen::hoogste(best, self.grens(&prijzen, tier));
            let more = gemist(self.model, &prijzen, tier, &mee);
            last = Some(prijzen);
            if more.is_empty() || raakt(&best, self.waarden.get(tier).copied()) {
                break;
            }
            for paar in more {
                if let Some(takes_part) = mee.get_mut(paar) {
                    *takes_part = true;
                }
            }
        }
        match last.filter(|_| !raakt(&best, self.waarden.get(tier).copied())) {
            Some(prijzen) => Bewezen::hoogste(best, (self.geheel)(prijzen, tier)),
            None => best,
        }
    }

    /// One weighted objective: nothing at all, or the prices of the LP that guided, which asked exactly this.
    pub fn gewogen(&self, gids: &Prijzen) -> Option<Bewezen> {
        Bewezen::hoogste(self.tier(0, false), self.grens(gids, 0))
    }

    fn grens(&self, prijzen: &Prijzen, tier: usize) -> Option<Bewezen> {
        let found = grens(self.model, prijzen, tier, self.waarden);
        found.iter().for_each(|found| (self.hoor)(tier, found));
        found
    }

    /// One domain unit of this tier weighs 1, the others nothing.
    fn alleen(&self, tier: usize) -> Gewichten {
        let mut gewichten = [0.0; TIERS];
        if let (Some(weight), Some(schaal)) = (gewichten.get_mut(tier), self.model.schaal.get(tier)) {
            *weight = 1.0 / *schaal as f64;
        }
        gewichten
    }
}

/// Is the bound as high as can be: the value itself?
fn raakt(best: &Option<Bewezen>, reached: Option<i64>) -> bool {
    best.as_ref().map(|best| best.grens) >= reached
}

/// Can this pair make the tier smaller?
fn helpt(model: &Model, paar: usize, tier: usize) -> bool {
    let gains = model.kosten(paar).iter().any(|kost| kost.tier == tier && (kost.per_e4 < 0 || kost.vast < 0));
    gains
        || model.bijdragen(paar).iter().any(|bijdrage| {
            let knikken = model.tellers.get(bijdrage.teller).map_or(&[][..], |teller| &teller.knikken);
            knikken.iter().any(|knik| {
                let adds = |amount: i64| if knik.boven { amount < 0 } else { amount > 0 };
                knik.tier == tier && (adds(bijdrage.per_e4) || adds(bijdrage.vast))
            })
        })
}
