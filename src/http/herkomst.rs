//! Herkomst over HTTP: where each value of a thing comes from.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::school::path_code;
use super::schoolbestuur::path_nummer;
use crate::app::herkomst as app;
use crate::domain::herkomst::{Herkomstbron, Herkomstobject, Veldherkomst};
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};

/// Waar de waarden van iets vandaan komen.
#[derive(Serialize, ToSchema)]
pub struct HerkomstResponse {
    /// Per waarde; bij een regiodocent ook die van de contracten en bevoegdheden.
    pub resultaten: Vec<VeldherkomstResponse>,
}

/// Wie een waarde het laatst schreef.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VeldherkomstResponse {
    /// Waarvan het een waarde is.
    pub soort: Herkomstobject,
    /// Het id of de code daarvan.
    pub id: String,
    /// Welke waarde.
    pub veld: String,
    /// Langs welke weg zij kwam.
    pub bron: Herkomstbron,
    /// De import.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub import: Option<Uuid>,
    /// Wie haar schreef: de `sub` van het token. Een schoolbestuur en zijn systeem zien hier alleen zichzelf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<String>,
    /// In welke rol.
    pub rol: String,
    /// Wanneer.
    pub tijdstip: DateTime<Utc>,
}

impl From<Veldherkomst> for VeldherkomstResponse {
    fn from(one: Veldherkomst) -> Self {
        let Veldherkomst { soort, object_id, veld, bron, import, door, rol, tijdstip } = one;
        VeldherkomstResponse { soort, id: object_id, veld, bron, import, door, rol, tijdstip }
    }
}

fn answer(found: Vec<Veldherkomst>) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(HerkomstResponse { resultaten: found.into_iter().map(Into::into).collect() }))
}

/// Herkomst van een regiodocent
///
/// Wie elke waarde het laatst schreef: welke import, of wie via de API, en wanneer. Een waarde die hier ontbreekt, stond er al
/// voordat dit werd bijgehouden.
#[utoipa::path(get, path = "/v1/regiodocenten/{id}/herkomst", tag = "Regiodocent", params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 200, description = "De herkomst, per waarde.", body = HerkomstResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_herkomst_regiodocent(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    answer(blocking(move || app::of_regiodocent(&caller.0, *id)).await?)
}

/// Herkomst van een vacature
///
/// Wie elke waarde het laatst schreef: welke import, of wie via de API, en wanneer. Een waarde die hier ontbreekt, stond er al
/// voordat dit werd bijgehouden.
#[utoipa::path(get, path = "/v1/vacatures/{id}/herkomst", tag = "Vacature", params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 200, description = "De herkomst, per waarde.", body = HerkomstResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_herkomst_vacature(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    answer(blocking(move || app::of_vacature(&caller.0, *id)).await?)
}

/// Herkomst van een formatiepeiling
///
/// Wie elke waarde het laatst schreef: welke import, of wie via de API, en wanneer. Een waarde die hier ontbreekt, stond er al
/// voordat dit werd bijgehouden.
#[utoipa::path(get, path = "/v1/formatiepeilingen/{id}/herkomst", tag = "Formatiepeiling", params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 200, description = "De herkomst, per waarde.", body = HerkomstResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_herkomst_formatiepeiling(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    answer(blocking(move || app::of_formatiepeiling(&caller.0, *id)).await?)
}

/// Herkomst van een school
///
/// Wie elke waarde het laatst schreef: welke import, of wie via de API, en wanneer. Een waarde die hier ontbreekt, stond er al
/// voordat dit werd bijgehouden.
#[utoipa::path(get, path = "/v1/scholen/{vestigingscode}/herkomst", tag = "School", params(("vestigingscode" = Vestigingscode, Path, description = "Code van de school.")), responses(
    (status = 200, description = "De herkomst, per waarde.", body = HerkomstResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_herkomst_school(caller: Caller, code: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let code = path_code(&code)?;
    answer(blocking(move || app::of_school(&caller.0, &code)).await?)
}

/// Herkomst van een schoolbestuur
///
/// Wie elke waarde het laatst schreef: welke import, of wie via de API, en wanneer. Een waarde die hier ontbreekt, stond er al
/// voordat dit werd bijgehouden.
#[utoipa::path(get, path = "/v1/schoolbesturen/{bestuursnummer}/herkomst", tag = "Schoolbestuur", params(("bestuursnummer" = Bestuursnummer, Path, description = "Nummer van het schoolbestuur.")), responses(
    (status = 200, description = "De herkomst, per waarde.", body = HerkomstResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_herkomst_schoolbestuur(caller: Caller, nummer: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let nummer = path_nummer(&nummer)?;
    answer(blocking(move || app::of_schoolbestuur(&caller.0, &nummer)).await?)
}
