//! A school that goes to another board keeps its past under the old one; a school that closes keeps its past and gets no more.

use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows::{self, execute};

const SCHOOL: &str = "/v1/scholen/00AP00";

/// A school of board 41797 with a teacher of 0.5 fte since 22 October, one vacature that is over and one that is not, and a
/// peiling before and after today, 2 November 2026.
async fn wereld(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    for bestuur in ["41797", "41798", "41799"] {
        rows::schoolbestuur(db, bestuur);
    }
    rows::school(db, "00AP00", "41797");
    rows::deelname(db, "amsterdam", "00AP00", "2020-08-01", None);
    let docent = rows::regiodocent(db, "amsterdam");
    execute(
        db,
        &format!(
            "INSERT INTO contract (id, regiodocent_id, van, werktijdfactor_e4, loonkosten_cent, versie, status) \
             VALUES ('{}', '{docent}', '2026-08-01', 5000, 7300000, 1, 'actief')",
            Uuid::now_v7()
        ),
    );
    vacature(&api, "2026-10-31");
    let lopend = vacature(&api, "2027-07-31");
    rows::plaatsing(db, docent, lopend, "actief", 5_000, "2026-10-22", "2027-07-31");
    for day in ["2026-10-01", "2026-11-02"] {
        let body = json!({ "vestigingscode": "00AP00", "peildatum": day, "soort": "telling", "benodigdFte": 10,
            "beschikbaarBevoegdFte": 9, "nietInzetbaarFte": 0, "leerlingen": 200 });
        api.post("/v1/formatiepeilingen", &coordinator(&api), &body).await.expect_status(201);
    }
    Some(api)
}

fn coordinator(api: &Api) -> String {
    api.coordinator(&["amsterdam"])
}

fn vacature(api: &Api, tot_en_met: &str) -> Uuid {
    let id = Uuid::now_v7();
    execute(
        &api.test.db,
        &format!(
            "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             tot_en_met, alleen_geheel, status, versie) SELECT '{id}', id, '00AP00', '41797', 'regulier', 10000, 'bo', \
             'groepsleraar', 'pabo', '2026-08-01', '{tot_en_met}', FALSE, 'open', 1 FROM regio"
        ),
    );
    id
}

async fn put(api: &Api, change: &[(&str, Value)]) -> Answer {
    let found = api.get(SCHOOL, &coordinator(api)).await.expect_status(200);
    let mut body = found.json();
    for kept in ["vestigingscode", "deelnames", "vorigeBesturen"] {
        body.as_object_mut().unwrap().remove(kept);
    }
    for (field, value) in change {
        body[*field] = value.clone();
    }
    api.put(SCHOOL, &coordinator(api), found.header("etag"), &body).await
}

async fn list(api: &Api, path: &str, token: &str, key: &str) -> Vec<Value> {
    let found = api.get(path, token).await.expect_status(200).json();
    found["resultaten"].as_array().unwrap().iter().map(|one| one[key].clone()).collect()
}

async fn regels(api: &Api, maand: &str) -> Vec<(Value, Value)> {
    let path = format!("/v1/doorbelastingen?maand={maand}");
    let month = api.get(&path, &coordinator(api)).await.expect_status(200).json();
    let lines = month["regels"].as_array().unwrap().iter().filter(|line| line.get("vestigingscode").is_some());
    lines.map(|line| (line["bestuursnummer"].clone(), line["bedragCent"].clone())).collect()
}

#[rstest]
#[actix_web::test]
async fn what_was_stays_with_the_board_of_then_and_what_is_not_over_goes_along(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    let bestuur_in = async |kwartaal: &str| {
        let path = format!("/v1/monitor?kwartaal={kwartaal}");
        let monitor = api.get(&path, &coordinator(&api)).await.expect_status(200).json();
        monitor["scholen"][0]["bestuursnummer"].clone()
    };
    assert_eq!(regels(&api, "2026-11").await, [(json!("41797"), json!(300_000))]);
    put(&api, &[("bestuursnummer", json!("41798"))]).await.expect_status(200);

    let school = api.get(SCHOOL, &coordinator(&api)).await.json();
    assert_eq!(school["bestuursnummer"], "41798");
    assert_eq!(school["vorigeBesturen"], json!([{ "bestuursnummer": "41797", "totEnMet": "2026-11-01" }]));
    // 0.5 fte at 200.00 a day: ten days in October, then one and 29.
    assert_eq!(regels(&api, "2026-10").await, [(json!("41797"), json!(100_000))]);
    assert_eq!(regels(&api, "2026-11").await, [(json!("41797"), json!(10_000)), (json!("41798"), json!(290_000))]);
    assert_eq!((bestuur_in("2026-K3").await, bestuur_in("2026-K4").await), (json!("41797"), json!("41798")));
    let (old, new) = (api.bestuur("amsterdam", "41797"), api.bestuur("amsterdam", "41798"));
    for (path, key, before, after) in [
        ("/v1/formatiepeilingen", "peildatum", "2026-10-01", "2026-11-02"),
        ("/v1/vacatures", "totEnMet", "2026-10-31", "2027-07-31"),
    ] {
        assert_eq!(list(&api, path, &old, key).await, [before], "{path}");
        assert_eq!(list(&api, path, &new, key).await, [after], "{path}");
    }
    assert_eq!(list(&api, "/v1/plaatsingen", &new, "bestuursnummer").await, ["41798"]);
    assert!(list(&api, "/v1/plaatsingen", &old, "id").await.is_empty());
    let besturen = list(&api, "/v1/schoolbesturen", &coordinator(&api), "bestuursnummer").await;
    assert_eq!(besturen, ["41797", "41798", "41799"]);
}

