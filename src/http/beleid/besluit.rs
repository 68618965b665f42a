//! Deciding about a proposed version of the beleid, over HTTP.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::body::Body;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use super::super::etag::with_etag;
use super::dto::{BeleidResponse, BeleidafwijzingRequest};
use crate::app;
use crate::app::levensloop::Stapgegevens;
use crate::domain::beleid::Beleidstap;

async fn decide(caller: Caller, id: Uuid, stap: Beleidstap, gegevens: Stapgegevens) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::beleid::decide_beleid(&caller.0, id, stap, &gegevens)).await?;
    let mut answer = with_etag(HttpResponse::Created(), stored.versie);
    answer.insert_header(("location", format!("/v1/beleid/{id}")));
    Ok(answer.json(BeleidResponse::from(stored)))
}

/// Beleid vaststellen
///
/// Een tweede regiocoördinator stelt het voorstel vast; het geldt vanaf zijn eerste dag.
#[utoipa::path(post, path = "/v1/beleid/{id}/vaststellingen", tag = "Beleid",
    params(("id" = Uuid, Path, description = "Id van de versie.")), responses(
    (status = 201, description = "De versie is vastgesteld.", body = BeleidResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn adopt_beleid(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    decide(caller, *id, Beleidstap::Vaststellen, Stapgegevens::default()).await
}

/// Beleid afwijzen
///
/// Een tweede regiocoördinator wijst het voorstel af, met de reden.
#[utoipa::path(post, path = "/v1/beleid/{id}/afwijzingen", tag = "Beleid",
    params(("id" = Uuid, Path, description = "Id van de versie.")), request_body = BeleidafwijzingRequest, responses(
    (status = 201, description = "De versie is afgewezen.", body = BeleidResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn refuse_beleid(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<BeleidafwijzingRequest>,
) -> Result<HttpResponse, ApiError> {
    let gegevens = Stapgegevens { motivering: Some(body.0.motivering), ..Stapgegevens::default() };
    decide(caller, *id, Beleidstap::Afwijzen, gegevens).await
}

/// Voorgesteld beleid intrekken
///
/// Een voorstel waarover nog niet is besloten, vervalt.
#[utoipa::path(post, path = "/v1/beleid/{id}/intrekkingen", tag = "Beleid",
    params(("id" = Uuid, Path, description = "Id van de versie.")), responses(
    (status = 201, description = "De versie is ingetrokken.", body = BeleidResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn withdraw_beleid(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    decide(caller, *id, Beleidstap::Intrekken, Stapgegevens::default()).await
}
