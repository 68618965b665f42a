//! The API description: text, security and shared parts around the routes; served without a token.

mod antwoorden;
mod bestanden;
mod koppelingen;
mod lijsten;
mod onderwerpen;
mod sleutels;
mod uitgave;
mod varianten;
pub mod voorbeelden;

use actix_web::{HttpResponse, web};
use serde_json::Value;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::error::{ApiError, Probleem};
use super::headers::API_VERSION;
use super::rechten;
use super::routes::Paths;
use crate::app::document::Document;

/// The parts of the description that belong to no single route.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "RATO",
        description = "Centrale pool van regiodocenten van een Regio voor de Arbeidsmarkt van de Toekomst van het Onderwijs: wie geeft waar les, waarom, en houden de schoolbesturen zich aan hun afspraken. Elke fout is application/problem+json; alleen wat geen leesbaar HTTP is, krijgt een leeg antwoord (400 of 431) en een gesloten verbinding. De bestanden van de matcher zijn beschreven in /v1/schemas/problem.json en /v1/schemas/plan.json.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
        contact(name = "RATO", url = "https://example.org/rato", email = "rato@example.org"),
    ),
    components(schemas(Probleem, crate::domain::import::Importvorm)),
    modifiers(&Security),
    security(("bearer" = [])),
)]
struct Basis;

struct Security;

impl Modify for Security {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// The complete description, with the paths as the server has them.
pub fn api_description() -> utoipa::openapi::OpenApi {
    let mut api = Basis::openapi();
    api.info.version = API_VERSION.to_owned();
    api.merge(Paths::openapi());
    onderwerpen::name_subjects(&mut api);
    bestanden::show_bytes(&mut api);
    lijsten::name_lists(&mut api);
    varianten::name_variants(&mut api);
    sleutels::add_keys(&mut api);
    antwoorden::list_responses(&mut api);
    koppelingen::add_links(&mut api);
    voorbeelden::show(&mut api);
    rechten::describe(&mut api);
    api
}

/// The description for the world.
fn published() -> utoipa::openapi::OpenApi {
    let mut api = api_description();
    uitgave::publish(&mut api);
    api
}

/// The methods that operations of this API have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Methode {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE.
    Delete,
}

/// Does this with every operation, given its path and method.
pub(super) fn each_operation(api: &mut utoipa::openapi::OpenApi, mut act: impl FnMut(&str, Methode, &mut Operation)) {
    for (path, item) in &mut api.paths.paths {
        let own = [
            (Methode::Get, &mut item.get),
            (Methode::Post, &mut item.post),
            (Methode::Put, &mut item.put),
            (Methode::Delete, &mut item.delete),
        ];
        for (methode, operation) in own {
            if let Some(operation) = operation {
                act(path, methode, operation);
            }
        }
    }
}

/// An operation that names its own security in its handler is one that needs no token.
fn is_public(operation: &Operation) -> bool {
    operation.security.is_some()
}

/// The description as JSON, with the paths as the server has them.
pub fn api_json() -> Result<Value, ApiError> {
    serde_json::to_value(api_description()).map_err(|_| ApiError::Intern)
}

/// The description as JSON, as it is published: what `/v1/openapi.json` answers.
pub fn published_json() -> Result<Value, ApiError> {
    serde_json::to_value(published()).map_err(|_| ApiError::Intern)
}

/// The description as YAML: the text of `openapi.yaml`, equal to `/v1/openapi.json`.
pub fn api_yaml() -> Result<String, ApiError> {
    published().to_yaml().map_err(|_| ApiError::Intern)
}

/// What `/v1/openapi.json` answers.
pub struct Beschrijving(pub Value);

/// Beschrijving van de API
///
/// De OpenAPI-beschrijving (3.1) van deze versie, zonder token op te vragen.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "Beschrijving", security(()),
    responses((status = 200, description = "De beschrijving.", content_type = "application/json")))]
pub async fn get_openapi(json: web::Data<Beschrijving>) -> HttpResponse {
    HttpResponse::Ok().insert_header(("access-control-allow-origin", "*")).json(&json.0)
}

/// JSON Schema van een Problem
///
/// De vraag aan de matcher als bestand: de invoer van `rato match`. Zonder token op te vragen.
#[utoipa::path(get, path = "/v1/schemas/problem.json", tag = "Beschrijving", security(()),
    responses((status = 200, description = "Het JSON Schema (2020-12).", content_type = "application/schema+json")))]
pub async fn get_problem_schema() -> Result<HttpResponse, ApiError> {
    schema_of(Document::Problem)
}

/// JSON Schema van een Plan
///
/// Het antwoord van de matcher als bestand: de uitvoer van `rato match`. Zonder token op te vragen.
#[utoipa::path(get, path = "/v1/schemas/plan.json", tag = "Beschrijving", security(()),
    responses((status = 200, description = "Het JSON Schema (2020-12).", content_type = "application/schema+json")))]
pub async fn get_plan_schema() -> Result<HttpResponse, ApiError> {
    schema_of(Document::Plan)
}

fn schema_of(document: Document) -> Result<HttpResponse, ApiError> {
    let schema = document.schema().map_err(|_| ApiError::Intern)?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header(("access-control-allow-origin", "*")).content_type("application/schema+json");
    Ok(answer.body(schema.to_string()))
}

/// Leeft de service?
///
/// Antwoordt zodra het proces verzoeken aanneemt.
#[utoipa::path(get, path = "/health/live", tag = "Beheer", security(()),
    responses((status = 200, description = "De service leeft.", content_type = "text/plain")))]
pub async fn health_live() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}
