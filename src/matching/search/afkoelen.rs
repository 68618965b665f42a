//! Simulated annealing: one chain, its own seed, a fixed number of proposals (or a time), the best plan by exact tuple.

use super::Oplossing;
use super::staat::Staat;
use super::tabel::Tabel;
use super::toeval::Toeval;
use super::zetten::{Kandidaten, Voorstel, Warmte, voorstel};
use crate::matching::formulation::model::Waarden;

/// One cooling: from hot to cold over part of the work.
#[derive(Debug, Clone, Copy)]
pub struct Koeling<'t> {
    /// Weights.
    pub tabel: &'t Tabel,
    /// Temperature at the beginning, in weighted cost.
    pub heet: f64,
    /// Temperature at the end.
    pub koud: f64,
}

/// Proposals at one temperature.
pub const SLAG: u64 = 64;

/// Runs one cooling. `deel_klaar` hears how many proposals were done and how good the best plan is by then, tells which
/// share of this cooling that is (1 = ready), and is where a stop comes in. Begins and ends in `staat`; the best plan seen comes back.
pub fn koel_af(
    staat: &mut Staat<'_>,
    kandidaten: &Kandidaten,
    koeling: Koeling<'_>,
    seed: u64,
    mut deel_klaar: impl FnMut(u64, &Waarden) -> f64,
) -> Oplossing {
    let mut toeval = Toeval::new(seed);
    let mut best = staat.oplossing();
    let mut best_is_here = true;
    let mut done = 0;
    loop {
        let share = deel_klaar(done, &best.waarden);
        if share >= 1.0 || staat.model().personen.is_empty() {
            break;
        }
        let temperatuur = koeling.heet * (koeling.koud / koeling.heet).powf(share);
        let warmte = Warmte { tabel: koeling.tabel, temperatuur };
        for _ in 0..SLAG {
            let found = voorstel(staat, kandidaten, &mut toeval, warmte);
            let Some(Voorstel { zet, drempel }) = found else { continue };
            let Some(delta) = staat.proef(&zet, koeling.tabel) else { continue };
            if delta > temperatuur * drempel || !staat.is_te_verdelen(&zet) {
                continue;
            }
            let next = staat.tuple_na(&zet);
            // The best plan is copied only when it is about to be left.
            if best_is_here && next > best.waarden {
                best = staat.oplossing();
                best_is_here = false;
            }
            if next <= best.waarden {
                best.waarden = next;
                best_is_here = true;
            }
            staat.doe_met(&zet, next);
        }
        done += SLAG;
    }
    if best_is_here { staat.oplossing() } else { best }
}

/// Brings `staat` to a plan, whatever it was.
pub fn herstel(staat: &mut Staat<'_>, oplossing: &Oplossing) {
    use super::zet::Zet;
    for persoon in 0..oplossing.keuzes.len() {
        let zet = Zet::default().met(persoon, None);
        if staat.keuze(persoon).is_some() && staat.proef_exact(&zet).is_some() {
            staat.doe(&zet);
        }
    }
    for (persoon, keuze) in oplossing.keuzes.iter().enumerate().filter(|(_, keuze)| keuze.is_some()) {
        let zet = Zet::default().met(persoon, *keuze);
        if staat.proef_exact(&zet).is_some() {
            staat.doe(&zet);
        }
    }
}
