//! How a plaatsing looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::plaatsing::{Plaatsing, Plaatsingsdeel, Plaatsingstatus};
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PlaatsingenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen met deze status.
    pub status: Option<Plaatsingstatus>,
    /// Alleen van deze regiodocent.
    pub regiodocent: Option<Uuid>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een regiodocent op één school.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaatsingResponse {
    /// Id.
    pub id: Uuid,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// De vaststelling waaruit de plaatsing komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vaststelling: Option<Uuid>,
    /// Waar de plaatsing staat.
    pub status: Plaatsingstatus,
    /// Eerste dag waarop deze persoon netto meetelt; zonder: vanaf de eerste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netto_vanaf: Option<NaiveDate>,
    /// Op welke vacatures.
    pub delen: Vec<PlaatsingsdeelResponse>,
}

/// Een deel van een plaatsing.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaatsingsdeelResponse {
    /// De vacature.
    pub vacature: Uuid,
    /// Hoeveel fte.
    pub fte: Fte,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    pub tot_en_met: NaiveDate,
}

impl From<Plaatsingsdeel> for PlaatsingsdeelResponse {
    fn from(deel: Plaatsingsdeel) -> Self {
        PlaatsingsdeelResponse {
            vacature: deel.vacature_id,
            fte: deel.fte,
            van: deel.periode.van,
            tot_en_met: deel.periode.einde(),
        }
    }
}

impl From<Stored<Plaatsing>> for PlaatsingResponse {
    fn from(stored: Stored<Plaatsing>) -> Self {
        let Stored { id, noun, .. } = stored;
        PlaatsingResponse {
            id,
            regiodocent: noun.regiodocent_id,
            vestigingscode: noun.vestigingscode,
            bestuursnummer: noun.bestuursnummer,
            vaststelling: noun.vaststelling_id,
            status: noun.status,
            netto_vanaf: noun.netto_vanaf,
            delen: noun.delen.into_iter().map(PlaatsingsdeelResponse::from).collect(),
        }
    }
}
