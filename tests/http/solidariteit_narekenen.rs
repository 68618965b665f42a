//! A coordinator with a calculator: every number on the pages of the solidariteitsboek follows from the numbers printed above it.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::http::rekenmachine::{getal, reken_drieprocent, reken_zevenprocent};
use crate::support::api::Api;
use crate::support::rows::{self, execute};

/// Four boards in bo, the first with two schools, one without schoolweging and outflow; the second also has an sbo school.
/// One person is netto at the peildatum, one reserves, a first-year is not netto yet, and one ends half-way.
async fn api() -> Api {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    for (code, bestuur, sector, weging, present, absent, pupils, groups, leave) in [
        ("00AP00", "41001", "bo", "2750", 241_234, 11_000, 310, "13", "12500"),
        ("00AP01", "41001", "bo", "NULL", 97_777, 0, 90, "5", "NULL"),
        ("00AP02", "41002", "bo", "3375", 130_000, 2_500, 333, "14", "NULL"),
        ("00AP03", "41003", "bo", "3100", 83_333, 0, 250, "NULL", "9000"),
        ("00AP04", "41004", "bo", "2999", 201_000, 0, 260, "11", "0"),
        ("00AP05", "41002", "sbo", "3500", 45_000, 0, 60, "6", "NULL"),
    ] {
        if code != "00AP01" && code != "00AP05" {
            rows::schoolbestuur(db, bestuur);
        }
        rows::school(db, code, bestuur);
        rows::deelname(db, "amsterdam", code, "2020-08-01", None);
        execute(
            db,
            &format!(
                "UPDATE school SET sector = '{sector}', schoolweging_e2 = {weging} WHERE vestigingscode = '{code}'; \
                 INSERT INTO formatiepeiling VALUES ('{}', '{code}', '2026-10-01', 'telling', 2400000, {present}, {absent}, \
                 NULL, {pupils}, {groups}, NULL, {leave}, 1, NULL, 1)",
                Uuid::now_v7()
            ),
        );
    }
    for (school, bestuur, status, soort, netto, van, tot) in [
        ("00AP00", "41001", "actief", "ervaren", "NULL", "2026-08-01", "2027-07-31"),
        ("00AP01", "41001", "voorgesteld", "ervaren", "NULL", "2026-12-01", "2027-07-31"),
        ("00AP02", "41002", "actief", "zij-instromer", "'2027-01-15'", "2026-11-01", "2027-07-31"),
        ("00AP04", "41004", "actief", "ervaren", "NULL", "2026-12-01", "2027-02-28"),
        ("00AP04", "41004", "beeindigd", "ervaren", "NULL", "2026-08-01", "2026-10-12"),
    ] {
        placed(&api, (school, bestuur), (status, soort, netto), (van, tot));
    }
    let days = ("2026-11-03", "2026-12-31");
    let leaves = placed(&api, ("00AP04", "41004"), ("actief", "ervaren", "NULL"), days);
    execute(db, &format!("UPDATE plaatsing SET overdracht_op = '2027-01-01' WHERE id = '{leaves}'"));
    api
}

/// 0.7125 fte at a school; the id of the plaatsing.
fn placed(
    api: &Api,
    (school, bestuur): (&str, &str),
    (status, soort, netto): (&str, &str, &str),
    days: (&str, &str),
) -> Uuid {
    let (db, vacature, docent) = (&api.test.db, Uuid::now_v7(), rows::regiodocent(&api.test.db, "amsterdam"));
    execute(
        db,
        &format!(
            "UPDATE regiodocent SET soort = '{soort}', traject_start = CASE WHEN '{soort}' = 'zij-instromer' THEN \
             '2026-08-15' END WHERE id = '{docent}'; \
             INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) SELECT '{vacature}', id, '{school}', '{bestuur}', 'regulier', 10000, 'bo', \
             'groepsleraar', 'pabo', '2026-08-01', FALSE, 'open', 1 FROM regio;"
        ),
    );
    let id = rows::plaatsing(db, docent, vacature, status, 7_125, days.0, days.1);
    execute(db, &format!("UPDATE plaatsing SET netto_vanaf = {netto} WHERE id = '{id}'"));
    id
}

