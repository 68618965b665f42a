//! Every path and method of the table, walked: what holds for one holds for all.

use std::sync::LazyLock;

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rato::auth::policy::{Actie, reikwijdte};
use rato::http::openapi::api_description;
use rato::http::rechten::{OPERATIES, matrix};
use rato::http::routes::ROUTES;
use serde_json::Value;

use crate::support::api::Api;

/// Paths that answer without a token. This list may only shrink.
const PUBLIC: &[&str] = &[
    "/health/live",
    "/health/ready",
    "/v1/docs",
    "/v1/openapi.json",
    "/v1/schemas/plan.json",
    "/v1/schemas/problem.json",
];

/// Every path with an id that does not exist in place of each `{…}`, and each of its methods.
fn calls() -> Vec<(&'static str, String, Method)> {
    let filled = |path: &str| {
        let part = |part: &str| match part {
            "{code}" => "nergens".to_owned(),
            "{bestuursnummer}" => "00000".to_owned(),
            "{vestigingscode}" => "00ZZ00".to_owned(),
            part if part.starts_with('{') => "01890000-0000-7000-8000-000000000000".to_owned(),
            part => part.to_owned(),
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    };
    let each = |path: &'static str, allow: &'static str| {
        allow.split(", ").map(move |method| (path, filled(path), method.parse::<Method>().unwrap()))
    };
    ROUTES.iter().flat_map(|route| each(route.path, route.allow)).collect()
}

#[actix_web::test]
async fn nobody_gets_in_without_a_token() {
    let api = Api::new();
    for (path, url, method) in calls() {
        let answer = api.send(method.clone(), &url, "", &[("if-match", "\"1\"")], Some(b"{}".to_vec())).await;
        let expected = if PUBLIC.contains(&path) { 200 } else { 401 };
        assert_eq!(answer.status.as_u16(), expected, "{method} {path}: {}", answer.text);
        if expected == 401 {
            assert_eq!(answer.header("www-authenticate"), "Bearer", "{method} {path}");
        }
    }
}

/// The right that an operation needs, as the API description says it.
fn actie_of(path: &str, method: &Method) -> Option<Actie> {
    static DESCRIBED: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(api_description()).unwrap());
    let method = if method == Method::HEAD { "get".to_owned() } else { method.as_str().to_lowercase() };
    let operation = &DESCRIBED["paths"][path][method];
    operation["x-recht"]["actie"].as_str().map(|word| word.parse().unwrap())
}

#[actix_web::test]
async fn a_role_without_the_right_is_refused_whatever_it_sends_and_one_with_it_is_heard() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    for rol in Rol::ALLE {
        let token = match rol {
            Rol::Schoolbestuur => api.bestuur("amsterdam", "41797"),
            rol => api.ander(*rol, "amsterdam"),
        };
        for (path, url, method) in calls().into_iter().filter(|(path, ..)| !PUBLIC.contains(path)) {
            let actie = actie_of(path, &method).expect("every operation that is not public has its x-recht");
            let answer = api.send(method.clone(), &url, &token, &[], Some(b"onzin".to_vec())).await;
            let refused = reikwijdte(*rol, actie).is_none();
            assert_eq!(answer.status.as_u16() == 403, refused, "{rol}: {method} {path}: {}", answer.text);
            if refused {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
            }
        }
    }
}

#[test]
fn the_rights_in_the_documentation_are_those_of_the_code() {
    let committed = std::fs::read_to_string("docs/RECHTEN.md").unwrap_or_default();
    assert!(committed == matrix(), "docs/RECHTEN.md is behind: run `just rechten` and commit it");
    let described = serde_json::to_value(api_description()).unwrap();
    let operations =
        described["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let ids: Vec<&str> = operations.filter_map(|operation| operation["operationId"].as_str()).collect();
    for (id, _) in OPERATIES {
        assert!(ids.contains(id), "src/http/rechten/tabel.rs names '{id}', which no route has: remove the line");
    }
}

/// Token of somebody who may read this path: the coordinator, or who else has the right.
fn reader(api: &Api, path: &str) -> String {
    let may = |rol: &Rol| actie_of(path, &Method::GET).is_none_or(|actie| reikwijdte(*rol, actie).is_some());
    let rol = [Rol::Regiocoordinator, Rol::Auditor, Rol::Privacyfunctionaris, Rol::Beheerder].into_iter().find(may);
    api.ander(rol.unwrap_or_else(|| panic!("nobody reads {path}: add who does to `reader`")), "amsterdam")
}

#[actix_web::test]
async fn what_does_not_exist_is_404_for_who_may_look() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    for (path, url, method) in calls() {
        if method == Method::GET && path.contains('{') {
            let answer = api.get(&url, &reader(&api, path)).await;
            assert_eq!(answer.status.as_u16(), 404, "{path}: {}", answer.text);
        }
    }
}

#[actix_web::test]
async fn a_slash_too_many_is_404_and_an_unknown_key_400() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    for (path, url, method) in calls() {
        if method == Method::GET {
            let token = reader(&api, path);
            assert_eq!(api.get(&format!("{url}/"), &token).await.status.as_u16(), 404, "{path}/");
            if !PUBLIC.contains(&path) {
                let answer = api.get(&format!("{url}?onbekendeSleutel=1"), &token).await;
                assert_eq!(answer.status.as_u16(), 400, "{path}: {}", answer.text);
            }
        }
    }
}

#[actix_web::test]
async fn who_accepts_nothing_that_a_path_answers_with_is_told_what_it_does() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    for (path, url, method) in calls().into_iter().filter(|(.., method)| method == Method::GET) {
        let token = reader(&api, path);
        for (accept, refused) in [
            ("image/png", true),
            ("application/json;q=0, text/*;q=0, application/schema+json;q=0", true),
            ("text/html, */*;q=0.1", false),
            ("image/png, application/*, text/*", false),
        ] {
            let answer = api.send(method.clone(), &url, &token, &[("accept", accept)], None).await;
            assert_eq!(answer.status.as_u16() == 406, refused, "{path}, {accept}: {}", answer.text);
            if refused {
                assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
                assert!(answer.json()["repair"].as_str().unwrap().starts_with("Stuur 'Accept: "), "{}", answer.text);
            }
        }
    }
}

#[test]
fn the_description_names_exactly_the_paths_and_methods_of_the_table() {
    let described = serde_json::to_value(api_description()).unwrap();
    let mut found: Vec<String> = Vec::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        let methods = item.as_object().unwrap().keys().filter(|key| *key != "parameters");
        found.extend(methods.map(|method| format!("{} {path}", method.to_uppercase())));
    }
    let mut expected: Vec<String> = (ROUTES.iter())
        .flat_map(|route| route.allow.split(", ").map(move |method| format!("{method} {}", route.path)))
        .filter(|call| !call.starts_with("HEAD"))
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}
