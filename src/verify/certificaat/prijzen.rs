//! The prices of a certificate, tied to the picture by name and brought to the side that is always allowed.

use std::collections::HashMap;

use super::beeld::Beeld;
use super::tellers::geheel;
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Certificaat;

/// Prices in whole numbers of `1 / noemer` of the tier's unit.
pub(super) struct Prijzen {
    pub(super) at: usize,
    pub(super) noemer: i128,
    /// Per tier up to and with this one.
    pub(super) gewichten: Vec<i128>,
    pub(super) tellers: Vec<i128>,
    pub(super) plekken: Vec<i128>,
    /// Per person; absent: follows from the others.
    pub(super) personen: Option<Vec<i128>>,
}

impl Prijzen {
    /// `None` when a price is for something that the picture does not have, or is no whole number.
    pub(super) fn new(beeld: &Beeld, certificaat: &Certificaat, at: usize) -> Option<Prijzen> {
        let noemer = geheel(&certificaat.noemer).filter(|noemer| *noemer > 0)?;
        let mut gewichten: Vec<i128> = certificaat.gewichten.iter().map(geheel).collect::<Option<_>>()?;
        if gewichten.len() != at {
            return None;
        }
        gewichten.iter_mut().for_each(|weight| *weight = (*weight).max(0));
        gewichten.push(noemer);
        let names: HashMap<&str, usize> =
            beeld.tellers.iter().enumerate().map(|(at, teller)| (teller.naam.as_str(), at)).collect();
        let places: HashMap<&str, usize> =
            beeld.plekken.iter().enumerate().map(|(at, plek)| (plek.naam.as_str(), at)).collect();
        let (mut tellers, mut plekken) = (vec![0; beeld.tellers.len()], vec![0; beeld.plekken.len()]);
        for (naam, prijs) in &certificaat.prijzen {
            let prijs = geheel(prijs)?;
            match (names.get(naam.as_str()), places.get(naam.as_str())) {
                (Some(teller), _) => *tellers.get_mut(*teller)? = prijs,
                // Room is never worth less than nothing.
                (None, Some(plek)) => *plekken.get_mut(*plek)? = prijs.max(0),
                // A row of somebody who takes one pair at most binds nothing.
                (None, None) if naam.starts_with("contract ") => {}
                (None, None) => return None,
            }
        }
        for pool in beeld.tellers.iter().filter_map(|teller| teller.pool) {
            let prijs = tellers.get_mut(pool)?;
            *prijs = (*prijs).max(0);
        }
        let personen = match certificaat.personen.is_empty() {
            true => None,
            false => Some(persons(beeld, certificaat)?),
        };
        Some(Prijzen { at, noemer, gewichten, tellers, plekken, personen })
    }

    /// Weight of a tier; 0 below the one that is bounded.
    pub(super) fn gewicht(&self, tiers: &[Tier], tier: Tier) -> i128 {
        let at = tiers.iter().position(|one| *one == tier);
        at.and_then(|at| self.gewichten.get(at)).copied().unwrap_or(0)
    }
}

fn persons(beeld: &Beeld, certificaat: &Certificaat) -> Option<Vec<i128>> {
    let of = |id: &str| certificaat.personen.get(id).map_or(Some(0), |price: &Breuk| geheel(price));
    beeld.personen.iter().map(|one| of(&one.mens.persoon.id).map(|price| price.max(0))).collect()
}
