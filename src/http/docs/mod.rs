//! The API description as a page to read: no script, nothing from elsewhere, and a policy that allows neither.

mod operatie;
mod pagina;
mod schema;
mod tekst;

use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::IntoParams;

use super::error::ApiError;
use super::query::Query;
pub use pagina::Pagina;

/// What to show.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DocsQuery {
    /// Alleen waar al deze woorden in voorkomen.
    #[param(max_length = 100)]
    pub zoek: Option<String>,
    /// Alles uitgeklapt, om af te drukken.
    #[serde(default)]
    #[param(required = false)]
    pub alles: bool,
}

/// De API om te lezen
///
/// Alle operaties met wie ze mag, wat erin gaat en wat eruit komt, met echte voorbeelden. Zonder token te lezen.
#[utoipa::path(get, path = "/v1/docs", tag = "Beschrijving", security(()), params(DocsQuery), responses(
    (status = 200, description = "De pagina.", body = String, content_type = "text/html"),
))]
pub async fn get_docs(pagina: web::Data<Pagina>, query: Query<DocsQuery>) -> Result<HttpResponse, ApiError> {
    let DocsQuery { zoek, alles } = query.0;
    let html = pagina.render(zoek.as_deref().unwrap_or_default(), alles);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, pagina.beleid()))
        .content_type("text/html; charset=utf-8")
        .body(html))
}
