//! The life of a plaatsing over the API: agreed, refused, lapsed, ended, handed over.

use chrono::TimeDelta;
use rato::app::plaatsing::tijd::follow_tijd;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows;

/// The day on which the clock of the tests stands.
const VANDAAG: &str = "2026-11-02";

struct Wereld {
    api: Api,
    coordinator: String,
    bestuur: String,
    docent: Uuid,
    plaatsing: String,
    vacature: String,
}

/// A regiodocent who is proposed for the whole schooljaar on the only vacature of school 00AP00 of board 41797.
async fn wereld(engine: Engine) -> Option<Wereld> {
    let api = Api::on(engine)?;
    assert_eq!(api.app.clock.today().to_string(), VANDAAG);
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    for nummer in ["41797", "41798"] {
        rows::schoolbestuur(db, nummer);
    }
    rows::school(db, "00AP00", "41797");
    rows::deelname(db, "amsterdam", "00AP00", "2025-08-01", None);
    let (coordinator, bestuur) = (api.coordinator(&["amsterdam"]), api.bestuur("amsterdam", "41797"));
    let body = json!({ "vestigingscode": "00AP00", "soort": "regulier", "fte": 0.6, "van": "2026-08-01",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }, "totEnMet": "2027-07-31" });
    let vacature = api.post("/v1/vacatures", &bestuur, &body).await.expect_status(201).header("location").to_owned();
    let id = vacature.rsplit('/').next().unwrap().parse().unwrap();
    let docent = rows::regiodocent(db, "amsterdam");
    let contract = json!({ "van": "2026-01-01", "werktijdfactor": 0.6, "loonkostenCent": 7_000_000 });
    let contracten = format!("/v1/regiodocenten/{docent}/contracten");
    api.post(&contracten, &coordinator, &contract).await.expect_status(201);
    let plaatsing = rows::plaatsing(db, docent, id, "voorgesteld", 6_000, "2026-08-01", "2027-07-31");
    rows::execute(db, &format!("UPDATE plaatsing SET akkoord_tot = '2026-11-16' WHERE id = '{plaatsing}'"));
    let plaatsing = format!("/v1/plaatsingen/{plaatsing}");
    Some(Wereld { api, coordinator, bestuur, docent, plaatsing, vacature })
}

impl Wereld {
    async fn step(&self, token: &str, step: &str, body: &Value) -> Answer {
        self.api.post(&format!("{}/{step}", self.plaatsing), token, body).await
    }

    /// The school agrees by itself, the regiodocent through the coordinator.
    async fn activate(&self) {
        self.step(&self.bestuur, "akkoorden", &json!({})).await.expect_status(201);
        let heard = json!({ "namens": "docent", "bron": "gesprek van 2 november" });
        let active = self.step(&self.coordinator, "akkoorden", &heard).await.expect_status(201);
        assert_eq!(active.json()["status"], "actief");
    }

    async fn seen(&self) -> Value {
        self.api.get(&self.plaatsing, &self.coordinator).await.expect_status(200).json()
    }

    /// Some days later, after the service looked at the calendar.
    fn later(&self, days: i64) -> usize {
        self.api.app.clock.advance(TimeDelta::days(days));
        let app = self.api.app.clone();
        std::thread::spawn(move || follow_tijd(&app).unwrap()).join().unwrap()
    }

    /// Tokens of tests live shorter than a school year.
    fn renew(&mut self) {
        self.coordinator = self.api.coordinator(&["amsterdam"]);
        self.bestuur = self.api.bestuur("amsterdam", "41797");
    }
}

