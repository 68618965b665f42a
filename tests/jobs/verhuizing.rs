//! A vaststelling that moves people: what was proposed is taken back, what runs ends when the new place begins.

use rato::domain::matchronde::Matchrondestatus;
use serde_json::{Value, json};

use super::bedrijf::{EVEN, is_done, wait_until};
use super::ingreep::Voorstel;
use crate::support::db::Engine;

/// All plaatsingen of somebody, oldest first.
async fn plaatsingen(voorstel: &Voorstel, who: &Value) -> Vec<Value> {
    let body = json!({ "regiodocent": who });
    let found = voorstel.api.post("/v1/plaatsingen/_zoek", &voorstel.token, &body).await.expect_status(200).json();
    found["resultaten"].as_array().unwrap().clone()
}

/// Both sides agree, as the coordinator heard.
async fn activate(voorstel: &Voorstel, who: &Value) {
    let id = plaatsingen(voorstel, who).await[0]["id"].as_str().unwrap().to_owned();
    for namens in ["school", "docent"] {
        let heard = json!({ "namens": namens, "bron": "gesprek van 2 november" });
        let path = format!("/v1/plaatsingen/{id}/akkoorden");
        voorstel.api.post(&path, &voorstel.token, &heard).await.expect_status(201);
    }
}

/// Consents to be moved this schooljaar, and there is room for that at another school.
async fn may_move(voorstel: &Voorstel, regel: &Value, schools: &[Value]) {
    let consent = json!({ "soort": "verplaatsing", "van": "2026-08-01", "totEnMet": "2027-07-31" });
    let path = format!("/v1/regiodocenten/{}/instemmingen", regel["regiodocent"].as_str().unwrap());
    voorstel.api.post(&path, &voorstel.token, &consent).await.expect_status(201);
    let elsewhere = schools.iter().find(|school| **school != regel["vestigingscode"]).unwrap();
    let vacature = json!({ "vestigingscode": elsewhere, "soort": "regulier", "fte": 1, "van": "2026-08-01",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }, "totEnMet": "2027-07-31" });
    // More than all who are without a place could fill.
    for _ in 0..4 {
        voorstel.api.post("/v1/vacatures", &voorstel.token, &vacature).await.expect_status(201);
    }
}

/// A re-run that may move people.
async fn herronde(voorstel: &mut Voorstel) {
    let body = json!({ "schooljaar": "2026-2027", "werklimiet": EVEN, "wijzigingsbudget": 5 });
    let made = voorstel.api.post("/v1/matchrondes", &voorstel.token, &body).await.expect_status(201).json();
    let ronde = made["id"].as_str().unwrap().parse().unwrap();
    let done = wait_until(&voorstel.api.app, ronde, "the re-run", is_done);
    assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
    voorstel.ronde = ronde;
}

/// One vacature, and nothing elsewhere.
fn is_one_place(regels: &[Value], one: &Value) -> bool {
    let own = regels.iter().filter(|other| other["regiodocent"] == one["regiodocent"]);
    own.count() == 1 && one["delen"].as_array().unwrap().len() == 1
}

