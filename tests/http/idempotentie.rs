//! The same POST with the same Idempotency-Key is done once, also when another process gets the second one.

use chrono::TimeDelta;
use rato::app::idempotentie::{Sleutel, Stand, begin};
use rstest::rstest;
use serde_json::{Value, json};

use super::conventions::is_problem;
use crate::support::api::Api;
use crate::support::db::Engine;

fn person() -> Value {
    json!({ "naam": "S. de Vries", "soort": "ervaren" })
}

async fn count(api: &Api, token: &str) -> usize {
    api.get("/v1/regiodocenten", token).await.json()["resultaten"].as_array().unwrap().len()
}

#[rstest]
#[actix_web::test]
async fn the_first_answer_comes_back_and_nothing_is_done_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(mut api) = Api::on(engine) else { return };
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let first = api.post_once("/v1/regiodocenten", &token, "k-1", &person()).await.expect_status(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    api.restart();
    let second = api.post_once("/v1/regiodocenten", &token, "k-1", &person()).await.expect_status(201);
    assert_eq!(second.header("idempotency-replayed"), "true");
    assert_eq!(second.json(), first.json());
    for header in ["location", "etag", "content-type", "api-version"] {
        assert_eq!(second.header(header), first.header(header), "{header}");
    }
    assert_eq!(count(&api, &token).await, 1);

    let other = json!({ "naam": "S. de Vries", "soort": "starter" });
    let answer = api.post_once("/v1/regiodocenten", &token, "k-1", &other).await;
    is_problem(&answer, 422);
    let colleague = api.coordinator(&["amsterdam"]);
    api.post_once("/v1/regiodocenten", &colleague, "k-1", &person()).await.expect_status(201);
    assert_eq!(count(&api, &token).await, 2, "a key is of its caller only");

    api.app.clock.advance(TimeDelta::hours(25));
    let later = api.coordinator(&["amsterdam"]);
    api.post_once("/v1/regiodocenten", &later, "k-1", &person()).await.expect_status(201);
    assert_eq!(count(&api, &later).await, 3);
}

#[actix_web::test]
async fn what_was_refused_may_be_mended_under_the_same_key() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    api.post_once("/v1/regiodocenten", &token, "k-1", &json!({ "naam": "" })).await.expect_status(400);
    api.post_once("/v1/regiodocenten", &token, "k-1", &person()).await.expect_status(201);
    for key in ["", "a\tb", &"x".repeat(256)] {
        is_problem(&api.post_once("/v1/regiodocenten", &token, key, &person()).await, 400);
    }
    api.post_once("/v1/regiodocenten", "", "k-2", &person()).await.expect_status(401);
    assert_eq!(count(&api, &token).await, 1);
}

#[actix_web::test]
async fn twenty_at_once_make_one_and_the_others_hear_it_or_are_told_to_wait() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let body = person();
    let calls = (0..20).map(|_| api.post_once("/v1/regiodocenten", &token, "k-1", &body));
    for answer in futures_util::future::join_all(calls).await {
        assert!([201, 409].contains(&answer.status.as_u16()), "{}", answer.text);
    }
    assert_eq!(count(&api, &token).await, 1);
}

#[rstest]
fn a_key_that_is_taken_is_busy_until_it_has_an_answer(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let app = test.app();
    let sleutel = Sleutel { beller: "b".into(), sleutel: "k".into(), verzoek: "v".into() };
    assert_eq!(begin(&app, &sleutel, 24).unwrap(), Stand::Nieuw);
    assert_eq!(begin(&app, &sleutel, 24).unwrap(), Stand::Bezig);
    let other = Sleutel { verzoek: "w".into(), ..sleutel };
    assert_eq!(begin(&app, &other, 24).unwrap(), Stand::AnderVerzoek);
}
