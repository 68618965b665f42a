//! Deelnames over the API: which school takes part where, and since when.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::stamdata::{make_bestuur, make_school};

const AMSTERDAM: &str = "/v1/regios/amsterdam/deelnames";
const UTRECHT: &str = "/v1/regios/utrecht/deelnames";

async fn with_school(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    let coordinator = api.coordinator(&["amsterdam"]);
    make_bestuur(&api, &coordinator, "90001").await;
    make_bestuur(&api, &coordinator, "90002").await;
    make_school(&api, &coordinator, "90ZA00", "90001").await;
    make_school(&api, &coordinator, "90ZB00", "90002").await;
    Some(api)
}

async fn only(api: &Api, path: &str, token: &str) -> Value {
    let list = api.get(path, token).await.expect_status(200).json()["resultaten"].as_array().unwrap().clone();
    assert_eq!(list.len(), 1, "{list:?}");
    list[0].clone()
}

#[rstest]
#[actix_web::test]
async fn a_school_moves_from_one_regio_to_the_other(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = with_school(engine).await else { return };
    let (amsterdam, utrecht) = (api.coordinator(&["amsterdam", "utrecht"]), api.coordinator(&["utrecht"]));
    let here = only(&api, &format!("{AMSTERDAM}?vestigingscode=90ZA00"), &amsterdam).await;
    let path = format!("{AMSTERDAM}/{}", here["id"].as_str().unwrap());
    let join = json!({ "vestigingscode": "90ZA00", "van": "2027-01-01" });
    let refused = api.post(UTRECHT, &utrecht, &join).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/van"]);
    assert!(!refused.text.contains("amsterdam"), "{}", refused.text);

    let end = json!({ "van": "2026-08-01", "totEnMet": "2026-10-31" });
    let etag = api.get(&path, &amsterdam).await.expect_status(200).header("etag").to_owned();
    let ended = api.put(&path, &amsterdam, &etag, &end).await.expect_status(200);
    assert_eq!((ended.header("etag"), &ended.json()["totEnMet"]), ("\"2\"", &json!("2026-10-31")));
    api.put(&path, &amsterdam, &etag, &end).await.expect_status(412);

    let joined = api.post(UTRECHT, &utrecht, &join).await.expect_status(201);
    assert_eq!(joined.header("location"), format!("{UTRECHT}/{}", joined.json()["id"].as_str().unwrap()));
    api.get("/v1/scholen/90ZA00", &utrecht).await.expect_status(200);
    // It left on 31 October and today is 2 November: readable, not changeable.
    let only_amsterdam = api.coordinator(&["amsterdam"]);
    let school = api.get("/v1/scholen/90ZA00", &only_amsterdam).await.expect_status(200);
    assert_eq!(school.json()["deelnames"].as_array().unwrap().len(), 1);
    let change = json!({
        "bestuursnummer": "90001", "naam": "X", "sector": "bo", "plaats": "A", "gemeentenummer": "0363",
    });
    api.put("/v1/scholen/90ZA00", &only_amsterdam, school.header("etag"), &change).await.expect_status(409);
    // Taking the end away again would put the school in two regios.
    let reopened = json!({ "van": "2026-08-01" });
    assert_eq!(api.put(&path, &amsterdam, "\"2\"", &reopened).await.expect_status(400).pointers(), ["/van"]);
}

#[rstest]
#[actix_web::test]
async fn each_sees_the_own_part(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = with_school(engine).await else { return };
    let found = only(&api, AMSTERDAM, &api.bestuur("amsterdam", "90002")).await;
    assert_eq!(found["vestigingscode"], "90ZB00");
    let foreign = api.get(AMSTERDAM, &api.coordinator(&["utrecht"])).await.expect_status(404);
    let absent = api.get("/v1/regios/nergens/deelnames", &api.coordinator(&["utrecht"])).await.expect_status(404);
    assert_eq!(foreign.json(), absent.json());
    let list = api.get(AMSTERDAM, &api.beheerder()).await.expect_status(200);
    assert_eq!(list.json()["resultaten"].as_array().unwrap().len(), 2);
    let id = found["id"].as_str().unwrap();
    api.get(&format!("{AMSTERDAM}/{id}"), &api.bestuur("amsterdam", "90001")).await.expect_status(404);
    api.get(&format!("{UTRECHT}/{id}"), &api.beheerder()).await.expect_status(404);
    api.get(&format!("{AMSTERDAM}?cursor=6162"), &api.beheerder()).await.expect_status(400);
    api.get(&format!("{AMSTERDAM}?regio=utrecht"), &api.beheerder()).await.expect_status(404);
}

#[actix_web::test]
async fn a_deelname_that_cannot_be_is_refused_with_every_reason() {
    let api = with_school(Engine::Sqlite).await.unwrap();
    let coordinator = api.coordinator(&["amsterdam"]);
    let wrong = json!({ "vestigingscode": "90ZZ00", "van": "2026-08-01", "totEnMet": "2026-07-31" });
    let answer = api.post(AMSTERDAM, &coordinator, &wrong).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/totEnMet", "/vestigingscode"]);
    let twice = json!({ "vestigingscode": "90ZA00", "van": "2026-09-01" });
    assert_eq!(api.post(AMSTERDAM, &coordinator, &twice).await.expect_status(400).pointers(), ["/van"]);
    let before = json!({ "vestigingscode": "90ZA00", "van": "2025-08-01", "totEnMet": "2026-07-31" });
    api.post(AMSTERDAM, &coordinator, &before).await.expect_status(201);
    api.post(AMSTERDAM, &api.bestuur("amsterdam", "90001"), &before).await.expect_status(403);
}
