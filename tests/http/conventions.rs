//! What every endpoint keeps: headers, problem details, exact paths. What callers do wrong is in `wrong_input`.

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rato::http::headers::API_VERSION;
use rato::http::openapi::api_yaml;
use rato::http::routes::ROUTES;

use crate::support::api::{Answer, Api};

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
    is_problem(&api.get("/v1/regios", &api.ander(Rol::OcwLezer, "amsterdam")).await, 403);
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
