//! Beleid over HTTP.

mod besluit;
pub mod document;
mod dto;

pub use besluit::*;

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app;
use crate::domain::pagina::Lijst;
pub(super) use document::WaardeDocument;
use dto::{BeleidLijstQuery, BeleidRequest, BeleidResponse};

/// Beleid opvragen
///
/// De versies van het beleid van de regio, op volgorde van voorstellen. Met `op` alleen wat op die dag geldt: een versie
/// van de regio, of het standaardbeleid zolang er geen is.
#[utoipa::path(get, path = "/v1/beleid", tag = "Beleid", params(BeleidLijstQuery), responses(
    (status = 200, description = "De versies.", body = LijstResponse<BeleidResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_beleid(
    req: HttpRequest,
    caller: Caller,
    query: Query<BeleidLijstQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    if let Some(day) = query.0.op {
        let geldend = blocking(move || app::beleid::find_beleid_op(&caller.0, day)).await?;
        return Ok(lijst_response(&req, Lijst { items: vec![geldend], volgende: None }, BeleidResponse::from));
    }
    let status = query.0.status;
    let lijst = blocking(move || app::beleid::list_beleid(&caller.0, status, &pagina)).await?;
    Ok(lijst_response(&req, lijst, BeleidResponse::from))
}

/// Beleid voorstellen
///
/// Stelt een versie voor; zij geldt vanaf haar eerste dag als een tweede regiocoördinator haar vaststelt. De inhoud
/// verandert nooit: wie iets wil verbeteren maakt een volgende versie.
#[utoipa::path(post, path = "/v1/beleid", tag = "Beleid", request_body = BeleidRequest, responses(
    (status = 201, description = "De versie is voorgesteld.", body = BeleidResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_beleid(caller: Caller, body: Body<BeleidRequest>) -> Result<HttpResponse, ApiError> {
    let versie = body.0.into();
    let stored = blocking(move || app::beleid::create_beleid(&caller.0, &versie)).await?;
    let location = format!("/v1/beleid/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(BeleidResponse::from(stored)))
}

/// Versie van het beleid opvragen
///
/// Eén versie, met haar id.
#[utoipa::path(get, path = "/v1/beleid/{id}", tag = "Beleid",
    params(("id" = Uuid, Path, description = "Id van de versie.")), responses(
    (status = 200, description = "De versie.", body = BeleidResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_beleid(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::beleid::find_beleid(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(BeleidResponse::from(stored)))
}
