//! Gezondheid: may requests be sent here?

use actix_web::{HttpResponse, web};

use super::State;
use super::blocking::blocking;
use super::error::{ApiError, Probleem};
use crate::app::gezondheid::klachten;

/// Is de service gereed?
///
/// Antwoordt met 200 als de database bereikbaar is, haar tabellen op orde zijn, alle werkers van dit proces leven en er
/// sleutels zijn om tokens mee te keuren, anders met 503 en de reden. Zijn de sleutels van de uitgever niet op te halen terwijl
/// eerdere nog gelden, dan is het antwoord 200 en staat de reden achter `ok`.
#[utoipa::path(get, path = "/health/ready", tag = "Beheer", security(()), responses(
    (status = 200, description = "De service is gereed.", content_type = "text/plain"),
    (status = "default", description = "Nu niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn health_ready(state: web::Data<State>) -> Result<HttpResponse, ApiError> {
    let (mut found, sleutels) = blocking(move || {
        let app = &state.app;
        Ok((klachten(app), state.verifier.sleutelstand(app.clock.now())))
    })
    .await?;
    let told = sleutels.map(|stand| {
        let what = format!("de sleutels om tokens te keuren zijn niet op te halen: {}", stand.klacht.tekst());
        (stand.eerdere, what)
    });
    let body = match told {
        Some((true, what)) => format!("ok; {what}; de eerdere gelden nog"),
        Some((false, what)) => {
            found.push(what);
            String::new()
        }
        None => "ok".to_owned(),
    };
    if found.is_empty() {
        Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body))
    } else {
        Err(ApiError::NietGereed(found.join(" en ")))
    }
}
