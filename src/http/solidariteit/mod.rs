//! The solidariteitsboek over HTTP.

mod dto;

use actix_web::HttpResponse;

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::query::Query;
use crate::app::solidariteit::{Boekvraag, Solidariteitsregel, find_boek};
pub(super) use dto::StapResponse;
use dto::{SolidariteitQuery, SolidariteitResponse};

/// 3%-regeling opvragen
///
/// Per bestuur wat er is, wat de norm is en hoeveel erbij mag, met elke stap van de berekening. Een schoolbestuur ziet
/// zichzelf, en de andere besturen opgeteld.
#[utoipa::path(get, path = "/v1/solidariteit/drieprocent", tag = "Solidariteit", params(SolidariteitQuery), responses(
    (status = 200, description = "De bladzijde.", body = SolidariteitResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn get_drieprocent(caller: Caller, query: Query<SolidariteitQuery>) -> Result<HttpResponse, ApiError> {
    boek(caller, Solidariteitsregel::Drieprocent, query.0).await
}

/// 7%-regeling opvragen
///
/// Per bestuur hoeveel eerstejaars zij-instromers het opneemt, met elke stap van de berekening. Een schoolbestuur ziet
/// zichzelf, en de andere besturen opgeteld.
#[utoipa::path(get, path = "/v1/solidariteit/zevenprocent", tag = "Solidariteit", params(SolidariteitQuery), responses(
    (status = 200, description = "De bladzijde.", body = SolidariteitResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn get_zevenprocent(caller: Caller, query: Query<SolidariteitQuery>) -> Result<HttpResponse, ApiError> {
    boek(caller, Solidariteitsregel::Zevenprocent, query.0).await
}

async fn boek(caller: Caller, regel: Solidariteitsregel, query: SolidariteitQuery) -> Result<HttpResponse, ApiError> {
    let vraag: Boekvraag = query.into();
    let boek = blocking(move || find_boek(&caller.0, regel, &vraag)).await?;
    Ok(HttpResponse::Ok().json(SolidariteitResponse::from(boek)))
}