#[rstest]
#[actix_web::test]
async fn both_sides_agree_and_the_history_tells_who_said_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = wereld(engine).await else { return };
    let half = wereld.step(&wereld.bestuur, "akkoorden", &json!({})).await.expect_status(201);
    assert_eq!((half.json()["status"].as_str(), half.header("etag")), (Some("akkoord-school"), "\"2\""));
    let twice = wereld.step(&wereld.bestuur, "akkoorden", &json!({})).await.expect_status(409).json();
    assert_eq!((&twice["code"], &twice["mogelijk"]), (&json!("overgang-niet-mogelijk"), &json!(["weigeren"])));
    let heard = json!({ "namens": "docent", "bron": "gesprek van 2 november" });
    let active = wereld.step(&wereld.coordinator, "akkoorden", &heard).await.expect_status(201).json();
    assert_eq!((&active["status"], &active["fase"]), (&json!("actief"), &json!("netto")));
    let verloop = wereld.seen().await["verloop"].clone();
    let told = |at: usize| (verloop[at]["stap"].clone(), verloop[at]["namens"].clone(), verloop[at]["bron"].clone());
    assert_eq!(told(0), (json!("akkoord-school"), json!("school"), Value::Null));
    assert_eq!(told(1), (json!("akkoord-docent"), json!("docent"), json!("gesprek van 2 november")));
    let hidden = wereld.api.get(&wereld.plaatsing, &wereld.bestuur).await.expect_status(200).json();
    assert_eq!(hidden["verloop"][1]["bron"], Value::Null);
}

#[actix_web::test]
async fn a_coordinator_says_for_whom_and_from_what() {
    let wereld = wereld(Engine::Sqlite).await.unwrap();
    let bare = wereld.step(&wereld.coordinator, "akkoorden", &json!({})).await.expect_status(400);
    assert_eq!(bare.pointers(), ["/bron", "/namens"]);
    let other = wereld.step(&wereld.bestuur, "akkoorden", &json!({ "namens": "docent" })).await.expect_status(400);
    assert_eq!(other.pointers(), ["/namens"]);
    wereld
        .step(&wereld.bestuur, "intrekkingen", &json!({ "motivering": "toch maar niet, zeggen wij" }))
        .await
        .expect_status(403);
}

#[actix_web::test]
async fn another_board_finds_nothing_to_agree_with() {
    let wereld = wereld(Engine::Sqlite).await.unwrap();
    let other = wereld.api.bestuur("amsterdam", "41798");
    wereld.step(&other, "akkoorden", &json!({})).await.expect_status(404);
    assert_eq!(wereld.seen().await["status"], "voorgesteld");
}

#[rstest]
#[actix_web::test]
async fn who_refuses_says_why_and_that_is_the_end(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(wereld) = wereld(engine).await else { return };
    let short = wereld.step(&wereld.bestuur, "weigeringen", &json!({ "motivering": "nee" })).await.expect_status(400);
    assert_eq!(short.pointers(), ["/motivering"]);
    let why = json!({ "motivering": "De groep is samengevoegd met een andere." });
    let refused = wereld.step(&wereld.bestuur, "weigeringen", &why).await.expect_status(201).json();
    assert_eq!(refused["status"], "geweigerd");
    let late = wereld.step(&wereld.bestuur, "akkoorden", &json!({})).await.expect_status(409).json();
    assert_eq!((&late["repair"], &late["mogelijk"]), (&json!("Er valt voor u nu niets aan te doen."), &Value::Null));
    // The fte is free: the vacature can be withdrawn.
    let withdrawn = format!("{}/intrekkingen", wereld.vacature);
    wereld.api.post(&withdrawn, &wereld.bestuur, &json!({})).await.expect_status(201);
}

#[rstest]
#[actix_web::test]
async fn a_proposal_that_nobody_answers_lapses(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(mut wereld) = wereld(engine).await else { return };
    assert_eq!(wereld.later(14), 0);
    // The last day is past, but the service has not looked at the calendar yet.
    wereld.api.app.clock.advance(TimeDelta::days(1));
    wereld.renew();
    let late = wereld.step(&wereld.bestuur, "akkoorden", &json!({})).await.expect_status(409).json();
    assert_eq!(late["code"], "akkoordtermijn-voorbij");
    assert_eq!((wereld.later(0), wereld.later(0)), (1, 0));
    let seen = wereld.seen().await;
    assert_eq!((&seen["status"], &seen["verloop"][0]["namens"]), (&json!("verlopen"), &json!("dienst")));
}

