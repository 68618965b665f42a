//! What a change would do, without doing it: counters, limits, weighted cost and exact cost per tier.

use super::{Staat, add};
use crate::matching::formulation::model::Waarden;
use crate::matching::search::Optie;
use crate::matching::search::rijen::kort;
use crate::matching::search::tabel::Tabel;
use crate::matching::search::zet::Zet;

impl Staat<'_> {
    /// Gathers what a change adds to every counter; false when it breaks a limit that it does not ease.
    #[inline]
    pub(super) fn verzamel(&mut self, zet: &Zet) -> bool {
        self.wis();
        for (persoon, naar) in zet.stappen() {
            if let Some(optie) = self.keuze(persoon) {
                self.tel(optie, -1);
            }
            if let Some(optie) = naar {
                self.tel(optie, 1);
            }
        }
        self.binnen_maxima()
    }

    #[inline]
    pub(super) fn wis(&mut self) {
        self.geraakt.clear();
        self.stempel = self.stempel.wrapping_add(1);
        if self.stempel == 0 {
            self.standen.iter_mut().for_each(|stand| stand.stempel = 0);
            self.stempel = 1;
        }
    }

    /// Lets what is above a maximum flow to its pool; false when a limit is broken and not eased.
    #[inline]
    pub(super) fn binnen_maxima(&mut self) -> bool {
        let (mut next, rijen) = (0, self.rijen);
        while let Some(rij) = self.geraakt.get(next).map(|rij| *rij as usize) {
            next += 1;
            let Some(stand) = self.standen.get(rij) else { continue };
            let after = stand.waarde + stand.delta;
            if stand.delta > 0 && after > stand.maximum {
                return false;
            }
            if let Some((pool, more)) = rijen.naar_pool(rij, stand.waarde, after) {
                self.raak(pool, more);
            }
        }
        true
    }

    #[inline]
    pub(super) fn tel(&mut self, optie: Optie, teken: i64) {
        let rijen = self.rijen;
        for telling in rijen.tellingen(optie.paar) {
            self.raak(telling.rij as usize, teken * (i64::from(telling.per_e4) * optie.fte_e4 + telling.vast));
        }
    }

    #[inline]
    pub(super) fn raak(&mut self, rij: usize, more: i64) {
        let Some(stand) = self.standen.get_mut(rij) else { return };
        if stand.stempel == self.stempel {
            stand.delta += more;
        } else {
            (stand.stempel, stand.delta) = (self.stempel, more);
            self.geraakt.push(kort(rij));
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
            cost -= self.keuze(persoon).map_or(0.0, |optie| tabel.paar(optie.paar, optie.fte_e4));
            cost += naar.map_or(0.0, |optie| tabel.paar(optie.paar, optie.fte_e4));
        }
        let tellers = self.model.tellers.len();
        for rij in self.geraakt.iter().map(|rij| *rij as usize).filter(|rij| *rij < tellers) {
            if let Some(stand) = self.standen.get(rij).filter(|stand| stand.delta != 0) {
                cost += tabel.teller(rij, stand.waarde + stand.delta) - tabel.teller(rij, stand.waarde);
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
            for (optie, teken) in [(self.keuze(persoon), -1), (naar, 1)] {
                let Some(optie) = optie else { continue };
                for kost in self.model.kosten(optie.paar) {
                    add(&mut tuple, kost.tier, teken * (kost.per_e4 * optie.fte_e4 + kost.vast));
                }
            }
        }
        for rij in self.geraakt.iter().map(|rij| *rij as usize) {
            if let Some(stand) = self.standen.get(rij).filter(|stand| stand.delta != 0) {
                self.rijen.tel_verschil(&mut tuple, rij, stand.waarde, stand.waarde + stand.delta);
            }
        }
        tuple
    }
}
