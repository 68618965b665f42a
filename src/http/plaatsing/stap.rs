//! The steps of a plaatsing over HTTP: agree, refuse, withdraw, end and hand over.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::body::Body;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use super::super::etag::with_etag;
use super::PlaatsingResponse;
use crate::app;
use crate::app::Ctx;
use crate::app::error::AppError;
use crate::app::levensloop::Stapgegevens;
use crate::domain::levensloop::{Partij, Zijde};
use crate::domain::plaatsing::Plaatsing;
use crate::domain::stored::Stored;

/// Akkoord met een plaatsing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AkkoordRequest {
    /// Wie akkoord is; alleen de regiocoördinator geeft dit op.
    pub namens: Option<Zijde>,
    /// Waaruit dat blijkt; verplicht als de regiocoördinator het vastlegt.
    #[schema(max_length = 2000, example = "E-mail van de directeur van 3 juni 2026")]
    pub bron: Option<String>,
}

/// Weigering van een plaatsing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WeigeringRequest {
    /// Wie weigert; alleen de regiocoördinator geeft dit op.
    pub namens: Option<Zijde>,
    /// Waaruit dat blijkt; verplicht als de regiocoördinator het vastlegt.
    #[schema(max_length = 2000)]
    pub bron: Option<String>,
    /// Waarom; de andere kant leest dit niet.
    #[schema(min_length = 10, max_length = 2000, example = "De reis is met het openbaar vervoer niet te doen.")]
    pub motivering: String,
}

/// Het intrekken van een voorgestelde plaatsing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PlaatsingintrekkingRequest {
    /// Waarom.
    #[schema(min_length = 10, max_length = 2000, example = "De school fuseert; we maken een nieuw voorstel.")]
    pub motivering: String,
}

/// Het beëindigen van een actieve plaatsing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PlaatsingbeeindigingRequest {
    /// Wie het wil, als de regiocoördinator dat voor een ander vastlegt.
    pub namens: Option<Zijde>,
    /// Waaruit dat blijkt; verplicht bij namens.
    #[schema(max_length = 2000)]
    pub bron: Option<String>,
    /// De laatste dag; tot en met die dag loopt de plaatsing door.
    pub laatste_dag: NaiveDate,
    /// Waarom.
    #[schema(min_length = 10, max_length = 2000, example = "Zij verhuist per februari naar een andere regio.")]
    pub motivering: String,
}

/// De wens om het contract over te dragen aan het bestuur.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OverdrachtRequest {
    /// Wie het wil; alleen de regiocoördinator geeft dit op.
    pub namens: Option<Zijde>,
    /// Waaruit dat blijkt; verplicht als de regiocoördinator het vastlegt.
    #[schema(max_length = 2000)]
    pub bron: Option<String>,
    /// De eerste dag in dienst van het bestuur.
    pub datum: NaiveDate,
}

type UseCase = fn(&Ctx, Uuid, &Stapgegevens) -> Result<Stored<Plaatsing>, AppError>;

async fn take(caller: Caller, id: Uuid, gegevens: Stapgegevens, step: UseCase) -> Result<HttpResponse, ApiError> {
    let today = caller.0.app.clock.today();
    let stored = blocking(move || step(&caller.0, id, &gegevens)).await?;
    let mut answer = with_etag(HttpResponse::Created(), stored.versie);
    answer.insert_header(("location", format!("/v1/plaatsingen/{id}")));
    Ok(answer.json(PlaatsingResponse::on(stored, today)))
}

