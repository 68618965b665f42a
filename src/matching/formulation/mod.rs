//! The only door from rules to the LP and the search: rules write counters, limits and prices here, by name.
//!
//! `Formulation::new` lays out persons, places and pairs; every rule then adds its rows; `af` turns the fractions
//! into whole numbers. Nothing here decides anything: a rule that is not written here does not steer.

mod afronden;
pub mod bestaand;
pub mod gewogen;
pub mod model;
pub mod opbouw;
pub mod paarfeit;
mod stappen;
pub mod waarden;

use std::collections::BTreeSet;

use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use model::{Bijdrage, Model, Teller};
use paarfeit::{PaarFeit, PlekFeit};

/// Number of a counter.
pub type TellerId = usize;
/// Number of a pair.
pub type PaarId = usize;

/// A bend with exact numbers, before they become whole.
struct RuweKnik {
    teller: TellerId,
    tier: usize,
    boven: bool,
    drempel: Breuk,
    prijs: Breuk,
}

/// A price of a pair, `(per_e4 × amount + vast) / noemer`.
struct RuweKost {
    paar: PaarId,
    tier: usize,
    per_e4: i64,
    vast: i64,
    noemer: i64,
}

/// A counter with a voorrang, before quota become slopes.
struct RuweVoorrang {
    teller: TellerId,
    tier: usize,
    quotum: i64,
}

/// The model while rules write it, with the facts they need to do so.
pub struct Formulation {
    tiers: Vec<Tier>,
    model: Model,
    plekfeiten: Vec<PlekFeit>,
    paarfeiten: Vec<PaarFeit>,
    bijdragen: Vec<(PaarId, Bijdrage)>,
    knikken: Vec<RuweKnik>,
    kosten: Vec<RuweKost>,
    voorrang: Vec<RuweVoorrang>,
    constanten: Vec<Breuk>,
    gepind: bool,
}

/// The finished model with what is needed to read answers back.
pub struct Geformuleerd {
    /// The model.
    pub model: Model,
    /// Facts per place.
    pub plekken: Vec<PlekFeit>,
    /// Facts per pair.
    pub paren: Vec<PaarFeit>,
    /// Per tier what no decision changes, in domain units.
    pub constanten: Vec<Breuk>,
    /// Does the model hold every valid plan? Else it proves no bound.
    pub volledig: bool,
    /// Does the model hold only what follows the pins (nobody anew where it is forbidden, no more than was pinned)? Then it
    /// proves nothing while something hard is broken: a plan that broke a pin instead might do better.
    pub gepind: bool,
}

impl Formulation {
    /// Facts of every pair, in order.
    pub fn paren(&self) -> &[PaarFeit] {
        &self.paarfeiten
    }

    /// Facts of every place, in order.
    pub fn plekken(&self) -> &[PlekFeit] {
        &self.plekfeiten
    }

    /// The model so far.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Where the price of a rule belongs: its own tier when soft, the hard rules when hard, nowhere otherwise.
    pub fn tier_van(modus: Modus, eigen: Tier) -> Option<Tier> {
        match modus {
            Modus::Uit | Modus::Rapport => None,
            Modus::Zacht => Some(eigen),
            Modus::Hard => Some(Tier::HardeRegels),
        }
    }

    /// A new counter that begins at `start`.
    pub fn teller(&mut self, naam: String, start: i64) -> TellerId {
        self.model.tellers.push(Teller { naam, start, ..Teller::default() });
        self.model.tellers.len() - 1
    }

    /// A new counter about one person: the search looks at it only when a person takes a second pair.
    pub fn persoonlijke_teller(&mut self, naam: String, start: i64) -> TellerId {
        let teller = self.teller(naam, start);
        if let Some(teller) = self.model.tellers.get_mut(teller) {
            teller.persoonlijk = true;
        }
        teller
    }

    /// A new counter of one piece of a person that says nothing of what comes with that piece.
    pub fn losse_teller(&mut self, naam: String, start: i64) -> TellerId {
        let teller = self.teller(naam, start);
        if let Some(teller) = self.model.tellers.get_mut(teller) {
            teller.los = true;
        }
        teller
    }

    /// A pair adds to a counter: so much per ten-thousandth fte and so much once.
    pub fn bijdrage(&mut self, paar: PaarId, teller: TellerId, per_e4: i64, vast: i64) {
        if per_e4 != 0 || vast != 0 {
            self.bijdragen.push((paar, Bijdrage { teller, per_e4, vast }));
        }
    }

    /// Every pair adds what `per_paar` says: counter, per ten-thousandth fte, once.
    pub fn tel(&mut self, per_paar: impl Fn(&PaarFeit) -> Option<(TellerId, i64, i64)>) {
        let feiten = std::mem::take(&mut self.paarfeiten);
        for (paar, feit) in feiten.iter().enumerate() {
            if let Some((teller, per_e4, vast)) = per_paar(feit) {
                self.bijdrage(paar, teller, per_e4, vast);
            }
        }
        self.paarfeiten = feiten;
    }

    /// Every pair costs what `per_paar` says in `tier`: per ten-thousandth fte and once, both divided by `noemer`.
    pub fn beprijs(&mut self, tier: Tier, noemer: i64, per_paar: impl Fn(&PaarFeit) -> (i64, i64)) {
        let feiten = std::mem::take(&mut self.paarfeiten);
        for (paar, feit) in feiten.iter().enumerate() {
            let (per_e4, vast) = per_paar(feit);
            self.kosten(paar, tier, per_e4, vast, noemer);
        }
        self.paarfeiten = feiten;
    }

