//! The life of a vacature over the API: drafted, opened, filled by plaatsingen, and what it may offer.

use rato::app::plaatsing::tijd::follow_tijd;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows;

/// School 00AP00 of board 41797, of schoolweging 30.
async fn api(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    for nummer in ["41797", "41798"] {
        rows::schoolbestuur(db, nummer);
    }
    rows::school(db, "00AP00", "41797");
    rows::deelname(db, "amsterdam", "00AP00", "2026-08-01", None);
    Some(api)
}

fn vacature() -> Value {
    json!({
        "vestigingscode": "00AP00", "soort": "regulier", "fte": 0.8, "van": "2026-08-01", "totEnMet": "2027-07-31",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }
    })
}

fn with(fields: Value) -> Value {
    let mut body = vacature();
    body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    body
}

/// Somebody who suits every vacature here, with a contract of `fte`.
async fn docent(api: &Api, fte: f64) -> Uuid {
    let coordinator = api.coordinator(&["amsterdam"]);
    let id = rows::regiodocent(&api.test.db, "amsterdam");
    let contract = json!({ "van": "2026-01-01", "werktijdfactor": fte, "loonkostenCent": 7_000_000 });
    let bevoegdheid = json!({ "sector": "bo", "vak": "groepsleraar", "graad": "pabo", "van": "2020-01-01" });
    for (path, body) in [("contracten", contract), ("bevoegdheden", bevoegdheid)] {
        api.post(&format!("/v1/regiodocenten/{id}/{path}"), &coordinator, &body).await.expect_status(201);
    }
    id
}

async fn make(api: &Api, body: &Value) -> Answer {
    api.post("/v1/vacatures", &api.bestuur("amsterdam", "41797"), body).await.expect_status(201)
}

async fn status(api: &Api, path: &str) -> Value {
    api.get(path, &api.coordinator(&["amsterdam"])).await.expect_status(200).json()["status"].clone()
}

#[rstest]
#[actix_web::test]
async fn a_draft_is_opened_and_says_who_could_fill_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = api(engine).await else { return };
    docent(&api, 0.8).await;
    rows::regiodocent(&api.test.db, "amsterdam");
    let bestuur = api.bestuur("amsterdam", "41797");
    let draft = make(&api, &with(json!({ "concept": true }))).await;
    assert_eq!(draft.json()["status"], "concept");
    let open = format!("{}/openstellingen", draft.header("location"));
    let opened = api.post(&open, &bestuur, &json!({})).await.expect_status(201).json();
    assert_eq!(opened["status"], "open");
    let telling = &opened["kandidaten"];
    assert_eq!((&telling["begin"], &telling["geschikt"]), (&json!(2), &json!(1)));
    assert_eq!(telling["duursteRegel"]["regel"], "bevoegdheid");
    let again = api.post(&open, &bestuur, &json!({})).await.expect_status(409).json();
    assert_eq!(again["mogelijk"], json!(["wijzigen", "intrekken"]));
}

#[rstest]
#[actix_web::test]
async fn it_is_filled_as_far_as_its_active_plaatsingen_go(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = api(engine).await else { return };
    let (bestuur, coordinator) = (api.bestuur("amsterdam", "41797"), api.coordinator(&["amsterdam"]));
    let path = make(&api, &vacature()).await.header("location").to_owned();
    let id: Uuid = path.rsplit('/').next().unwrap().parse().unwrap();
    let mut placed = Vec::new();
    for fte_e4 in [5_000, 3_000] {
        let docent = docent(&api, 0.8).await;
        placed.push(rows::plaatsing(&api.test.db, docent, id, "akkoord-docent", fte_e4, "2026-08-01", "2027-07-31"));
    }
    let agree = async |plaatsing: Uuid| {
        api.post(&format!("/v1/plaatsingen/{plaatsing}/akkoorden"), &bestuur, &json!({})).await.expect_status(201);
    };
    agree(placed[0]).await;
    assert_eq!(status(&api, &path).await, "deels-vervuld");
    agree(placed[1]).await;
    assert_eq!(status(&api, &path).await, "vervuld");
    let end = json!({ "laatsteDag": "2026-11-01", "motivering": "Zij is naar een andere regio verhuisd." });
    let ends = format!("/v1/plaatsingen/{}/beeindigingen", placed[0]);
    api.post(&ends, &coordinator, &end).await.expect_status(201);
    assert_eq!(status(&api, &path).await, "deels-vervuld");
}

