//! What the 3%-regeling asks of the model: per board with a ceiling a counter of netto inflow, priced above its ruimte.

use std::collections::BTreeMap;

use super::uitleg::telt_in_t;
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::problem::Onderwerp;

/// Writes the rows of the 3%-regeling.
pub(super) fn formulate(feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
    let beleid = feiten.beleid();
    let Some(tier) = Formulation::tier_van(beleid.modus("drieprocent"), Tier::Solidariteit) else { return Ok(()) };
    let mut received = BTreeMap::new();
    for line in bestaande(feiten) {
        let Some(kamer) = feiten.kamer(&line.vestigingscode) else { continue };
        let Some(today) = line.bestaand.as_deref().and_then(|id| feiten.plaatsing(id)) else { continue };
        let new = line.delen.iter().filter(|deel| !matches!(telt_in_t(feiten, today, deel), Ok(true)));
        *received.entry(kamer).or_insert(0) += new.map(|deel| feiten.netto_e4_dagen(deel, line.netto_vanaf)).sum::<i64>();
    }
    let unit = 10_000 * feiten.dagen;
    let mut counters = BTreeMap::new();
    for norm in feiten.problem.normen.iter().filter(|norm| norm.regel == "drieprocent") {
        let (Onderwerp::Schoolbestuur(bestuur), Some(sector), Some(ruimte)) = (&norm.onderwerp, norm.sector, &norm.waarde) else { continue };
        let start = received.get(&(bestuur, sector)).copied().unwrap_or(0);
        let teller = model.teller(format!("drieprocent {bestuur} {sector}"), start);
        model.boven(teller, tier, ruimte * &Breuk::from(unit), Breuk::ratio(1, unit));
        counters.insert((bestuur, sector), teller);
    }
    let of_school: Vec<_> = (feiten.problem.scholen.iter())
        .map(|school| counters.get(&(&school.bestuursnummer, school.sector)).copied())
        .collect();
    model.tel(|paar| Some(((*of_school.get(paar.school)?)?, paar.netto_dagen, 0)));
    Ok(())
}