    /// Every pair takes an amount between what `per_paar` says, its own limits kept. Who stays where he or she is, keeps
    /// what is there.
    pub fn begrens(&mut self, per_paar: impl Fn(&PaarFeit) -> (i64, i64)) {
        let feiten = std::mem::take(&mut self.paarfeiten);
        for (paar, feit) in feiten.iter().enumerate() {
            let (min, max) = if feit.bestaand.is_some() { (0, i64::MAX) } else { per_paar(feit) };
            if let Some(paar) = self.model.paren.get_mut(paar) {
                (paar.min, paar.max) = (paar.min.max(min), paar.max.min(max));
            }
        }
        self.paarfeiten = feiten;
    }

    /// These pairs take at most `hoogstens`, except who stays where he or she is.
    pub fn begrens_paren(&mut self, paren: &BTreeSet<PaarId>, hoogstens: i64) {
        let stays = |paar: usize| self.paarfeiten.get(paar).is_some_and(|feit| feit.bestaand.is_some());
        for paar in paren.iter().copied().filter(|paar| !stays(*paar)).collect::<Vec<_>>() {
            if let Some(paar) = self.model.paren.get_mut(paar) {
                paar.max = paar.max.min(hoogstens);
            }
        }
    }

    /// The model leaves out what breaks a pin.
    pub fn houd_aan_pins(&mut self) {
        self.gepind = true;
    }

    /// A counter never goes above `maximum`; what is above may go to a shared pool when one is given.
    pub fn maximum(&mut self, teller: TellerId, maximum: &Breuk, overloop: Option<TellerId>) {
        if let Some(teller) = self.model.tellers.get_mut(teller) {
            teller.maximum = Some(maximum.naar_beneden());
            teller.overloop = overloop;
        }
    }

    /// Every unit of a counter above `drempel` costs `prijs` in `tier`.
    pub fn boven(&mut self, teller: TellerId, tier: Tier, drempel: Breuk, prijs: Breuk) {
        self.knik(teller, tier, true, drempel, prijs);
    }

    /// Every unit of a counter below `drempel` costs `prijs` in `tier`.
    pub fn onder(&mut self, teller: TellerId, tier: Tier, drempel: Breuk, prijs: Breuk) {
        self.knik(teller, tier, false, drempel, prijs);
    }

    /// Between plans that are equal up to and including `tier`: what this counter lacks of `quotum` weighs more the larger a
    /// part of it that is. All counters that have this must name the same tier.
    pub fn voorrang(&mut self, teller: TellerId, tier: Tier, quotum: i64) {
        if let (Some(tier), true) = (self.positie(tier), quotum > 0) {
            self.voorrang.push(RuweVoorrang { teller, tier, quotum });
        }
    }

    fn knik(&mut self, teller: TellerId, tier: Tier, boven: bool, drempel: Breuk, prijs: Breuk) {
        if let Some(tier) = self.positie(tier) {
            self.knikken.push(RuweKnik { teller, tier, boven, drempel, prijs });
        }
    }

    /// A pair itself costs `(per_e4 × amount + vast) / noemer` in `tier`; below zero: it gains.
    pub fn kosten(&mut self, paar: PaarId, tier: Tier, per_e4: i64, vast: i64, noemer: i64) {
        if let (Some(tier), true) = (self.positie(tier), per_e4 != 0 || vast != 0) {
            self.kosten.push(RuweKost { paar, tier, per_e4, vast, noemer: noemer.max(1) });
        }
    }

    /// What a tier has whatever is decided.
    pub fn constante(&mut self, tier: Tier, waarde: Breuk) {
        if let Some(constante) = self.positie(tier).and_then(|tier| self.constanten.get_mut(tier)) {
            *constante += waarde;
        }
    }

    /// How many schools at once who takes a pair may have anew, on each of its days.
    pub fn max_scholen(&mut self, per_paar: impl Fn(&PaarFeit) -> usize) {
        for feit in &mut self.paarfeiten {
            feit.scholen = per_paar(feit);
        }
    }

    /// This person may hold several pairs in some plan, so bounds may not count on one.
    pub fn niet_enkel(&mut self, persoon: usize) {
        if let Some(persoon) = self.model.personen.get_mut(persoon) {
            persoon.enkel = false;
        }
    }

    /// Who takes this pair, is on this part of the place for something at least.
    pub fn ook_op(&mut self, paar: PaarId, deel: usize) {
        let Some(found) = self.model.paren.get_mut(paar) else { return };
        found.ook.push(deel);
        if let Some(plek) = self.model.plekken.get_mut(found.plek) {
            plek.gepind = true;
        }
    }

    /// Each part of a place may hold this many more persons.
    pub fn personen_per_deel(&mut self, plek: usize, aantallen: Vec<usize>) {
        if let Some(plek) = self.model.plekken.get_mut(plek) {
            plek.personen_per_deel = Some(aantallen);
        }
    }

    fn positie(&self, tier: Tier) -> Option<usize> {
        self.tiers.iter().position(|t| *t == tier)
    }
}
