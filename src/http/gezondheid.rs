//! Gezondheid: may requests be sent here?

use actix_web::{HttpResponse, web};

use super::State;
use super::blocking::blocking;
use super::error::{ApiError, Probleem};
use crate::app::gezondheid::klachten;

/// Is de service gereed?
///
/// Antwoordt met 200 als de database bereikbaar is, haar tabellen op orde zijn en alle werkers van dit proces leven, anders
/// met 503.
#[utoipa::path(get, path = "/health/ready", tag = "Beheer", security(()), responses(
    (status = 200, description = "De service is gereed.", content_type = "text/plain"),
    (status = "default", description = "Nu niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn health_ready(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let app = state.app.clone();
    let found = blocking(move || Ok(klachten(&app))).await?;
    if found.is_empty() {
        Ok(HttpResponse::Ok().content_type("text/plain").body("ok"))
    } else {
        Err(ApiError::NietGereed(found.join(" en ")))
    }
}
