//! Vergelijking over HTTP: two plans side by side.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::kerncijfers::{KerncijfersResponse, VerschilResponse};
use crate::app::vergelijking::find_vergelijking as find;

/// Twee plannen naast elkaar.
#[derive(Serialize, ToSchema)]
pub struct VergelijkingResponse {
    /// De cijfers van het eerste plan.
    pub voor: KerncijfersResponse,
    /// De cijfers van het andere plan.
    pub na: KerncijfersResponse,
    /// Wat anders is in het andere plan.
    pub verschil: VerschilResponse,
}

/// Twee plannen vergelijken
///
/// Wat anders is in het plan van een andere matchronde voor hetzelfde schooljaar: wie een andere plek krijgt, fte, klassen en
/// schoolbesturen. Elk plan met al zijn ingrepen. Andere regels op dezelfde gegevens vergelijkt u met een onderzoek van soort
/// `scenarios`.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/vergelijkingen/{andereId}", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("andereId" = Uuid, Path, description = "Id van de andere matchronde.")), responses(
    (status = 200, description = "De vergelijking.", body = VergelijkingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_vergelijking(caller: Caller, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, ApiError> {
    let (id, andere) = path.into_inner();
    let found = blocking(move || find(&caller.0, id, andere)).await?;
    let body = VergelijkingResponse { voor: found.voor.into(), na: found.na.into(), verschil: found.verschil.into() };
    Ok(with_etag(HttpResponse::Ok(), found.versie).json(body))
}
