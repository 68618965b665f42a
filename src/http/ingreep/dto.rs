//! How an ingreep looks in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::prijs::PrijsResponse;
use crate::app::ingreep::Geprijsd;
use crate::domain::fte::Fte;
use crate::domain::ingreep::{Ingreepsoort, Ingreepstatus, Ingreepvraag};
use crate::domain::kenmerk::Vestigingscode;

/// Een ingreep in het plan: één regiodocent op één plek.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IngreepRequest {
    /// Vastzetten (het plan blijft hier zoals het is), verbieden, of plaatsen (met de hand).
    pub soort: Ingreepsoort,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// De school; of noem een vacature.
    pub vestigingscode: Option<Vestigingscode>,
    /// De vacature; of noem een school.
    pub vacature: Option<Uuid>,
    /// Precies zoveel fte; alleen bij plaatsen. Zonder: wat past.
    #[schema(value_type = Option<f64>, exclusive_minimum = 0, maximum = 1, multiple_of = 0.0001, example = 0.6)]
    pub fte: Option<Fte>,
    /// Waarom van het plan wordt afgeweken.
    #[schema(min_length = 10, max_length = 4000, example = "De school en deze leraar hebben een goede klik.")]
    pub motivering: String,
}

impl From<IngreepRequest> for Ingreepvraag {
    fn from(body: IngreepRequest) -> Self {
        Ingreepvraag {
            soort: body.soort,
            regiodocent_id: body.regiodocent,
            vestigingscode: body.vestigingscode,
            vacature_id: body.vacature,
            fte: body.fte,
            motivering: body.motivering,
        }
    }
}

/// Een ingreep met haar prijs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IngreepResponse {
    /// Id.
    pub id: Uuid,
    /// De matchronde.
    pub matchronde: Uuid,
    /// De hoeveelste ingreep: de prijs komt bovenop alle eerdere.
    #[schema(minimum = 1)]
    pub volgnummer: i32,
    /// Wat er is beslist.
    pub soort: Ingreepsoort,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// De school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// De vacature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vacature: Option<Uuid>,
    /// Hoeveel fte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fte: Option<Fte>,
    /// Waarom.
    pub motivering: String,
    /// Wie (id uit het token).
    pub door: String,
    /// Wanneer.
    pub aangemaakt_op: DateTime<Utc>,
    /// Of de prijs bekend is.
    pub status: Ingreepstatus,
    /// Waarom er geen prijs is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Vraagt het beleid een tweede coördinator?
    pub tweede_persoon_nodig: bool,
    /// Welke tweede coördinator akkoord gaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tweede_persoon: Option<String>,
    /// Wat de ingreep kost; ontbreekt zolang dat wordt berekend, of als er geen plan uitkwam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prijs: Option<PrijsResponse>,
}

impl From<Geprijsd> for IngreepResponse {
    fn from(found: Geprijsd) -> Self {
        let (id, noun) = (found.ingreep.id, found.ingreep.noun);
        IngreepResponse {
            id,
            matchronde: noun.matchronde_id,
            volgnummer: noun.volgnummer,
            soort: noun.vraag.soort,
            regiodocent: noun.vraag.regiodocent_id,
            vestigingscode: noun.vraag.vestigingscode,
            vacature: noun.vraag.vacature_id,
            fte: noun.vraag.fte,
            motivering: noun.vraag.motivering,
            door: noun.door,
            aangemaakt_op: noun.aangemaakt_op,
            status: noun.status,
            reden: noun.reden,
            tweede_persoon_nodig: noun.tweede_nodig,
            tweede_persoon: noun.tweede_door,
            prijs: found.prijs.map(PrijsResponse::from),
        }
    }
}
