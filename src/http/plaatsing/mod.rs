//! Plaatsing over HTTP: a vaststelling makes them, their steps stand in `stap`.

mod dto;
mod stap;

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, PaginaQuery, lijst_response, pagina};
use super::query::Query;
use crate::app;
use crate::app::plaatsing::PlaatsingFilter;
use crate::domain::pagina::Pagina;
pub use dto::PlaatsingResponse;
use dto::{PlaatsingenQuery, PlaatsingenZoekRequest, PlaatsingstapResponse};
pub use stap::*;

/// Plaatsingen opvragen
///
/// De plaatsingen van de regio; een schoolbestuur ziet alleen die op de eigen scholen. Op volgorde van vastleggen.
#[utoipa::path(get, path = "/v1/plaatsingen", tag = "Plaatsing", params(PlaatsingenQuery), responses(
    (status = 200, description = "De plaatsingen.", body = LijstResponse<PlaatsingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_plaatsingen(
    req: HttpRequest,
    caller: Caller,
    query: Query<PlaatsingenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    found(&req, caller, query.0.into(), pagina).await
}

/// Plaatsingen zoeken
///
/// Als opvragen, ook van wie. Dat staat in de body: wie iemand is, hoort niet in een adres.
#[utoipa::path(post, path = "/v1/plaatsingen/_zoek", tag = "Plaatsing", params(PaginaQuery),
    request_body = PlaatsingenZoekRequest, responses(
    (status = 200, description = "De plaatsingen.", body = LijstResponse<PlaatsingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn search_plaatsingen(
    req: HttpRequest,
    caller: Caller,
    query: Query<PaginaQuery>,
    body: Body<PlaatsingenZoekRequest>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    found(&req, caller, body.0.into(), pagina).await
}

async fn found(
    req: &HttpRequest,
    caller: Caller,
    filter: PlaatsingFilter,
    pagina: Pagina,
) -> Result<HttpResponse, ApiError> {
    let today = caller.0.app.clock.today();
    let lijst = blocking(move || app::plaatsing::list_plaatsingen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(req, lijst, |stored| PlaatsingResponse::on(stored, today)))
}

/// Plaatsing opvragen
///
/// Eén plaatsing, met haar delen en de stappen die zijn gezet.
#[utoipa::path(get, path = "/v1/plaatsingen/{id}", tag = "Plaatsing",
    params(("id" = Uuid, Path, description = "Id van de plaatsing.")), responses(
    (status = 200, description = "De plaatsing.", body = PlaatsingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_plaatsing(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let today = caller.0.app.clock.today();
    let (stored, stappen) = blocking(move || app::plaatsing::find_plaatsing(&caller.0, *id)).await?;
    let answer = with_etag(HttpResponse::Ok(), stored.versie);
    let verloop = Some(stappen.into_iter().map(PlaatsingstapResponse::from).collect());
    Ok({ answer }.json(PlaatsingResponse { verloop, ..PlaatsingResponse::on(stored, today) }))
}
