//! Abonnementen (webhooks) over HTTP.

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
use crate::app::abonnement as app;
use dto::{
    AbonnementRequest, AbonnementResponse, AbonnementenQuery, BezorgingResponse, BezorgingenQuery, HerhalingResponse,
};

/// Abonnementen opvragen
///
/// De abonnementen van de regio; het systeem van een bestuur ziet alleen de eigen abonnementen.
#[utoipa::path(get, path = "/v1/abonnementen", tag = "Wijziging", params(AbonnementenQuery), responses(
    (status = 200, description = "De abonnementen.", body = LijstResponse<AbonnementResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_abonnementen(
    req: HttpRequest,
    caller: Caller,
    query: Query<AbonnementenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let lijst = blocking(move || app::list_abonnementen(&caller.0, &pagina)).await?;
    Ok(lijst_response(&req, lijst, AbonnementResponse::from))
}

/// Abonnement maken
///
/// Vanaf nu gaat elke wijziging die de maker mag lezen als POST naar dit adres: een CloudEvent, ondertekend volgens Standard
/// Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`). Ten minste één keer; de volgorde kan anders zijn. Wie
/// met 2xx antwoordt, heeft het; met 410 houdt het abonnement op; anders volgt een nieuwe poging, steeds later, acht keer. Elk bericht
/// draagt de `traceparent` van het verzoek dat iets wijzigde.
///
/// Vóór het eerste bericht vragen we de ontvanger of hij ze wil (CloudEvents web hooks): `OPTIONS` met `WebHook-Request-Origin`. Hij
/// antwoordt 2xx met `WebHook-Allowed-Origin`, met onze naam of `*`; tot dan krijgt hij niets. De vraag hoort bij elke poging, dus ook bij
/// `herhalingen`.
#[utoipa::path(post, path = "/v1/abonnementen", tag = "Wijziging", request_body = AbonnementRequest, responses(
    (status = 201, description = "Gemaakt, met het geheim.", body = AbonnementResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_abonnement(caller: Caller, body: Body<AbonnementRequest>) -> Result<HttpResponse, ApiError> {
    let AbonnementRequest { url, soorten } = body.0;
    let (stored, geheim) = blocking(move || app::create_abonnement(&caller.0, &url, &soorten)).await?;
    let mut answer = with_etag(HttpResponse::Created(), stored.versie);
    answer.insert_header(("location", format!("/v1/abonnementen/{}", stored.id)));
    Ok(answer.json(AbonnementResponse::met_geheim(stored, geheim)))
}

/// Abonnement opvragen
///
/// Zonder het geheim.
#[utoipa::path(get, path = "/v1/abonnementen/{id}", tag = "Wijziging",
    params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 200, description = "Het abonnement.", body = AbonnementResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_abonnement(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::find_abonnement(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(AbonnementResponse::from(stored)))
}

/// Abonnement opzeggen
///
/// Wat nog niet is bezorgd, vervalt. Het abonnement blijft te lezen.
#[utoipa::path(delete, path = "/v1/abonnementen/{id}", tag = "Wijziging",
    params(("id" = Uuid, Path, description = "Id."),
        ("If-Match" = String, Header, description = "De ETag van wat gelezen is.")), responses(
    (status = 204, description = "Opgezegd."),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn end_abonnement(caller: Caller, id: web::Path<Uuid>, gezien: Gezien) -> Result<HttpResponse, ApiError> {
    blocking(move || app::end_abonnement(&caller.0, *id, gezien.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Nieuw geheim
///
/// Een dag lang zijn berichten ook nog met het oude geheim ondertekend.
#[utoipa::path(post, path = "/v1/abonnementen/{id}/geheimen", tag = "Wijziging",
    params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 201, description = "Het abonnement, met het nieuwe geheim.", body = AbonnementResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn rotate_geheim(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let (stored, geheim) = blocking(move || app::rotate_geheim(&caller.0, *id)).await?;
    let mut answer = with_etag(HttpResponse::Created(), stored.versie);
    answer.insert_header(("location", format!("/v1/abonnementen/{}", stored.id)));
    Ok(answer.json(AbonnementResponse::met_geheim(stored, geheim)))
}

/// Bezorgingen opvragen
///
/// Wat nog wacht, en wat na de laatste poging is opgegeven (`mislukt`). Wat is aangekomen, staat hier niet.
#[utoipa::path(get, path = "/v1/abonnementen/{id}/bezorgingen", tag = "Wijziging",
    params(("id" = Uuid, Path, description = "Id."), BezorgingenQuery), responses(
    (status = 200, description = "De bezorgingen, in de volgorde van de gebeurtenissen.",
        body = LijstResponse<BezorgingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_bezorgingen(
    req: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
    query: Query<BezorgingenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let status = query.0.status;
    let lijst = blocking(move || app::list_bezorgingen(&caller.0, *id, status, &pagina)).await?;
    Ok(lijst_response(&req, lijst, BezorgingResponse::from))
}

/// Opgegeven berichten opnieuw sturen
///
/// Alles wat is opgegeven, wordt weer bezorgd, met weer acht pogingen.
#[utoipa::path(post, path = "/v1/abonnementen/{id}/herhalingen", tag = "Wijziging",
    params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 201, description = "Hoeveel berichten dat zijn.", body = HerhalingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn replay_bezorgingen(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let path = format!("/v1/abonnementen/{}/bezorgingen", *id);
    let aantal = blocking(move || app::replay_bezorgingen(&caller.0, *id)).await?;
    Ok(HttpResponse::Created().insert_header(("location", path)).json(HerhalingResponse { aantal }))
}
