//! The solidariteitsboek over the API: the worked example of the design, and who sees what.

use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::boekheropening::{api as frozen_api, freeze, stap as step_of};
use super::rekenmachine::reken_zevenprocent;
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::{self, execute};

/// Three boards of equal weight with 220, 180 and 200 fte (the norm is 200) and 8, 40 and 20 classes; the first loses 10 fte.
async fn api() -> Api {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let boards = [
        ("41797", "00AP00", 2_200_000, "100000", 8),
        ("41798", "00AP01", 1_800_000, "NULL", 40),
        ("41799", "00AP02", 2_000_000, "NULL", 20),
    ];
    for (bestuur, code, fte, uitstroom, groepen) in boards {
        let (db, id) = (&api.test.db, Uuid::now_v7());
        rows::schoolbestuur(db, bestuur);
        rows::school(db, code, bestuur);
        rows::deelname(db, "amsterdam", code, "2020-08-01", None);
        execute(
            db,
            &format!(
                "INSERT INTO formatiepeiling VALUES ('{id}', '{code}', '2026-10-01', 'telling', 2400000, {fte}, 0, NULL, \
                 1000, {groepen}, NULL, {uitstroom}, 0, NULL, 1)"
            ),
        );
    }
    api
}

fn stap<'a>(lijn: &'a Value, symbool: &str) -> &'a Value {
    let stappen = lijn["stappen"].as_array().unwrap();
    stappen.iter().find(|stap| stap["symbool"] == symbool).unwrap_or_else(|| panic!("no step {symbool}: {lijn}"))
}

