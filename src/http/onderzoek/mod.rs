//! Onderzoeken over HTTP: ask a question about the plan of a matchronde, and read the answer.

mod antwoord;
mod dto;
mod front_svg;
mod vraag;

use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, web};
use tokio::time::sleep;
use uuid::Uuid;

use super::accept::{only, prefers};
use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app;
use crate::app::Ctx;
use crate::app::onderzoek::{Antwoord, Beantwoord};
use crate::domain::onderzoek::Onderzoekstatus;
use dto::{OnderzoekQuery, OnderzoekResponse, OnderzoekenQuery};
use front_svg::front_svg;
use vraag::OnderzoekRequest;

/// Time between looks when nobody wakes us: another process may do the work.
const KIJKTIJD: Duration = Duration::from_millis(500);

/// The media type of a picture.
const SVG: &str = "image/svg+xml";

/// Onderzoeken opvragen
///
/// De vragen die over het plan van een matchronde zijn gesteld, op volgorde van tijd. Het antwoord staat bij elk onderzoek zelf.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/onderzoeken", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."), OnderzoekenQuery), responses(
    (status = 200, description = "De onderzoeken.", body = LijstResponse<OnderzoekResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_onderzoeken(
    req: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
    query: Query<OnderzoekenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let soort = query.0.soort;
    let lijst = blocking(move || app::onderzoek::list_onderzoeken(&caller.0, *id, soort, &pagina)).await?;
    Ok(lijst_response(&req, lijst, OnderzoekResponse::from))
}

/// Een vraag stellen over het plan
///
/// Stelt een vraag over het plan van een matchronde, met alle ingrepen die er nu in zitten. `soort` zegt welke vraag het is.
/// Het antwoord komt bij het onderzoek te staan; vraag het daar op, met `wacht` in één keer. Dezelfde vraag over hetzelfde
/// plan wordt niet opnieuw doorgerekend. Er verandert niets aan het plan.
#[utoipa::path(post, path = "/v1/matchrondes/{id}/onderzoeken", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")),
    request_body = OnderzoekRequest, responses(
    (status = 201, description = "De vraag is gesteld.", body = OnderzoekResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_onderzoek(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<OnderzoekRequest>,
) -> Result<HttpResponse, ApiError> {
    let (ctx, ronde, vraag) = (caller.0, *id, body.0.into());
    let found = blocking(move || {
        let made = app::onderzoek::create_onderzoek(&ctx, ronde, &vraag)?;
        app::onderzoek::find_onderzoek(&ctx, ronde, made.id)
    });
    let found = found.await?;
    let location = format!("/v1/matchrondes/{ronde}/onderzoeken/{}", found.onderzoek.id);
    Ok(with_etag(HttpResponse::Created(), found.onderzoek.versie)
        .insert_header(("location", location))
        .json(OnderzoekResponse::from(found)))
}

/// Onderzoek opvragen
///
/// Eén vraag, met haar antwoord zodra dat er is. Met `wacht` blijft de verbinding zo lang open tot het antwoord er is. Het
/// antwoord op `front` komt met `Accept: image/svg+xml` als plaatje.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/onderzoeken/{onderzoekId}", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("onderzoekId" = Uuid, Path, description = "Id van het onderzoek."), OnderzoekQuery), responses(
    (status = 200, description = "Het onderzoek.", content(
        (OnderzoekResponse = "application/json"), (String = "image/svg+xml"))),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_onderzoek(
    req: HttpRequest,
    caller: Caller,
    path: web::Path<(Uuid, Uuid)>,
    query: Query<OnderzoekQuery>,
) -> Result<HttpResponse, ApiError> {
    let wacht = Duration::from_secs(query.0.wacht.unwrap_or(0).into());
    let found = wait_for_antwoord(&caller.0, *path, wacht).await?;
    let mut answer = with_etag(HttpResponse::Ok(), found.onderzoek.versie);
    answer.insert_header(("vary", "accept"));
    Ok(match &found.antwoord {
        Some(Antwoord::Front(front)) if prefers(&req, SVG) => answer.content_type(SVG).body(front_svg(front)),
        _ if only(&req, SVG) => return Err(ApiError::NietAanvaardbaar("application/json".to_owned())),
        _ => answer.json(OnderzoekResponse::from(found)),
    })
}

/// Looks until the answer is there, for this long at most.
async fn wait_for_antwoord(ctx: &Ctx, (ronde, id): (Uuid, Uuid), wacht: Duration) -> Result<Beantwoord, ApiError> {
    let until = Instant::now() + wacht;
    let mut wek = ctx.app.wachtrij.luister();
    let mut sluiting = ctx.app.wachtrij.sluiting();
    loop {
        wek.mark_unchanged();
        let asker = ctx.clone();
        let found = blocking(move || app::onderzoek::find_onderzoek(&asker, ronde, id)).await?;
        let rest = until.saturating_duration_since(Instant::now());
        if found.onderzoek.noun.status != Onderzoekstatus::Wachtend || rest.is_zero() || *sluiting.borrow() {
            return Ok(found);
        }
        tokio::select! {
            _ = wek.changed() => {}
            _ = sluiting.changed() => {}
            () = sleep(KIJKTIJD.min(rest)) => {}
        }
    }
}
