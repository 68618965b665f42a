//! From a plan in the model to the lines of a Plan: persons at a place are divided over its vacatures.

use std::collections::BTreeMap;

use super::facts::Feiten;
use super::formulation::Geformuleerd;
use super::formulation::bestaand::{blijvende, voortzetting};
use super::plan::VoorgesteldePlaatsing;
use super::problem::{Deel, HuidigePlaatsing};
use super::search::Optie;
use super::search::staat::Staat;
use super::search::verdeling::vastgezet::{Stuk, verdeel_om};
use crate::domain::fte::Fte;

/// The lines of the plan, those of today included, sorted.
pub fn stel_samen(feiten: &Feiten<'_>, geformuleerd: &Geformuleerd, staat: &Staat<'_>) -> Vec<VoorgesteldePlaatsing> {
    let mut lines = blijvende(feiten);
    let mut vast: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
    let mut at_plek: BTreeMap<usize, Vec<(Stuk<'_>, usize, Optie)>> = BTreeMap::new();
    let first = (0..geformuleerd.model.personen.len()).filter_map(|persoon| Some((persoon, staat.keuze(persoon)?)));
    for (persoon, optie) in first.chain(staat.extra().iter().copied()) {
        if let Some(today) = blijft(feiten, geformuleerd, optie) {
            lines.push(voortzetting(today));
            if let Some((plek, deel)) =
                geformuleerd.model.paren.get(optie.paar).and_then(|paar| Some((paar.plek, paar.deel?)))
            {
                vast.entry(plek).or_default().push((deel, optie.fte_e4));
            }
        } else if let Some(paar) = geformuleerd.model.paren.get(optie.paar) {
            let stuk = Stuk { fte_e4: optie.fte_e4, ook: &paar.ook };
            at_plek.entry(paar.plek).or_default().push((stuk, persoon, optie));
        }
    }
    // Per regiodocent and school: the parts of the placement.
    let mut delen: BTreeMap<(usize, usize), Vec<Deel>> = BTreeMap::new();
    for (plek, mut leden) in at_plek {
        leden.sort_unstable_by_key(|(stuk, persoon, _)| (stuk.volgorde(), *persoon));
        let stukken: Vec<Stuk<'_>> = leden.iter().map(|(stuk, _, _)| *stuk).collect();
        let stays = vast.get(&plek).map_or(&[][..], Vec::as_slice);
        let place = geformuleerd.model.plekken.get(plek);
        let Some(verdeling) = place.and_then(|place| verdeel_om(place, stays, &stukken)) else { continue };
        for ((_, _, optie), parts) in leden.iter().zip(verdeling) {
            let Some(feit) = geformuleerd.paren.get(optie.paar) else { continue };
            delen
                .entry((feit.docent, feit.school))
                .or_default()
                .extend(parts.into_iter().filter_map(|(deel, fte)| deel_van(feiten, geformuleerd, plek, deel, fte)));
        }
    }
    lines.extend(delen.into_iter().filter_map(|((docent, school), delen)| line(feiten, docent, school, delen)));
    lines.sort();
    lines
}

/// The plaatsing of today that this pair stays in, if it is that kind of pair.
fn blijft<'a>(feiten: &Feiten<'a>, geformuleerd: &Geformuleerd, optie: Optie) -> Option<&'a HuidigePlaatsing> {
    feiten.problem.plaatsingen.get(geformuleerd.paren.get(optie.paar)?.bestaand?)
}

fn deel_van(feiten: &Feiten<'_>, geformuleerd: &Geformuleerd, plek: usize, deel: usize, fte: i64) -> Option<Deel> {
    let feit = geformuleerd.plekken.get(plek)?;
    let vacature = feiten.problem.vacatures.get(*feit.vacatures.get(deel)?)?;
    Some(Deel {
        vacature: vacature.id.clone(),
        fte: Fte::from_e4(fte),
        van: feit.periode.van,
        tot_en_met: feit.periode.einde(),
    })
}

fn line(feiten: &Feiten<'_>, docent: usize, school: usize, mut delen: Vec<Deel>) -> Option<VoorgesteldePlaatsing> {
    let (docent, school) = (feiten.problem.regiodocenten.get(docent)?, feiten.problem.scholen.get(school)?);
    delen.sort();
    let begin = delen.iter().map(|deel| deel.van).min()?;
    Some(VoorgesteldePlaatsing {
        regiodocent: docent.id.clone(),
        vestigingscode: school.vestigingscode.clone(),
        netto_vanaf: feiten.netto_vanaf(docent, begin),
        delen,
        bestaand: None,
    })
}