#[rstest]
#[actix_web::test]
async fn time_reopens_what_somebody_leaves(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = api(engine).await else { return };
    let path = make(&api, &vacature()).await.header("location").to_owned();
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let docent = docent(&api, 0.8).await;
    rows::plaatsing(&api.test.db, docent, id, "actief", 8_000, "2026-08-01", "2026-11-01");
    rows::execute(&api.test.db, &format!("UPDATE vacature SET status = 'deels-vervuld' WHERE id = '{id}'"));
    let app = api.app.clone();
    assert_eq!(std::thread::spawn(move || follow_tijd(&app).unwrap()).join().unwrap(), 1);
    assert_eq!(status(&api, &path).await, "open");
}

#[actix_web::test]
async fn nobody_outbids_another_except_with_the_state_bonus() {
    let api = api(Engine::Sqlite).await.unwrap();
    let bestuur = api.bestuur("amsterdam", "41797");
    let dear = with(json!({ "schaal": "LD", "bonusCent": 100_000 }));
    let refused = api.post("/v1/vacatures", &bestuur, &dear).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/bonusCent", "/schaal"]);
    assert_eq!(refused.json()["errors"][0]["code"], "geen-prikkels");
    let toelage = with(json!({ "schaal": "L11", "bonusCent": 100_000, "arbeidsmarkttoelage": true }));
    let refused = api.post("/v1/vacatures", &bestuur, &toelage).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/arbeidsmarkttoelage"]);
    rows::execute(&api.test.db, "UPDATE school SET schoolweging_e2 = 3400");
    assert_eq!(make(&api, &toelage).await.json()["bonusCent"], 100_000);
}

#[actix_web::test]
async fn the_coordinator_sees_who_and_why_and_a_board_only_how_many() {
    let api = api(Engine::Sqlite).await.unwrap();
    let (large, small) = (docent(&api, 1.0).await, docent(&api, 0.5).await);
    let path = format!("{}/kandidaten", make(&api, &vacature()).await.header("location"));
    let seen = api.get(&path, &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    let who = |at: usize| seen["resultaten"][at]["regiodocent"].clone();
    assert_eq!((who(0), who(1), who(2)), (json!(large), json!(small), Value::Null));
    assert_eq!(seen["resultaten"][1]["fte"], 0.5);
    let said = seen["resultaten"][1]["redenen"].to_string();
    assert!(said.contains("Kan 0,5 van de 0,8 open fte vervullen."), "{said}");
    let hidden = api.get(&path, &api.bestuur("amsterdam", "41797")).await.expect_status(200).json();
    assert_eq!(hidden["telling"]["geschikt"], 2);
    let fields: Vec<&String> = hidden["resultaten"][0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["pastGeheel", "schuilnaam"]);
    let other = api.bestuur("amsterdam", "41798");
    api.get(&path, &other).await.expect_status(404);
}

#[rstest]
#[actix_web::test]
async fn a_vacature_goes_along_when_its_school_changes_boards(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    let path = make(&api, &vacature()).await.header("location").to_owned();
    let coordinator = api.coordinator(&["amsterdam"]);
    let school = api.get("/v1/scholen/00AP00", &coordinator).await.expect_status(200);
    let mut body = school.json();
    body["bestuursnummer"] = json!("41798");
    for own in ["vestigingscode", "deelnames"] {
        body.as_object_mut().unwrap().remove(own);
    }
    api.put("/v1/scholen/00AP00", &coordinator, school.header("etag"), &body).await.expect_status(200);
    let new = api.get(&path, &api.bestuur("amsterdam", "41798")).await.expect_status(200).json();
    assert_eq!(new["bestuursnummer"], "41798");
    api.get(&path, &api.bestuur("amsterdam", "41797")).await.expect_status(404);
}
