//! What every endpoint keeps: headers, problem details, exact paths. What callers do wrong is in `wrong_input`.

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rato::http::headers::API_VERSION;
use rato::http::openapi::api_yaml;
use rato::http::routes::ROUTES;
use rstest::rstest;
use serde_json::json;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;

/// Is it a complete problem answer with this status?
#[track_caller]
pub fn is_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["status"], status);
    for key in ["type", "title", "detail", "code", "repair"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {}", answer.text);
    }
    has_headers(answer);
}

fn has_headers(answer: &Answer) {
    assert_eq!(answer.header("api-version"), API_VERSION);
    for (name, value) in [
        ("cache-control", "no-store"),
        ("content-security-policy", "frame-ancestors 'none'"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
}

#[actix_web::test]
async fn paths_and_queries_are_exact() {
    let api = Api::new();
    let beheerder = api.beheerder();
    is_problem(&api.get("/v1/regios/", &beheerder).await, 404);
    is_problem(&api.get("/v1/onbekend", &beheerder).await, 404);
    is_problem(&api.get("/v1/regios?onbekend=1", &beheerder).await, 400);
    is_problem(&api.get("/v1/scholen/00AP00?onbekend=1", &beheerder).await, 400);
    is_problem(&api.get("/v1/regios?pageSize=0", &beheerder).await, 400);
    is_problem(&api.get("/v1/regios?cursor=zz", &beheerder).await, 400);
}

#[actix_web::test]
async fn a_method_that_is_not_in_the_table_is_405_with_what_is() {
    let api = Api::new();
    for route in ROUTES {
        let answer = api.send(Method::PATCH, &route.path.replace(['{', '}'], "x"), &api.beheerder(), &[], None).await;
        is_problem(&answer, 405);
        assert_eq!(answer.header("allow"), route.allow, "{}", route.path);
    }
}

#[actix_web::test]
async fn a_role_without_rights_here_gets_403() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    is_problem(&api.get("/v1/vacatures", &api.ander(Rol::OcwLezer, "amsterdam")).await, 403);
}

#[actix_web::test]
async fn the_description_is_public_and_equal_to_the_committed_file() {
    let api = Api::new();
    let answer = api.get("/v1/openapi.json", "").await.expect_status(200);
    has_headers(&answer);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let committed = std::fs::read_to_string("openapi.yaml").unwrap();
    assert_eq!(committed, api_yaml().unwrap(), "openapi.yaml is behind: run `just openapi`");
    assert_eq!(answer.json()["info"]["version"], API_VERSION);
}

#[actix_web::test]
async fn the_schemas_of_problem_and_plan_are_public() {
    let api = Api::new();
    for document in ["problem", "plan"] {
        let path = format!("/v1/schemas/{document}.json");
        let answer = api.get(&path, "").await.expect_status(200);
        has_headers(&answer);
        assert_eq!(answer.header("content-type"), "application/schema+json");
        assert_eq!(answer.json()["$id"], path);
    }
}

#[actix_web::test]
async fn every_error_in_a_query_comes_at_once_with_its_key_and_in_dutch() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let path = "/v1/vacatures?status=weg&pageSize=veel&vestigingscode=1&kleur=rood";
    let answer = api.get(path, &token).await;
    is_problem(&answer, 400);
    assert_eq!(answer.pointers(), ["kleur", "pageSize", "status", "vestigingscode"]);
    for english in ["invalid", "expected", "unknown"] {
        assert!(!answer.text.contains(english), "{}", answer.text);
    }
    for (query, key) in [("pageSize=201", "pageSize"), ("status=open&status=open", "status"), ("cursor=00", "cursor")] {
        let answer = api.get(&format!("/v1/vacatures?{query}"), &token).await;
        is_problem(&answer, 400);
        assert_eq!(answer.pointers(), [key]);
    }
    for day in ["-262143-01-01", "%2B262142-12-31", "2026-02-30"] {
        is_problem(&api.get(&format!("/v1/solidariteit/drieprocent?peildatum={day}"), &token).await, 400);
    }
}

#[rstest]
#[actix_web::test]
async fn a_character_that_no_database_can_hold_is_refused_wherever_it_stands(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = Api::on(engine) else { return };
    api.make_regio("amsterdam").await;
    let coordinator = api.coordinator(&["amsterdam"]);
    let body = json!({ "naam": "a\u{0}b", "soort": "ervaren", "bronSysteem": "x", "externId": "\u{0}" });
    let answer = api.post("/v1/regiodocenten", &coordinator, &body).await;
    is_problem(&answer, 400);
    assert_eq!(answer.pointers(), ["/externId", "/naam"]);
    for path in ["/v1/scholen?cursor=00", "/v1/schoolbesturen?cursor=6100", "/v1/regios?cursor=00"] {
        is_problem(&api.get(path, &api.beheerder()).await, 400);
    }
    for path in ["/v1/regios/%00", "/v1/scholen/%00", "/v1/vacatures/%00", "/v1/vacatures/%ff"] {
        let token = if path.starts_with("/v1/vacatures") { coordinator.clone() } else { api.beheerder() };
        is_problem(&api.get(path, &token).await, 404);
    }
}

#[actix_web::test]
async fn a_whole_number_may_be_written_with_a_point() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let body = json!({ "naam": "S. de Vries", "soort": "ervaren", "maxReistijd": 30.0 });
    let made = api.post("/v1/regiodocenten", &api.coordinator(&["amsterdam"]), &body).await.expect_status(201);
    assert_eq!(made.json()["maxReistijd"], 30);
}
