//! Every kind of onderzoek over HTTP, with a worker and the real solver process: what it answers is what the engine says of
//! the same documents.

use actix_web::http::Method;
use rato::auth::policy::Grant;
use rato::matching::explain::beantwoord;
use rato::matching::explain::vraag::Vraag;
use rato::matching::plan::Plan;
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand};
use rato::storage::StorageError;
use rato::storage::matchronde::{Documentsoort, find_document};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bedrijf::aside;
use super::ronde::solved;
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::wereld::wereld;

const WERK: u64 = 20_000;

/// The stored question and plan of a ronde.
fn documents(api: &Api, ronde: Uuid) -> (Problem, Plan) {
    let db = &api.app.db;
    let read = |soort: Documentsoort| {
        let found = aside(|| db.read(&Grant::systeem("test"), |conn| find_document(conn, ronde, soort)));
        found.map_err(|why: StorageError| why.to_string()).unwrap().unwrap()
    };
    let problem = serde_json::from_str(&read(Documentsoort::Problem)).unwrap();
    (problem, serde_json::from_str(&read(Documentsoort::Plan)).unwrap())
}

/// A question of every kind, and the field that holds its answer.
fn vragen(lines: &[Value]) -> Vec<(Value, &'static str)> {
    let wie = &lines[0];
    let elders = lines.iter().find(|line| line["vestigingscode"] != wie["vestigingscode"]).unwrap();
    let (docent, vacature, bestuur) = (&wie["regiodocent"], &elders["delen"][0]["vacature"], &wie["bestuursnummer"]);
    let scenario = json!([{ "naam": "zonder 3 %", "wijzigingen": [{ "regel": "drieprocent", "modus": "uit" }] }]);
    vec![
        (json!({ "soort": "waarom-niet", "regiodocent": docent, "vacature": vacature }), "oordeel"),
        (json!({ "soort": "overzicht", "regiodocent": docent }), "paren"),
        (json!({ "soort": "overzicht", "vacature": vacature }), "paren"),
        (json!({ "soort": "overzicht", "schoolbestuur": bestuur }), "zinnen"),
        (json!({ "soort": "wat-is-nodig", "vacature": vacature }), "mogelijkheden"),
        (json!({ "soort": "herstel" }), "haalbaar"),
        (json!({ "soort": "analyse" }), "prijs"),
        (json!({ "soort": "scenarios", "scenarios": scenario }), "kolommen"),
        (json!({ "soort": "front", "punten": 3 }), "punten"),
        (json!({ "soort": "ruil" }), "ketens"),
        (json!({ "soort": "kwetsbaarheid" }), "vacatures"),
    ]
}

#[actix_web::test]
async fn every_kind_of_question_is_answered_as_the_engine_does() {
    let settings = format!("[matching]\ningreep-werklimiet = {WERK}\nonderzoek-seconden = 300\n");
    let Some(api) = Api::with(Engine::Sqlite, &settings) else { return };
    aside(|| wereld(&api.app.db, 12));
    let (ronde, _werkers) = solved(&api).await;
    let token = api.coordinator(&["amsterdam"]);
    let at = |rest: &str| format!("/v1/matchrondes/{ronde}{rest}");
    let lines = api.get(&at("/resultaat"), &token).await.expect_status(200).json()["plaatsingen"].clone();
    let (problem, plan) = documents(&api, ronde);
    let limits = Limits { werk: Some(WERK), tijd: None, threads: 2 };
    for (vraag, field) in vragen(lines.as_array().unwrap()) {
        let made = api.post(&at("/onderzoeken"), &token, &vraag).await.expect_status(201);
        let path = format!("{}?wacht=30", made.header("location"));
        let mut found = made.json();
        while found["status"] == "wachtend" {
            found = api.send(Method::GET, &path, &token, &[], None).await.expect_status(200).json();
        }
        assert_eq!((&found["status"], &found["antwoord"]["soort"]), (&json!("klaar"), &vraag["soort"]), "{found}");
        assert!(!found["antwoord"][field].is_null(), "{field}: {found}");
        let asked: Vraag = serde_json::from_value(vraag).unwrap();
        let answer = beantwoord(&problem, &plan, &asked, &limits, &Niemand).unwrap();
        let engine = serde_json::to_value(&answer).unwrap();
        assert_eq!(found["antwoord"]["zinnen"], engine["zinnen"], "{asked:?}");
        assert!(!engine["zinnen"].as_array().unwrap().is_empty());
    }
}
