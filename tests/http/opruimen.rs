//! What is kept for a while only: the feed, the rows of imports and messages that were given up.

use chrono::TimeDelta;
use rato::app::opruimen::ruim_op;
use rstest::rstest;
use serde_json::{Value, json};

use super::import::{aside, import, regels, regio};
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::stamdata::make_bestuur;

fn prune(api: &Api) -> usize {
    let app = api.app.clone();
    aside(move || ruim_op(&app).unwrap())
}

async fn feed(api: &Api, na: &str) -> Value {
    let token = api.coordinator(&["amsterdam"]);
    api.get(&format!("/v1/wijzigingen?pageSize=200{na}"), &token).await.expect_status(200).json()
}

#[rstest]
#[actix_web::test]
async fn what_was_kept_long_enough_goes_and_who_was_away_too_long_is_told_to_begin_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let before = feed(&api, "").await["cursor"].as_str().unwrap().to_owned();
    let done = import(&api, &token, "soort=schoolbesturen", "bestuursnummer;naam\n90005;Vijf\n90006;Zes\n").await;
    let path = format!("/v1/imports/{}", done["id"].as_str().unwrap());
    api.app.clock.advance(TimeDelta::days(399));
    assert_eq!(prune(&api), 0, "nothing is old enough");
    let old = feed(&api, &format!("&na={before}")).await["cursor"].as_str().unwrap().to_owned();
    let token = api.coordinator(&["amsterdam"]);
    make_bestuur(&api, &token, "90007").await;
    api.app.clock.advance(TimeDelta::days(2));
    assert!(prune(&api) > 4);
    assert_eq!(prune(&api), 0, "once is enough");

    // Only what is young is left; a cursor from before that is refused, one at its edge is not.
    let left = feed(&api, "").await;
    let subjects: Vec<&str> =
        left["resultaten"].as_array().unwrap().iter().map(|event| event["subject"].as_str().unwrap()).collect();
    assert_eq!(subjects, ["90007"]);
    let token = api.coordinator(&["amsterdam"]);
    let gone = api.get(&format!("/v1/wijzigingen?na={before}"), &token).await.expect_status(410).json();
    assert_eq!(gone["code"], "cursor-opgeruimd");
    assert!(gone["repair"].as_str().unwrap().contains("stand"), "{gone}");
    assert_eq!(feed(&api, &format!("&na={old}")).await["resultaten"], left["resultaten"]);

    // Of an import the counts stay, and what it wrote says so.
    let kept = api.get(&path, &token).await.expect_status(200).json();
    assert_eq!(kept["rijen"]["nieuw"], 2);
    assert!(regels(&api, &token, &kept, "").await.is_empty());
    let herkomst = api.get("/v1/schoolbesturen/90005/herkomst", &token).await.expect_status(200).json();
    assert_eq!(herkomst["resultaten"][0]["import"], done["id"]);
}

#[actix_web::test]
async fn what_an_abonnement_still_has_to_be_told_stays() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let before = feed(&api, "").await["cursor"].as_str().unwrap().to_owned();
    let body = json!({ "url": "https://hr.example.nl/haak" });
    let made = api.post("/v1/abonnementen", &token, &body).await.expect_status(201);
    let path = made.header("location").to_owned();
    make_bestuur(&api, &token, "90005").await;
    api.app.clock.advance(TimeDelta::days(500));
    prune(&api);
    let left = feed(&api, &format!("&na={before}")).await;
    assert_eq!(left["resultaten"][0]["subject"], "90005");
    let token = api.coordinator(&["amsterdam"]);
    let found = api.get(&path, &token).await;
    api.delete(&path, &token, found.header("etag")).await.expect_status(204);
    prune(&api);
    api.get(&format!("/v1/wijzigingen?na={before}"), &token).await.expect_status(410);
}
