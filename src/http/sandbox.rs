//! The sandbox over HTTP.

use std::path::PathBuf;

use actix_web::{HttpResponse, web};

use super::blocking::blocking;
use super::caller::Caller;
use super::error::{ApiError, Probleem};
use crate::app;

/// The file with how the data began, when this service is a sandbox.
pub struct Sandbox(pub Option<PathBuf>);

/// Proefomgeving herstellen
///
/// Alles staat weer zoals bij het begin, met dezelfde ids. Alleen in een proefomgeving (`rato demo --sandbox`); elders
/// bestaat dit niet (404).
#[utoipa::path(post, path = "/v1/sandbox/herstel", tag = "Proefomgeving", responses(
    (status = 204, description = "Alles is weer zoals het begon."),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn restore_sandbox(caller: Caller, sandbox: web::Data<Sandbox>) -> Result<HttpResponse, ApiError> {
    blocking(move || app::sandbox::restore(&caller.0, sandbox.0.as_deref())).await?;
    Ok(HttpResponse::NoContent().finish())
}
