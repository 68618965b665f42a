//! Export and templates over HTTP: a kind as one file.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use super::import::media_of;
use super::query::Query;
use crate::app;
use crate::auth::policy::Actie;
use crate::domain::import::{Importsoort, Importvorm};

/// Keys of a file.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BestandQuery {
    /// Hoe het bestand is geschreven; zonder is het CSV.
    pub vorm: Option<Importvorm>,
}

/// Alles van een soort als bestand
///
/// Met de kolommen van een import van dezelfde soort: wat hier uitkomt, kan ongewijzigd weer worden ingestuurd. Een cel die
/// een werkblad voor een formule zou houden, krijgt een apostrof ervoor (in CSV en xlsx). Wat buiten het bereik van het
/// token ligt, staat er niet in.
#[utoipa::path(get, path = "/v1/exports/{soort}", tag = "Import",
    params(("soort" = Importsoort, Path, description = "Wat de rijen zijn."), BestandQuery), responses(
    (status = 200, description = "Het bestand.", content((String = "text/csv"), (String = "application/x-ndjson"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn export_tabel(
    caller: Caller,
    soort: web::Path<Importsoort>,
    query: Query<BestandQuery>,
) -> Result<HttpResponse, ApiError> {
    let (soort, vorm) = (*soort, query.0.vorm.unwrap_or(Importvorm::Csv));
    let bytes = blocking(move || app::export::export_tabel(&caller.0, soort, vorm)).await?;
    Ok(file_response(soort.as_str(), vorm, bytes))
}

/// Sjabloon voor een import
///
/// Een leeg bestand met de goede kopregel en wat er in elke kolom mag staan. In CSV staat de uitleg in rijen die met `#`
/// beginnen; een import slaat die over. In xlsx staat de uitleg op een eigen blad en hebben de keuzes een lijst.
#[utoipa::path(get, path = "/v1/imports/sjablonen/{soort}", tag = "Import",
    params(("soort" = Importsoort, Path, description = "Wat de rijen zijn."), BestandQuery), responses(
    (status = 200, description = "Het sjabloon.", content((String = "text/csv"), (String = "application/x-ndjson"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn get_sjabloon(
    caller: Caller,
    soort: web::Path<Importsoort>,
    query: Query<BestandQuery>,
) -> Result<HttpResponse, ApiError> {
    let (soort, vorm) = (*soort, query.0.vorm.unwrap_or(Importvorm::Csv));
    caller.0.authorize(Actie::ImportLezen)?;
    let bytes = blocking(move || app::import::sjabloon::sjabloon(soort, vorm)).await?;
    Ok(file_response(&format!("sjabloon-{soort}"), vorm, bytes))
}

fn file_response(naam: &str, vorm: Importvorm, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_of(vorm)))
        .insert_header(("content-disposition", format!("attachment; filename=\"{naam}.{vorm}\"")))
        .body(bytes)
}
