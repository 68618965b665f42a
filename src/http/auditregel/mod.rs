//! The audit log over HTTP.

mod dto;

use actix_web::{HttpRequest, HttpResponse};

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::lijst::{LijstResponse, PaginaQuery, lijst_response, pagina};
use super::query::Query;
use crate::app::auditregel as app;
use dto::{AuditketenResponse, AuditregelResponse, AuditregelsQuery, AuditregelsZoekRequest};

/// Auditregels opvragen
///
/// Wie wat deed in de regio, oudste eerst. Regels komen er alleen bij en veranderen nooit; `volgnummer` en `hash` maken er
/// een keten van.
#[utoipa::path(get, path = "/v1/auditregels", tag = "Audit", params(AuditregelsQuery), responses(
    (status = 200, description = "De auditregels.", body = LijstResponse<AuditregelResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_auditregels(
    req: HttpRequest,
    caller: Caller,
    query: Query<AuditregelsQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = query.0.into();
    let lijst = blocking(move || app::list_auditregels(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, AuditregelResponse::from))
}

/// Auditregels zoeken
///
/// Als opvragen, ook op wie iets deed. Dat staat in de body: het hoort niet in een adres.
#[utoipa::path(post, path = "/v1/auditregels/_zoek", tag = "Audit", params(PaginaQuery),
    request_body = AuditregelsZoekRequest, responses(
    (status = 200, description = "De auditregels.", body = LijstResponse<AuditregelResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn search_auditregels(
    req: HttpRequest,
    caller: Caller,
    query: Query<PaginaQuery>,
    body: Body<AuditregelsZoekRequest>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = body.0.into();
    let lijst = blocking(move || app::list_auditregels(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, AuditregelResponse::from))
}

/// Auditketen controleren
///
/// Rekent de keten van de regio opnieuw door en zegt waar zij niet klopt. Bewaar `regels` en `hash`: wie de keten later
/// opnieuw maakt, komt op een andere hash uit.
#[utoipa::path(get, path = "/v1/auditregels/keten", tag = "Audit", responses(
    (status = 200, description = "De uitkomst.", body = AuditketenResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn verify_auditketen(caller: Caller) -> Result<HttpResponse, ApiError> {
    let verslag = blocking(move || app::verify_auditketen(&caller.0)).await?;
    Ok(HttpResponse::Ok().json(AuditketenResponse::from(verslag)))
}
