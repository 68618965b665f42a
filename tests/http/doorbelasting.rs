//! Doorbelasting over the API: the account of a month to the cent, who sees which lines, and that the past never changes silently.

use actix_web::http::Method;
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows::{self, execute};

const MAAND: &str = "/v1/doorbelastingen?maand=2026-10";

/// One person at 0.8 fte and 73,000.00 a year, so 200.00 per fte-day: half a job at one board from 22 October, a fifth at
/// another all year, and a plaatsing that nobody agreed to yet.
struct Wereld {
    api: Api,
    docent: Uuid,
}

async fn wereld(engine: Engine) -> Option<Wereld> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    let docent = rows::regiodocent(db, "amsterdam");
    contract(&api, docent, "2026-08-01", 8_000);
    for (n, bestuur) in ["41797", "41798"].into_iter().enumerate() {
        rows::schoolbestuur(db, bestuur);
        rows::school(db, &format!("00AP0{n}"), bestuur);
        rows::deelname(db, "amsterdam", &format!("00AP0{n}"), "2020-08-01", None);
    }
    plaatsing(&api, docent, "00AP00", "41797", "actief", 5_000, "2026-10-22");
    plaatsing(&api, docent, "00AP01", "41798", "actief", 2_000, "2026-08-01");
    plaatsing(&api, docent, "00AP01", "41798", "voorgesteld", 1_000, "2026-08-01");
    Some(Wereld { api, docent })
}

fn contract(api: &Api, docent: Uuid, van: &str, wtf_e4: i64) {
    execute(
        &api.test.db,
        &format!(
            "INSERT INTO contract (id, regiodocent_id, van, werktijdfactor_e4, loonkosten_cent, versie, status) \
             VALUES ('{}', '{docent}', '{van}', {wtf_e4}, 7300000, 1, 'actief')",
            Uuid::now_v7()
        ),
    );
}

fn plaatsing(api: &Api, docent: Uuid, school: &str, bestuur: &str, status: &str, fte_e4: i64, van: &str) {
    let vacature = Uuid::now_v7();
    execute(
        &api.test.db,
        &format!(
            "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) SELECT '{vacature}', id, '{school}', '{bestuur}', 'regulier', 10000, 'bo', \
             'groepsleraar', 'pabo', '2026-08-01', FALSE, 'open', 1 FROM regio"
        ),
    );
    rows::plaatsing(&api.test.db, docent, vacature, status, fte_e4, van, "2027-07-31");
}

impl Wereld {
    async fn get(&self, path: &str) -> Value {
        self.api.get(path, &self.api.coordinator(&["amsterdam"])).await.expect_status(200).json()
    }

    async fn close(&self, maand: &str) -> Answer {
        let path = format!("/v1/doorbelastingen/{maand}/afsluitingen");
        self.api.send(Method::POST, &path, &self.api.coordinator(&["amsterdam"]), &[], None).await
    }

    /// The regio's clock goes to a moment in December.
    fn december(&self) {
        self.api.app.clock.advance(TimeDelta::days(40));
    }
}

fn bedragen(month: &Value) -> Vec<(Value, Value, Value)> {
    let lines = month["regels"].as_array().unwrap().iter();
    lines.map(|line| (line["overMaand"].clone(), line["vestigingscode"].clone(), line["bedragCent"].clone())).collect()
}

#[rstest]
#[actix_web::test]
async fn schools_pay_for_their_days_and_the_regio_for_the_bench(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = wereld(engine).await else { return };
    let month = wereld.get(MAAND).await;
    assert_eq!((&month["maand"], &month["status"]), (&json!("2026-10"), &json!("open")));
    assert_eq!(
        bedragen(&month),
        [
            (json!("2026-10"), Value::Null, json!(272_000)),
            (json!("2026-10"), json!("00AP00"), json!(100_000)),
            (json!("2026-10"), json!("00AP01"), json!(124_000))
        ]
    );
    assert_eq!((&month["bankzittenCent"], &month["totaalCent"]), (&json!(272_000), &json!(496_000)));
    assert_eq!(
        month["perSchoolbestuur"],
        json!([{ "bestuursnummer": "41797", "bedragCent": 100_000 }, { "bestuursnummer": "41798", "bedragCent": 124_000 }])
    );
    assert_eq!(month["regels"][0]["fteDagen"], "68/5");
    assert_eq!(month["opmerkingen"], json!([]));
    // Without a month it is the present one: November 2026.
    assert_eq!(wereld.get("/v1/doorbelastingen").await["maand"], "2026-11");
}

