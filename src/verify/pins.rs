//! Pins from their description: what a coordinator decided, and how far the plan is from it.

use super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;
use crate::matching::problem::{Pin, Pinsoort};

/// Every pin that the plan does not follow, with the size of it in fte (in persons when the pin names no fte).
pub(super) fn gebroken<'a>(gegevens: &Gegevens<'a>, plan: &Plan) -> Vec<(&'a Pin, Breuk)> {
    let size = |pin: &'a Pin| {
        let mut there = Breuk::nul();
        for line in plan.plaatsingen.iter().filter(|line| line.regiodocent == pin.regiodocent) {
            let at_school = pin.vestigingscode.as_ref() == Some(&line.vestigingscode);
            let parts = line.delen.iter().filter(|deel| match &pin.vacature {
                Some(vacature) => deel.vacature == *vacature,
                None => at_school,
            });
            there += parts.map(|deel| deel.fte.breuk()).sum::<Breuk>();
        }
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