#[actix_web::test]
async fn a_coordinator_can_redo_the_three_percent_of_every_board() {
    let api = api().await;
    let boek =
        api.get("/v1/solidariteit/drieprocent", &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    assert_eq!(
        (&boek["regel"], &boek["schooljaar"], &boek["peildatum"]),
        (&json!("drieprocent"), &json!("2026-2027"), &json!("2026-11-02"))
    );
    let besturen = boek["besturen"].as_array().unwrap();
    assert_eq!((besturen.len(), &boek["anderen"]), (3, &json!([])));
    let donor = &besturen[0];
    assert_eq!(
        (&donor["bestuursnummer"], &donor["naam"], &donor["sector"]),
        (&json!("41797"), &json!("Bestuur 41797"), &json!("bo"))
    );
    for (symbool, waarde, afgerond) in [
        ("T", "220", "220,00"),
        ("E", "200", "200,00"),
        ("d", "33/5", "6,60"),
        ("d-norm", "6", "6,00"),
        ("d-afstand", "3/5", "0,60"),
        ("P", "1067/5", "213,40"),
        ("ruimte", "17/5", "3,40"),
    ] {
        let stap = stap(donor, symbool);
        assert_eq!((&stap["waarde"], &stap["afgerond"]), (&json!(waarde), &json!(afgerond)), "{symbool}");
        assert!(!stap["berekening"].as_str().unwrap().is_empty() && !stap["naam"].as_str().unwrap().is_empty());
    }
    assert_eq!((&donor["waarde"], &donor["afgerond"]), (&json!("17/5"), &json!("3,40")));
    assert_eq!(besturen[1].get("waarde"), None, "below the norm nothing is demanded");
    assert!(besturen[1]["opmerkingen"][0].as_str().unwrap().contains("uitstroom"), "what was filled in is told");
}

#[actix_web::test]
async fn seven_percent_goes_to_the_largest_remainders() {
    let api = api().await;
    let boek =
        api.get("/v1/solidariteit/zevenprocent", &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    let quota: Vec<&Value> = boek["besturen"].as_array().unwrap().iter().map(|lijn| &lijn["waarde"]).collect();
    // 0.56 + 2.80 + 1.40 = 4.76, so five: 0 + 2 + 1, then 0.80 and 0.56.
    assert_eq!(quota, ["1", "3", "1"]);
    assert_eq!(stap(&boek["besturen"][1], "q")["waarde"], "14/5");
}

#[actix_web::test]
async fn a_bestuur_sees_itself_in_detail_and_the_others_only_together() {
    let api = api().await;
    let boek = api.get("/v1/solidariteit/drieprocent", &api.bestuur("amsterdam", "41798")).await.expect_status(200);
    assert!(!boek.text.contains("41797") && !boek.text.contains("41799"), "{}", boek.text);
    let boek = boek.json();
    assert_eq!(boek["besturen"].as_array().unwrap().len(), 1);
    assert_eq!(boek["besturen"][0]["bestuursnummer"], "41798");
    // Two others are too few to be added up: one of them could take itself from the sum.
    assert_eq!(boek["anderen"], json!([{ "sector": "bo", "aantal": 2, "stappen": [] }]));
    let outsider =
        api.get("/v1/solidariteit/drieprocent", &api.bestuur("amsterdam", "99999")).await.expect_status(200).json();
    let anderen = &outsider["anderen"][0];
    assert_eq!((&outsider["besturen"], &anderen["sector"], &anderen["aantal"]), (&json!([]), &json!("bo"), &json!(3)));
    assert_eq!((&stap(anderen, "T")["waarde"], &stap(anderen, "d")["waarde"]), (&json!("600"), &json!("33/5")));
}

#[actix_web::test]
async fn the_sum_of_the_sector_is_no_way_round_to_the_figures_of_the_other_board() {
    let api = api().await;
    execute(&api.test.db, "DELETE FROM deelname WHERE vestigingscode = '00AP02'");
    let path = "/v1/solidariteit/drieprocent";
    let boek = api.get(path, &api.bestuur("amsterdam", "41797")).await.expect_status(200);
    // T is 220 here and 180 there: nothing on the page may be 400, 200 (the norm) or 180.
    for secret in ["400,00", "200,00", "180,00", "\"400\"", "\"200\"", "\"180\""] {
        assert!(!boek.text.contains(secret), "{secret}: {}", boek.text);
    }
    let line = &boek.json()["besturen"][0];
    let symbols: Vec<_> = line["stappen"].as_array().unwrap().iter().map(|stap| stap["symbool"].clone()).collect();
    assert_eq!(symbols, ["T", "W", "d", "P", "uitstroom", "ruimte", "afdrachtopgave", "gebruikt", "rest"]);
    assert_eq!((&line["waarde"], &stap(line, "d")["waarde"]), (&json!("17/5"), &json!("33/5")));
    assert!(line["opmerkingen"].as_array().unwrap().last().unwrap().as_str().unwrap().contains("gemiddelde"));
    let whole = api.get(path, &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    assert_eq!(stap(&whole["besturen"][0], "E")["waarde"], "200", "the coordinator sees every step");
}

#[actix_web::test]
async fn the_only_other_board_is_not_added_up() {
    let api = api().await;
    execute(&api.test.db, "DELETE FROM deelname WHERE vestigingscode = '00AP02'");
    let boek =
        api.get("/v1/solidariteit/drieprocent", &api.bestuur("amsterdam", "41798")).await.expect_status(200).json();
    assert_eq!(boek["anderen"], json!([{ "sector": "bo", "aantal": 1, "stappen": [] }]));
}

#[actix_web::test]
async fn one_board_can_be_asked_and_another_is_as_good_as_absent() {
    let api = api().await;
    let path = |nummer: &str| format!("/v1/solidariteit/zevenprocent?bestuursnummer={nummer}");
    let coordinator = api.coordinator(&["amsterdam"]);
    let one = api.get(&path("41799"), &coordinator).await.expect_status(200).json();
    assert_eq!(one["besturen"].as_array().unwrap().len(), 1);
    let absent = api.get(&path("99999"), &coordinator).await.expect_status(404);
    let foreign = api.get(&path("41799"), &api.bestuur("amsterdam", "41798")).await.expect_status(404);
    assert_eq!(foreign.json(), absent.json());
    for wrong in ["schooljaar=2026-2028", "peildatum=gisteren", "bestuursnummer=1", "kleur=rood"] {
        api.get(&format!("/v1/solidariteit/zevenprocent?{wrong}"), &coordinator).await.expect_status(400);
    }
}

#[actix_web::test]
async fn the_figures_are_those_of_the_first_matchronde_unless_a_day_is_asked() {
    let api = api().await;
    let id = Uuid::now_v7();
    execute(
        &api.test.db,
        &format!(
            "INSERT INTO matchronde (id, regio_id, schooljaar, peildatum, status, zaad, zaad_hash, tijdlimiet_s, \
             engine_versie, aangemaakt_op, versie) SELECT '{id}', id, '2026-2027', '2026-09-01', 'voorstel', 'z', 'h', 60, \
             '1', '2026-09-01T08:00:00.000000Z', 1 FROM regio"
        ),
    );
    let coordinator = api.coordinator(&["amsterdam"]);
    let first = api.get("/v1/solidariteit/drieprocent", &coordinator).await.expect_status(200).json();
    assert_eq!(
        (&first["peildatum"], &first["besturen"]),
        (&json!("2026-09-01"), &json!([])),
        "nothing was counted yet"
    );
    let asked =
        api.get("/v1/solidariteit/drieprocent?peildatum=2026-10-01", &coordinator).await.expect_status(200).json();
    assert_eq!(asked["besturen"].as_array().unwrap().len(), 3);
}

/// By hand: the page asks three of the second board, which had one of its own. One of the pool works there, one went over in
/// September after the peiling, and one stopped: 1 + 1 + 1 = 3, and nothing is missing.
#[rstest]
#[actix_web::test]
async fn a_first_year_who_went_over_to_the_board_still_counts_for_the_seven_percent(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = frozen_api(engine).await else { return };
    let db = &api.test.db;
    execute(
        db,
        "UPDATE formatiepeiling SET peildatum = '2026-08-15', eerstejaars_eigen = 1 WHERE vestigingscode = '00AP01'",
    );
    let coordinator = api.coordinator(&["amsterdam"]);
    let path = "/v1/solidariteit/zevenprocent?schooljaar=2026-2027";
    let before = api.get(path, &coordinator).await.expect_status(200).json();
    assert_eq!((step_of(&before, 1, "quotum"), step_of(&before, 1, "gemis")), (&json!("3"), &json!("2")));
    for (status, over) in [("actief", "NULL"), ("overgedragen", "'2026-09-15'"), ("beeindigd", "NULL")] {
        let (docent, vacature) = (rows::regiodocent(db, "amsterdam"), Uuid::now_v7());
        execute(
            db,
            &format!(
                "UPDATE regiodocent SET soort = 'zij-instromer', traject_start = '2026-08-01' WHERE id = '{docent}'; \
                 INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
                 alleen_geheel, status, versie) SELECT '{vacature}', id, '00AP01', '41798', 'opleidingsplaats', 10000, 'bo', \
                 'groepsleraar', 'pabo', '2026-08-01', FALSE, 'vervuld', 1 FROM regio"
            ),
        );
        let id = rows::plaatsing(db, docent, vacature, status, 8_000, "2026-08-01", "2026-12-31");
        execute(db, &format!("UPDATE plaatsing SET overdracht_op = {over} WHERE id = '{id}'"));
    }
    let after = api.get(path, &coordinator).await.expect_status(200).json();
    reken_zevenprocent(&after);
    for (symbool, waarde) in [("eigen", "2"), ("geplaatst", "1"), ("geteld", "3"), ("gemis", "0")] {
        assert_eq!(step_of(&after, 1, symbool), &json!(waarde), "{symbool}");
    }
    // A page that was frozen before keeps what it said, and tells what came since.
    freeze(&api, "zevenprocent", "2026-2027", &[("41798", &[("eigen", "1"), ("quotum", "3")])]);
    let frozen = api.get(path, &coordinator).await.expect_status(200).json();
    for (symbool, waarde) in [("eigen", "1"), ("geplaatst", "1"), ("eigen-sindsdien", "1"), ("geteld", "3")] {
        assert_eq!(step_of(&frozen, 0, symbool), &json!(waarde), "{symbool}");
    }
}