async fn page(api: &Api, regel: &str) -> Value {
    let path = format!("/v1/solidariteit/{regel}");
    api.get(&path, &api.coordinator(&["amsterdam"])).await.expect_status(200).json()
}

fn stap<'a>(lijn: &'a Value, symbool: &str) -> &'a Value {
    lijn["stappen"].as_array().unwrap().iter().find(|stap| stap["symbool"] == symbool).unwrap()
}

#[actix_web::test]
async fn every_number_of_the_three_percent_follows_from_those_above_it() {
    let api = api().await;
    for grondslag in ["eigen", "norm", "afstand"] {
        with_parameter(&api, "drieprocent", "grondslag", grondslag);
        let page = page(&api, "drieprocent").await;
        assert_eq!((&page["voorlopig"], page.get("vastgelegdOp")), (&json!(true), None));
        assert_eq!((&page["dagenSchooljaar"], &page["parameters"]["grondslag"]), (&json!(365), &json!(grondslag)));
        assert!(reken_drieprocent(&page) >= 2, "donors and others: {page}");
    }
    let page = page(&api, "drieprocent").await;
    let first = &page["besturen"][0];
    assert_eq!(first["scholen"][1]["aangevuld"], json!(["factor", "uitstroom"]));
    // 0.7125 from December on is 243 of 365 days; who was netto on the peildatum is in T and takes no room.
    assert_eq!(getal(&stap(first, "gebruikt")["waarde"]), getal(&json!("0.7125")) * getal(&json!("243/365")));
    // 90 days of one, 73 of who ended on 12 October, 59 and then 212 of who is with the board from January on.
    let used = getal(&json!("0.7125")) * getal(&json!("434/365"));
    let fourth = page["besturen"].as_array().unwrap().iter().find(|lijn| lijn["bestuursnummer"] == "41004").unwrap();
    assert_eq!(getal(&stap(fourth, "gebruikt")["waarde"]), used);
    let states: Vec<_> = fourth["gebruik"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
    assert_eq!(states, ["actief", "actief", "beeindigd", "actief"]);
    assert_eq!(stap(first, "T")["waarde"], json!("335136/10000".to_owned()).as_str().map(simple).unwrap());
}

/// In lowest terms.
fn simple(text: &str) -> Value {
    json!(getal(&json!(text)).to_string())
}

#[actix_web::test]
async fn every_number_of_the_seven_percent_follows_from_those_above_it() {
    let api = api().await;
    let page = page(&api, "zevenprocent").await;
    // 7% of 18 + 14 + 0 + 11 groups is 3.01, so 3; of 6 groups in sbo it is 0.42, so 0.
    assert_eq!(reken_zevenprocent(&page), 3);
    let second = &page["besturen"][1];
    assert_eq!((&stap(second, "geplaatst")["waarde"], &stap(second, "geteld")["waarde"]), (&json!("1"), &json!("2")));
}

/// The whole beleid in one row, with one other choice.
fn with_parameter(api: &Api, regel: &str, naam: &str, keuze: &str) {
    let mut beleid = rato::domain::beleid::Beleid::standaard().unwrap();
    let parameter = beleid.parameter_mut(regel, naam).unwrap();
    parameter.waarde = rato::domain::beleid::Waarde::Keuze(keuze.to_owned());
    let (id, text) = (Uuid::now_v7(), serde_json::to_string(&beleid).unwrap().replace('\'', "''"));
    execute(
        &api.test.db,
        &format!(
            "DELETE FROM beleid; INSERT INTO beleid SELECT '{id}', id, '2026-08-01', '{text}', 'B', 'R', 1, 'vastgesteld', \
             'x', NULL, NULL FROM regio WHERE code = 'amsterdam'"
        ),
    );
}
