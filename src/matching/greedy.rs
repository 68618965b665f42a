//! A plain greedy plan: who a coordinator pinned first, then the largest contracts, each to the school with the largest
//! relative shortage that can take them. The start of the search, the plan when there is no time, and the peer that the
//! search must beat.

use std::collections::HashSet;

use super::canonical::with_norms;
use super::facts::Feiten;
use super::formulation::Geformuleerd;
use super::formulation::bestaand::blijvende;
use super::formulation::opbouw::formulate;
use super::plan::VoorgesteldePlaatsing;
use super::problem::Problem;
use super::rules::pin::vastgezette_paren;
use super::samenstelling::stel_samen;
use super::search::rijen::Rijen;
use super::search::staat::Staat;
use super::search::zet::Zet;
use super::solve::SolveError;
use crate::domain::beleid::Tier;

/// Places persons one by one in `staat`.
pub fn begin_gretig(staat: &mut Staat<'_>, feiten: &Feiten<'_>, geformuleerd: &Geformuleerd) {
    let model = &geformuleerd.model;
    let today = blijvende(feiten);
    let held = feiten.netto_per_school(&today);
    // Per school what it lacks and needs, in ten-thousandths of an fte × days.
    let schools: Vec<(i64, i64)> = (feiten.problem.scholen.iter())
        .map(|school| {
            let netto = held.get(&school.vestigingscode).copied().unwrap_or(0);
            let needed = school.formatie.as_ref().map_or(0, |formatie| formatie.benodigd_fte.e4() * feiten.dagen);
            (feiten.tekort_e4_dagen(school, netto), needed)
        })
        .collect();
    let mut over: Vec<i64> = schools.iter().map(|(short, _)| *short).collect();
    let benodigd: Vec<i64> = schools.iter().map(|(_, needed)| *needed).collect();
    let vast = vastgezette_paren(feiten, geformuleerd);
    staat.begin_vandaag();
    let mut order: Vec<(bool, i64, usize)> = (model.personen.iter().enumerate())
        .filter(|(_, persoon)| persoon.vandaag.is_none() || (persoon.van..persoon.tot).any(|paar| vast.contains(&paar)))
        .map(|(index, persoon)| {
            let own = model.paren.get(persoon.van..persoon.tot).unwrap_or_default();
            let decided = (persoon.van..persoon.tot).any(|paar| vast.contains(&paar));
            (!decided, -own.iter().map(|paar| paar.max).max().unwrap_or(0), index)
        })
        .collect();
    order.sort_unstable();
    let tiers = &feiten.beleid().tiers;
    let eerder = tiers.iter().position(|tier| *tier == Tier::TekortEerst).unwrap_or(0);
    for (_, _, persoon) in order {
        plaats_een(staat, geformuleerd, &mut over, &benodigd, persoon, eerder, &vast);
    }
}

/// The plan of the greedy rule alone, the plaatsingen of today included.
pub fn gretig_plan(problem: &Problem) -> Result<Vec<VoorgesteldePlaatsing>, SolveError> {
    let problem = with_norms(problem.clone()).map_err(SolveError::Invoer)?;
    let feiten = Feiten::new(&problem)?;
    let geformuleerd = formulate(&feiten)?;
    let rijen = Rijen::new(&geformuleerd.model);
    let mut staat = Staat::new(&geformuleerd.model, &rijen);
    begin_gretig(&mut staat, &feiten, &geformuleerd);
    Ok(stel_samen(&feiten, &geformuleerd, &staat))
}

fn plaats_een(
    staat: &mut Staat<'_>,
    geformuleerd: &Geformuleerd,
    over: &mut [i64],
    benodigd: &[i64],
    persoon: usize,
    eerder: usize,
    vast: &HashSet<usize>,
) {
    let model = &geformuleerd.model;
    // A school allows somebody when no tier before tekort-eerst gets worse by it.
    let Some((van, tot)) = model.personen.get(persoon).map(|found| (found.van, found.tot)) else { return };
    let need = |paar: usize, over: &[i64]| {
        let school = geformuleerd.paren.get(paar).map_or(0, |feit| feit.school);
        let needed = benodigd.get(school).copied().unwrap_or(0);
        if needed > 0 { over.get(school).copied().unwrap_or(0) as f64 / needed as f64 } else { 0.0 }
    };
    let mut own: Vec<usize> = (van..tot).collect();
    own.sort_by(|a, b| need(*b, over).total_cmp(&need(*a, over)).then(a.cmp(b)));
    own.sort_by_key(|paar| !vast.contains(paar));
    if staat.keuze(persoon).is_some() {
        // Is somewhere today: only a pin is a reason to begin elsewhere.
        own.retain(|paar| vast.contains(paar));
    }
    for paar in own {
        let Some(plek) = model.paren.get(paar).map(|found| found.plek) else { continue };
        let Some(optie) = staat.optie(paar, staat.ruimte(plek)) else { continue };
        let zet = Zet::default().met(persoon, Some(optie));
        let before = *staat.tuple();
        let allowed = staat.proef_exact(&zet).is_some_and(|after| {
            let asked = vast.contains(&paar) && after < before;
            asked || before.iter().zip(after.iter()).take(eerder).all(|(b, a)| a <= b)
        });
        if allowed && staat.is_te_verdelen(&zet) {
            staat.doe(&zet);
            if let Some(feit) = geformuleerd.paren.get(paar)
                && let Some(left) = over.get_mut(feit.school)
            {
                *left -= optie.fte_e4 * feit.netto_dagen;
            }
            return;
        }
    }
}
