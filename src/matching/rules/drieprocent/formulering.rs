//! What a ceiling per board (3%-regeling, leerling-leraar-ratio) asks of the model: a counter of netto inflow, priced above
//! its ruimte.

use std::collections::BTreeMap;

use super::uitleg::{neemt_ruimte, telt_in_t};
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::problem::Onderwerp;

/// Writes the rows of `regel`, whose norms are ceilings on the netto inflow of a board.
pub(in crate::matching::rules) fn plafonds(
    feiten: &Feiten,
    model: &mut Formulation,
    regel: &str,
) -> Result<(), OnvolledigBeleid> {
    let beleid = feiten.beleid();
    if Formulation::tier_van(beleid.modus(regel), Tier::Solidariteit).is_none() {
        return Ok(());
    }
    let mut received = BTreeMap::new();
    for line in blijvende(feiten) {
        let Some(kamer) = feiten.kamer(&line.vestigingscode) else { continue };
        let Some(today) = line.bestaand.as_deref().and_then(|id| feiten.plaatsing(id)) else { continue };
        let new = line.delen.iter().filter(|deel| !matches!(telt_in_t(feiten, regel, today, deel), Ok(true)));
        *received.entry(kamer).or_insert(0) += new.map(|deel| feiten.netto_e4_dagen(deel, line.netto_vanaf)).sum::<i64>();
    }
    for earlier in feiten.problem.instroom.iter().filter(|earlier| neemt_ruimte(feiten, regel, earlier)) {
        let Some(kamer) = feiten.kamer(&earlier.vestigingscode) else { continue };
        *received.entry(kamer).or_insert(0) += feiten.instroom_e4_dagen(earlier);
    }
    let unit = 10_000 * feiten.dagen;
    let mut counters = BTreeMap::new();
    for norm in feiten.problem.normen.iter().filter(|norm| norm.regel == regel) {
        let (Onderwerp::Schoolbestuur(bestuur), Some(sector), Some(ruimte)) = (&norm.onderwerp, norm.sector, &norm.waarde) else { continue };
        let Some(tier) = Formulation::tier_van(feiten.modus_voor(regel, bestuur, sector), Tier::Solidariteit) else { continue };
        let start = received.get(&(bestuur, sector)).copied().unwrap_or(0);
        let teller = model.teller(format!("{regel} {bestuur} {sector}"), start);
        model.boven(teller, tier, ruimte * &Breuk::from(unit), Breuk::ratio(1, unit));
        counters.insert((bestuur, sector), teller);
    }
    let of_school: Vec<_> = (feiten.problem.scholen.iter())
        .map(|school| counters.get(&(&school.bestuursnummer, school.sector)).copied())
        .collect();
    let in_t = |plaatsing: usize| {
        let today = feiten.problem.plaatsingen.get(plaatsing);
        today.is_some_and(|today| today.delen.iter().any(|deel| matches!(telt_in_t(feiten, regel, today, deel), Ok(true))))
    };
    model.tel(|paar| {
        let teller = (*of_school.get(paar.school)?)?;
        (!paar.bestaand.is_some_and(in_t)).then_some((teller, paar.netto_dagen, 0))
    });
    Ok(())
}
