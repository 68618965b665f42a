//! The API description: text, security and shared parts around the routes; served without a token.

use actix_web::{HttpResponse, web};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
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
    servers((url = "/", description = "Deze server")),
    components(schemas(Probleem)),
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

/// The complete description.
pub fn api_description() -> utoipa::openapi::OpenApi {
    let mut api = Basis::openapi();
    api.info.version = API_VERSION.to_owned();
    api.merge(Paths::openapi());
    add_regio_key(&mut api);
    add_idempotency_key(&mut api);
    rechten::describe(&mut api);
    api
}

/// Whose token is for several regios names one on every call: `Caller` reads it, so that no handler has to.
fn add_regio_key(api: &mut utoipa::openapi::OpenApi) {
    let key = ParameterBuilder::new()
        .name("regio")
        .parameter_in(ParameterIn::Query)
        .description(Some("Code van de regio, als het token voor meer regio's geldt."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build();
    for item in api.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete];
        // An operation that names its own security is one that needs no token.
        for operation in operations.into_iter().flatten().filter(|operation| operation.security.is_none()) {
            let parameters = operation.parameters.get_or_insert_default();
            let named = |parameter: &RefOr<Parameter>| matches!(parameter, RefOr::T(known) if known.name == "regio");
            if !parameters.iter().any(named) {
                parameters.push(key.clone().into());
            }
        }
    }
}

/// Every POST may carry a key; the middleware reads it, so that no handler has to.
fn add_idempotency_key(api: &mut utoipa::openapi::OpenApi) {
    let key = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some(
            "Een zelfgekozen sleutel, liefst een UUID. Hetzelfde verzoek met dezelfde sleutel wordt één keer gedaan; de \
             tweede keer komt het eerste antwoord terug.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(255))))
        .build();
    for operation in api.paths.paths.values_mut().filter_map(|item| item.post.as_mut()) {
        operation.parameters.get_or_insert_default().push(key.clone().into());
    }
}

/// The description as JSON.
pub fn api_json() -> Result<Value, ApiError> {
    serde_json::to_value(api_description()).map_err(|_| ApiError::Intern)
}

/// The description as YAML: the text of `openapi.yaml`.
pub fn api_yaml() -> Result<String, ApiError> {
    api_description().to_yaml().map_err(|_| ApiError::Intern)
}

/// Beschrijving van de API
///
/// De OpenAPI-beschrijving (3.1) van deze versie, zonder token op te vragen.
#[utoipa::path(get, path = "/v1/openapi.json", tag = "Beschrijving", security(()),
    responses((status = 200, description = "De beschrijving.", content_type = "application/json")))]
pub async fn get_openapi(json: web::Data<Value>) -> HttpResponse {
    HttpResponse::Ok().insert_header(("access-control-allow-origin", "*")).json(json.get_ref())
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
