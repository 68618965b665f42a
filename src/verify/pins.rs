//! Pins from their description: what a coordinator decided, and how far the plan is from it.

use super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::plan::Plan;
use crate::matching::problem::{Pin, Pinsoort};

/// Is this decision about this vacature of this school?
pub(super) fn raakt(pin: &Pin, vacature: &str, school: &Vestigingscode) -> bool {
    match &pin.vacature {
        Some(own) => own == vacature,
        None => pin.vestigingscode.as_ref() == Some(school),
    }
}

/// The school or vacature, as a name.
pub(super) fn plek(pin: &Pin) -> String {
    let school = pin.vestigingscode.as_ref().map_or(String::new(), |school| format!("school {school}"));
    pin.vacature.as_ref().map_or(school, |vacature| format!("vacature {vacature}"))
}

/// Gross fte of the person of the pin at its place.
pub(super) fn staat_er(pin: &Pin, plan: &Plan) -> Breuk {
    let own = plan.plaatsingen.iter().filter(|line| line.regiodocent == pin.regiodocent);
    let parts = own.flat_map(|line| line.delen.iter().filter(|deel| raakt(pin, &deel.vacature, &line.vestigingscode)));
    parts.map(|deel| deel.fte.breuk()).sum()
}

/// Every pin that the plan does not follow, with the size of it in fte (in persons when the pin names no fte).
pub(super) fn gebroken<'a>(gegevens: &Gegevens<'a>, plan: &Plan) -> Vec<(&'a Pin, Breuk)> {
    let size = |pin: &'a Pin| {
        let there = staat_er(pin, plan);
        let off = match (pin.soort, pin.fte) {
            (Pinsoort::Verbieden, _) => there,
            (Pinsoort::Vastzetten, None) if there.is_nul() => Breuk::een(),
            (Pinsoort::Vastzetten, None) => Breuk::nul(),
            (Pinsoort::Vastzetten, Some(asked)) => {
                let (more, less) = (&there - &asked.breuk(), &asked.breuk() - &there);
                more.max(less)
            }
        };
        (!off.is_nul()).then_some((pin, off))
    };
    gegevens.problem.pins.iter().filter_map(size).collect()
}
