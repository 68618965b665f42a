//! The leerling-leraarratio from its description: no more fte than pupils ÷ r, so no more inflow than what that leaves.

use super::drieprocent::{Bestuur, sommen};
use super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;

/// Every board with a school, by sector and number.
pub(super) fn besturen<'a>(gegevens: &Gegevens<'a>, plan: &Plan) -> Vec<Bestuur<'a>> {
    let least = gegevens.getal("leerling-leraar-ratio", "leerlingen-per-fte");
    let board = |((sector, nummer), sum): ((crate::domain::sector::Sector, _), super::drieprocent::Som)| {
        let stays = &sum.t - &sum.uitstroom;
        let most = match sum.leerlingen {
            0 => None,
            pupils => Breuk::from(pupils).gedeeld_door(&least),
        };
        let ruimte = most.map(|most| if most > stays { &most - &stays } else { Breuk::nul() });
        Bestuur { sector, nummer, instroom: sum.instroom, ruimte }
    };
    sommen(gegevens, plan).into_iter().map(board).collect()
}
