//! Matchronde over HTTP, without a worker: starting, looking and stopping.

use aws_lc_rs::digest::{SHA256, digest};
use rato::auth::actor::Rol;
use serde_json::json;

use crate::support::api::Api;
use crate::support::rows::execute;

fn ronde() -> serde_json::Value {
    json!({ "schooljaar": "2026-2027" })
}

#[actix_web::test]
async fn one_ronde_at_a_time_per_schooljaar_and_the_seed_is_bound_before_it_is_shown() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let made = api.post("/v1/matchrondes", &token, &ronde()).await.expect_status(201);
    let path = made.header("location").to_owned();
    let body = made.json();
    assert_eq!((&body["status"], &body["peildatum"]), (&json!("wachtend"), &json!("2026-11-02")));
    assert_eq!(body["ingangsdatum"], "2026-11-02", "the schooljaar is running, so from today");
    assert!(body.get("zaad").is_none(), "the seed is secret until the ronde is done");

    let second = api.post("/v1/matchrondes", &token, &ronde()).await.expect_status(409);
    assert_eq!(second.json()["code"], "matchronde-loopt-al");
    let next = json!({ "schooljaar": "2027-2028" });
    let next = api.post("/v1/matchrondes", &token, &next).await.expect_status(201).json();
    assert_eq!(next["ingangsdatum"], "2027-08-01", "a year that has yet to begin is planned whole");
    let early = api.get(&format!("{path}/resultaat"), &token).await.expect_status(409);
    assert_eq!(early.json()["code"], "geen-plan");

    let stopped = api.post(&format!("{path}/beeindigingen"), &token, &json!({})).await.expect_status(201).json();
    assert_eq!(stopped["status"], "gestopt");
    let seed = stopped["zaad"].as_str().unwrap();
    let hash: String = digest(&SHA256, seed.as_bytes()).as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((seed.len(), &json!(hash)), (64, &body["zaadHash"]));
    api.post(&format!("{path}/beeindigingen"), &token, &json!({})).await.expect_status(409);
    api.post("/v1/matchrondes", &token, &ronde()).await.expect_status(201);

    let events = api.get(&format!("{path}/voortgang"), &token).await.expect_status(200);
    assert!(events.text.contains("event: einde\ndata: {\"status\":\"gestopt\""), "{}", events.text);
    let list = api.get("/v1/matchrondes?schooljaar=2026-2027", &token).await.expect_status(200).json();
    assert_eq!(list["resultaten"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn every_mistake_in_the_question_is_named() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    let wrong = json!({ "schooljaar": "2026", "peildatum": "morgen", "tijdlimietSeconden": "lang", "haast": true });
    let answer = api.post("/v1/matchrondes", &token, &wrong).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/haast", "/peildatum", "/schooljaar", "/tijdlimietSeconden"]);
    let slow = json!({ "schooljaar": "2026-2027", "tijdlimietSeconden": 80_000 });
    let answer = api.post("/v1/matchrondes", &token, &slow).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/tijdlimietSeconden"]);
}

#[actix_web::test]
async fn only_the_coordinator_of_the_regio_sees_a_ronde() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    let made = api.post("/v1/matchrondes", &api.coordinator(&["amsterdam"]), &ronde()).await.expect_status(201);
    let path = made.header("location");
    for part in ["", "/voortgang", "/resultaat", "/bevindingen", "/toelichtingen", "/vaststellingen"] {
        let path = format!("{path}{part}");
        api.get(&path, &api.coordinator(&["utrecht"])).await.expect_status(404);
        api.get(&path, &api.bestuur("amsterdam", "41797")).await.expect_status(403);
        api.get(&path, &api.ander(Rol::Auditor, "amsterdam")).await.expect_status(403);
        api.get(&path, "").await.expect_status(401);
    }
    let besluit = json!({ "motivering": "Omdat het zo moet." });
    let path = format!("{path}/vaststellingen");
    api.post(&path, &api.coordinator(&["utrecht"]), &besluit).await.expect_status(404);
    let early = api.post(&path, &api.coordinator(&["amsterdam"]), &besluit).await.expect_status(409);
    assert_eq!(early.json()["code"], "geen-voorstel");
}

#[actix_web::test]
async fn readiness_needs_the_database_and_the_workers_that_belong_here() {
    let api = Api::new();
    api.get("/health/ready", "").await.expect_status(200);
    api.app.wachtrij.verwacht(1);
    let missing = api.get("/health/ready", "").await.expect_status(503);
    assert_eq!(missing.json()["code"], "niet-gereed");
    let alive = api.app.wachtrij.meld_aan();
    api.get("/health/ready", "").await.expect_status(200);
    execute(
        &api.test.db,
        "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT MAX(version) FROM __diesel_schema_migrations)",
    );
    let behind = api.get("/health/ready", "").await.expect_status(503);
    assert!(behind.json()["detail"].as_str().unwrap().contains("tabellen"), "{}", behind.text);
    drop(alive);
    api.get("/health/ready", "").await.expect_status(503);
}
