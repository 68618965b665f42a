//! What pins ask of the model: a counter per decision that must come true. What is forbidden never becomes a pair.

use std::collections::BTreeSet;

use super::{omvang, staat_er};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::formulation::paarfeit::{PaarFeit, PlekFeit};
use crate::matching::formulation::{Formulation, PaarId};
use crate::matching::problem::{Pin, Pinsoort};

/// Writes the rows of the pins.
pub(super) fn formulate(feiten: &Feiten, model: &mut Formulation) {
    if feiten.problem.pins.is_empty() {
        return;
    }
    let today = blijvende(feiten);
    for pin in &feiten.problem.pins {
        let there = staat_er(pin, &today);
        let naam = format!("pin {} {}", pin.regiodocent, pin.plek());
        let pairs: BTreeSet<PaarId> = paren_van(feiten, pin, model.paren(), model.plekken()).collect();
        if pin.soort == Pinsoort::Verbieden {
            model.constante(Tier::HardeRegels, omvang(pin, there).0);
            model.houd_aan_pins();
            // Who may be moved is there only by staying.
            pairs.iter().for_each(|paar| model.kosten(*paar, Tier::HardeRegels, 1, 0, 10_000));
        } else if let Some(asked) = pin.fte {
            let teller = model.teller(naam, there.e4());
            let (edge, price) = (Breuk::from(asked.e4()), Breuk::ratio(1, 10_000));
            model.onder(teller, Tier::HardeRegels, edge.clone(), price.clone());
            model.boven(teller, Tier::HardeRegels, edge, price);
            pairs.iter().for_each(|paar| model.bijdrage(*paar, teller, 1, 0));
            let left = (asked - asked.min(there)).e4();
            model.begrens_paren(&pairs, left);
            model.houd_aan_pins();
        } else {
            let teller = model.losse_teller(naam, i64::from(there.e4() > 0));
            model.onder(teller, Tier::HardeRegels, Breuk::een(), Breuk::een());
            pairs.iter().for_each(|paar| model.bijdrage(*paar, teller, 0, 1));
            if there == Fte::NUL {
                pairs.iter().for_each(|paar| zet_op_deel(feiten, pin, *paar, model));
            }
        }
    }
}

/// Who goes anew to a place with several vacatures, must be on the pinned one.
fn zet_op_deel(feiten: &Feiten, pin: &Pin, paar: PaarId, model: &mut Formulation) {
    let Some(feit) = model.paren().get(paar).filter(|feit| feit.bestaand.is_none()) else { return };
    let vacature = |at: &usize| feiten.problem.vacatures.get(*at).map(|vacature| &vacature.id);
    let here = model.plekken().get(feit.plek).map_or(&[][..], |plek| &plek.vacatures);
    let named = here.iter().position(|at| pin.vacature.is_some() && vacature(at) == pin.vacature.as_ref());
    if let Some(deel) = named.filter(|_| here.len() > 1) {
        model.ook_op(paar, deel);
    }
}

/// The pairs that would follow a pin.
pub(super) fn paren_van<'f>(
    feiten: &'f Feiten,
    pin: &'f Pin,
    paren: &'f [PaarFeit],
    plekken: &'f [PlekFeit],
) -> impl Iterator<Item = PaarId> + 'f {
    let problem = feiten.problem;
    let follows = move |feit: &PaarFeit| {
        let docent = problem.regiodocenten.get(feit.docent)?;
        if docent.id != pin.regiodocent {
            return None;
        }
        if let Some(today) = feit.bestaand.and_then(|at| problem.plaatsingen.get(at)) {
            return Some(today.delen.iter().any(|deel| pin.raakt(&deel.vacature, &today.vestigingscode)));
        }
        let school = problem.scholen.get(feit.school)?;
        let mut here = plekken.get(feit.plek)?.vacatures.iter().filter_map(|at| problem.vacatures.get(*at));
        Some(here.any(|vacature| pin.raakt(&vacature.id, &school.vestigingscode)))
    };
    paren.iter().enumerate().filter(move |(_, feit)| follows(feit) == Some(true)).map(|(paar, _)| paar)
}
