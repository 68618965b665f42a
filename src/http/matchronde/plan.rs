//! Reading the plan of a matchronde: who goes where, what the rules say, and why not.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use super::super::lijst::LijstResponse;
use super::super::query::Query;
use super::resultaat::ResultaatResponse;
use super::uitleg::{BevindingResponse, BevindingenQuery, ToelichtingResponse, ToelichtingenQuery};
use crate::app;

/// Resultaat opvragen
///
/// Het plan van een matchronde: wie gaat waarheen, met de namen van scholen en schoolbesturen, hoe goed elke trap is
/// gelukt, en de cijfers ervoor en erna. Namen van mensen staan er niet in.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/resultaat", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")), responses(
    (status = 200, description = "Het plan.", body = ResultaatResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_resultaat(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = blocking(move || app::matchronde::find_resultaat(&caller.0, *id)).await?;
    Ok(HttpResponse::Ok().json(ResultaatResponse::from(found)))
}

/// Bevindingen opvragen
///
/// Wat de regels van het plan zeggen: overtredingen met hun omvang, en meldingen.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/bevindingen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."), BevindingenQuery), responses(
    (status = 200, description = "De bevindingen.", body = LijstResponse<BevindingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_bevindingen(
    caller: Caller,
    id: web::Path<Uuid>,
    query: Query<BevindingenQuery>,
) -> Result<HttpResponse, ApiError> {
    let BevindingenQuery { regel, overtreding, .. } = query.0;
    let found =
        blocking(move || app::matchronde::find_bevindingen(&caller.0, *id, regel.as_deref(), overtreding)).await?;
    let resultaten: Vec<BevindingResponse> = found.into_iter().map(BevindingResponse::from).collect();
    Ok(HttpResponse::Ok().json(LijstResponse { resultaten }))
}

/// Toelichtingen opvragen
///
/// Waarom iemand geen (volledige) plaatsing heeft, of een vacature open blijft: hoeveel kandidaten er na elke regel over
/// waren.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/toelichtingen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."), ToelichtingenQuery), responses(
    (status = 200, description = "De toelichtingen.", body = LijstResponse<ToelichtingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_toelichtingen(
    caller: Caller,
    id: web::Path<Uuid>,
    query: Query<ToelichtingenQuery>,
) -> Result<HttpResponse, ApiError> {
    let ToelichtingenQuery { regiodocent, vacature, .. } = query.0;
    let found = blocking(move || app::matchronde::find_redenen(&caller.0, *id, regiodocent, vacature)).await?;
    let resultaten: Vec<ToelichtingResponse> = found.into_iter().map(ToelichtingResponse::from).collect();
    Ok(HttpResponse::Ok().json(LijstResponse { resultaten }))
}
