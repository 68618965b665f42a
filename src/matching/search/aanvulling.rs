//! Second pieces, after the search: the rest of a contract at another vacature group of the same school, or at a second
//! school for who agreed. Only ever improves the plan.

use super::staat::Staat;
use crate::matching::formulation::Geformuleerd;

/// Adds second pieces while that makes the tuple smaller.
pub fn vul_aan(staat: &mut Staat<'_>, geformuleerd: &Geformuleerd) {
    for persoon in 0..staat.model().personen.len() {
        vul_een_aan(staat, geformuleerd, persoon);
    }
}

fn vul_een_aan(staat: &mut Staat<'_>, geformuleerd: &Geformuleerd, persoon: usize) {
    let model = staat.model();
    let (Some(found), Some(first)) = (model.personen.get(persoon), staat.keuze(persoon)) else { return };
    if found.enkel {
        return;
    }
    let mut groepen: Vec<usize> = groep(geformuleerd, first.paar).into_iter().collect();
    for paar in found.van..found.tot {
        let Some(here) = groep(geformuleerd, paar) else { continue };
        let same = groepen.contains(&here);
        // One placement at a school has one first day; a second school needs room under the consent.
        if paar == first.paar
            || is_taken(staat, persoon, paar)
            || (same && begin(geformuleerd, paar) != begin(geformuleerd, first.paar))
        {
            continue;
        }
        if !same && groepen.len() >= found.max_groepen {
            continue;
        }
        let Some(plek) = model.paren.get(paar).map(|found| found.plek) else { continue };
        let room = staat.ruimte(plek).min(contract_room(staat, persoon, paar));
        let Some(optie) = staat.optie(paar, room) else { continue };
        if staat.voeg_toe_als_beter(persoon, optie, same) && !same {
            groepen.push(here);
        }
    }
}

fn groep(geformuleerd: &Geformuleerd, paar: usize) -> Option<usize> {
    geformuleerd.paren.get(paar).map(|feit| feit.school)
}

fn begin(geformuleerd: &Geformuleerd, paar: usize) -> Option<chrono::NaiveDate> {
    let plek = geformuleerd.paren.get(paar)?.plek;
    geformuleerd.plekken.get(plek).map(|feit| feit.periode.van)
}

fn is_taken(staat: &Staat<'_>, persoon: usize, paar: usize) -> bool {
    staat.extra().iter().any(|(who, optie)| *who == persoon && optie.paar == paar)
}

/// What the contract leaves on the days of this pair: the least over the personal counters that it adds to.
fn contract_room(staat: &Staat<'_>, persoon: usize, paar: usize) -> i64 {
    let model = staat.model();
    let own =
        staat.extra().iter().filter(|(who, _)| *who == persoon).map(|(_, optie)| *optie).chain(staat.keuze(persoon));
    let held: Vec<_> = own.collect();
    let used = |teller: usize| -> i64 {
        let adds = |paar: usize| model.bijdragen(paar).iter().filter(move |bijdrage| bijdrage.teller == teller);
        held.iter().map(|optie| adds(optie.paar).map(|bijdrage| bijdrage.per_e4 * optie.fte_e4).sum::<i64>()).sum()
    };
    let personal = model
        .bijdragen(paar)
        .iter()
        .filter(|bijdrage| model.tellers.get(bijdrage.teller).is_some_and(|teller| teller.persoonlijk));
    let rooms =
        personal.filter_map(|bijdrage| Some(model.tellers.get(bijdrage.teller)?.maximum? - used(bijdrage.teller)));
    rooms.min().unwrap_or(i64::MAX).max(0)
}
