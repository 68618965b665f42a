//! Heropening of a page of the solidariteitsboek over HTTP.

mod dto;
mod gevolgen;

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
use crate::app::levensloop::Stapgegevens;
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstap};
use crate::domain::stored::Stored;
use dto::{BoekheropeningRequest, BoekheropeningResponse, BoekheropeningafwijzingRequest, BoekheropeningenQuery};
use gevolgen::BoekgevolgenResponse;

/// Heropeningen opvragen
///
/// De heropeningen van bladzijden van het solidariteitsboek, op volgorde van voorstellen.
#[utoipa::path(get, path = "/v1/boekheropeningen", tag = "Solidariteit", params(BoekheropeningenQuery), responses(
    (status = 200, description = "De heropeningen.", body = LijstResponse<BoekheropeningResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_boekheropeningen(
    req: HttpRequest,
    caller: Caller,
    query: Query<BoekheropeningenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let filter = query.0.into();
    let lijst = blocking(move || app::boekheropening::list_boekheropeningen(&caller.0, &filter, &pagina)).await?;
    Ok(lijst_response(&req, lijst, BoekheropeningResponse::from))
}

/// Heropening voorstellen
///
/// Stelt voor een vastgelegde bladzijde te heropenen, omdat er verkeerde cijfers in staan. Er verandert niets tot een tweede
/// regiocoördinator bevestigt.
#[utoipa::path(post, path = "/v1/boekheropeningen", tag = "Solidariteit", request_body = BoekheropeningRequest, responses(
    (status = 201, description = "De heropening is voorgesteld.", body = BoekheropeningResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn create_boekheropening(
    caller: Caller,
    body: Body<BoekheropeningRequest>,
) -> Result<HttpResponse, ApiError> {
    let asked = body.0.into();
    Ok(answer(blocking(move || app::boekheropening::create_boekheropening(&caller.0, &asked)).await?))
}

/// Heropening opvragen
///
/// Eén heropening, met haar id.
#[utoipa::path(get, path = "/v1/boekheropeningen/{id}", tag = "Solidariteit",
    params(("id" = Uuid, Path, description = "Id van de heropening.")), responses(
    (status = 200, description = "De heropening.", body = BoekheropeningResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_boekheropening(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::boekheropening::find_boekheropening(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(BoekheropeningResponse::from(stored)))
}

/// Gevolgen van een heropening opvragen
///
/// Wat er op de bladzijde verandert, of zou veranderen als zij nu werd gesloten, en welke latere bladzijden erop rusten.
/// Die veranderen nooit vanzelf.
#[utoipa::path(get, path = "/v1/boekheropeningen/{id}/gevolgen", tag = "Solidariteit",
    params(("id" = Uuid, Path, description = "Id van de heropening.")), responses(
    (status = 200, description = "De gevolgen.", body = BoekgevolgenResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_boekgevolgen(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let gevolgen = blocking(move || app::boekheropening::find_gevolgen(&caller.0, *id)).await?;
    Ok(HttpResponse::Ok().json(BoekgevolgenResponse::from(gevolgen)))
}

/// Heropening bevestigen
///
/// Een tweede regiocoördinator bevestigt: de bladzijde is open en geldt niet meer. Tot zij opnieuw is vastgelegd, start er
/// geen matchronde die ermee rekent en wordt er geen voorstel vastgesteld.
#[utoipa::path(post, path = "/v1/boekheropeningen/{id}/bevestigingen", tag = "Solidariteit",
    params(("id" = Uuid, Path, description = "Id van de heropening."),
        ("If-Match" = Option<String>, Header, description = "De ETag van wat gelezen is; zonder wordt daar niet op gelet.")),
    responses(
    (status = 201, description = "De bladzijde is open.", body = BoekheropeningResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn confirm_boekheropening(
    caller: Caller,
    id: web::Path<Uuid>,
    gezien: Option<Gezien>,
) -> Result<HttpResponse, ApiError> {
    decide(caller, *id, Boekheropeningstap::Bevestigen, Stapgegevens::default(), gezien).await
}

/// Heropening afwijzen
///
/// Een tweede regiocoördinator wijst het voorstel af, met de reden. De bladzijde blijft gelden.
#[utoipa::path(post, path = "/v1/boekheropeningen/{id}/afwijzingen", tag = "Solidariteit",
    params(("id" = Uuid, Path, description = "Id van de heropening."),
        ("If-Match" = Option<String>, Header, description = "De ETag van wat gelezen is; zonder wordt daar niet op gelet.")),
    request_body = BoekheropeningafwijzingRequest, responses(
    (status = 201, description = "De heropening is afgewezen.", body = BoekheropeningResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn refuse_boekheropening(
    caller: Caller,
    id: web::Path<Uuid>,
    gezien: Option<Gezien>,
    body: Body<BoekheropeningafwijzingRequest>,
) -> Result<HttpResponse, ApiError> {
    let gegevens = Stapgegevens { motivering: Some(body.0.motivering), ..Stapgegevens::default() };
    decide(caller, *id, Boekheropeningstap::Afwijzen, gegevens, gezien).await
}

/// Heropening intrekken
///
/// Het voorstel vervalt. Was de bladzijde al open, dan geldt zij weer zoals zij was.
#[utoipa::path(post, path = "/v1/boekheropeningen/{id}/intrekkingen", tag = "Solidariteit",
    params(("id" = Uuid, Path, description = "Id van de heropening."),
        ("If-Match" = Option<String>, Header, description = "De ETag van wat gelezen is; zonder wordt daar niet op gelet.")),
    responses(
    (status = 201, description = "De heropening is ingetrokken.", body = BoekheropeningResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn withdraw_boekheropening(
    caller: Caller,
    id: web::Path<Uuid>,
    gezien: Option<Gezien>,
) -> Result<HttpResponse, ApiError> {
    decide(caller, *id, Boekheropeningstap::Intrekken, Stapgegevens::default(), gezien).await
}

/// Heropende bladzijde sluiten
///
/// Legt de bladzijde opnieuw vast met de gegevens van dit moment. De oude blijft leesbaar als eerdere versie; voorstellen die
/// ermee zijn berekend vervallen, en latere bladzijden blijven zoals zij zijn.
#[utoipa::path(post, path = "/v1/boekheropeningen/{id}/sluitingen", tag = "Solidariteit",
    params(("id" = Uuid, Path, description = "Id van de heropening."),
        ("If-Match" = Option<String>, Header, description = "De ETag van wat gelezen is; zonder wordt daar niet op gelet.")),
    responses(
    (status = 201, description = "De bladzijde is opnieuw vastgelegd.", body = BoekheropeningResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn close_boekheropening(
    caller: Caller,
    id: web::Path<Uuid>,
    gezien: Option<Gezien>,
) -> Result<HttpResponse, ApiError> {
    decide(caller, *id, Boekheropeningstap::Sluiten, Stapgegevens::default(), gezien).await
}

async fn decide(
    caller: Caller,
    id: Uuid,
    stap: Boekheropeningstap,
    gegevens: Stapgegevens,
    gezien: Option<Gezien>,
) -> Result<HttpResponse, ApiError> {
    let seen = gezien.map(|gezien| gezien.0);
    let decided = move || app::boekheropening::decide_boekheropening(&caller.0, id, stap, &gegevens, seen);
    Ok(answer(blocking(decided).await?))
}

fn answer(stored: Stored<Boekheropening>) -> HttpResponse {
    let location = format!("/v1/boekheropeningen/{}", stored.id);
    with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(BoekheropeningResponse::from(stored))
}
