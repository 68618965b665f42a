//! Whether the persons at a place can still be divided over its vacatures, and second pieces of a person.

use super::{Staat, add};
use crate::matching::formulation::model::{Plek, Waarden};
use crate::matching::search::Optie;
use crate::matching::search::verdeling::vastgezet::{Stuk, verdeel_om};
use crate::matching::search::zet::Zet;

impl Staat<'_> {
    /// Can the persons at each place that a change touches still be divided over its vacatures?
    pub fn is_te_verdelen(&self, zet: &Zet) -> bool {
        zet.stappen().all(|(persoon, naar)| {
            let from = self.plek_van(persoon);
            let to = naar.and_then(|optie| self.plek_van_paar(optie.paar));
            [from, to].into_iter().flatten().all(|plek| self.is_plek_te_verdelen(plek, zet, None))
        })
    }

    fn plek_van_paar(&self, paar: usize) -> Option<usize> {
        self.rijen.plek_van(paar)
    }

    fn is_plek_te_verdelen(&self, plek: usize, zet: &Zet, erbij: Option<Optie>) -> bool {
        let matters = |place: &&Plek| place.personen_per_deel.is_some() || place.gepind;
        let Some(place) = self.model.plekken.get(plek).filter(matters) else { return true };
        let stays = |persoon: &usize| !zet.stappen().any(|(moved, _)| moved == *persoon);
        let members = self.leden(plek).iter().map(|persoon| *persoon as usize);
        let staying = members.filter(stays).filter_map(|persoon| self.keuze(persoon));
        let arriving = zet.stappen().filter_map(|(_, naar)| naar);
        let more = self.extra.iter().map(|(_, optie)| *optie);
        let here = arriving.chain(more).chain(erbij).filter(|optie| self.plek_van_paar(optie.paar) == Some(plek));
        let (mut vast, mut stukken) = (Vec::new(), Vec::new());
        for optie in staying.chain(here) {
            let Some(paar) = self.model.paren.get(optie.paar) else { continue };
            match paar.deel {
                Some(deel) => vast.push((deel, optie.fte_e4)),
                None => stukken.push(Stuk { fte_e4: optie.fte_e4, ook: &paar.ook }),
            }
        }
        stukken.sort_unstable_by_key(Stuk::volgorde);
        verdeel_om(place, &vast, &stukken).is_some()
    }

    /// Second pieces so far: person and placement.
    pub fn extra(&self) -> &[(usize, Optie)] {
        &self.extra
    }

    /// Adds a second piece when that makes the tuple smaller. In a school where this person already is (`zelfde_groep`)
    /// what counts once is not counted again.
    pub fn voeg_toe_als_beter(&mut self, persoon: usize, optie: Optie, zelfde_groep: bool) -> bool {
        let before = self.tuple;
        let added = self.leg_erbij(persoon, optie, zelfde_groep);
        let better = added && self.tuple < before;
        if added && !better {
            self.haal_weg(zelfde_groep);
        }
        better
    }

    /// Adds a second piece where it is allowed, whatever it costs.
    pub fn leg_erbij(&mut self, persoon: usize, optie: Optie, zelfde_groep: bool) -> bool {
        let (Some(plek), Some(tuple)) = (self.plek_van_paar(optie.paar), self.tuple_met(optie, zelfde_groep, 1)) else {
            return false;
        };
        if !self.is_plek_te_verdelen(plek, &Zet::default(), Some(optie)) {
            return false;
        }
        self.doe_met(&Zet::default(), tuple);
        self.extra.push((persoon, optie));
        true
    }

    /// Takes the piece that was added last away again.
    pub fn haal_weg(&mut self, zelfde_groep: bool) {
        let Some((_, optie)) = self.extra.pop() else { return };
        if let Some(tuple) = self.tuple_met(optie, zelfde_groep, -1) {
            self.doe_met(&Zet::default(), tuple);
        }
    }

    /// Exact cost per tier with a second piece more (`teken` 1) or less (−1); `None` when that is not allowed.
    fn tuple_met(&mut self, optie: Optie, zelfde_groep: bool, teken: i64) -> Option<Waarden> {
        self.wis();
        let rijen = self.rijen;
        for telling in rijen.tellingen(optie.paar) {
            let once = if zelfde_groep { 0 } else { telling.vast };
            self.raak(telling.rij as usize, teken * (i64::from(telling.per_e4) * optie.fte_e4 + once));
        }
        if !self.binnen_maxima() {
            return None;
        }
        let mut tuple = self.tuple_na(&Zet::default());
        for kost in self.model.kosten(optie.paar) {
            let once = if zelfde_groep { 0 } else { kost.vast };
            add(&mut tuple, kost.tier, teken * (kost.per_e4 * optie.fte_e4 + once));
        }
        Some(tuple)
    }
}
