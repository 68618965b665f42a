//! Doorbelasting over HTTP: the account of a month, in JSON or CSV, and closing it.

mod dto;

use actix_web::{HttpRequest, HttpResponse, web};

use super::blocking::blocking;
use super::caller::Caller;
use super::csv::{csv_response, wants_csv};
use super::error::{ApiError, Probleem};
use super::query::Query;
use crate::app;
use crate::domain::invoer::Invoerfout;
use crate::domain::maand::Maand;
use dto::{DoorbelastingQuery, DoorbelastingResponse, KOLOMMEN, rows};

/// Doorbelasting opvragen
///
/// Wat scholen over een maand betalen voor regiodocenten, en wat bankzitten de regio kost. De loonkosten van een contract
/// zijn loonkosten per fte per jaar × werktijdfactor × dagen ÷ dagen van het kalenderjaar, één keer afgerond op de cent; de
/// regels van het contract zijn samen precies dat bedrag. Alleen plaatsingen die actief zijn (geweest) tellen. Een open maand
/// wordt berekend uit wat nu bekend is; een afgesloten maand verandert niet meer, en wat er later over blijkt komt als
/// correctieregel in de eerste open maand. Een schoolbestuur ziet de regels van de eigen scholen.
///
/// Met `Accept: text/csv` komen de regels als CSV: UTF-8 met BOM, puntkomma's en decimale komma's.
#[utoipa::path(get, path = "/v1/doorbelastingen", tag = "Doorbelasting", params(DoorbelastingQuery), responses(
    (status = 200, description = "De afrekening.", content(
        (DoorbelastingResponse = "application/json"),
        (String = "text/csv"),
    )),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn get_doorbelasting(
    req: HttpRequest,
    caller: Caller,
    query: Query<DoorbelastingQuery>,
) -> Result<HttpResponse, ApiError> {
    let maand = query.0.maand;
    let month = blocking(move || app::doorbelasting::find_doorbelasting(&caller.0, maand)).await?;
    if wants_csv(&req) {
        return csv_response(&format!("doorbelasting-{}", month.maand), &KOLOMMEN, rows(month));
    }
    Ok(HttpResponse::Ok().insert_header(("vary", "accept")).json(DoorbelastingResponse::from(month)))
}

/// Maand afsluiten
///
/// Legt de regels van de maand vast zoals zij nu zijn, met de correcties van eerdere maanden erbij. Dat kan als de maand
/// voorbij is, en op volgorde.
#[utoipa::path(post, path = "/v1/doorbelastingen/{maand}/afsluitingen", tag = "Doorbelasting",
    params(("maand" = Maand, Path, description = "De maand.")), responses(
    (status = 201, description = "De maand is afgesloten.", body = DoorbelastingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn close_maand(caller: Caller, maand: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let maand: Maand = maand.parse().map_err(|why: crate::domain::maand::GeenMaand| {
        Invoerfout::new("maand", "geen-maand", why.to_string(), "Schrijf bijvoorbeeld 2026-10.")
    })?;
    let month = blocking(move || app::doorbelasting::close_maand(&caller.0, maand)).await?;
    let location = format!("/v1/doorbelastingen?maand={maand}");
    Ok(HttpResponse::Created().insert_header(("location", location)).json(DoorbelastingResponse::from(month)))
}