/// Akkoord geven
///
/// De school of de regiodocent is akkoord; zijn beide dat, dan is de plaatsing actief. De regiocoördinator legt een
/// akkoord vast van wie zelf niet inlogt, en noemt waaruit dat blijkt.
#[utoipa::path(post, path = "/v1/plaatsingen/{id}/akkoorden", tag = "Plaatsing",
    params(("id" = Uuid, Path, description = "Id van de plaatsing.")), request_body = AkkoordRequest, responses(
    (status = 201, description = "Het akkoord is vastgelegd.", body = PlaatsingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn agree_plaatsing(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<AkkoordRequest>,
) -> Result<HttpResponse, ApiError> {
    let AkkoordRequest { namens, bron } = body.0;
    let gegevens = Stapgegevens { namens: namens.map(Partij::from), bron, ..Stapgegevens::default() };
    take(caller, *id, gegevens, app::plaatsing::agree_plaatsing).await
}

/// Plaatsing weigeren
///
/// De school of de regiodocent wil deze plaatsing niet. De gereserveerde fte komt vrij.
#[utoipa::path(post, path = "/v1/plaatsingen/{id}/weigeringen", tag = "Plaatsing",
    params(("id" = Uuid, Path, description = "Id van de plaatsing.")), request_body = WeigeringRequest, responses(
    (status = 201, description = "De plaatsing is geweigerd.", body = PlaatsingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn refuse_plaatsing(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<WeigeringRequest>,
) -> Result<HttpResponse, ApiError> {
    let WeigeringRequest { namens, bron, motivering } = body.0;
    let namens = namens.map(Partij::from);
    let gegevens = Stapgegevens { namens, bron, motivering: Some(motivering), ..Stapgegevens::default() };
    take(caller, *id, gegevens, app::plaatsing::refuse_plaatsing).await
}

/// Voorstel intrekken
///
/// De regiocoördinator trekt een voorgestelde plaatsing in zolang niet beide kanten akkoord zijn.
#[utoipa::path(post, path = "/v1/plaatsingen/{id}/intrekkingen", tag = "Plaatsing",
    params(("id" = Uuid, Path, description = "Id van de plaatsing.")), request_body = PlaatsingintrekkingRequest,
    responses(
    (status = 201, description = "De plaatsing is ingetrokken.", body = PlaatsingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn withdraw_plaatsing(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<PlaatsingintrekkingRequest>,
) -> Result<HttpResponse, ApiError> {
    let gegevens = Stapgegevens { motivering: Some(body.0.motivering), ..Stapgegevens::default() };
    take(caller, *id, gegevens, app::plaatsing::withdraw_plaatsing).await
}

/// Plaatsing beëindigen
///
/// Een actieve plaatsing eindigt na de genoemde dag; tot dan loopt zij door en blijft zij actief.
#[utoipa::path(post, path = "/v1/plaatsingen/{id}/beeindigingen", tag = "Plaatsing",
    params(("id" = Uuid, Path, description = "Id van de plaatsing.")), request_body = PlaatsingbeeindigingRequest,
    responses(
    (status = 201, description = "Het einde is vastgelegd.", body = PlaatsingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn end_plaatsing(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<PlaatsingbeeindigingRequest>,
) -> Result<HttpResponse, ApiError> {
    let PlaatsingbeeindigingRequest { namens, bron, laatste_dag, motivering } = body.0;
    let namens = namens.map(Partij::from);
    let gegevens = Stapgegevens { namens, bron, motivering: Some(motivering), datum: Some(laatste_dag) };
    take(caller, *id, gegevens, app::plaatsing::end_plaatsing).await
}

/// Contract overdragen
///
/// De school of de regiodocent wil dat het bestuur het contract overneemt. Noemen beide kanten dezelfde dag, dan is het
/// afgesproken: de plaatsing en het contract van de regio eindigen de dag ervoor.
#[utoipa::path(post, path = "/v1/plaatsingen/{id}/overdrachten", tag = "Plaatsing",
    params(("id" = Uuid, Path, description = "Id van de plaatsing.")), request_body = OverdrachtRequest, responses(
    (status = 201, description = "De wens is vastgelegd.", body = PlaatsingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn transfer_plaatsing(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<OverdrachtRequest>,
) -> Result<HttpResponse, ApiError> {
    let OverdrachtRequest { namens, bron, datum } = body.0;
    let namens = namens.map(Partij::from);
    let gegevens = Stapgegevens { namens, bron, datum: Some(datum), motivering: None };
    take(caller, *id, gegevens, app::plaatsing::transfer_plaatsing).await
}