async fn moved(engine: Engine) {
    let Some(mut voorstel) = Voorstel::on(engine).await else { return };
    let regels = voorstel.regels().await;
    let schools: Vec<Value> = regels.iter().map(|one| one["vestigingscode"].clone()).collect();
    let single: Vec<&Value> = regels.iter().filter(|one| is_one_place(&regels, one)).collect();
    let [loopt, voorgesteld, ..] = single[..] else { panic!("two people on one vacature each: {regels:?}") };
    let other = |one: &&Value| [loopt, voorgesteld].iter().all(|taken| taken["regiodocent"] != one["regiodocent"]);
    let blijft = regels.iter().find(other).unwrap();
    voorstel.stel_vast(201, json!({})).await;
    for one in [loopt, blijft] {
        activate(&voorstel, &one["regiodocent"]).await;
    }
    for one in [loopt, voorgesteld] {
        may_move(&voorstel, one, &schools).await;
    }
    // A week later: who runs has been there for seven days, and those stay with the old school.
    voorstel.api.app.clock.advance(chrono::TimeDelta::days(7));
    voorstel.token = voorstel.api.coordinator(&["amsterdam"]);
    herronde(&mut voorstel).await;

    let refused = voorstel.grijp_in(400, "verbieden", blijft, &blijft["vestigingscode"]).await;
    assert_eq!(refused["errors"][0]["code"], "pin-botst");
    assert!(refused["errors"][0]["herstel"].as_str().unwrap().contains("met verplaatsen instemt"), "{refused}");
    let mut ingrepen = Vec::new();
    for one in [loopt, voorgesteld] {
        let ingreep = voorstel.grijp_in(201, "verbieden", one, &one["vestigingscode"]).await;
        assert_eq!(ingreep["status"], "geprijsd", "{ingreep}");
        ingrepen.push(ingreep["id"].clone());
    }
    let done = voorstel.stel_vast(201, json!({ "ingrepen": ingrepen })).await;

    // Beside what each is about, somebody whose contract has room may get a piece more.
    let held = plaatsingen(&voorstel, &loopt["regiodocent"]).await;
    let old = &held[0];
    let moved = held.iter().find(|one| one["delen"][0]["van"] == "2026-11-24").unwrap_or_else(|| panic!("{done}"));
    assert_eq!((&old["status"], &moved["status"]), (&json!("actief"), &json!("voorgesteld")));
    // Both can agree until 23 November, and until then nothing changes.
    assert_eq!((&old["delen"][0]["totEnMet"], &moved["akkoordTot"]), (&json!("2026-11-23"), &json!("2026-11-23")));
    assert_ne!(old["vestigingscode"], moved["vestigingscode"]);
    let path = format!("/v1/plaatsingen/{}", old["id"].as_str().unwrap());
    let verloop = voorstel.api.get(&path, &voorstel.token).await.json()["verloop"].clone();
    let told = (&verloop[2]["stap"], &verloop[2]["datum"], &verloop[2]["motivering"]);
    assert_eq!(told, (&json!("beeindigen"), &json!("2026-11-23"), &json!("Besproken met beide besturen.")));

    let held = plaatsingen(&voorstel, &voorgesteld["regiodocent"]).await;
    let (old, new) = held.split_first().unwrap();
    assert_eq!(old["status"], "ingetrokken");
    assert!(!new.is_empty(), "{done}");
    for one in new {
        assert_eq!(one["status"], "voorgesteld");
        let van = one["delen"][0]["van"].as_str().unwrap();
        assert!(van >= "2026-11-09", "nobody is placed on days that have passed: {new:?}");
    }
    let path = format!("/v1/plaatsingen/{}", old["id"].as_str().unwrap());
    let verloop = voorstel.api.get(&path, &voorstel.token).await.json()["verloop"].clone();
    assert_eq!((&verloop[0]["stap"], &verloop[0]["namens"]), (&json!("intrekken"), &json!("coordinator")));
    let only = &plaatsingen(&voorstel, &blijft["regiodocent"]).await[0];
    assert_eq!((&only["status"], &only["delen"][0]["totEnMet"]), (&json!("actief"), &json!("2027-07-31")));
}

#[actix_web::test]
async fn who_agreed_to_move_leaves_when_the_new_place_begins_on_sqlite() {
    moved(Engine::Sqlite).await;
}

#[actix_web::test]
async fn who_agreed_to_move_leaves_when_the_new_place_begins_on_postgresql() {
    moved(Engine::Postgres).await;
}

#[actix_web::test]
async fn consent_that_was_taken_back_keeps_everybody_where_they_are() {
    let mut voorstel = Voorstel::on(Engine::Sqlite).await.unwrap();
    let regels = voorstel.regels().await;
    let schools: Vec<Value> = regels.iter().map(|one| one["vestigingscode"].clone()).collect();
    let one = regels.iter().find(|one| is_one_place(&regels, one)).unwrap();
    voorstel.stel_vast(201, json!({})).await;
    activate(&voorstel, &one["regiodocent"]).await;
    may_move(&voorstel, one, &schools).await;
    herronde(&mut voorstel).await;
    let ingreep = voorstel.grijp_in(201, "verbieden", one, &one["vestigingscode"]).await;
    let consents = format!("/v1/regiodocenten/{}/instemmingen", one["regiodocent"].as_str().unwrap());
    let given = voorstel.api.get(&consents, &voorstel.token).await.json()["resultaten"][0].clone();
    let path = format!("{consents}/{}", given["id"].as_str().unwrap());
    let etag = voorstel.api.get(&path, &voorstel.token).await.header("etag").to_owned();
    voorstel.api.delete(&path, &voorstel.token, &etag).await.expect_status(204);
    let refused = voorstel.stel_vast(409, json!({ "ingrepen": [ingreep["id"]] })).await;
    assert_eq!((&refused["code"], &refused["errors"][0]["code"]), (&json!("past-niet-meer"), &json!("instemming")));
    let [only] = &plaatsingen(&voorstel, &one["regiodocent"]).await[..] else { panic!("moved without consent") };
    assert_eq!((&only["status"], &only["delen"][0]["totEnMet"]), (&json!("actief"), &json!("2027-07-31")));
}
