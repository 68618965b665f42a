//! What a change would do, without doing it: counters, limits, weighted cost and exact cost per tier.

use super::{Staat, add};
use crate::matching::formulation::model::Waarden;
use crate::matching::search::Optie;
use crate::matching::search::tabel::Tabel;
use crate::matching::search::zet::Zet;

impl Staat<'_> {
    /// Gathers what a change adds to every counter; false when it breaks a limit that it does not ease.
    #[inline]
    pub(super) fn verzamel(&mut self, zet: &Zet) -> bool {
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

    /// The same without limits.
    pub(super) fn verzamel_hoe_dan_ook(&mut self, zet: &Zet) {
        let limits = std::mem::take(&mut self.maxima);
        self.verzamel(zet);
        self.maxima = limits;
    }

    #[inline]
    pub(super) fn wis(&mut self) {
        for teller in self.geraakt.drain(..) {
            if let Some(delta) = self.delta.get_mut(teller) {
                *delta = 0;
            }
        }
    }

    /// Lets what is above a maximum flow to its pool; false when a limit is broken and not eased.
    #[inline]
    pub(super) fn binnen_maxima(&mut self) -> bool {
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
    pub(super) fn tel(&mut self, optie: Optie, teken: i64) {
        let bijdragen = self.bijdragen;
        for bijdrage in bijdragen.van(optie.paar) {
            self.raak(bijdrage.teller, teken * (bijdrage.per_e4 * optie.fte_e4 + bijdrage.vast));
        }
        if let Some(paar) = self.model.paren.get(optie.paar) {
            self.raak(self.model.tellers.len() + paar.plek, teken * optie.fte_e4);
        }
    }

    #[inline]
    pub(super) fn raak(&mut self, teller: usize, more: i64) {
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
}
