//! The life of a contract over the API: offered, signed, changed from a day on, ended.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows;

fn contract(offered: bool) -> Value {
    json!({ "van": "2026-08-01", "werktijdfactor": 0.8, "loonkostenCent": 7_000_000, "aangeboden": offered })
}

#[rstest]
#[actix_web::test]
async fn an_offer_is_signed_changed_from_a_day_on_and_ended(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = Api::on(engine) else { return };
    api.make_regio("amsterdam").await;
    let coordinator = api.coordinator(&["amsterdam"]);
    let docent = rows::regiodocent(&api.test.db, "amsterdam");
    let list = format!("/v1/regiodocenten/{docent}/contracten");
    let made = api.post(&list, &coordinator, &contract(true)).await.expect_status(201);
    assert_eq!(made.json()["status"], "aangeboden");
    let path = made.header("location").to_owned();
    let early = json!({ "vanaf": "2027-02-01", "werktijdfactor": 1 });
    let refused = api.post(&format!("{path}/wijzigingen"), &coordinator, &early).await.expect_status(409).json();
    assert_eq!(refused["mogelijk"], json!(["aanvaarden", "beeindigen"]));
    let signed = api.post(&format!("{path}/aanvaardingen"), &coordinator, &json!({})).await.expect_status(201);
    assert_eq!(signed.json()["status"], "actief");
    let more = api.post(&format!("{path}/wijzigingen"), &coordinator, &early).await.expect_status(201);
    assert_eq!((&more.json()["van"], &more.json()["werktijdfactor"]), (&json!("2027-02-01"), &json!(1)));
    let before = api.get(&path, &coordinator).await.expect_status(200).json();
    assert_eq!((&before["totEnMet"], &before["werktijdfactor"]), (&json!("2027-01-31"), &json!(0.8)));
    let end = json!({ "laatsteDag": "2027-07-31" });
    let ends = format!("{}/beeindigingen", more.header("location"));
    let ended = api.post(&ends, &coordinator, &end).await.expect_status(201).json();
    assert_eq!((&ended["status"], &ended["totEnMet"]), (&json!("beeindigd"), &json!("2027-07-31")));
    api.post(&ends, &coordinator, &end).await.expect_status(409);
}

#[actix_web::test]
async fn what_is_placed_keeps_its_contract() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    rows::schoolbestuur(db, "41797");
    rows::school(db, "00AP00", "41797");
    rows::deelname(db, "amsterdam", "00AP00", "2026-08-01", None);
    let coordinator = api.coordinator(&["amsterdam"]);
    let docent = rows::regiodocent(db, "amsterdam");
    let list = format!("/v1/regiodocenten/{docent}/contracten");
    let path = api.post(&list, &coordinator, &contract(false)).await.expect_status(201).header("location").to_owned();
    let vraag = json!({ "vestigingscode": "00AP00", "soort": "regulier", "fte": 0.6, "van": "2026-08-01",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }, "totEnMet": "2027-07-31" });
    let vacature = api.post("/v1/vacatures", &coordinator, &vraag).await.expect_status(201).json();
    let vacature = vacature["id"].as_str().unwrap().parse().unwrap();
    rows::plaatsing(db, docent, vacature, "actief", 6_000, "2026-08-01", "2027-07-31");
    let less = |fte: f64| json!({ "vanaf": "2027-02-01", "werktijdfactor": fte });
    let change = format!("{path}/wijzigingen");
    let refused = api.post(&change, &coordinator, &less(0.5)).await.expect_status(409).json();
    assert_eq!(refused["code"], "nog-een-plaatsing");
    let end = json!({ "laatsteDag": "2027-06-30" });
    api.post(&format!("{path}/beeindigingen"), &coordinator, &end).await.expect_status(409);
    api.post(&change, &coordinator, &less(0.6)).await.expect_status(201);
}
