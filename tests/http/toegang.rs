//! The door: how often one may call, from which pages, for how long, and how a call is traced.

use std::time::Duration;

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::json;

use super::conventions::is_problem;
use crate::support::api::Api;
use crate::support::db::Engine;

#[actix_web::test]
async fn who_calls_too_often_is_told_when_to_come_back() {
    let api = Api::with(Engine::Sqlite, "[server]\nverzoeken-per-minuut = 3\n").unwrap();
    api.make_regio("amsterdam").await;
    let (token, other) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    for left in ["2", "1", "0"] {
        let answer = api.get("/v1/vacatures", &token).await.expect_status(200);
        assert_eq!(answer.header("ratelimit"), format!("\"standaard\";r={left};t=60"));
        assert_eq!(answer.header("ratelimit-policy"), "\"standaard\";q=3;w=60");
    }
    let refused = api.get("/v1/vacatures", &token).await;
    is_problem(&refused, 429);
    assert_eq!(refused.header("retry-after"), "60");
    api.get("/v1/vacatures", &other).await.expect_status(200);
    api.app.clock.advance(TimeDelta::seconds(60));
    api.get("/v1/vacatures", &token).await.expect_status(200);
}

#[actix_web::test]
async fn only_listed_origins_may_call_from_a_page() {
    let api = Api::with(Engine::Sqlite, "[server]\ncors-oorsprongen = ['https://portaal.example.nl']\n").unwrap();
    let ask = async |method: Method, origin: &str| {
        let headers = [("origin", origin), ("access-control-request-method", "PUT")];
        api.send(method, "/v1/vacatures", "", &headers, None).await
    };
    let allowed = |answer: &crate::support::api::Answer| answer.header("access-control-allow-origin").to_owned();
    let preflight = ask(Method::OPTIONS, "https://portaal.example.nl").await.expect_status(204);
    assert_eq!(allowed(&preflight), "https://portaal.example.nl");
    assert!(preflight.header("access-control-allow-headers").contains("if-match"));
    assert!(preflight.header("access-control-allow-methods").contains("PUT"));
    let answer = ask(Method::GET, "https://portaal.example.nl").await.expect_status(401);
    assert_eq!(allowed(&answer), "https://portaal.example.nl");
    assert!(answer.header("access-control-expose-headers").contains("etag"));
    for origin in ["https://portaal.example.nl.evil.example", "null", "http://portaal.example.nl"] {
        assert_eq!(allowed(&ask(Method::OPTIONS, origin).await.expect_status(405)), "", "{origin}");
        assert_eq!(allowed(&ask(Method::GET, origin).await), "", "{origin}");
    }
}

#[actix_web::test]
async fn a_stream_ends_when_its_token_does() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let made = api.post("/v1/matchrondes", &token, &json!({ "schooljaar": "2026-2027" })).await.expect_status(201);
    let path = format!("{}/voortgang", made.header("location"));
    // The token is looked at before the clock moves: the first thing a call does.
    let follow = api.get(&path, &token);
    let move_clock = async { api.app.clock.advance(TimeDelta::hours(2)) };
    let both = futures_util::future::join(follow, move_clock);
    let (answer, ()) = tokio::time::timeout(Duration::from_secs(60), both).await.expect("the stream went on");
    assert!(answer.text.contains("\"status\":\"wachtend\"") && !answer.text.contains("einde"), "{}", answer.text);
}

#[actix_web::test]
async fn the_trace_of_a_call_comes_back_and_stands_in_the_audit_log() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let parent = format!("00-{trace}-b7ad6b7169203331-00");
    let body = json!({ "bestuursnummer": "90001" }).to_string().into_bytes();
    let made = api.send(Method::POST, "/v1/schoolbesturen", &token, &[("traceparent", &parent)], Some(body)).await;
    assert_eq!(made.expect_status(201).header("x-request-id"), trace);
    let auditor = api.ander(rato::auth::actor::Rol::Auditor, "amsterdam");
    let found = api.get(&format!("/v1/auditregels?traceId={trace}"), &auditor).await.expect_status(200).json();
    assert_eq!(found["resultaten"][0]["actie"], "schoolbestuur:schrijven");
    for wrong in ["", "00-00000000000000000000000000000000-b7ad6b7169203331-00", "ff-x-y-z", "00-abc-def-00"] {
        let answer = api.send(Method::GET, "/v1/regios", &token, &[("traceparent", wrong)], None).await;
        assert_eq!(answer.header("x-request-id").len(), 32, "{wrong}");
        assert_ne!(answer.header("x-request-id"), trace);
    }
}
