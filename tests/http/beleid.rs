//! Beleid over the API.

use rato::domain::beleid::Beleid;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;

async fn api() -> Api {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    api
}

fn standaard() -> Value {
    serde_json::to_value(Beleid::standaard().unwrap()).unwrap()
}

fn versie(day: &str) -> Value {
    let mut inhoud = standaard();
    inhoud["regels"]["drieprocent"]["parameters"]["percentage"]["waarde"] = json!("1/20");
    json!({ "geldigVanaf": day, "inhoud": inhoud, "bestuursbesluit": "Stuurgroep, besluit 4", "reden": "Het mag sneller." })
}

/// Proposes a version and lets a second coordinator adopt it.
async fn adopt(api: &Api, day: &str) -> Answer {
    let proposed = api.post("/v1/beleid", &api.coordinator(&["amsterdam"]), &versie(day)).await.expect_status(201);
    let path = format!("{}/vaststellingen", proposed.header("location"));
    api.post(&path, &api.coordinator(&["amsterdam"]), &json!({})).await.expect_status(201)
}

#[actix_web::test]
async fn the_default_holds_until_the_first_version_begins() {
    let api = api().await;
    let coordinator = api.coordinator(&["amsterdam"]);
    assert_eq!(api.get("/v1/beleid", &coordinator).await.expect_status(200).json()["resultaten"], json!([]));
    let made = adopt(&api, "2026-11-15").await;
    let found = api.get(made.header("location"), &coordinator).await.expect_status(200);
    assert_eq!((found.json(), found.header("etag")), (made.json(), "\"2\""));
    let mut expected = versie("2026-11-15");
    for field in ["id", "voorgesteldDoor", "beslotenDoor"] {
        expected[field] = made.json()[field].clone();
    }
    (expected["standaard"], expected["status"]) = (json!(false), json!("vastgesteld"));
    assert_eq!(made.json(), expected);
    let before = api.get("/v1/beleid?op=2026-11-14", &coordinator).await.expect_status(200).json();
    assert_eq!(before["resultaten"], json!([{ "standaard": true, "inhoud": standaard() }]));
    let after = api.get("/v1/beleid?op=2026-11-15", &coordinator).await.expect_status(200).json();
    assert_eq!(after["resultaten"], json!([made.json()]));
    assert_eq!(api.get("/v1/beleid", &coordinator).await.json()["resultaten"], json!([made.json()]));
}

#[actix_web::test]
async fn a_version_is_of_one_regio_and_of_its_coordinator() {
    let api = api().await;
    let made = api.post("/v1/beleid", &api.coordinator(&["amsterdam"]), &versie("2026-11-15")).await.expect_status(201);
    let other = api.coordinator(&["utrecht"]);
    let absent = api.get(&format!("/v1/beleid/{}", Uuid::now_v7()), &other).await.expect_status(404);
    assert_eq!(api.get(made.header("location"), &other).await.expect_status(404).json(), absent.json());
    assert_eq!(api.get("/v1/beleid", &other).await.json()["resultaten"], json!([]));
    let seen = api.get("/v1/beleid", &api.bestuur("amsterdam", "41797")).await.expect_status(200).json();
    assert_eq!(seen["resultaten"].as_array().map(Vec::len), Some(1), "a board may know the rules it is held to");
    api.post("/v1/beleid", &api.bestuur("amsterdam", "41797"), &versie("2026-12-01")).await.expect_status(403);
}

#[actix_web::test]
async fn a_version_never_changes_and_a_later_one_does_not_reach_back() {
    let api = api().await;
    let coordinator = api.coordinator(&["amsterdam"]);
    let first = adopt(&api, "2022-08-01").await;
    let yesterday = api.post("/v1/beleid", &coordinator, &versie("2026-11-01")).await.expect_status(400);
    assert_eq!(yesterday.json()["errors"][0]["code"], "in-het-verleden");
    adopt(&api, "2026-11-02").await;
    let again = api.post("/v1/beleid", &coordinator, &versie("2026-11-02")).await.expect_status(400);
    assert_eq!(again.json()["errors"][0]["code"], "bestaat-al");
    api.put(first.header("location"), &coordinator, "\"1\"", &versie("2026-12-01")).await.expect_status(405);
    api.delete(first.header("location"), &coordinator, "\"1\"").await.expect_status(405);
}

