//! Vacature over HTTP.

mod dto;
mod kandidaten;

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
use crate::app::error::AppError;
use crate::domain::stored::Stored;
use crate::domain::vacature::VolledigeVacature;
use dto::{IntrekkingRequest, VacatureRequest, VacatureResponse, VacaturesQuery};
pub use kandidaten::*;

/// Vacatures opvragen
///
/// De vacatures van de regio; een schoolbestuur ziet alleen de eigen vacatures. Op volgorde van aanmaken.
#[utoipa::path(get, path = "/v1/vacatures", tag = "Vacature", params(VacaturesQuery), responses(
    (status = 200, description = "De vacatures.", body = LijstResponse<VacatureResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_vacatures(
    req: HttpRequest,
    caller: Caller,
    query: Query<VacaturesQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = query.0.into();
    let lijst = blocking(move || app::vacature::list_vacatures(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, VacatureResponse::from))
}

/// Vacature maken
///
/// Legt vast wat een school vraagt. De school doet op de eerste dag mee in de regio; een schoolbestuur vraagt alleen
/// voor eigen scholen. Het antwoord zegt meteen hoeveel regiodocenten dit kunnen vervullen en welke eis de meeste kost.
#[utoipa::path(post, path = "/v1/vacatures", tag = "Vacature", request_body = VacatureRequest,
responses(
    (status = 201, description = "De vacature is gemaakt.", body = VacatureResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_vacature(caller: Caller, body: Body<VacatureRequest>) -> Result<HttpResponse, ApiError> {
    let concept = body.0.concept;
    let vacature = body.0.into();
    asked(caller, move |ctx| app::vacature::create_vacature(ctx, &vacature, concept)).await
}

/// Vacature openstellen
///
/// Maakt van een concept een vraag aan de pool. Het antwoord zegt hoeveel regiodocenten dit kunnen vervullen.
#[utoipa::path(post, path = "/v1/vacatures/{id}/openstellingen", tag = "Vacature",
    params(("id" = Uuid, Path, description = "Id van de vacature.")), responses(
    (status = 201, description = "De vacature staat open.", body = VacatureResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn open_vacature(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    asked(caller, move |ctx| app::vacature::open_vacature(ctx, *id)).await
}

/// Makes or opens a vacature, then counts who could fill it.
async fn asked(
    caller: Caller,
    ask: impl FnOnce(&Ctx) -> Result<Stored<VolledigeVacature>, AppError> + Send + 'static,
) -> Result<HttpResponse, ApiError> {
    let count = move || {
        let stored = ask(&caller.0)?;
        let telling = app::vacature::count_kandidaten(&caller.0, &stored)?;
        Ok((stored, telling))
    };
    let (stored, telling) = blocking(count).await?;
    let location = format!("/v1/vacatures/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(VacatureResponse::met_kandidaten(stored, telling)))
}

/// Vacature opvragen
///
/// Eén vacature, met haar id.
#[utoipa::path(get, path = "/v1/vacatures/{id}", tag = "Vacature",
    params(("id" = Uuid, Path, description = "Id van de vacature.")), responses(
    (status = 200, description = "De vacature.", body = VacatureResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_vacature(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::vacature::find_vacature(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(VacatureResponse::from(stored)))
}

/// Vacature wijzigen
///
/// Vervangt wat een open vacature vraagt. De school ligt vast, en wat al geplaatst is moet blijven passen.
#[utoipa::path(put, path = "/v1/vacatures/{id}", tag = "Vacature",
    params(("id" = Uuid, Path, description = "Id van de vacature."),
        ("If-Match" = String, Header, description = "De ETag van wat u las.", example = "\"1\"")),
    request_body = VacatureRequest, responses(
    (status = 200, description = "De vacature is gewijzigd.", body = VacatureResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn update_vacature(
    caller: Caller,
    id: web::Path<Uuid>,
    seen: Gezien,
    body: Body<VacatureRequest>,
) -> Result<HttpResponse, ApiError> {
    let vacature = body.0.into();
    let stored = blocking(move || app::vacature::update_vacature(&caller.0, *id, seen.0, &vacature)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(VacatureResponse::from(stored)))
}

/// Vacature intrekken
///
/// De vraag vervalt. Dat kan zolang de vacature open staat en er niemand op geplaatst is.
#[utoipa::path(post, path = "/v1/vacatures/{id}/intrekkingen", tag = "Vacature",
    params(("id" = Uuid, Path, description = "Id van de vacature.")),
    request_body = IntrekkingRequest, responses(
    (status = 201, description = "De vacature is ingetrokken.", body = VacatureResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn withdraw_vacature(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<IntrekkingRequest>,
) -> Result<HttpResponse, ApiError> {
    let reden = body.0.reden;
    let stored = blocking(move || app::vacature::withdraw_vacature(&caller.0, *id, reden.as_deref())).await?;
    let location = format!("/v1/vacatures/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(VacatureResponse::from(stored)))
}
