//! Where everybody begins: who has a place today and may leave it, is there until the search finds better.

use super::Staat;
use crate::matching::search::Optie;
use crate::matching::search::zet::Zet;

impl Staat<'_> {
    /// Puts everybody who has a place today there, also where that is more than a limit allows: what runs is not judged.
    pub fn begin_vandaag(&mut self) {
        let model = self.model;
        let lift = |stand: &mut super::Stand| std::mem::replace(&mut stand.maximum, i64::MAX);
        let limits: Vec<i64> = self.standen.iter_mut().map(lift).collect();
        for (persoon, found) in model.personen.iter().enumerate() {
            let Some(paar) = found.vandaag.filter(|_| self.keuze(persoon).is_none()) else { continue };
            let Some(fte_e4) = model.paren.get(paar).map(|paar| paar.max) else { continue };
            let zet = Zet::default().met(persoon, Some(Optie { paar, fte_e4 }));
            self.verzamel(&zet);
            self.doe(&zet);
        }
        for (stand, limit) in self.standen.iter_mut().zip(limits) {
            stand.maximum = limit;
        }
    }
}
