//! The page that shows the API: whole, findable, and without anything that a browser would have to trust.

use std::collections::BTreeSet;

use rato::http::openapi::api_json;
use rato::http::routes::ROUTES;

use crate::http::conventions::is_problem;
use crate::support::api::Api;

#[actix_web::test]
async fn the_page_shows_every_path_to_whoever_asks_and_loads_nothing() {
    let api = Api::new();
    let answer = api.get("/v1/docs", "").await.expect_status(200);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    for route in ROUTES {
        assert!(answer.text.contains(&format!("<code>{}</code>", route.path)), "{}", route.path);
    }
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "style-src 'sha256-", "frame-ancestors 'none'", "base-uri 'none'"] {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    for loads in ["<script", "<link", "<img", "<iframe", " style=", " onclick=", "src=", "url(", "http://"] {
        assert!(!answer.text.contains(loads), "{loads}");
    }
}

#[actix_web::test]
async fn every_link_within_the_page_leads_somewhere() {
    let api = Api::new();
    let page = api.get("/v1/docs", "").await.text;
    let found = api.get("/v1/docs?zoek=list_kandidaten", "").await.text;
    assert!(found.contains("1 operatie met") && found.contains(" id=\"schema-KandidatenResponse\""), "{found}");
    let targets: Vec<&str> = page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(targets.len() > 100, "{}", targets.len());
    for target in targets {
        assert!(page.contains(&format!(" id=\"{target}\"")), "#{target}");
    }
}

#[actix_web::test]
async fn a_search_finds_words_in_any_order_and_what_was_typed_stays_text() {
    let api = Api::new();
    let found = api.get("/v1/docs?zoek=kandidaten%20VACATURES", "").await.expect_status(200).text;
    assert!(found.contains("<code>/v1/vacatures/{id}/kandidaten</code>"));
    assert!(!found.contains("<code>/v1/regios</code>"));
    let none = api.get("/v1/docs?zoek=%22%3E%3Cscript%3E", "").await.expect_status(200).text;
    assert!(none.contains("0 operaties met") && !none.contains("<script"), "{none}");
    let all = api.get("/v1/docs?alles=true", "").await.expect_status(200).text;
    assert!(!all.contains("<details>") && all.contains("<details open>"));
    is_problem(&api.get("/v1/docs?kleur=rood", "").await, 400);
    is_problem(&api.get(&format!("/v1/docs?zoek={}", "a".repeat(101)), "").await, 400);
}

#[test]
fn every_subject_is_explained_and_used() {
    let api = api_json().unwrap();
    let items = api["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let used: BTreeSet<&str> = items.map(|operation| operation["tags"][0].as_str().unwrap()).collect();
    for tag in api["tags"].as_array().unwrap() {
        let name = tag["name"].as_str().unwrap();
        assert!(tag["description"].is_string(), "say in src/http/openapi/onderwerpen.rs what '{name}' is about");
        assert!(used.contains(name), "no operation is about '{name}'");
    }
}
