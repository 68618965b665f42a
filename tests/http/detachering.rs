//! Detachering over the API: offered by a board, agreed by the person, and always a return.

use chrono::TimeDelta;
use rato::app::tijd::follow_tijd;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows;

async fn api(engine: Engine) -> Option<(Api, Uuid)> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    for (code, bestuur) in [("00AP00", "41797"), ("00AP01", "41798")] {
        rows::schoolbestuur(&api.test.db, bestuur);
        rows::school(&api.test.db, code, bestuur);
        rows::deelname(&api.test.db, "amsterdam", code, "2026-08-01", None);
    }
    let docent = rows::regiodocent(&api.test.db, "amsterdam");
    // Who works for the board of school 00AP00 today.
    let contract = json!({ "van": "2026-08-01", "totEnMet": "2026-11-30", "werktijdfactor": 0.8, "loonkostenCent": 1,
        "formeelWerkgever": "41797" });
    let contracten = format!("/v1/regiodocenten/{docent}/contracten");
    api.post(&contracten, &api.coordinator(&["amsterdam"]), &contract).await.expect_status(201);
    Some((api, docent))
}

fn aanbod(docent: Uuid) -> Value {
    json!({ "regiodocent": docent, "vestigingscode": "00AP00", "fte": 0.8, "van": "2026-12-01", "totEnMet": "2027-07-31",
        "terugkeergarantieTot": "2027-12-31", "loonkostenCent": 8_000_000 })
}

#[rstest]
#[actix_web::test]
async fn somebody_is_lent_after_consent_and_returns(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((api, docent)) = api(engine).await else { return };
    let (bestuur, coordinator) = (api.bestuur("amsterdam", "41797"), api.coordinator(&["amsterdam"]));
    let offered = api.post("/v1/detacheringen", &bestuur, &aanbod(docent)).await.expect_status(201);
    let path = offered.header("location").to_owned();
    let contracten = format!("/v1/regiodocenten/{docent}/contracten");
    assert_eq!(api.get(&contracten, &coordinator).await.json()["resultaten"].as_array().unwrap().len(), 1);
    api.post(&format!("{path}/instemmingen"), &bestuur, &json!({})).await.expect_status(403);
    let late = json!({ "namens": "docent", "bron": "brief van 2 november", "datum": "2026-12-02" });
    let refused = api.post(&format!("{path}/instemmingen"), &coordinator, &late).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/datum"]);
    let consent = json!({ "namens": "docent", "bron": "brief van 2 november" });
    let agreed = api.post(&format!("{path}/instemmingen"), &coordinator, &consent).await.expect_status(201).json();
    assert_eq!((&agreed["status"], &agreed["ingestemdOp"]), (&json!("actief"), &json!("2026-11-02")));
    let contract = api.get(&contracten, &coordinator).await.json()["resultaten"][1].clone();
    let told = (&contract["van"], &contract["werktijdfactor"], &contract["formeelWerkgever"]);
    assert_eq!(told, (&json!("2026-12-01"), &json!(0.8), &json!("41797")));
    let end = json!({ "laatsteDag": "2026-12-31", "motivering": "De thuisschool heeft haar weer nodig." });
    let ended = api.post(&format!("{path}/beeindigingen"), &bestuur, &end).await.expect_status(201).json();
    assert_eq!((&ended["status"], &ended["totEnMet"]), (&json!("actief"), &json!("2026-12-31")));
    assert_eq!(api.get(&contracten, &coordinator).await.json()["resultaten"][1]["totEnMet"], "2026-12-31");
    api.app.clock.advance(TimeDelta::days(60));
    let app = api.app.clone();
    assert_eq!(std::thread::spawn(move || follow_tijd(&app).unwrap()).join().unwrap(), 1);
    let back = api.get(&path, &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    assert_eq!(back["status"], "beeindigd");
}

#[actix_web::test]
async fn a_board_lends_its_own_staff_only_and_with_a_guarantee() {
    let (api, docent) = api(Engine::Sqlite).await.unwrap();
    let (own, other) = (api.bestuur("amsterdam", "41797"), api.bestuur("amsterdam", "41798"));
    api.post("/v1/detacheringen", &other, &aanbod(docent)).await.expect_status(404);
    // Their own school, but somebody who works elsewhere: as if that person were not there.
    let mut borrowed = aanbod(docent);
    borrowed["vestigingscode"] = json!("00AP01");
    let refused = api.post("/v1/detacheringen", &other, &borrowed).await.expect_status(404);
    assert_eq!(refused.json()["detail"], "Deze regiodocent is niet gevonden.");
    api.post("/v1/detacheringen", &api.coordinator(&["amsterdam"]), &borrowed).await.expect_status(201);
    let mut short = aanbod(docent);
    short["terugkeergarantieTot"] = json!("2027-07-30");
    let refused = api.post("/v1/detacheringen", &own, &short).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/terugkeergarantieTot"]);
    let path =
        api.post("/v1/detacheringen", &own, &aanbod(docent)).await.expect_status(201).header("location").to_owned();
    api.get(&path, &other).await.expect_status(404);
    let why = json!({ "motivering": "Zij wil toch liever blijven." });
    let gone = api.post(&format!("{path}/intrekkingen"), &own, &why).await.expect_status(201).json();
    assert_eq!(gone["status"], "ingetrokken");
    let end = json!({ "laatsteDag": "2026-12-31", "motivering": "Zij wil toch liever blijven." });
    let late = api.post(&format!("{path}/beeindigingen"), &own, &end).await.expect_status(409).json();
    assert_eq!(late["code"], "overgang-niet-mogelijk");
}