#[actix_web::test]
async fn every_error_in_the_rules_comes_at_once_with_its_place() {
    let api = api().await;
    let coordinator = api.coordinator(&["amsterdam"]);
    let mut body = versie("2026-11-15");
    let regels = &mut body["inhoud"]["regels"];
    regels["drieprocent"]["parameters"]["percentage"]["waarde"] = json!("3/2");
    regels["drieprocent"]["parameters"]["extra"] = regels["drieprocent"]["parameters"]["alfa"].clone();
    regels["vierprocent"] = json!({ "modus": "zacht" });
    regels["reistijd"]["modus"] = json!("zacht");
    regels.as_object_mut().unwrap().remove("zevenprocent");
    body["inhoud"]["tiers"] = json!(["loting"]);
    body["reden"] = json!("  ");
    let answer = api.post("/v1/beleid", &coordinator, &body).await.expect_status(400);
    let mut pointers = answer.pointers();
    pointers.dedup();
    let expected = [
        "/inhoud/regels/drieprocent/parameters/extra",
        "/inhoud/regels/drieprocent/parameters/percentage/waarde",
        "/inhoud/regels/reistijd/modus",
        "/inhoud/regels/vierprocent",
        "/inhoud/regels/zevenprocent",
        "/inhoud/tiers",
        "/reden",
    ];
    assert_eq!(pointers, expected);
    let shape = json!({ "geldigVanaf": "morgen", "inhoud": { "tiers": ["eerst"], "regels": { "reistijd": { "mode": 1 } } },
        "bestuursbesluit": "", "reden": "x", "door": "mij" });
    let answer = api.post("/v1/beleid", &coordinator, &shape).await.expect_status(400);
    let expected = ["/bestuursbesluit", "/door", "/geldigVanaf", "/inhoud/regels/reistijd/mode", "/inhoud/tiers/0"];
    assert_eq!(answer.pointers(), expected);
    assert_eq!(api.get("/v1/beleid", &coordinator).await.json()["resultaten"], json!([]));
}

#[rstest]
#[actix_web::test]
async fn who_proposes_a_version_does_not_decide_about_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    api.make_regio("amsterdam").await;
    let (first, second) = (api.coordinator(&["amsterdam"]), api.coordinator(&["amsterdam"]));
    let path =
        api.post("/v1/beleid", &first, &versie("2026-11-15")).await.expect_status(201).header("location").to_owned();
    let step = async |token: &str, step: &str, body: Value| api.post(&format!("{path}/{step}"), token, &body).await;
    let own = step(&first, "vaststellingen", json!({})).await.expect_status(409).json();
    assert_eq!(own["code"], "tweede-persoon-vereist");
    let still = api.get("/v1/beleid?op=2026-11-15", &first).await.expect_status(200).json();
    assert_eq!(still["resultaten"][0]["standaard"], true);
    let why = json!({ "motivering": "Het besluit noemt een ander percentage." });
    let refused = step(&second, "afwijzingen", why.clone()).await.expect_status(201).json();
    assert_eq!((&refused["status"], &refused["motivering"]), (&json!("afgewezen"), &why["motivering"]));
    let late = step(&second, "vaststellingen", json!({})).await.expect_status(409).json();
    assert_eq!((&late["code"], &late["mogelijk"]), (&json!("overgang-niet-mogelijk"), &Value::Null));
    // A refused version leaves its day free, and what is taken back never holds.
    let next =
        api.post("/v1/beleid", &first, &versie("2026-11-15")).await.expect_status(201).header("location").to_owned();
    api.post(&format!("{next}/intrekkingen"), &first, &json!({})).await.expect_status(201);
    assert_eq!(adopt(&api, "2026-11-15").await.json()["status"], "vastgesteld");
    let listed = api.get("/v1/beleid?status=vastgesteld", &first).await.expect_status(200).json();
    assert_eq!(listed["resultaten"].as_array().unwrap().len(), 1);
}
