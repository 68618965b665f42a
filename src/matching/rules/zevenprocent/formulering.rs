//! What the 7%-regeling asks of the model: per board a counter of first-years, priced below its quotum,
//! and among equals the board that lacks relatively most goes first.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::problem::Onderwerp;

/// Writes the rows of the 7%-regeling.
pub(super) fn formulate(feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
    let problem = feiten.problem;
    let modus = feiten.beleid().modus("zevenprocent");
    if Formulation::tier_van(modus, Tier::Zevenprocent).is_none() {
        return Ok(());
    }
    let first_year: Vec<bool> = problem.regiodocenten.iter().map(|docent| feiten.is_eerstejaars(docent)).collect();
    let today = blijvende(feiten);
    let mut present = BTreeSet::new();
    for line in &today {
        let counts = feiten.regiodocent(&line.regiodocent).is_some_and(|docent| feiten.is_eerstejaars(docent));
        if let (Some(kamer), true) = (feiten.kamer(&line.vestigingscode), counts) {
            present.insert((kamer, line.regiodocent.as_str()));
        }
    }
    let mut own: BTreeMap<_, i64> = BTreeMap::new();
    for school in &problem.scholen {
        let counted = school.formatie.as_ref().map_or(0, |formatie| i64::from(formatie.eerstejaars_zij_instromers_eigen));
        *own.entry((&school.bestuursnummer, school.sector)).or_default() += counted;
    }
    for (kamer, _) in &present {
        *own.entry(*kamer).or_default() += 1;
    }
    let mut counters = BTreeMap::new();
    for norm in problem.normen.iter().filter(|norm| norm.regel == "zevenprocent") {
        let (Onderwerp::Schoolbestuur(bestuur), Some(sector), Some(quotum)) = (&norm.onderwerp, norm.sector, &norm.waarde) else { continue };
        let modus = feiten.modus_voor("zevenprocent", bestuur, sector);
        let Some(tier) = Formulation::tier_van(modus, Tier::Zevenprocent) else { continue };
        let start = own.get(&(bestuur, sector)).copied().unwrap_or(0);
        let teller = model.teller(format!("zevenprocent {bestuur} {sector}"), start);
        model.onder(teller, tier, quotum.clone(), Breuk::een());
        model.voorrang(teller, Tier::Zevenprocent, quotum.naar_beneden());
        counters.insert((bestuur, sector), teller);
    }
    model.tel(|paar| {
        let (docent, school) = (problem.regiodocenten.get(paar.docent)?, problem.scholen.get(paar.school)?);
        let kamer = (&school.bestuursnummer, school.sector);
        let new = *first_year.get(paar.docent)? && !present.contains(&(kamer, docent.id.as_str()));
        Some((*counters.get(&kamer)?, 0, i64::from(new)))
    });
    Ok(())
}
