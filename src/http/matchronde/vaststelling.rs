//! Adopting a voorstel, and seeing who did.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::body::Body;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use super::super::lijst::LijstResponse;
use super::super::plaatsing::PlaatsingResponse;
use crate::app;
use crate::app::vaststelling::{Besluit, Vastgesteld};
use crate::domain::stored::Stored;
use crate::domain::vaststelling::{Vaststelling, Wijziging, Wijzigingsoort};

/// Een besluit over een voorstel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VaststellingRequest {
    /// Waarom dit plan wordt vastgesteld.
    #[schema(
        min_length = 10,
        max_length = 4000,
        example = "Besproken met alle besturen op 12 mei; iedereen is akkoord."
    )]
    pub motivering: String,
    /// Alleen voor deze regiodocenten; zonder: iedereen voor wie nog niets is vastgesteld.
    #[schema(min_items = 1, max_items = 10000)]
    pub regiodocenten: Option<Vec<Uuid>>,
    /// De ingrepen in dit plan: alle ids uit `/ingrepen`. Staan er andere dan u noemt, dan wordt er niets vastgesteld.
    #[serde(default)]
    #[schema(max_items = 10000)]
    pub ingrepen: Vec<Uuid>,
}

/// Een vaststelling.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VaststellingResponse {
    /// Id.
    pub id: Uuid,
    /// De matchronde.
    pub matchronde: Uuid,
    /// Waarom.
    pub motivering: String,
    /// Wie het besloot (id uit het token).
    pub door: String,
    /// Wanneer.
    pub vastgesteld_op: DateTime<Utc>,
    /// Hoeveel ingrepen het plan heeft.
    #[schema(minimum = 0)]
    pub ingrepen: i32,
    /// Wat sinds het bevriezen van de gegevens is veranderd; het past nog, en niets ervan is overschreven.
    pub gewijzigd: Vec<GewijzigdResponse>,
    /// De plaatsingen die het opleverde; alleen in het antwoord op het vaststellen zelf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plaatsingen: Option<Vec<PlaatsingResponse>>,
}

/// Iets dat anders is dan toen de gegevens werden bevroren.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GewijzigdResponse {
    /// school, regiodocent, vacature, plaatsing of beleid.
    #[schema(example = "vacature")]
    pub onderwerp: String,
    /// Het id; ontbreekt bij het beleid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Wat er gebeurde.
    pub wat: Wijzigingsoort,
}

impl From<Wijziging> for GewijzigdResponse {
    fn from(one: Wijziging) -> Self {
        GewijzigdResponse { onderwerp: one.onderwerp, id: one.id, wat: one.wat }
    }
}

impl From<Stored<Vaststelling>> for VaststellingResponse {
    fn from(stored: Stored<Vaststelling>) -> Self {
        VaststellingResponse {
            id: stored.id,
            matchronde: stored.noun.matchronde_id,
            motivering: stored.noun.motivering,
            door: stored.noun.door,
            vastgesteld_op: stored.noun.vastgesteld_op,
            ingrepen: stored.noun.ingrepen,
            gewijzigd: stored.noun.gewijzigd.into_iter().map(GewijzigdResponse::from).collect(),
            plaatsingen: None,
        }
    }
}

impl From<Vastgesteld> for VaststellingResponse {
    fn from(done: Vastgesteld) -> Self {
        let plaatsingen = done.plaatsingen.into_iter().map(PlaatsingResponse::from).collect();
        VaststellingResponse { plaatsingen: Some(plaatsingen), ..VaststellingResponse::from(done.vaststelling) }
    }
}

/// Plan vaststellen
///
/// Maakt van een voorstel plaatsingen, voor iedereen of voor de genoemde regiodocenten; de rest kan later. Alleen een mens mag
/// dit, met een motivering, en met kennis van alle ingrepen. Het plan wordt eerst langs de gegevens van nu gelegd: past iets niet meer, dan staat alles wat niet past
/// in het antwoord (409) en wordt er niets vastgelegd. Wat veranderde maar niet hindert, staat in `gewijzigd`.
#[utoipa::path(post, path = "/v1/matchrondes/{id}/vaststellingen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")),
    request_body = VaststellingRequest, responses(
    (status = 201, description = "Het plan is vastgesteld.", body = VaststellingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_vaststelling(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<VaststellingRequest>,
) -> Result<HttpResponse, ApiError> {
    let VaststellingRequest { motivering, regiodocenten, ingrepen } = body.0;
    let besluit = Besluit { motivering, regiodocenten, ingrepen };
    let ronde = *id;
    let done = blocking(move || app::vaststelling::create_vaststelling(&caller.0, ronde, &besluit)).await?;
    let location = format!("/v1/matchrondes/{ronde}/vaststellingen");
    Ok(HttpResponse::Created().insert_header(("location", location)).json(VaststellingResponse::from(done)))
}

/// Vaststellingen opvragen
///
/// Wie dit plan heeft vastgesteld, wanneer en waarom.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/vaststellingen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")), responses(
    (status = 200, description = "De vaststellingen.", body = LijstResponse<VaststellingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_vaststellingen(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = blocking(move || app::vaststelling::list_vaststellingen(&caller.0, *id)).await?;
    let resultaten: Vec<_> = found.into_iter().map(VaststellingResponse::from).collect();
    Ok(HttpResponse::Ok().json(LijstResponse { resultaten }))
}