#[rstest]
#[actix_web::test]
async fn an_active_plaatsing_goes_on_until_its_last_day(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(mut wereld) = wereld(engine).await else { return };
    wereld.activate().await;
    let early = json!({ "laatsteDag": "2026-11-01", "motivering": "De school heeft iemand anders gevonden." });
    let refused = wereld.step(&wereld.bestuur, "beeindigingen", &early).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/laatsteDag"]);
    let end = json!({ "laatsteDag": "2026-11-11", "motivering": "De school heeft iemand anders gevonden." });
    let ending = wereld.step(&wereld.bestuur, "beeindigingen", &end).await.expect_status(201).json();
    assert_eq!((&ending["status"], &ending["delen"][0]["totEnMet"]), (&json!("actief"), &json!("2026-11-11")));
    assert_eq!((wereld.later(9), wereld.later(1)), (0, 1));
    wereld.renew();
    assert_eq!(wereld.seen().await["status"], "beeindigd");
}

#[actix_web::test]
async fn a_coordinator_may_end_it_before_it_began() {
    let wereld = wereld(Engine::Sqlite).await.unwrap();
    wereld.activate().await;
    let end = json!({ "laatsteDag": "2026-07-31", "motivering": "Zij is uiteindelijk nooit begonnen." });
    let ended = wereld.step(&wereld.coordinator, "beeindigingen", &end).await.expect_status(201).json();
    assert_eq!((&ended["status"], &ended["delen"]), (&json!("beeindigd"), &json!([])));
}

#[rstest]
#[actix_web::test]
async fn the_contract_goes_over_when_both_name_the_same_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(mut wereld) = wereld(engine).await else { return };
    wereld.activate().await;
    let wish = |day: &str| json!({ "datum": day });
    let asked = wereld.step(&wereld.bestuur, "overdrachten", &wish("2027-01-01")).await.expect_status(201).json();
    assert_eq!((&asked["status"], &asked["overdrachtOp"]), (&json!("actief"), &Value::Null));
    let docent = |day: &str| json!({ "datum": day, "namens": "docent", "bron": "brief van 2 november" });
    let apart = wereld.step(&wereld.coordinator, "overdrachten", &docent("2027-02-01")).await.expect_status(201).json();
    assert_eq!(apart["overdrachtOp"], Value::Null);
    let agreed =
        wereld.step(&wereld.coordinator, "overdrachten", &docent("2027-01-01")).await.expect_status(201).json();
    assert_eq!((&agreed["status"], &agreed["overdrachtOp"]), (&json!("actief"), &json!("2027-01-01")));
    assert_eq!(agreed["delen"][0]["totEnMet"], "2026-12-31");
    assert_eq!((wereld.later(59), wereld.later(1)), (0, 1));
    wereld.renew();
    assert_eq!(wereld.seen().await["status"], "overgedragen");
    let contracten = format!("/v1/regiodocenten/{}/contracten", wereld.docent);
    let contract =
        wereld.api.get(&contracten, &wereld.coordinator).await.expect_status(200).json()["resultaten"][0].clone();
    let told = (&contract["status"], &contract["totEnMet"], &contract["overgedragenAan"]);
    assert_eq!(told, (&json!("overgedragen"), &json!("2026-12-31"), &json!("41797")));
    // What went over is no longer the region's to change.
    let change = json!({ "van": "2026-01-01", "werktijdfactor": 1, "loonkostenCent": 7_000_000 });
    let path = format!("{contracten}/{}", contract["id"].as_str().unwrap());
    let etag = wereld.api.get(&path, &wereld.coordinator).await.header("etag").to_owned();
    let refused = wereld.api.put(&path, &wereld.coordinator, &etag, &change).await.expect_status(409).json();
    assert_eq!(refused["code"], "overgang-niet-mogelijk");
}
