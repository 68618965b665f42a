//! Import over HTTP: send a file, follow it, read what became of each row.

mod dto;
mod lading;

use actix_web::{HttpRequest, HttpResponse, web};
use uuid::Uuid;

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::etag::with_etag;
use super::lijst::{LijstResponse, lijst_response, pagina};
use super::query::Query;
use crate::app::import::aanvraag::{self as app, Importaanvraag};
use dto::{ImportResponse, ImportregelResponse, ImportsQuery, NieuweImportQuery, RegelsQuery};
use lading::Lading;
pub use lading::media_of;

/// Imports opvragen
///
/// De imports van de regio; een schoolbestuur of het systeem van een bestuur ziet alleen de eigen imports.
#[utoipa::path(get, path = "/v1/imports", tag = "Import", params(ImportsQuery), responses(
    (status = 200, description = "De imports.", body = LijstResponse<ImportResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_imports(
    req: HttpRequest,
    caller: Caller,
    query: Query<ImportsQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let lijst = blocking(move || app::list_imports(&caller.0, &pagina)).await?;
    Ok(lijst_response(&req, lijst, ImportResponse::from))
}

/// Bestand insturen
///
/// CSV (`;`, `,` of tab; UTF-8 of windows-1252; met of zonder BOM; punt of komma in getallen) met één kopregel, of NDJSON
/// met dezelfde namen, of een werkblad (xlsx, het eerste blad). Als `application/octet-stream` mag alle drie: dan zeggen de eerste
/// tekens welke het is. De kolommen staan in het sjabloon van de soort. Een rij die er al staat, geeft de tweede keer `ongewijzigd`. Een kolom die er niet is, laat de
/// waarde zoals zij was; een lege cel maakt de waarde leeg. De rijen worden op de achtergrond gelezen.
#[utoipa::path(post, path = "/v1/imports", tag = "Import", params(NieuweImportQuery),
    request_body(description = "Het bestand.", content(
        (String = "text/csv", example = "bestuursnummer;naam\r\n90001;Stichting De Brug\r\n"),
        (String = "application/x-ndjson"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (Vec<u8> = "application/octet-stream"),
    )),
    responses(
        (status = 201, description = "Aangenomen; de plaats staat in Location.", body = ImportResponse),
        (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
    ))]
pub async fn create_import(
    caller: Caller,
    query: Query<NieuweImportQuery>,
    lading: Lading,
) -> Result<HttpResponse, ApiError> {
    let NieuweImportQuery { soort, modus, proef } = query.0;
    let aanvraag =
        Importaanvraag { soort, modus: modus.unwrap_or_default(), proef: proef.unwrap_or(false), vorm: lading.vorm };
    let stored = blocking(move || app::create_import(&caller.0, aanvraag, lading.bytes)).await?;
    let mut answer = with_etag(HttpResponse::Created(), stored.versie);
    answer.insert_header(("location", format!("/v1/imports/{}", stored.id)));
    Ok(answer.json(ImportResponse::from(stored)))
}

/// Import opvragen
///
/// Hoe ver de import is en hoeveel rijen wat zijn geworden.
#[utoipa::path(get, path = "/v1/imports/{id}", tag = "Import", params(("id" = Uuid, Path, description = "Id.")),
    responses(
        (status = 200, description = "De import.", body = ImportResponse),
        (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
    ))]
pub async fn find_import(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let stored = blocking(move || app::find_import(&caller.0, *id)).await?;
    Ok(with_etag(HttpResponse::Ok(), stored.versie).json(ImportResponse::from(stored)))
}

/// Rijen van een import opvragen
///
/// Per rij: nieuw, gewijzigd, ongewijzigd of fout; bij een fout de kolom, de code en wat eraan te doen is.
#[utoipa::path(get, path = "/v1/imports/{id}/regels", tag = "Import",
    params(("id" = Uuid, Path, description = "Id."), RegelsQuery), responses(
    (status = 200, description = "De rijen, in de volgorde van het bestand.", body = LijstResponse<ImportregelResponse>),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_importregels(
    req: HttpRequest,
    caller: Caller,
    id: web::Path<Uuid>,
    query: Query<RegelsQuery>,
) -> Result<HttpResponse, ApiError> {
    let pagina = pagina(query.0.cursor.as_deref(), query.0.page_size)?;
    let uitkomst = query.0.uitkomst;
    let lijst = blocking(move || app::list_regels(&caller.0, *id, uitkomst, &pagina)).await?;
    Ok(lijst_response(&req, lijst, ImportregelResponse::from))
}
