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
    /// Combinaties waar precies twee regels bezwaar hebben en twee kleine wijzigingen dat wegnemen.
    #[schema(minimum = 0)]
    pub twee_bezwaren: usize,
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
    /// Wat er ook nog anders moet: met één wijziging heeft een andere regel nog bezwaar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ook: Option<WijzigingResponse>,
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
            ook: found.ook.map(WijzigingResponse::from),
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
            twee_bezwaren: found.twee_bezwaren,
            mogelijkheden: found.mogelijkheden.into_iter().map(MogelijkheidResponse::from).collect(),
            zinnen: found.zinnen,
        }
    }
}
