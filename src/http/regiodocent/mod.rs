//! Regiodocent over HTTP: the person, alone and with all onderdelen. Each onderdeel has its own file.

mod bevoegdheid;
mod contract;
mod contractstap;
mod dto;
mod instemming;
mod onderdeel;
mod persoon;
mod uitsluiting;
mod voorkeur;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::{Gezien, with_etag};
use super::lijst::{LijstResponse, PaginaQuery, lijst_response, pagina};
use super::query::Query;
use crate::app;
use crate::domain::regiodocent::VolledigeRegiodocent;
pub use bevoegdheid::*;
pub use contract::*;
pub use contractstap::*;
use dto::*;
pub use instemming::*;
use persoon::*;
pub use uitsluiting::*;
pub use voorkeur::*;

/// Regiodocenten opvragen
///
/// De regiodocenten van de regio, op volgorde van id en zonder onderdelen. Een regiodocent ziet alleen zichzelf, het
/// hr-systeem van een schoolbestuur alleen wie daar (formeel) in dienst is, was of komt.
#[utoipa::path(get, path = "/v1/regiodocenten", tag = "Regiodocent", params(RegiodocentQuery), responses(
    (status = 200, description = "De regiodocenten.", body = LijstResponse<RegiodocentResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_regiodocenten(
    req: HttpRequest,
    caller: Caller,
    query: Query<RegiodocentQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = query.0.into();
    let lijst = blocking(move || app::regiodocent::list_regiodocenten(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, RegiodocentResponse::from))
}

/// Regiodocenten zoeken
///
/// Als opvragen, ook op naam, postcode of het nummer in een ander systeem. Dat staat in de body: wie iemand is, hoort
/// niet in een adres.
#[utoipa::path(post, path = "/v1/regiodocenten/_zoek", tag = "Regiodocent", params(PaginaQuery),
    request_body = RegiodocentenZoekRequest, responses(
    (status = 200, description = "De regiodocenten.", body = LijstResponse<RegiodocentResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn search_regiodocenten(
    req: HttpRequest,
    caller: Caller,
    query: Query<PaginaQuery>,
    body: Body<RegiodocentenZoekRequest>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = body.0.into();
    let lijst = blocking(move || app::regiodocent::list_regiodocenten(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, RegiodocentResponse::from))
}

/// Regiodocent toevoegen
///
/// Voegt een regiodocent toe, desgewenst meteen met contracten, bevoegdheden, voorkeuren, uitsluitingen en
/// instemmingen. Klopt er iets niet, dan wordt er niets toegevoegd en staan alle fouten in het antwoord.
#[utoipa::path(post, path = "/v1/regiodocenten", tag = "Regiodocent", request_body = NieuweRegiodocentRequest, responses(
    (status = 201, description = "De regiodocent is toegevoegd.", body = VolledigeRegiodocentResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_regiodocent(
    caller: Caller,
    body: Body<NieuweRegiodocentRequest>,
) -> Result<HttpResponse, ApiError> {
    let volledig = blocking(move || app::regiodocent::create_regiodocent(&caller.0, &body.0.into())).await?;
    let location = format!("/v1/regiodocenten/{}", volledig.regiodocent.id);
    let mut answer = HttpResponse::Created();
    answer.insert_header(("location", location));
    Ok(whole(answer, volledig))
}

/// Regiodocent opvragen
///
/// Eén regiodocent met alle onderdelen.
#[utoipa::path(get, path = "/v1/regiodocenten/{id}", tag = "Regiodocent",
    params(("id" = Uuid, Path, description = "Id van de regiodocent.")), responses(
    (status = 200, description = "De regiodocent.", body = VolledigeRegiodocentResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_regiodocent(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let volledig = blocking(move || app::regiodocent::find_regiodocent(&caller.0, *id)).await?;
    Ok(whole(HttpResponse::Ok(), volledig))
}

/// Regiodocent wijzigen
///
/// Vervangt de gegevens van de persoon. De onderdelen blijven zoals ze zijn; die hebben elk een eigen pad.
#[utoipa::path(put, path = "/v1/regiodocenten/{id}", tag = "Regiodocent",
    params(
        ("id" = Uuid, Path, description = "Id van de regiodocent."),
        ("If-Match" = String, Header, description = "ETag van de gelezen versie."),
    ),
    request_body = RegiodocentRequest, responses(
    (status = 200, description = "De regiodocent is gewijzigd.", body = VolledigeRegiodocentResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn update_regiodocent(
    caller: Caller,
    id: web::Path<Uuid>,
    seen: Gezien,
    body: Body<RegiodocentRequest>,
) -> Result<HttpResponse, ApiError> {
    let new = body.0.into();
    let volledig = blocking(move || app::regiodocent::update_regiodocent(&caller.0, *id, seen.0, &new)).await?;
    Ok(whole(HttpResponse::Ok(), volledig))
}

fn whole(answer: HttpResponseBuilder, volledig: VolledigeRegiodocent) -> HttpResponse {
    with_etag(answer, volledig.regiodocent.versie).json(VolledigeRegiodocentResponse::from(volledig))
}
