//! Matchronde over HTTP: start, look, stop. Following it, reading its plan and adopting it have files of their own.

mod dto;
mod plan;
mod resultaat;
mod uitleg;
mod vaststelling;
mod voortgang;

pub use plan::{__path_find_resultaat, __path_list_bevindingen, __path_list_toelichtingen};
pub use plan::{find_resultaat, list_bevindingen, list_toelichtingen};
pub(super) use resultaat::{PlandeelResponse, TierResponse};
pub(super) use uitleg::{BevindingResponse, OnderwerpResponse, ToelichtingResponse};
pub use vaststelling::{__path_create_vaststelling, __path_list_vaststellingen};
pub use vaststelling::{create_vaststelling, list_vaststellingen};
pub use voortgang::{__path_follow_voortgang, follow_voortgang};

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app;
use dto::{MatchrondeRequest, MatchrondeResponse, MatchrondesQuery};

/// Matchrondes opvragen
///
/// De matchrondes van de regio, in de volgorde waarin ze zijn gestart.
#[utoipa::path(get, path = "/v1/matchrondes", tag = "Matchronde", params(MatchrondesQuery), responses(
    (status = 200, description = "De matchrondes.", body = LijstResponse<MatchrondeResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_matchrondes(
    req: HttpRequest,
    caller: Caller,
    query: Query<MatchrondesQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let MatchrondesQuery { schooljaar, status, .. } = query.0;
    let lijst = blocking(move || app::matchronde::list_matchrondes(&caller.0, schooljaar, status, &pagina)).await?;
    Ok(lijst_response(&req, lijst, MatchrondeResponse::from))
}

/// Matchronde starten
///
/// Zet een matchronde in de wachtrij voor een schooljaar. Een werker bevriest de gegevens, rekent, en legt het plan klaar
/// als voorstel; er verandert niets totdat iemand het vaststelt. Per schooljaar is er één tegelijk bezig.
#[utoipa::path(post, path = "/v1/matchrondes", tag = "Matchronde", request_body = MatchrondeRequest, responses(
    (status = 201, description = "De matchronde staat in de wachtrij.", body = MatchrondeResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn start_matchronde(caller: Caller, body: Body<MatchrondeRequest>) -> Result<HttpResponse, ApiError> {
    let aanvraag = body.0.into();
    let stored = blocking(move || app::matchronde::start_matchronde(&caller.0, &aanvraag)).await?;
    let location = format!("/v1/matchrondes/{}", stored.id);
    Ok(with_etag(HttpResponse::Created(), stored.versie)
        .insert_header(("location", location))
        .json(MatchrondeResponse::from(stored)))
}

/// Matchronde opvragen
///
/// Waar een matchronde staat. Het zaad van de loting wordt getoond zodra zij klaar is; de hash ervan meteen.
#[utoipa::path(get, path = "/v1/matchrondes/{id}", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")), responses(
    (status = 200, description = "De matchronde.", body = MatchrondeResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_matchronde(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::matchronde::find_matchronde(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(MatchrondeResponse::from(stored)))
}

/// Matchronde stoppen
///
/// Vraagt een matchronde te stoppen. Is er al een geldig plan, dan wordt het beste daarvan het voorstel, met planstatus
/// `gestopt`; anders eindigt de matchronde zonder plan. Volg de voortgang om te zien wanneer zij klaar is.
#[utoipa::path(post, path = "/v1/matchrondes/{id}/beeindigingen", tag = "Matchronde",
    params(("id" = Uuid, Path, description = "Id van de matchronde.")), responses(
    (status = 201, description = "Het stoppen is gevraagd.", body = MatchrondeResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn stop_matchronde(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::matchronde::stop_matchronde(&caller.0, *id)).await?;
    let location = format!("/v1/matchrondes/{}", stored.id);
    Ok(HttpResponse::Created().insert_header(("location", location)).json(MatchrondeResponse::from(stored)))
}
