//! Turns what the rules wrote, in exact fractions, into the whole numbers of the model. Adds no row of its own.

use num_integer::Integer;

use super::model::{Knik, Kost, TIERS, Voorrang};
use super::{Formulation, Geformuleerd, opbouw, stappen};
use crate::domain::breuk::Breuk;

/// Largest number of model units in one domain unit; beyond it prices are rounded down.
const MAX_SCHAAL: i64 = 1_000_000_000_000;

/// The same for the voorrang, which sums over boards what each lacks: exact as long as the quota have a common multiple
/// below this.
const MAX_VOORRANG: i128 = 1_000_000_000_000_000_000_000_000;

impl Formulation {
    /// Turns fractions into whole numbers and lays contributions and costs out per pair.
    pub fn af(mut self) -> Geformuleerd {
        self.model.tiers = self.tiers.len().min(TIERS);
        self.zet_schaal();
        self.zet_knikken();
        self.zet_voorrang();
        let (dead, renumber) = self.live_pairs();
        if dead {
            opbouw::drop_dead_pairs(&mut self.model, &mut self.paarfeiten, &renumber);
        }
        for paar in &mut self.model.paren {
            paar.samen = paar.min;
            // What only counts as a piece has a least just above its largest.
            paar.min = paar.min.min(paar.max + 1);
        }
        opbouw::mark_single(&mut self.model, &self.plekfeiten, &self.paarfeiten);
        self.leg_uit(&renumber);
        stappen::zet_stappen(&mut self.model);
        Geformuleerd {
            model: self.model,
            plekken: self.plekfeiten,
            paren: self.paarfeiten,
            constanten: self.constanten,
            volledig: true,
            gepind: self.gepind,
        }
    }

    /// The least common denominator of all prices of a tier is its number of model units per domain unit.
    fn zet_schaal(&mut self) {
        let mut schaal = [1i64; TIERS];
        let mut widen = |tier: usize, noemer: i64| {
            if let Some(schaal) = schaal.get_mut(tier) {
                let wider = (i128::from(*schaal)).lcm(&i128::from(noemer));
                *schaal = i64::try_from(wider).unwrap_or(i64::MAX).min(MAX_SCHAAL);
            }
        };
        for knik in &self.knikken {
            widen(knik.tier, i64::try_from(knik.prijs.delen().1).unwrap_or(MAX_SCHAAL));
        }
        for kost in &self.kosten {
            widen(kost.tier, kost.noemer);
        }
        self.model.schaal = schaal;
        for (tier, gewicht) in self.tiers.iter().zip(&mut self.model.gewicht) {
            *gewicht = opbouw::natuurlijk_gewicht(*tier);
        }
    }

    fn schaal(&self, tier: usize) -> i64 {
        self.model.schaal.get(tier).copied().unwrap_or(1)
    }

    fn zet_knikken(&mut self) {
        for ruw in std::mem::take(&mut self.knikken) {
            let helling = (ruw.prijs * Breuk::from(self.schaal(ruw.tier))).naar_beneden();
            let (laag, hoog) = (ruw.drempel.naar_beneden(), ruw.drempel.naar_boven());
            let (drempel, drempel_ruim) = if ruw.boven { (laag, hoog) } else { (hoog, laag) };
            if let (Some(teller), true) = (self.model.tellers.get_mut(ruw.teller), helling > 0) {
                teller.knikken.push(Knik { tier: ruw.tier, boven: ruw.boven, drempel, drempel_ruim, helling });
            }
        }
    }

    /// One person divided by each quotum, in the least unit that all of them share.
    fn zet_voorrang(&mut self) {
        let ruw = std::mem::take(&mut self.voorrang);
        let wider =
            |all: i128, quotum: i128| (all / all.gcd(&quotum)).checked_mul(quotum).filter(|all| *all <= MAX_VOORRANG);
        let whole = ruw.iter().try_fold(1, |all, one| wider(all, i128::from(one.quotum)));
        let eenheid = whole.unwrap_or(MAX_VOORRANG);
        self.model.voorrang_na = ruw.first().map(|one| one.tier);
        for one in ruw {
            if let Some(teller) = self.model.tellers.get_mut(one.teller) {
                teller.voorrang = Some(Voorrang { quotum: one.quotum, helling: eenheid / i128::from(one.quotum) });
            }
        }
    }

    /// Pairs that can hold nothing fall away; the others get a new number.
    fn live_pairs(&self) -> (bool, Vec<Option<usize>>) {
        let mut next = 0;
        let renumber: Vec<Option<usize>> = (0..self.model.paren.len())
            .map(|index| {
                let alive = self.is_levend(index);
                next += usize::from(alive);
                alive.then(|| next - 1)
            })
            .collect();
        (next < renumber.len(), renumber)
    }

    /// Too little by itself may still be a piece of a placement: next to another place of the same school, or on top of
    /// what stands there today. The search never takes it alone (its least is above its largest), but bounds must see it.
    fn is_levend(&self, index: usize) -> bool {
        let Some(paar) = self.model.paren.get(index).filter(|paar| paar.max > 0) else { return false };
        let groep = |paar: &super::model::Paar| self.model.plekken.get(paar.plek).map(|plek| plek.groep);
        let own = self.model.personen.get(paar.persoon).map_or(0..0, |persoon| persoon.van..persoon.tot);
        let beside = || {
            let others = own.filter(|other| *other != index).filter_map(|other| self.model.paren.get(other));
            others.filter(|other| other.max > 0).any(|other| groep(other) == groep(paar))
        };
        paar.max >= paar.min || self.paarfeiten.get(index).is_some_and(|feit| feit.loopt_hier) || beside()
    }

    fn leg_uit(&mut self, renumber: &[Option<usize>]) {
        let alive = renumber.iter().flatten().count();
        let new_id = |paar: usize| renumber.get(paar).copied().flatten();
        let model = &self.model;
        let is_personal = |teller: usize| model.tellers.get(teller).is_some_and(|teller| teller.persoonlijk);
        let is_single = |paar: usize| {
            let persoon = model.paren.get(paar).and_then(|paar| model.personen.get(paar.persoon));
            persoon.is_some_and(|persoon| persoon.enkel)
        };
        let bijdragen = (std::mem::take(&mut self.bijdragen).into_iter())
            .filter_map(|(paar, bijdrage)| Some((new_id(paar)?, bijdrage)))
            .filter(|(paar, bijdrage)| !(is_single(*paar) && is_personal(bijdrage.teller)))
            .collect();
        (self.model.bijdragen, self.model.bijdrage_van) = opbouw::per_pair(alive, bijdragen);
        let kosten = (std::mem::take(&mut self.kosten).into_iter())
            .filter_map(|ruw| {
                let factor = self.schaal(ruw.tier) / ruw.noemer;
                let kost = Kost { tier: ruw.tier, per_e4: ruw.per_e4 * factor, vast: ruw.vast * factor };
                Some((new_id(ruw.paar)?, kost))
            })
            .collect();
        (self.model.kosten, self.model.kost_van) = opbouw::per_pair(alive, kosten);
    }
}
