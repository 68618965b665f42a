//! Duovergelijking over HTTP: send a file of DUO, read what differs, decide about it.

mod dto;
mod lading;

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::body::Body;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app::duovergelijking::{self as app, Overzicht};
use crate::domain::kenmerk::Gemeentenummer;
use dto::{
    AanvaardingRequest, DuoafwijzingRequest, DuoregelResponse, DuoregelsQuery, DuovergelijkingResponse,
    NieuweVergelijkingQuery, VergelijkingenQuery,
};
use lading::Adressenbestand;

fn made(found: Overzicht) -> HttpResponse {
    let mut answer = with_etag(HttpResponse::Created(), found.stored.versie);
    answer.insert_header(("location", format!("/v1/duo-vergelijkingen/{}", found.stored.id)));
    answer.json(DuovergelijkingResponse::from(found))
}

/// DUO-vergelijkingen opvragen
///
/// De bestanden van DUO die naast de scholen van de regio zijn gelegd.
#[utoipa::path(get, path = "/v1/duo-vergelijkingen", tag = "DUO", params(VergelijkingenQuery), responses(
    (status = 200, description = "De vergelijkingen.", body = LijstResponse<DuovergelijkingResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_duovergelijkingen(
    req: HttpRequest,
    caller: Caller,
    query: Query<VergelijkingenQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let lijst = blocking(move || app::list_vergelijkingen(&caller.0, &pagina)).await?;
    Ok(lijst_response(&req, lijst, DuovergelijkingResponse::from))
}

/// Bestand van DUO vergelijken
///
/// Stuur het adressenbestand van DUO zoals het is gepubliceerd (CSV, ook ingepakt met gzip): dat van het basisonderwijs, het
/// speciaal (basis)onderwijs of het voortgezet onderwijs; de kopregel zegt welk. Er verandert nog niets: het antwoord
/// telt wat er verschilt met de scholen van de regio, en met nieuwe scholen in hun gemeenten.
#[utoipa::path(post, path = "/v1/duo-vergelijkingen", tag = "DUO", params(NieuweVergelijkingQuery),
    request_body(description = "Het adressenbestand.", content(
        (String = "text/csv", example = "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM\r\n90001;90ZA;90ZA00;De Brug;9901 AA;ERGENSDORP;0091;ERGENS\r\n"),
        (Vec<u8> = "application/gzip"),
    )),
    responses(
        (status = 201, description = "Vergeleken; de plaats staat in Location.", body = DuovergelijkingResponse),
        (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
    ))]
pub async fn create_duovergelijking(
    caller: Caller,
    query: Query<NieuweVergelijkingQuery>,
    bestand: Adressenbestand,
) -> Result<HttpResponse, ApiError> {
    let asked = query.0.gemeenten.unwrap_or_default();
    // The schema allows nothing but numbers of four digits.
    let gemeenten: Vec<Gemeentenummer> = asked.split(',').filter_map(|nummer| nummer.parse().ok()).collect();
    Ok(made(blocking(move || app::create_vergelijking(&caller.0, bestand.0, &gemeenten)).await?))
}

/// DUO-vergelijking opvragen
///
/// Hoeveel er verschilt, en hoeveel daarvan is besloten.
#[utoipa::path(get, path = "/v1/duo-vergelijkingen/{id}", tag = "DUO",
    params(("id" = Uuid, Path, description = "Id.")), responses(
    (status = 200, description = "De vergelijking.", body = DuovergelijkingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_duovergelijking(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = blocking(move || app::find_vergelijking(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), found.stored.versie).json(DuovergelijkingResponse::from(found)))
}

/// Regels van een DUO-vergelijking opvragen
///
/// Per school wat er verschilt: nieuw, gesloten, ander-bestuur, hernoemd of verhuisd, met wat de regio wist en wat het
/// bestand zegt.
#[utoipa::path(get, path = "/v1/duo-vergelijkingen/{id}/regels", tag = "DUO",
    params(("id" = Uuid, Path, description = "Id."), DuoregelsQuery), responses(
    (status = 200, description = "De regels, op volgorde van vestigingscode.", body = LijstResponse<DuoregelResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_duoregels(
    req: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
    query: Query<DuoregelsQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let DuoregelsQuery { verschil, besluit, .. } = query.0;
    let lijst = blocking(move || app::list_regels(&caller.0, *id, verschil, besluit, &pagina)).await?;
    Ok(lijst_response(&req, lijst, DuoregelResponse::from))
}

/// Regels van een DUO-vergelijking overnemen
///
/// Neemt de gekozen regels over, of alle open regels. Een school met een ander bestuur houdt tot de ingangsdatum haar
/// verleden bij het oude; een gesloten school doet vanaf die dag niet meer mee. Een regel waarvan de school intussen is
/// gewijzigd, wordt niet overgenomen maar krijgt het besluit `achterhaald`.
#[utoipa::path(post, path = "/v1/duo-vergelijkingen/{id}/aanvaardingen", tag = "DUO",
    params(("id" = Uuid, Path, description = "Id.")), request_body = AanvaardingRequest, responses(
    (status = 201, description = "De regels zijn overgenomen.", body = DuovergelijkingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn accept_duovergelijking(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<AanvaardingRequest>,
) -> Result<HttpResponse, ApiError> {
    let AanvaardingRequest { ingangsdatum, regels } = body.0;
    let decide = move || app::accept_vergelijking(&caller.0, *id, regels.as_deref(), ingangsdatum);
    Ok(made(blocking(decide).await?))
}

/// Regels van een DUO-vergelijking afwijzen
///
/// Wijst de gekozen regels af, of alle open regels. Een volgend bestand stelt ze opnieuw voor.
#[utoipa::path(post, path = "/v1/duo-vergelijkingen/{id}/afwijzingen", tag = "DUO",
    params(("id" = Uuid, Path, description = "Id.")), request_body = DuoafwijzingRequest, responses(
    (status = 201, description = "De regels zijn afgewezen.", body = DuovergelijkingResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn refuse_duovergelijking(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Body<DuoafwijzingRequest>,
) -> Result<HttpResponse, ApiError> {
    Ok(made(blocking(move || app::refuse_vergelijking(&caller.0, *id, body.0.regels.as_deref())).await?))
}
