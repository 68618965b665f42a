//! Ingrepen over HTTP: override the plan of a matchronde at one point and see the price.

mod dto;

use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, web};
use tokio::time::sleep;
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::{Gezien, with_etag};
use super::lijst::LijstResponse;
use crate::app;
use crate::app::Ctx;
use crate::app::ingreep::Geprijsd;
use crate::domain::ingreep::Ingreepstatus;
use dto::{IngreepRequest, IngreepResponse};

/// Time between looks when nobody wakes us: another process may do the work.
const KIJKTIJD: Duration = Duration::from_millis(500);

/// Ingrepen opvragen
///
/// De ingrepen in het plan van een matchronde, op volgorde, elk met haar prijs bovenop de eerdere.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/ingrepen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")), responses(
    (status = 200, description = "De ingrepen.", body = LijstResponse<IngreepResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_ingrepen(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = blocking(move || app::ingreep::list_ingrepen(&caller.0, *id)).await?;
    let resultaten: Vec<_> = found.into_iter().map(IngreepResponse::from).collect();
    Ok(HttpResponse::Ok().json(LijstResponse { resultaten }))
}

/// In het plan ingrijpen
///
/// Zet een regel van het plan vast, verbiedt er een, of plaatst iemand met de hand. Het antwoord noemt de prijs: elke trap
/// ervoor en erna, wie er op achteruit gaan, en hoe zeker dat is. Wat geen enkel plan kan volgen, wordt meteen geweigerd met
/// de regel die het tegenhoudt. Er verandert niets totdat het plan wordt vastgesteld. Duurt het rekenen te lang, dan is de
/// status `wachtend` en staat de prijs later bij de ingreep.
#[utoipa::path(post, path = "/v1/matchrondes/{id}/ingrepen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")),
    request_body = IngreepRequest, responses(
    (status = 201, description = "De ingreep staat er, met haar prijs.", body = IngreepResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_ingreep(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<IngreepRequest>,
) -> Result<HttpResponse, ApiError> {
    let (ctx, ronde, vraag) = (caller.0, *id, body.0.into());
    let asker = ctx.clone();
    let ingreep = blocking(move || app::ingreep::create_ingreep(&asker, ronde, vraag)).await?;
    let found = wait_for_prijs(&ctx, ronde, ingreep.id).await?;
    let location = format!("/v1/matchrondes/{ronde}/ingrepen/{}", ingreep.id);
    Ok(with_etag(HttpResponse::Created(), found.ingreep.versie)
        .insert_header(("location", location))
        .json(IngreepResponse::from(found)))
}

/// Looks until the price is there, for as long as computing it may take.
async fn wait_for_prijs(ctx: &Ctx, ronde: Uuid, id: Uuid) -> Result<Geprijsd, ApiError> {
    let until = Instant::now() + Duration::from_secs(ctx.app.wachtrij.ingreep_tijdlimiet_s);
    let mut wek = ctx.app.wachtrij.luister();
    loop {
        wek.mark_unchanged();
        let asker = ctx.clone();
        let found = blocking(move || app::ingreep::find_ingreep(&asker, ronde, id)).await?;
        if found.ingreep.noun.status != Ingreepstatus::Wachtend || Instant::now() >= until {
            return Ok(found);
        }
        tokio::select! {
            _ = wek.changed() => {}
            () = sleep(KIJKTIJD) => {}
        }
    }
}

/// Ingreep opvragen
///
/// Eén ingreep, met haar prijs.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/ingrepen/{ingreepId}", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("ingreepId" = Uuid, Path, description = "Id van de ingreep.")), responses(
    (status = 200, description = "De ingreep.", body = IngreepResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_ingreep(caller: Caller, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, ApiError> {
    let (ronde, id) = *path;
    let found = blocking(move || app::ingreep::find_ingreep(&caller.0, ronde, id)).await?;
    Ok(with_etag(HttpResponse::Ok(), found.ingreep.versie).json(IngreepResponse::from(found)))
}

/// Ingreep intrekken
///
/// Trekt de laatste ingreep in; het plan is weer zoals het ervoor was.
#[utoipa::path(delete, path = "/v1/matchrondes/{id}/ingrepen/{ingreepId}", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("ingreepId" = Uuid, Path, description = "Id van de ingreep."),
        ("If-Match" = String, Header, description = "De ETag van wat gelezen is.")), responses(
    (status = 204, description = "De ingreep is weg."),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn delete_ingreep(
    caller: Caller,
    path: web::Path<(Uuid, Uuid)>,
    gezien: Gezien,
) -> Result<HttpResponse, ApiError> {
    let (ronde, id) = *path;
    blocking(move || app::ingreep::delete_ingreep(&caller.0, ronde, id, gezien.0)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Akkoord geven op een ingreep
///
/// Een tweede coördinator geeft akkoord op een ingreep waarvoor het beleid dat vraagt; nooit wie haar zelf deed.
#[utoipa::path(post, path = "/v1/matchrondes/{id}/ingrepen/{ingreepId}/akkoorden", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("ingreepId" = Uuid, Path, description = "Id van de ingreep.")), responses(
    (status = 201, description = "Het akkoord staat er.", body = IngreepResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn sign_ingreep(
    req: HttpRequest,
    caller: Caller,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, ApiError> {
    let (ronde, id) = *path;
    let signed = blocking(move || app::ingreep::sign_ingreep(&caller.0, ronde, id)).await?;
    let location = req.path().trim_end_matches("/akkoorden").to_owned();
    Ok(with_etag(HttpResponse::Created(), signed.ingreep.versie)
        .insert_header(("location", location))
        .json(IngreepResponse::from(signed)))
}
