//! Dossiers over HTTP: a letter to read or to print, or the same with its proof as JSON.

mod dto;
mod html;

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::accept::prefers;
use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use crate::app::dossier::{Dossiervraag, find_dossier};
use crate::domain::kenmerk::Bestuursnummer;
use dto::DossierResponse;

/// Dossier van een regiodocent opvragen
///
/// Een brief in gewone taal: waar deze regiodocent werkt volgens het plan, waarom, welke andere plekken er waren, wat het lot
/// besliste, welke gegevens zijn gebruikt en wat te doen bij bezwaar. Met `Accept: text/html` als bladzijde om te printen
/// (A4), anders als JSON met het bewijs en de hashes. De regiocoördinator leest alle dossiers; de regiodocent het eigen,
/// na de vaststelling. Over anderen staat er niets in, en kleine aantallen mensen blijven weg.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/dossiers/regiodocenten/{regiodocentId}", tag = "Dossier",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("regiodocentId" = Uuid, Path, description = "Id van de regiodocent.")), responses(
    (status = 200, description = "Het dossier.", content(
        (DossierResponse = "application/json"), (String = "text/html"))),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_dossier_regiodocent(
    req: HttpRequest,
    caller: Caller,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, ApiError> {
    let (id, regiodocent) = path.into_inner();
    answer(&req, caller, id, Dossiervraag::Regiodocent(regiodocent)).await
}

/// Dossier van een vacature opvragen
///
/// Een brief aan de school: is de vacature gevuld, waarom niet, wat zou helpen, wat het lot besliste, welke gegevens en regels
/// golden en wat te doen bij bezwaar. Mensen hebben er een schuilnaam. Met `Accept: text/html` als bladzijde om te printen
/// (A4), anders als JSON met het bewijs en de hashes. De regiocoördinator leest alle dossiers; het schoolbestuur die van de
/// eigen scholen, na de vaststelling.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/dossiers/vacatures/{vacatureId}", tag = "Dossier",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("vacatureId" = Uuid, Path, description = "Id van de vacature.")), responses(
    (status = 200, description = "Het dossier.", content(
        (DossierResponse = "application/json"), (String = "text/html"))),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_dossier_vacature(
    req: HttpRequest,
    caller: Caller,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, ApiError> {
    let (id, vacature) = path.into_inner();
    answer(&req, caller, id, Dossiervraag::Vacature(vacature)).await
}

/// Dossier van een schoolbestuur opvragen
///
/// Een brief aan het bestuur: wie er bij zijn scholen komt, hoe het tekort daar verandert, en waar het staat onder de
/// 3%- en de 7%-regeling, stap voor stap. Met `Accept: text/html` als bladzijde om te printen (A4), anders als JSON met het
/// bewijs en de hashes. De regiocoördinator leest alle dossiers; het schoolbestuur het eigen, na de vaststelling.
#[utoipa::path(get, path = "/v1/matchrondes/{id}/dossiers/schoolbesturen/{bestuursnummer}", tag = "Dossier",
    params(("id" = Uuid, Path, description = "Id van de matchronde."),
        ("bestuursnummer" = Bestuursnummer, Path, description = "Nummer van het schoolbestuur.")), responses(
    (status = 200, description = "Het dossier.", content(
        (DossierResponse = "application/json"), (String = "text/html"))),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn find_dossier_schoolbestuur(
    req: HttpRequest,
    caller: Caller,
    path: web::Path<(Uuid, Bestuursnummer)>,
) -> Result<HttpResponse, ApiError> {
    let (id, bestuursnummer) = path.into_inner();
    answer(&req, caller, id, Dossiervraag::Schoolbestuur(bestuursnummer)).await
}

async fn answer(req: &HttpRequest, caller: Caller, id: Uuid, vraag: Dossiervraag) -> Result<HttpResponse, ApiError> {
    let html = prefers(req, "text/html");
    let found = blocking(move || find_dossier(&caller.0, id, &vraag)).await?;
    let mut answer = with_etag(HttpResponse::Ok(), found.versie);
    answer.insert_header(("vary", "accept"));
    Ok(match html {
        true => answer.content_type("text/html; charset=utf-8").body(html::page(&found.dossier.brief)),
        false => answer.json(DossierResponse::from(found.dossier)),
    })
}
