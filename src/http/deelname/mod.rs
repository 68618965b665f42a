//! Deelname over HTTP, under its regio.

mod dto;

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
use crate::app::Ctx;
use crate::app::deelname::DeelnameFilter;
use crate::app::error::AppError;
use dto::{DeelnameQuery, DeelnameRequest, DeelnameResponse, DeelnameWijziging};

/// Deelnames opvragen
///
/// De scholen die in de regio meedoen, of meededen; een schoolbestuur ziet alleen zijn eigen scholen.
#[utoipa::path(get, path = "/v1/regios/{code}/deelnames", tag = "Deelname",
    params(("code" = String, Path, description = "Code van de regio.", example = "amsterdam"), DeelnameQuery), responses(
    (status = 200, description = "De deelnames.", body = LijstResponse<DeelnameResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_deelnames(
    req: HttpRequest,
    caller: Caller,
    code: web::Path<String>,
    query: Query<DeelnameQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = DeelnameFilter { vestigingscode: query.0.vestigingscode, op: query.0.op, id: None };
    let ctx = in_regio(caller, code.into_inner())?;
    let lijst = blocking(move || app::deelname::list_deelnames(&ctx, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, DeelnameResponse::from))
}

/// Deelname maken
///
/// Laat een school meedoen in de regio. Een school doet op een dag in één regio mee.
#[utoipa::path(post, path = "/v1/regios/{code}/deelnames", tag = "Deelname", request_body = DeelnameRequest,
    params(("code" = String, Path, description = "Code van de regio.", example = "amsterdam")), responses(
    (status = 201, description = "De school doet mee.", body = DeelnameResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_deelname(
    caller: Caller,
    code: web::Path<String>,
    body: Body<DeelnameRequest>,
) -> Result<HttpResponse, ApiError> {
    let pad = code.clone();
    let ctx = in_regio(caller, code.into_inner())?;
    let stored = blocking(move || app::deelname::create_deelname(&ctx, &body.0.into())).await?;
    let location = format!("/v1/regios/{pad}/deelnames/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(DeelnameResponse::from(stored)))
}

/// Deelname opvragen
///
/// Eén deelname, met haar id.
#[utoipa::path(get, path = "/v1/regios/{code}/deelnames/{id}", tag = "Deelname", params(
        ("code" = String, Path, description = "Code van de regio.", example = "amsterdam"),
        ("id" = Uuid, Path, description = "Id van de deelname.")), responses(
    (status = 200, description = "De deelname.", body = DeelnameResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_deelname(caller: Caller, path: web::Path<(String, String)>) -> Result<HttpResponse, ApiError> {
    let (code, id) = path.into_inner();
    let (ctx, id) = (in_regio(caller, code)?, path_id(&id)?);
    let stored = blocking(move || app::deelname::find_deelname(&ctx, id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(DeelnameResponse::from(stored)))
}

/// Deelname wijzigen
///
/// Verandert de periode van een deelname; met `totEnMet` eindigt zij.
#[utoipa::path(put, path = "/v1/regios/{code}/deelnames/{id}", tag = "Deelname", request_body = DeelnameWijziging, params(
        ("code" = String, Path, description = "Code van de regio.", example = "amsterdam"),
        ("id" = Uuid, Path, description = "Id van de deelname."),
        ("If-Match" = String, Header, description = "ETag van de versie die gelezen is."),
    ), responses(
    (status = 200, description = "De deelname is gewijzigd.", body = DeelnameResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn update_deelname(
    caller: Caller,
    path: web::Path<(String, String)>,
    gezien: Gezien,
    body: Body<DeelnameWijziging>,
) -> Result<HttpResponse, ApiError> {
    let (code, id) = path.into_inner();
    let (ctx, id) = (in_regio(caller, code)?, path_id(&id)?);
    let stored = blocking(move || app::deelname::update_deelname(&ctx, id, gezien.0, body.0.into())).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(DeelnameResponse::from(stored)))
}

/// The call, about the regio of the path; a query that names another one contradicts it.
fn in_regio(caller: Caller, code: String) -> Result<Ctx, AppError> {
    if caller.0.regio.as_ref().is_some_and(|asked| *asked != code) {
        return Err(AppError::NietGevonden("regio"));
    }
    Ok(Ctx { regio: Some(code), ..caller.0 })
}

/// An id of another shape does not exist.
fn path_id(text: &str) -> Result<Uuid, AppError> {
    text.parse().map_err(|_| AppError::NietGevonden("deelname"))
}
