//! Regio over HTTP.

mod dto;

use actix_web::{HttpRequest, HttpResponse, web};

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app;
use dto::{RegioQuery, RegioRequest, RegioResponse};

/// Regio's opvragen
///
/// De regio's waarvoor dit token geldt, op volgorde van code.
#[utoipa::path(get, path = "/v1/regios", tag = "Regio", params(RegioQuery), responses(
    (status = 200, description = "De regio's.", body = LijstResponse<RegioResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_regios(req: HttpRequest, caller: Caller, query: Query<RegioQuery>) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let lijst = blocking(move || app::regio::list_regios(&caller.0, query.0.soort, &pagina)).await?;
    Ok(lijst_response(&req, lijst, RegioResponse::from))
}

/// Regio maken
///
/// Maakt een nieuwe regio; dat doet de beheerder.
#[utoipa::path(post, path = "/v1/regios", tag = "Regio", request_body = RegioRequest, responses(
    (status = 201, description = "De regio is gemaakt.", body = RegioResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_regio(caller: Caller, body: Body<RegioRequest>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::regio::create_regio(&caller.0, body.0.into())).await?;
    let location = format!("/v1/regios/{}", stored.noun.code);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(RegioResponse::from(stored)))
}

/// Regio opvragen
///
/// Eén regio, met haar code.
#[utoipa::path(get, path = "/v1/regios/{code}", tag = "Regio",
    params(("code" = String, Path, description = "Code van de regio.", example = "amsterdam")), responses(
    (status = 200, description = "De regio.", body = RegioResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_regio(caller: Caller, code: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::regio::find_regio(&caller.0, &code)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(RegioResponse::from(stored)))
}
