//! Schoolbesturen over the API.

use rstest::rstest;
use serde_json::json;

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::stamdata::{make_bestuur, make_school};

async fn two_regios(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    Some(api)
}

fn nummers(answer: &crate::support::api::Answer) -> Vec<String> {
    let list = answer.json()["resultaten"].as_array().unwrap().clone();
    list.iter().map(|bestuur| bestuur["bestuursnummer"].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[actix_web::test]
async fn everybody_sees_the_besturen_within_reach_and_no_others(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = two_regios(engine).await else { return };
    let (amsterdam, utrecht) = (api.coordinator(&["amsterdam"]), api.coordinator(&["utrecht"]));
    for nummer in ["90001", "90002", "90003"] {
        make_bestuur(&api, &amsterdam, nummer).await;
    }
    make_school(&api, &amsterdam, "90ZA00", "90001").await;
    make_school(&api, &utrecht, "90ZB00", "90002").await;
    // 90003 has no school yet, so it is nobody's in particular.
    assert_eq!(nummers(&api.get("/v1/schoolbesturen", &amsterdam).await), ["90001", "90003"]);
    assert_eq!(nummers(&api.get("/v1/schoolbesturen", &utrecht).await), ["90002", "90003"]);
    assert_eq!(nummers(&api.get("/v1/schoolbesturen", &api.beheerder()).await), ["90001", "90002", "90003"]);
    let eigen = api.bestuur("amsterdam", "90001");
    assert_eq!(nummers(&api.get("/v1/schoolbesturen", &eigen).await), ["90001"]);
    let ander = api.get("/v1/schoolbesturen/90002", &eigen).await.expect_status(404);
    let geen = api.get("/v1/schoolbesturen/99999", &eigen).await.expect_status(404);
    assert_eq!(ander.json(), geen.json());
    api.get("/v1/schoolbesturen/x", &eigen).await.expect_status(404);
}

#[rstest]
#[actix_web::test]
async fn a_name_is_changed_on_the_version_that_was_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = two_regios(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let made = make_bestuur(&api, &coordinator, "90001").await;
    assert_eq!(made.header("location"), "/v1/schoolbesturen/90001");
    let path = "/v1/schoolbesturen/90001";
    let body = json!({ "naam": "Stichting Nieuw" });
    let changed = api.put(path, &coordinator, made.header("etag"), &body).await.expect_status(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    api.put(path, &coordinator, made.header("etag"), &body).await.expect_status(412);
    let found = api.get(path, &coordinator).await.expect_status(200);
    assert_eq!(found.json(), json!({ "bestuursnummer": "90001", "naam": "Stichting Nieuw" }));
    api.put(path, &api.bestuur("amsterdam", "90001"), "\"2\"", &body).await.expect_status(403);
    let again = json!({ "bestuursnummer": "90001" });
    assert_eq!(
        api.post("/v1/schoolbesturen", &coordinator, &again).await.expect_status(400).pointers(),
        ["/bestuursnummer"]
    );
}

#[actix_web::test]
async fn a_board_that_two_regios_share_is_renamed_by_the_beheerder_only() {
    let api = two_regios(Engine::Sqlite).await.unwrap();
    let (amsterdam, utrecht) = (api.coordinator(&["amsterdam"]), api.coordinator(&["utrecht"]));
    make_bestuur(&api, &amsterdam, "90001").await;
    make_school(&api, &amsterdam, "90ZA00", "90001").await;
    make_school(&api, &utrecht, "90ZB00", "90001").await;
    let body = json!({ "naam": "Van ons nu" });
    for token in [&amsterdam, &utrecht] {
        let refused = api.put("/v1/schoolbesturen/90001", token, "\"1\"", &body).await.expect_status(409);
        assert_eq!(refused.json()["code"], "gedeeld-schoolbestuur");
    }
    api.put("/v1/schoolbesturen/90001", &api.beheerder(), "\"1\"", &body).await.expect_status(200);
}