#[rstest]
#[actix_web::test]
async fn what_ended_after_the_change_was_worked_for_the_new_board(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    let db = &api.test.db;
    for (tot, vacature) in [("2026-11-01", vacature(&api, "2027-07-31")), ("2026-11-05", vacature(&api, "2027-07-31"))]
    {
        rows::plaatsing(db, rows::regiodocent(db, "amsterdam"), vacature, "beeindigd", 5_000, "2026-10-22", tot);
    }
    put(&api, &[("bestuursnummer", json!("41798"))]).await.expect_status(200);
    let mut found = list(&api, "/v1/plaatsingen", &coordinator(&api), "bestuursnummer").await;
    found.sort_by_key(Value::to_string);
    assert_eq!(found, ["41797", "41798", "41798"], "over before, ended after, running");
}

#[rstest]
#[actix_web::test]
async fn two_changes_on_one_day_leave_one_past_and_back_again_none(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    let vorige = async || api.get(SCHOOL, &coordinator(&api)).await.json()["vorigeBesturen"].clone();
    put(&api, &[("bestuursnummer", json!("41798"))]).await.expect_status(200);
    put(&api, &[("bestuursnummer", json!("41799"))]).await.expect_status(200);
    assert_eq!(vorige().await, json!([{ "bestuursnummer": "41797", "totEnMet": "2026-11-01" }]));
    put(&api, &[("bestuursnummer", json!("41797"))]).await.expect_status(200);
    assert_eq!(vorige().await, Value::Null);
    api.app.clock.advance(chrono::TimeDelta::days(1));
    put(&api, &[("bestuursnummer", json!("41798"))]).await.expect_status(200);
    api.app.clock.advance(chrono::TimeDelta::days(1));
    put(&api, &[("bestuursnummer", json!("41797"))]).await.expect_status(200);
    let expected = json!([
        { "bestuursnummer": "41797", "totEnMet": "2026-11-02" },
        { "bestuursnummer": "41798", "van": "2026-11-03", "totEnMet": "2026-11-03" },
    ]);
    assert_eq!(vorige().await, expected);
    assert_eq!(regels(&api, "2026-11").await, [(json!("41797"), json!(290_000)), (json!("41798"), json!(10_000))]);
}

#[rstest]
#[actix_web::test]
async fn a_school_that_closes_keeps_its_past_and_takes_no_new_vacature(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    put(&api, &[("geslotenPer", json!("2027-01-01"))]).await.expect_status(200);
    let school = api.get(SCHOOL, &coordinator(&api)).await.json();
    assert_eq!(
        (&school["geslotenPer"], &school["deelnames"][0]["totEnMet"]),
        (&json!("2027-01-01"), &json!("2026-12-31"))
    );
    let ask = async |tot: Option<&str>| {
        let mut body = json!({ "vestigingscode": "00AP00", "soort": "regulier", "fte": 0.2, "van": "2026-11-09",
            "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" } });
        if let Some(tot) = tot {
            body["totEnMet"] = json!(tot);
        }
        api.post("/v1/vacatures", &coordinator(&api), &body).await
    };
    for tot in [None, Some("2027-01-01")] {
        let refused = ask(tot).await.expect_status(400);
        assert!(
            refused.text.contains("school-gesloten") && refused.pointers().contains(&"/totEnMet".into()),
            "{}",
            refused.text
        );
    }
    ask(Some("2026-12-31")).await.expect_status(201);
    assert_eq!(regels(&api, "2026-11").await, [(json!("41797"), json!(300_000))]);
}

#[rstest]
#[actix_web::test]
async fn a_closing_that_is_put_right_takes_the_deelname_along(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    let last = async || api.get(SCHOOL, &coordinator(&api)).await.json()["deelnames"][0]["totEnMet"].clone();
    for (dicht, expected) in [
        (json!("2027-01-01"), json!("2026-12-31")),
        (json!("2027-08-01"), json!("2027-07-31")),
        (json!("2027-02-01"), json!("2027-01-31")),
        (Value::Null, Value::Null),
    ] {
        put(&api, &[("geslotenPer", dicht)]).await.expect_status(200);
        assert_eq!(last().await, expected);
    }
    let refused = put(&api, &[("geslotenPer", json!("1990-01-01"))]).await.expect_status(400);
    assert!(refused.pointers().contains(&"/geslotenPer".into()), "{}", refused.text);
    assert_eq!(last().await, Value::Null);
}
