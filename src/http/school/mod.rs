//! School over HTTP.

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
use crate::app::school::SchoolFilter;
use crate::domain::kenmerk::Vestigingscode;
use dto::{SchoolMetDeelnames, SchoolQuery, SchoolRequest, SchoolResponse, SchoolWijziging};

/// Scholen opvragen
///
/// De scholen van de regio, op volgorde van vestigingscode; een schoolbestuur ziet alleen zijn eigen scholen.
#[utoipa::path(get, path = "/v1/scholen", tag = "School", params(SchoolQuery), responses(
    (status = 200, description = "De scholen.", body = LijstResponse<SchoolResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_scholen(
    req: HttpRequest,
    caller: Caller,
    query: Query<SchoolQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let SchoolQuery { bestuursnummer, sector, naam, plaats, gemeentenummer, .. } = query.0;
    let filter = SchoolFilter { bestuursnummer, sector, naam, plaats, gemeentenummer, ..Default::default() };
    let lijst = blocking(move || app::school::list_scholen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, SchoolResponse::from))
}

/// School maken
///
/// Maakt een school die meteen in de regio meedoet. Bestaat de school al, laat haar dan meedoen met een deelname.
#[utoipa::path(post, path = "/v1/scholen", tag = "School", request_body = SchoolRequest, responses(
    (status = 201, description = "De school is gemaakt.", body = SchoolResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_school(caller: Caller, body: Body<SchoolRequest>) -> Result<HttpResponse, ApiError> {
    let (school, van) = body.0.into_school();
    let stored = blocking(move || app::school::create_school(&caller.0, &school, van)).await?;
    let location = format!("/v1/scholen/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(SchoolResponse::from(stored)))
}

/// School opvragen
///
/// Eén school met haar deelnames, met haar vestigingscode.
#[utoipa::path(get, path = "/v1/scholen/{vestigingscode}", tag = "School",
    params(("vestigingscode" = Vestigingscode, Path, description = "Code van de school.")), responses(
    (status = 200, description = "De school.", body = SchoolMetDeelnames),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_school(caller: Caller, code: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let code = path_code(&code)?;
    let found = blocking(move || app::school::find_school(&caller.0, &code)).await?;
    Ok(with_etag(HttpResponse::Ok(), found.school.versie).json(SchoolMetDeelnames::from(found)))
}

/// School wijzigen
///
/// Vervangt alle gegevens van een school; wat ontbreekt wordt leeggemaakt.
#[utoipa::path(put, path = "/v1/scholen/{vestigingscode}", tag = "School", request_body = SchoolWijziging, params(
        ("vestigingscode" = Vestigingscode, Path, description = "Code van de school."),
        ("If-Match" = String, Header, description = "ETag van de versie die gelezen is."),
    ), responses(
    (status = 200, description = "De school is gewijzigd.", body = SchoolResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn update_school(
    caller: Caller,
    code: web::Path<String>,
    gezien: Gezien,
    body: Body<SchoolWijziging>,
) -> Result<HttpResponse, ApiError> {
    let school = body.0.into_school(path_code(&code)?);
    let stored = blocking(move || app::school::update_school(&caller.0, gezien.0, &school)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(SchoolResponse::from(stored)))
}

/// A code of another shape does not exist.
pub(in crate::http) fn path_code(text: &str) -> Result<Vestigingscode, AppError> {
    text.parse().map_err(|_| AppError::NietGevonden("school"))
}
