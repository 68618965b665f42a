//! The plaatsingen of today as lines of a plan: those that are in every plan, unchanged, and those that may be left.

use chrono::NaiveDate;

use crate::domain::periode::Periode;
use crate::matching::dagverloop::piek;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::HuidigePlaatsing;

/// Every plaatsing of today that holds fte, as a line that continues it.
pub fn bestaande(feiten: &Feiten<'_>) -> Vec<VoorgesteldePlaatsing> {
    feiten.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast()).map(voortzetting).collect()
}

/// The same, of who cannot be moved: they are in every plan.
pub fn blijvende(feiten: &Feiten<'_>) -> Vec<VoorgesteldePlaatsing> {
    let stays = |line: &VoorgesteldePlaatsing| feiten.verplaatsbaar(&line.regiodocent).is_none();
    bestaande(feiten).into_iter().filter(stays).collect()
}

/// The line that continues a plaatsing of today.
pub fn voortzetting(today: &HuidigePlaatsing) -> VoorgesteldePlaatsing {
    let mut delen = today.delen.clone();
    delen.sort();
    VoorgesteldePlaatsing {
        regiodocent: today.regiodocent.clone(),
        vestigingscode: today.vestigingscode.clone(),
        netto_vanaf: today.netto_vanaf,
        delen,
        bestaand: Some(today.id.clone()),
    }
}

/// Most fte (ten-thousandths) that these plaatsingen hold on any day of `periode`.
pub fn vastgehouden(today: &[&HuidigePlaatsing], periode: &Periode) -> i64 {
    let pieces = today.iter().flat_map(|today| &today.delen);
    let inside = pieces
        .filter_map(|deel| Some((Periode::new(deel.van, Some(deel.tot_en_met)).doorsnede(periode)?, deel.fte.e4())));
    piek(inside).map_or(0, |top| top.totaal)
}

/// First days of the pieces of these plaatsingen.
pub fn begindagen<'a>(today: &'a [&HuidigePlaatsing]) -> impl Iterator<Item = NaiveDate> + 'a {
    today.iter().flat_map(|today| &today.delen).map(|deel| deel.van)
}
