//! Second pieces, after the search: the rest of a contract at another vacature group of the same school, or at a second
//! school for who agreed. Only ever improves the plan.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Optie;
use super::staat::Staat;
use super::stukken::{contractruimte, neem_op, wegen, zet_neer};
use crate::domain::periode::Periode;
use crate::matching::formulation::Geformuleerd;

/// Adds second pieces while that makes the tuple smaller.
pub fn vul_aan(staat: &mut Staat<'_>, geformuleerd: &Geformuleerd) {
    for persoon in 0..staat.model().personen.len() {
        vul_een_aan(staat, geformuleerd, persoon);
    }
}

fn vul_een_aan(staat: &mut Staat<'_>, geformuleerd: &Geformuleerd, persoon: usize) {
    let model = staat.model();
    let Some(first) = staat.keuze(persoon) else { return zet_in_stukken(staat, geformuleerd, persoon) };
    let Some(found) = model.personen.get(persoon) else { return };
    if found.enkel {
        return;
    }
    for paar in found.van..found.tot {
        let Some(here) = groep(geformuleerd, paar) else { continue };
        let own = staat.extra().iter().filter(|(who, _)| *who == persoon).map(|(_, optie)| *optie);
        let held: Vec<_> = own.chain(staat.keuze(persoon)).collect();
        let same = held.iter().any(|optie| groep(geformuleerd, optie.paar) == Some(here));
        // One placement at a school has one first day; a second school on the same days needs room under the consent.
        if paar == first.paar
            || is_taken(staat, persoon, paar)
            || (same && begin(geformuleerd, paar) != begin(geformuleerd, first.paar))
            || !is_samen_toegestaan(geformuleerd, &held, paar)
        {
            continue;
        }
        let Some(plek) = model.paren.get(paar).map(|found| found.plek) else { continue };
        let room = staat.ruimte(plek).min(contractruimte(model, &held, paar));
        let Some(optie) = staat.optie(paar, room) else { continue };
        staat.voeg_toe_als_beter(persoon, optie, same);
    }
}

/// Who is nowhere, whole over places of one school that ask different things.
fn zet_in_stukken(staat: &mut Staat<'_>, geformuleerd: &Geformuleerd, persoon: usize) {
    for weg in wegen(staat, geformuleerd, persoon) {
        let before = *staat.tuple();
        if zet_neer(staat, persoon, &weg) {
            if *staat.tuple() < before {
                return;
            }
            neem_op(staat, persoon, weg.len() - 1);
        }
    }
}

fn groep(geformuleerd: &Geformuleerd, paar: usize) -> Option<usize> {
    geformuleerd.paren.get(paar).map(|feit| feit.school)
}

fn periode(geformuleerd: &Geformuleerd, paar: usize) -> Option<&Periode> {
    let plek = geformuleerd.paren.get(paar)?.plek;
    geformuleerd.plekken.get(plek).map(|feit| &feit.periode)
}

fn begin(geformuleerd: &Geformuleerd, paar: usize) -> Option<NaiveDate> {
    periode(geformuleerd, paar).map(|days| days.van)
}

/// Is there room under the consent for this school beside those that are held on its days?
fn is_samen_toegestaan(geformuleerd: &Geformuleerd, held: &[Optie], paar: usize) -> bool {
    let (Some(feit), Some(days)) = (geformuleerd.paren.get(paar), periode(geformuleerd, paar)) else { return false };
    let elsewhere = held.iter().filter(|optie| periode(geformuleerd, optie.paar).is_some_and(|own| own.overlapt(days)));
    let schools: BTreeSet<usize> =
        elsewhere.filter_map(|optie| groep(geformuleerd, optie.paar)).filter(|school| *school != feit.school).collect();
    schools.len() < feit.scholen
}

fn is_taken(staat: &Staat<'_>, persoon: usize, paar: usize) -> bool {
    staat.extra().iter().any(|(who, optie)| *who == persoon && optie.paar == paar)
}
