//! What it would take, in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::wijziging::WijzigingResponse;
use crate::app::onderzoek::{Mogelijkheid, WatIsNodigAntwoord};
use crate::domain::fte::Fte;
use crate::http::prijs::PrijsResponse;

/// Wat er nodig is om een vacature te vullen of iemand te plaatsen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WatIsNodigResponse {
    /// Combinaties waarvoor niets hoeft te veranderen.
    #[schema(minimum = 0)]
    pub zonder_wijziging: usize,
    /// Combinaties waar precies één regel bezwaar heeft en een kleine wijziging dat wegneemt.
    #[schema(minimum = 0)]
    pub een_bezwaar: usize,
    /// De wijzigingen die het minst kosten, de beste eerst; ten hoogste drie.
    pub mogelijkheden: Vec<MogelijkheidResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Eén wijziging, en het plan dat ervan komt.
#[derive(Serialize, ToSchema)]
pub struct MogelijkheidResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// De vacature.
    pub vacature: String,
    /// Wat er anders moet.
    pub wijziging: WijzigingResponse,
    /// Hoeveel fte het dan wordt.
    pub fte: Fte,
    /// Wat het kost of oplevert, en wie er anders komt te staan.
    pub prijs: PrijsResponse,
}

impl From<Mogelijkheid> for MogelijkheidResponse {
    fn from(found: Mogelijkheid) -> Self {
        MogelijkheidResponse {
            regiodocent: found.regiodocent,
            vacature: found.vacature,
            wijziging: found.wijziging.into(),
            fte: found.fte,
            prijs: found.prijs.into(),
        }
    }
}

impl From<WatIsNodigAntwoord> for WatIsNodigResponse {
    fn from(found: WatIsNodigAntwoord) -> Self {
        WatIsNodigResponse {
            zonder_wijziging: found.zonder_wijziging,
            een_bezwaar: found.een_bezwaar,
            mogelijkheden: found.mogelijkheden.into_iter().map(MogelijkheidResponse::from).collect(),
            zinnen: found.zinnen,
        }
    }
}
