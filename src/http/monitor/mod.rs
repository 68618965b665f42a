//! The quarterly monitor over HTTP, in JSON or CSV.

mod dto;
mod rijen;

use actix_web::{HttpRequest, HttpResponse};

use super::blocking::blocking;
use super::caller::Caller;
use super::csv::{csv_response, wants_csv};
use super::error::{ApiError, Probleem};
use super::query::Query;
use crate::app;
use dto::{MonitorQuery, MonitorResponse};

/// Monitor van een kwartaal opvragen
///
/// Wat nodig is en er is, wie kwam, bleef en ging, de begeleiding, de stand van de 3%- en 7%-regeling en de spreiding van
/// het tekort zonder en met de pool; per school, schoolbestuur, sector en voor de regio. Een schoolbestuur ziet zichzelf in
/// detail; wat over te weinig andere besturen gaat, of uit een totaal te herleiden zou zijn, staat er niet.
///
/// Met `Accept: text/csv` komt een rij per school, bestuur, sector en regio, met een kolom per cijfer; `x` is weggelaten.
#[utoipa::path(get, path = "/v1/monitor", tag = "Monitor", params(MonitorQuery), responses(
    (status = 200, description = "De monitor.", content(
        (MonitorResponse = "application/json"),
        (String = "text/csv"),
    )),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn get_monitor(
    req: HttpRequest,
    caller: Caller,
    query: Query<MonitorQuery>,
) -> Result<HttpResponse, ApiError> {
    let kwartaal = query.0.kwartaal;
    let monitor = blocking(move || app::monitor::find_monitor(&caller.0, kwartaal)).await?;
    if wants_csv(&req) {
        return csv_response(&format!("monitor-{}", monitor.kwartaal), &rijen::kolommen(), rijen::rows(monitor));
    }
    Ok(HttpResponse::Ok().insert_header(("vary", "accept")).json(MonitorResponse::from(monitor)))
}