#[rstest]
#[actix_web::test]
async fn a_bestuur_sees_the_lines_of_its_own_schools(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(Wereld { api, .. }) = wereld(engine).await else { return };
    let own = api.get(MAAND, &api.bestuur("amsterdam", "41798")).await.expect_status(200);
    assert!(!own.text.contains("00AP00") && !own.text.contains("41797"), "{}", own.text);
    assert_eq!((&own.json()["totaalCent"], &own.json()["bankzittenCent"]), (&json!(124_000), &json!(0)));
    api.make_regio("utrecht").await;
    let other = api.get(MAAND, &api.coordinator(&["utrecht"])).await.expect_status(200).json();
    assert_eq!((&other["regels"], &other["totaalCent"]), (&json!([]), &json!(0)));
    let path = "/v1/doorbelastingen/2026-10/afsluitingen";
    api.send(Method::POST, path, &api.bestuur("amsterdam", "41798"), &[], None).await.expect_status(403);
}

#[rstest]
#[actix_web::test]
async fn csv_opens_in_a_spreadsheet_as_it_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(wereld) = wereld(engine).await else { return };
    let token = wereld.api.coordinator(&["amsterdam"]);
    let answer = wereld.api.send(Method::GET, MAAND, &token, &[("accept", "text/csv")], None).await.expect_status(200);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"doorbelasting-2026-10.csv\"");
    let (bom, text) = answer.text.split_at(3);
    assert_eq!(bom.as_bytes(), [0xEF, 0xBB, 0xBF]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with("maand;status;over_maand;soort;regiodocent;"), "{}", lines[0]);
    let docent = wereld.docent;
    assert!(lines[2].starts_with(&format!("2026-10;open;2026-10;plaatsing;{docent};")), "{}", lines[2]);
    assert!(lines[2].ends_with(";00AP00;41797;5,0000;1000,00;0,00;"), "{}", lines[2]);
}

#[rstest]
#[actix_web::test]
async fn what_changes_about_a_closed_month_is_a_correction_of_the_first_open_one(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = wereld(engine).await else { return };
    let (db, before) = (&wereld.api.test.db, wereld.get(MAAND).await);
    let closed = wereld.close("2026-10").await.expect_status(201);
    assert_eq!(closed.header("location"), MAAND);
    assert_eq!(closed.json()["regels"], before["regels"]);
    // The plaatsing of half a job began a week later than was thought.
    execute(db, "UPDATE plaatsing_deel SET van = '2026-10-29' WHERE fte_e4 = 5000");
    let kept = wereld.get(MAAND).await;
    assert_eq!((&kept["status"], &kept["regels"]), (&json!("afgesloten"), &before["regels"]));
    assert_eq!(kept["afgeslotenOp"], "2026-11-02T08:00:00Z");

    let november = wereld.get("/v1/doorbelastingen?maand=2026-11").await;
    let corrections: Vec<_> = bedragen(&november).into_iter().filter(|(over, ..)| over == "2026-10").collect();
    assert_eq!(
        corrections,
        [(json!("2026-10"), Value::Null, json!(70_000)), (json!("2026-10"), json!("00AP00"), json!(-70_000))]
    );
    // Later months wait for their turn, and the correction is booked once.
    assert!(
        bedragen(&wereld.get("/v1/doorbelastingen?maand=2026-12").await).iter().all(|(over, ..)| over == "2026-12")
    );
    wereld.december();
    assert_eq!(wereld.close("2026-11").await.expect_status(201).json()["regels"], november["regels"]);
    assert!(
        bedragen(&wereld.get("/v1/doorbelastingen?maand=2026-12").await).iter().all(|(over, ..)| over == "2026-12")
    );
    let token = wereld.api.coordinator(&["amsterdam"]);
    let path = "/v1/doorbelastingen?maand=2026-11";
    let csv = wereld.api.send(Method::GET, path, &token, &[("accept", "text/csv")], None).await.text;
    let credit = csv.lines().find(|line| line.contains("00AP00") && line.contains(";2026-10;")).unwrap();
    assert!(credit.ends_with(";'-3,5000;0,00;700,00;2026-12-12"), "{credit}");
}

#[rstest]
#[actix_web::test]
async fn months_are_closed_once_in_order_and_after_they_ended(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = wereld(engine).await else { return };
    let code = async |maand: &str| wereld.close(maand).await.expect_status(409).json()["code"].clone();
    assert_eq!(code("2026-11").await, "maand-loopt-nog");
    wereld.close("2026-09").await.expect_status(201);
    assert_eq!(code("2026-09").await, "al-afgesloten");
    assert_eq!(code("2026-08").await, "niet-op-volgorde");
    wereld.december();
    assert_eq!(code("2026-11").await, "niet-op-volgorde");
    wereld.close("2026-10").await.expect_status(201);
    wereld.close("2026-11").await.expect_status(201);
    wereld.close("2026-1").await.expect_status(400);
    let token = wereld.api.coordinator(&["amsterdam"]);
    for wrong in ["maand=2026-13", "maand=oktober", "maand=2026-10-01", "jaar=2026"] {
        wereld.api.get(&format!("/v1/doorbelastingen?{wrong}"), &token).await.expect_status(400);
    }
}
