//! How the answer about scenarios looks in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::{Kolom, ScenariosAntwoord};
use crate::http::kerncijfers::{KerncijfersResponse, VerschilResponse};

/// Dezelfde bevroren gegevens onder andere regels, naast elkaar.
#[derive(Serialize, ToSchema)]
pub struct ScenariosResponse {
    /// De regels van nu, op dezelfde manier opnieuw doorgerekend.
    pub basis: KerncijfersResponse,
    /// Elk scenario, op de gevraagde volgorde.
    pub kolommen: Vec<KolomResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Wat van één scenario komt.
#[derive(Serialize, ToSchema)]
pub struct KolomResponse {
    /// De naam.
    pub naam: String,
    /// De cijfers.
    pub cijfers: KerncijfersResponse,
    /// Wat anders is dan onder de regels van nu.
    pub verschil: VerschilResponse,
}

impl From<ScenariosAntwoord> for ScenariosResponse {
    fn from(found: ScenariosAntwoord) -> Self {
        let kolom =
            |one: Kolom| KolomResponse { naam: one.naam, cijfers: one.cijfers.into(), verschil: one.verschil.into() };
        ScenariosResponse {
            basis: found.basis.into(),
            kolommen: found.kolommen.into_iter().map(kolom).collect(),
            zinnen: found.zinnen,
        }
    }
}
