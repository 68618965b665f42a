//! The leerling-leraarratio from its description: no more fte than pupils ÷ r, so no more inflow than what that leaves.

use super::drieprocent::{Bestuur, sommen, vastgelegd};
use super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;

const REGEL: &str = "leerling-leraar-ratio";

/// Every board with a school, by sector and number.
pub(super) fn besturen<'a>(gegevens: &Gegevens<'a>, plan: &Plan) -> Vec<Bestuur<'a>> {
    let least = gegevens.getal(REGEL, "leerlingen-per-fte");
    let frozen = gegevens.boek(REGEL);
    let board = |((sector, nummer), sum): ((crate::domain::sector::Sector, _), super::drieprocent::Som)| {
        let stays = &sum.t - &sum.uitstroom;
        let most = match sum.leerlingen {
            0 => None,
            pupils => Breuk::from(pupils).gedeeld_door(&least),
        };
        let ruimte = match frozen {
            Some(boek) => boek.norm(sector, nummer).and_then(vastgelegd),
            None => most.map(|most| if most > stays { &most - &stays } else { Breuk::nul() }),
        };
        Bestuur { sector, nummer, instroom: sum.instroom, ruimte }
    };
    sommen(gegevens, REGEL, plan).into_iter().map(board).collect()
}
