//! A page of the solidariteitsboek from a Problem: every board with its schools under it.

use std::collections::{BTreeMap, HashMap};

use crate::app::error::AppError;
use crate::domain::beleid::{OnvolledigBeleid, Waarde};
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::solidariteitsboek::{Bestuurslijn, Schoolbijdrage};
use crate::matching::facts::Feiten;
use crate::matching::problem::{Norm, Onderwerp, Problem};
use crate::matching::rules::find_rule;

/// Every board for which `regel` has a norm, by sector and number.
pub(super) fn lijnen(feiten: &Feiten, regel: &str) -> Result<Vec<Bestuurslijn>, AppError> {
    let bijdragen = match find_rule(regel) {
        Some(rule) => rule.bijdragen(feiten).map_err(incomplete)?,
        None => Vec::new(),
    };
    let mut of_school: HashMap<Vestigingscode, Schoolbijdrage> =
        bijdragen.into_iter().map(|school| (school.vestigingscode.clone(), school)).collect();
    let norms = feiten.problem.normen.iter().filter(|norm| norm.regel == regel);
    Ok(norms.filter_map(|norm| lijn(feiten, norm, &mut of_school)).collect())
}

fn lijn(feiten: &Feiten, norm: &Norm, of_school: &mut HashMap<Vestigingscode, Schoolbijdrage>) -> Option<Bestuurslijn> {
    let (Onderwerp::Schoolbestuur(bestuursnummer), Some(sector)) = (&norm.onderwerp, norm.sector) else { return None };
    let own = feiten.problem.scholen.iter();
    let own = own.filter(|school| school.sector == sector && school.bestuursnummer == *bestuursnummer);
    Some(Bestuurslijn {
        bestuursnummer: bestuursnummer.clone(),
        naam: feiten.bestuur(bestuursnummer).map(|bestuur| bestuur.naam.clone()).unwrap_or_default(),
        sector,
        waarde: norm.waarde.clone(),
        eenheid: norm.eenheid.clone(),
        scholen: own.filter_map(|school| of_school.remove(&school.vestigingscode)).collect(),
        stappen: norm.stappen.clone(),
        opmerkingen: norm.opmerkingen.clone(),
    })
}

/// The parameters that the numbers of `regel` are made with. The leerling-leraarratio takes T and outflow from the
/// 3%-regeling, so also its parameters.
pub(super) fn parameters(problem: &Problem, regel: &str) -> BTreeMap<String, Waarde> {
    let base = (regel == "leerling-leraar-ratio").then_some("drieprocent");
    let used = base.into_iter().chain([regel]).filter_map(|id| problem.beleid.regels.get(id));
    let all = used.flat_map(|own| &own.parameters);
    all.map(|(naam, parameter)| (naam.clone(), parameter.waarde.clone())).collect()
}

/// The beleid lacks a parameter that validation saw.
#[allow(clippy::needless_pass_by_value)] // for map_err
pub(super) fn incomplete(why: OnvolledigBeleid) -> AppError {
    AppError::Intern(why.to_string())
}
