//! Few people: every way to place them is tried, one person after the other, so that no chance decides.
//!
//! Where everybody goes whole or not at all, and nobody stands anywhere today. Ways are counted as proposals are, so a work
//! limit gives the same plan again.

use super::staat::Staat;
use super::stukken::{neem_op, wegen, zet_neer};
use super::zet::Zet;
use crate::matching::formulation::Geformuleerd;
use crate::matching::formulation::model::{Model, Paar};

/// Are there at most `werk` ways to take one pair each, and nothing in between?
pub fn past(model: &Model, werk: u64) -> bool {
    let ways = model.personen.iter().map(|persoon| (persoon.tot - persoon.van) as u64 + 1);
    let whole = |paar: &Paar| paar.min >= paar.max;
    ways.fold(1, u64::saturating_mul) <= werk
        && model.personen.iter().all(|persoon| persoon.vandaag.is_none())
        && model.paren.iter().all(whole)
}

/// The best plan of all, or of those that came before `werk` was done or `gestopt` said so: pieces multiply the ways.
pub fn beste<'m>(staat: &Staat<'m>, geformuleerd: &Geformuleerd, werk: u64, gestopt: &dyn Fn() -> bool) -> Staat<'m> {
    let mut leeg = staat.clone();
    for persoon in 0..staat.model().personen.len() {
        neem_op(&mut leeg, persoon, 0);
    }
    let mut alles = Alles { geformuleerd, gestopt, werk, best: staat.clone(), gezien: 0, klaar: false };
    alles.probeer(&mut leeg, 0);
    alles.best
}

/// Ways between two looks at the stop.
const KIJK: u64 = 1_024;

struct Alles<'a, 'm> {
    geformuleerd: &'a Geformuleerd,
    gestopt: &'a dyn Fn() -> bool,
    /// Most looks.
    werk: u64,
    best: Staat<'m>,
    gezien: u64,
    klaar: bool,
}

impl<'m> Alles<'_, 'm> {
    /// Everything that this person and those after can do by one pair each beside who stands in `staat`.
    fn probeer(&mut self, staat: &mut Staat<'m>, persoon: usize) {
        if self.is_klaar() {
            return;
        }
        let Some((van, tot)) = staat.model().personen.get(persoon).map(|found| (found.van, found.tot)) else {
            return self.in_stukken(staat);
        };
        self.probeer(staat, persoon + 1);
        for paar in van..tot {
            let room = staat.model().paren.get(paar).map_or(0, |found| staat.ruimte(found.plek));
            let Some(optie) = staat.optie(paar, room) else { continue };
            let zet = Zet::default().met(persoon, Some(optie));
            if staat.proef_exact(&zet).is_some() && staat.is_te_verdelen(&zet) {
                staat.doe(&zet);
                self.probeer(staat, persoon + 1);
                neem_op(staat, persoon, 0);
            }
        }
    }

    /// Those who are nowhere then, in any order, in pieces: what is left decides how large each is.
    fn in_stukken(&mut self, staat: &mut Staat<'m>) {
        if self.is_klaar() {
            return;
        }
        if staat.tuple() < self.best.tuple() {
            self.best = staat.clone();
        }
        for persoon in 0..staat.model().personen.len() {
            if staat.keuze(persoon).is_some() {
                continue;
            }
            for weg in wegen(staat, self.geformuleerd, persoon) {
                if zet_neer(staat, persoon, &weg) {
                    self.in_stukken(staat);
                    neem_op(staat, persoon, weg.len() - 1);
                }
            }
        }
    }

    fn is_klaar(&mut self) -> bool {
        self.gezien += 1;
        self.klaar |= self.gezien > self.werk || (self.gezien.is_multiple_of(KIJK) && (self.gestopt)());
        self.klaar
    }
}
