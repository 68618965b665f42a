//! Schoolbestuur over HTTP.

mod dto;

use actix_web::{HttpRequest, HttpResponse, web};

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::{Gezien, with_etag};
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app;
use crate::app::error::AppError;
use crate::app::schoolbestuur::SchoolbestuurFilter;
use crate::domain::kenmerk::Bestuursnummer;
use dto::{SchoolbestuurQuery, SchoolbestuurRequest, SchoolbestuurResponse, SchoolbestuurWijziging};

/// Schoolbesturen opvragen
///
/// De schoolbesturen met een school in de regio, op volgorde van nummer; een schoolbestuur ziet alleen zichzelf.
#[utoipa::path(get, path = "/v1/schoolbesturen", tag = "Schoolbestuur", params(SchoolbestuurQuery), responses(
    (status = 200, description = "De schoolbesturen.", body = LijstResponse<SchoolbestuurResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_schoolbesturen(
    req: HttpRequest,
    caller: Caller,
    query: Query<SchoolbestuurQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = SchoolbestuurFilter { naam: query.0.naam, ..Default::default() };
    let lijst = blocking(move || app::schoolbestuur::list_schoolbesturen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, SchoolbestuurResponse::from))
}

/// Schoolbestuur maken
///
/// Maakt een schoolbestuur; daarna kunnen zijn scholen erbij.
#[utoipa::path(post, path = "/v1/schoolbesturen", tag = "Schoolbestuur", request_body = SchoolbestuurRequest, responses(
    (status = 201, description = "Het schoolbestuur is gemaakt.", body = SchoolbestuurResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_schoolbestuur(caller: Caller, body: Body<SchoolbestuurRequest>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::schoolbestuur::create_schoolbestuur(&caller.0, &body.0.into())).await?;
    let location = format!("/v1/schoolbesturen/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(SchoolbestuurResponse::from(stored)))
}

/// Schoolbestuur opvragen
///
/// Eén schoolbestuur, met zijn nummer.
#[utoipa::path(get, path = "/v1/schoolbesturen/{bestuursnummer}", tag = "Schoolbestuur",
    params(("bestuursnummer" = Bestuursnummer, Path, description = "Nummer van het schoolbestuur.")), responses(
    (status = 200, description = "Het schoolbestuur.", body = SchoolbestuurResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_schoolbestuur(caller: Caller, nummer: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let nummer = path_nummer(&nummer)?;
    let stored = blocking(move || app::schoolbestuur::find_schoolbestuur(&caller.0, &nummer)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(SchoolbestuurResponse::from(stored)))
}

/// Schoolbestuur wijzigen
///
/// Geeft een schoolbestuur een andere naam.
#[utoipa::path(put, path = "/v1/schoolbesturen/{bestuursnummer}", tag = "Schoolbestuur",
    request_body = SchoolbestuurWijziging, params(
        ("bestuursnummer" = Bestuursnummer, Path, description = "Nummer van het schoolbestuur."),
        ("If-Match" = String, Header, description = "ETag van de versie die gelezen is."),
    ), responses(
    (status = 200, description = "Het schoolbestuur is gewijzigd.", body = SchoolbestuurResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn update_schoolbestuur(
    caller: Caller,
    nummer: web::Path<String>,
    gezien: Gezien,
    body: Body<SchoolbestuurWijziging>,
) -> Result<HttpResponse, ApiError> {
    let bestuur = body.0.into_schoolbestuur(path_nummer(&nummer)?);
    let stored = blocking(move || app::schoolbestuur::update_schoolbestuur(&caller.0, gezien.0, &bestuur)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(SchoolbestuurResponse::from(stored)))
}

/// A number of another shape does not exist.
pub(in crate::http) fn path_nummer(text: &str) -> Result<Bestuursnummer, AppError> {
    text.parse().map_err(|_| AppError::NietGevonden("schoolbestuur"))
}
