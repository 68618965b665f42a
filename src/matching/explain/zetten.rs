//! Zetten: the best single moves in a plan, whoever made it: one regiodocent to another place, or to one for the first time.

use serde::{Deserialize, Serialize};

use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Geformuleerd;
use crate::matching::formulation::model::Waarden;
use crate::matching::formulation::opbouw::formulate;
use crate::matching::overname::neem_over;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::Id;
use crate::matching::samenstelling::stel_samen;
use crate::matching::search::rijen::Rijen;
use crate::matching::search::staat::Staat;
use crate::matching::search::zet::Zet;
use crate::matching::solve::SolveError;
use crate::matching::tiers::tier_values;

/// One regiodocent elsewhere, and what that betters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verbetering {
    /// Who.
    pub regiodocent: Id,
    /// To which school; absent: nowhere.
    pub naar: Option<Vestigingscode>,
    /// Gross fte there.
    pub fte: Fte,
    /// Per tier in which it matters: the difference, below 0 is better.
    pub verschil: Vec<(Tier, Breuk)>,
    /// Is it better by the voorrang of the 7%-regeling, and not by a tier?
    #[serde(skip)]
    pub voorrang: bool,
}

/// What may be done to a plan.
pub struct Zetten {
    /// The best moves, best first; at most one per regiodocent.
    pub beste: Vec<Verbetering>,
    /// Could the whole plan be taken over? Else the moves begin at the part of it that is allowed.
    pub geheel: bool,
}

/// The `aantal` best single moves in `plan`; judged by the model, reckoned by the checker.
pub fn beste_zetten(feiten: &Feiten, plan: &[VoorgesteldePlaatsing], aantal: usize) -> Result<Zetten, SolveError> {
    let geformuleerd = formulate(feiten)?;
    let rijen = Rijen::new(&geformuleerd.model);
    let mut staat = Staat::new(&geformuleerd.model, &rijen);
    neem_over(&mut staat, feiten, &geformuleerd, plan);
    let from = stel_samen(feiten, &geformuleerd, &staat);
    let mut found: Vec<(Waarden, usize, Zet)> =
        (0..geformuleerd.model.personen.len()).filter_map(|persoon| best_of(&mut staat, persoon)).collect();
    found.sort_by_key(|(tuple, persoon, _)| (*tuple, *persoon));
    let before = tier_values(feiten, &from)?;
    let mut beste = Vec::new();
    for (_, persoon, zet) in found.into_iter().take(aantal) {
        let mut after = staat.clone();
        if after.proef_exact(&zet).is_some() {
            after.doe(&zet);
            let values = tier_values(feiten, &stel_samen(feiten, &geformuleerd, &after))?;
            let voorrang = is_voorrang(staat.tuple(), after.tuple());
            let found = verbetering(feiten, &geformuleerd, (persoon, &zet), &before, &values);
            beste.extend(found.map(|found| Verbetering { voorrang, ..found }));
        }
    }
    let mut asked = plan.to_vec();
    asked.sort();
    Ok(Zetten { beste, geheel: asked == from })
}

/// Is a better plan only better by the voorrang?
fn is_voorrang(was: &Waarden, is: &Waarden) -> bool {
    was.voorrang_na().is_some_and(|na| was.iter().zip(is.iter()).take(na + 1).all(|(was, is)| was == is))
        && was.voorrang() != is.voorrang()
}

/// The best move of one person that makes the plan better.
fn best_of(staat: &mut Staat<'_>, persoon: usize) -> Option<(Waarden, usize, Zet)> {
    let (van, tot) = staat.model().personen.get(persoon).map(|found| (found.van, found.tot))?;
    let mut best: Option<(Waarden, usize, Zet)> = None;
    for paar in van..tot {
        let Some(plek) = staat.model().paren.get(paar).map(|found| found.plek) else { continue };
        let own =
            staat.keuze(persoon).filter(|_| staat.plek_van(persoon) == Some(plek)).map_or(0, |optie| optie.fte_e4);
        let Some(to) = staat.optie(paar, staat.ruimte(plek) + own) else { continue };
        let zet = Zet::default().met(persoon, Some(to));
        let Some(tuple) = staat.proef_exact(&zet) else { continue };
        let least = best.as_ref().map_or(*staat.tuple(), |(least, ..)| *least);
        if tuple < least && staat.is_te_verdelen(&zet) {
            best = Some((tuple, persoon, zet));
        }
    }
    best
}

fn verbetering(
    feiten: &Feiten,
    geformuleerd: &Geformuleerd,
    (persoon, zet): (usize, &Zet),
    before: &[(Tier, Breuk)],
    after: &[(Tier, Breuk)],
) -> Option<Verbetering> {
    let van = geformuleerd.model.personen.get(persoon)?.van;
    let docent = feiten.problem.regiodocenten.get(geformuleerd.paren.get(van)?.docent)?;
    let to = zet.stappen().next().and_then(|(_, optie)| optie);
    let school = to.and_then(|to| feiten.problem.scholen.get(geformuleerd.paren.get(to.paar)?.school));
    let differs = before.iter().zip(after).map(|((tier, was), (_, is))| (*tier, is - was));
    Some(Verbetering {
        regiodocent: docent.id.clone(),
        naar: school.map(|school| school.vestigingscode.clone()),
        fte: Fte::from_e4(to.map_or(0, |to| to.fte_e4)),
        verschil: differs.filter(|(_, by)| !by.is_nul()).collect(),
        voorrang: false,
    })
}
