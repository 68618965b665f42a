//! Formatiepeiling over HTTP.

mod dto;
mod verloop;

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::{Gezien, with_etag};
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app;
use crate::app::error::AppError;
use crate::app::formatiepeiling::FormatiepeilingFilter;
use dto::{FormatiepeilingQuery, FormatiepeilingRequest, FormatiepeilingResponse};

/// Formatiepeilingen opvragen
///
/// De formatiepeilingen van de scholen in de regio; een schoolbestuur ziet alleen die van zijn eigen scholen.
#[utoipa::path(get, path = "/v1/formatiepeilingen", tag = "Formatiepeiling", params(FormatiepeilingQuery), responses(
    (status = 200, description = "De formatiepeilingen.", body = LijstResponse<FormatiepeilingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_formatiepeilingen(
    req: HttpRequest,
    caller: Caller,
    query: Query<FormatiepeilingQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let FormatiepeilingQuery { vestigingscode, bestuursnummer, schooljaar, soort, peildatum, .. } = query.0;
    let filter = FormatiepeilingFilter { id: None, vestigingscode, bestuursnummer, schooljaar, soort, peildatum };
    let lijst = blocking(move || app::formatiepeiling::list_formatiepeilingen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, FormatiepeilingResponse::from))
}

/// Formatiepeiling maken
///
/// Meldt wat een school op een dag nodig heeft en heeft. Per school, peildatum en soort is er één.
#[utoipa::path(post, path = "/v1/formatiepeilingen", tag = "Formatiepeiling",
    request_body = FormatiepeilingRequest, responses(
    (status = 201, description = "De formatiepeiling is gemaakt.", body = FormatiepeilingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_formatiepeiling(
    caller: Caller,
    body: Body<FormatiepeilingRequest>,
) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::formatiepeiling::create_formatiepeiling(&caller.0, &body.0.into())).await?;
    let location = format!("/v1/formatiepeilingen/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(FormatiepeilingResponse::from(stored)))
}

/// Formatiepeiling opvragen
///
/// Eén formatiepeiling, met haar id.
#[utoipa::path(get, path = "/v1/formatiepeilingen/{id}", tag = "Formatiepeiling",
    params(("id" = Uuid, Path, description = "Id van de formatiepeiling.")), responses(
    (status = 200, description = "De formatiepeiling.", body = FormatiepeilingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_formatiepeiling(caller: Caller, id: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let id = path_id(&id)?;
    let stored = blocking(move || app::formatiepeiling::find_formatiepeiling(&caller.0, id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(FormatiepeilingResponse::from(stored)))
}

/// Formatiepeiling wijzigen
///
/// Vervangt de cijfers van een formatiepeiling; de school blijft dezelfde.
#[utoipa::path(put, path = "/v1/formatiepeilingen/{id}", tag = "Formatiepeiling",
    request_body = FormatiepeilingRequest, params(
        ("id" = Uuid, Path, description = "Id van de formatiepeiling."),
        ("If-Match" = String, Header, description = "ETag van de versie die gelezen is."),
    ), responses(
    (status = 200, description = "De formatiepeiling is gewijzigd.", body = FormatiepeilingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn update_formatiepeiling(
    caller: Caller,
    id: web::Path<String>,
    gezien: Gezien,
    body: Body<FormatiepeilingRequest>,
) -> Result<HttpResponse, ApiError> {
    let (id, peiling) = (path_id(&id)?, body.0.into());
    let stored =
        blocking(move || app::formatiepeiling::update_formatiepeiling(&caller.0, id, gezien.0, &peiling)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(FormatiepeilingResponse::from(stored)))
}

/// An id of another shape does not exist.
fn path_id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::NietGevonden("formatiepeiling"))
}
