//! Detachering over HTTP.

mod dto;

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
use crate::app::levensloop::Stapgegevens;
use crate::domain::detachering::VolledigeDetachering;
use crate::domain::levensloop::Partij;
use crate::domain::stored::Stored;
use dto::*;

fn answer(stored: Stored<VolledigeDetachering>) -> HttpResponse {
    let location = format!("/v1/detacheringen/{}", stored.id);
    with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(DetacheringResponse::from(stored))
}

/// Detacheringen opvragen
///
/// De detacheringen van de regio; een schoolbestuur ziet die van eigen scholen, een regiodocent de eigen. Op volgorde van
/// aanmaken.
#[utoipa::path(get, path = "/v1/detacheringen", tag = "Detachering", params(DetacheringenQuery), responses(
    (status = 200, description = "De detacheringen.", body = LijstResponse<DetacheringResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_detacheringen(
    req: HttpRequest,
    caller: Caller,
    query: Query<DetacheringenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = query.0.into();
    let lijst = blocking(move || app::detachering::list_detacheringen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, DetacheringResponse::from))
}

/// Detacheringen zoeken
///
/// Als opvragen, ook van wie. Dat staat in de body: wie iemand is, hoort niet in een adres.
#[utoipa::path(post, path = "/v1/detacheringen/_zoek", tag = "Detachering", params(PaginaQuery),
    request_body = DetacheringenZoekRequest, responses(
    (status = 200, description = "De detacheringen.", body = LijstResponse<DetacheringResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn search_detacheringen(
    req: HttpRequest,
    caller: Caller,
    query: Query<PaginaQuery>,
    body: Body<DetacheringenZoekRequest>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = body.0.into();
    let lijst = blocking(move || app::detachering::list_detacheringen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, DetacheringResponse::from))
}

/// Detachering aanbieden
///
/// Een bestuur leent iemand van een eigen school uit aan de pool, met terugkeergarantie. Dat kan alleen voor wie er
/// (formeel) in dienst is, was of komt; de regiocoördinator kan iedereen uit de pool aanbieden. Er verandert niets zolang
/// de regiodocent niet instemt.
#[utoipa::path(post, path = "/v1/detacheringen", tag = "Detachering", request_body = DetacheringRequest, responses(
    (status = 201, description = "De detachering is aangeboden.", body = DetacheringResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_detachering(caller: Caller, body: Body<DetacheringRequest>) -> Result<HttpResponse, ApiError> {
    let new = body.0.into();
    Ok(answer(blocking(move || app::detachering::create_detachering(&caller.0, &new)).await?))
}

/// Detachering opvragen
///
/// Eén detachering, met haar id.
#[utoipa::path(get, path = "/v1/detacheringen/{id}", tag = "Detachering",
    params(("id" = Uuid, Path, description = "Id van de detachering.")), responses(
    (status = 200, description = "De detachering.", body = DetacheringResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_detachering(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::detachering::find_detachering(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(DetacheringResponse::from(stored)))
}

/// Met een detachering instemmen
///
/// De regiodocent stemt in; de pool krijgt een contract voor de dagen van de detachering.
#[utoipa::path(post, path = "/v1/detacheringen/{id}/instemmingen", tag = "Detachering",
    params(("id" = Uuid, Path, description = "Id van de detachering.")),
    request_body = DetacheringinstemmingRequest, responses(
    (status = 201, description = "De detachering is actief.", body = DetacheringResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn agree_detachering(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<DetacheringinstemmingRequest>,
) -> Result<HttpResponse, ApiError> {
    let DetacheringinstemmingRequest { namens, bron, datum } = body.0;
    let gegevens = Stapgegevens { namens: namens.map(Partij::from), bron, datum, motivering: None };
    Ok(answer(blocking(move || app::detachering::agree_detachering(&caller.0, *id, &gegevens)).await?))
}

/// Detachering intrekken
///
/// Een van de drie wil het niet, zolang er niet is ingestemd.
#[utoipa::path(post, path = "/v1/detacheringen/{id}/intrekkingen", tag = "Detachering",
    params(("id" = Uuid, Path, description = "Id van de detachering.")),
    request_body = DetacheringintrekkingRequest, responses(
    (status = 201, description = "De detachering is ingetrokken.", body = DetacheringResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn withdraw_detachering(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<DetacheringintrekkingRequest>,
) -> Result<HttpResponse, ApiError> {
    let gegevens = Stapgegevens { motivering: Some(body.0.motivering), ..Stapgegevens::default() };
    Ok(answer(blocking(move || app::detachering::withdraw_detachering(&caller.0, *id, &gegevens)).await?))
}

/// Detachering eerder beëindigen
///
/// De detachering eindigt na de genoemde dag en de regiodocent keert terug. Plaatsingen na die dag moeten eerst eindigen.
#[utoipa::path(post, path = "/v1/detacheringen/{id}/beeindigingen", tag = "Detachering",
    params(("id" = Uuid, Path, description = "Id van de detachering.")),
    request_body = DetacheringbeeindigingRequest, responses(
    (status = 201, description = "Het einde is vastgelegd.", body = DetacheringResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn end_detachering(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<DetacheringbeeindigingRequest>,
) -> Result<HttpResponse, ApiError> {
    let DetacheringbeeindigingRequest { laatste_dag, motivering } = body.0;
    let gegevens = Stapgegevens { motivering: Some(motivering), datum: Some(laatste_dag), ..Stapgegevens::default() };
    Ok(answer(blocking(move || app::detachering::end_detachering(&caller.0, *id, &gegevens)).await?))
}
