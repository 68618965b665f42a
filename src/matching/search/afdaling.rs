//! Greedy descent on the exact tuple: tries every change of a few kinds until none helps.

use super::staat::Staat;
use super::zet::Zet;
use super::zetten::Kandidaten;

/// At most this many rounds over all persons.
const RONDEN: usize = 12;

/// Improves `staat` until no relocation, swap or eviction makes the tuple smaller, or `gestopt` says so.
pub fn daal_af(staat: &mut Staat<'_>, kandidaten: &Kandidaten, gestopt: &dyn Fn() -> bool) {
    for _ in 0..RONDEN {
        let before = *staat.tuple();
        for persoon in 0..staat.model().personen.len() {
            if gestopt() {
                return;
            }
            verplaats_best(staat, persoon);
            verdring_best(staat, kandidaten, persoon);
            wissel_best(staat, kandidaten, persoon);
        }
        if *staat.tuple() >= before {
            return;
        }
    }
}

/// Does a change when it makes the tuple smaller.
fn doe_als_beter(staat: &mut Staat<'_>, zet: &Zet) -> bool {
    let better = staat.proef_exact(zet).is_some_and(|tuple| tuple < *staat.tuple());
    if better && staat.is_te_verdelen(zet) {
        staat.doe(zet);
        return true;
    }
    false
}

fn verplaats_best(staat: &mut Staat<'_>, persoon: usize) {
    let Some((van, tot)) = staat.model().personen.get(persoon).map(|found| (found.van, found.tot)) else { return };
    doe_als_beter(staat, &Zet::default().met(persoon, None));
    for paar in van..tot {
        let Some(plek) = staat.model().paren.get(paar).map(|found| found.plek) else { continue };
        let own =
            staat.keuze(persoon).filter(|_| staat.plek_van(persoon) == Some(plek)).map_or(0, |optie| optie.fte_e4);
        let Some(to) = staat.optie(paar, staat.ruimte(plek) + own) else { continue };
        if staat.keuze(persoon) != Some(to) {
            doe_als_beter(staat, &Zet::default().met(persoon, Some(to)));
        }
    }
}

/// In at a candidate, one member out and on to the first candidate of its own that helps.
fn verdring_best(staat: &mut Staat<'_>, kandidaten: &Kandidaten, persoon: usize) {
    for kandidaat in kandidaten.van(persoon) {
        let plek = kandidaat.plek();
        if staat.plek_van(persoon) == Some(plek) {
            continue;
        }
        let leden = staat.leden(plek).to_vec();
        for out in leden.into_iter().map(|lid| lid as usize) {
            let freed = staat.keuze(out).map_or(0, |optie| optie.fte_e4);
            let Some(to) = staat.optie(kandidaat.paar(), staat.ruimte(plek) + freed) else { continue };
            let zet = Zet::default().met(persoon, Some(to));
            let mut done = doe_als_beter(staat, &zet.met(out, None));
            for other in kandidaten.van(out) {
                if done {
                    break;
                }
                let elsewhere = other.plek();
                let left = staat
                    .keuze(persoon)
                    .filter(|_| staat.plek_van(persoon) == Some(elsewhere))
                    .map_or(0, |optie| optie.fte_e4);
                if elsewhere == plek {
                    continue;
                }
                if let Some(next) = staat.optie(other.paar(), staat.ruimte(elsewhere) + left) {
                    done = doe_als_beter(staat, &zet.met(out, Some(next)));
                }
            }
            if done {
                return;
            }
        }
    }
}

/// Changes places with any member of a candidate place.
fn wissel_best(staat: &mut Staat<'_>, kandidaten: &Kandidaten, persoon: usize) {
    for kandidaat in kandidaten.van(persoon) {
        let (Some(from), plek) = (staat.plek_van(persoon), kandidaat.plek()) else { return };
        let leden = staat.leden(plek).to_vec();
        for other in leden.into_iter().map(|lid| lid as usize) {
            let Some(back) = staat.paar(other, from).filter(|_| plek != from) else { continue };
            let (mine, theirs) =
                (staat.keuze(persoon).map_or(0, |o| o.fte_e4), staat.keuze(other).map_or(0, |o| o.fte_e4));
            let to = staat.optie(kandidaat.paar(), staat.ruimte(plek) + theirs);
            let back = staat.optie(back, staat.ruimte(from) + mine);
            if let (Some(to), Some(back)) = (to, back)
                && doe_als_beter(staat, &Zet::default().met(persoon, Some(to)).met(other, Some(back)))
            {
                return;
            }
        }
    }
}
