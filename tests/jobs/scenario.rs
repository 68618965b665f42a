//! What-if questions over HTTP, with a worker and the real solver process; and two plans side by side.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::bedrijf::aside;
use super::ronde::solved;
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::wereld::wereld;

#[actix_web::test]
async fn scenarios_front_exchanges_and_fragility_are_asked_and_answered() {
    let Some(api) = Api::with(Engine::Sqlite, "[matching]\ningreep-werklimiet = 20000\n") else { return };
    aside(|| wereld(&api.app.db, 20));
    let (ronde, _werkers) = solved(&api).await;
    let token = api.coordinator(&["amsterdam"]);
    let at = |rest: &str| format!("/v1/matchrondes/{ronde}{rest}");
    let mut paths = Vec::new();
    for vraag in [
        json!({ "soort": "scenarios", "scenarios": [
            { "naam": "2 % en 9 %", "wijzigingen": [
                { "regel": "drieprocent", "parameter": "percentage", "waarde": "2/100" },
                { "regel": "zevenprocent", "parameter": "percentage", "waarde": "9/100" }] },
            { "naam": "zonder 3 %", "wijzigingen": [{ "regel": "drieprocent", "modus": "uit" }] }] }),
        json!({ "soort": "front", "punten": 3 }),
        json!({ "soort": "ruil" }),
        json!({ "soort": "kwetsbaarheid" }),
    ] {
        let made = api.post(&at("/onderzoeken"), &token, &vraag).await.expect_status(201);
        let path = made.header("location").to_owned();
        let found = api.get(&format!("{path}?wacht=30"), &token).await.expect_status(200).json();
        assert_eq!((&found["status"], &found["antwoord"]["soort"]), (&json!("klaar"), &vraag["soort"]), "{found}");
        assert!(!found["antwoord"]["zinnen"].as_array().unwrap().is_empty(), "{found}");
        paths.push((path, found));
    }
    let of = |at: usize, field: &str| -> Vec<Value> { paths[at].1["antwoord"][field].as_array().unwrap().clone() };
    assert_eq!(of(0, "kolommen").len(), 2);
    assert_eq!(of(1, "punten").len(), 3);
    assert!(paths[2].1["antwoord"]["bewijs"]["grootsteWinst"].is_string());
    assert!(!of(3, "vacatures").is_empty());

    let picture =
        api.send(Method::GET, &paths[1].0, &token, &[("accept", "image/svg+xml")], None).await.expect_status(200);
    assert_eq!((picture.header("content-type"), picture.header("vary")), ("image/svg+xml", "accept"));
    for part in ["<title id=\"titel\">", "<desc id=\"uitleg\">", "(fte)", "minuten", "procentpunt"] {
        assert!(picture.text.contains(part), "{part}: {}", picture.text);
    }
    // Only the front is a picture.
    api.send(Method::GET, &paths[2].0, &token, &[("accept", "image/svg+xml")], None).await.expect_status(406);

    let same = api.get(&at(&format!("/vergelijkingen/{ronde}")), &token).await.expect_status(200).json();
    assert_eq!(same["voor"], same["na"]);
    assert_eq!(same["verschil"]["zinnen"], json!(["Er is geen verschil: niemand krijgt een andere plek."]));

    let wrong = json!({ "soort": "scenarios", "scenarios": [
        { "naam": "x", "wijzigingen": [{ "regel": "drieprocent", "parameter": "kleur", "waarde": "rood" }] }] });
    let answer = api.post(&at("/onderzoeken"), &token, &wrong).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/scenarios/0/wijzigingen/0/parameter"]);
    for wrong in [json!({ "soort": "front", "punten": 2 }), json!({ "soort": "ruil", "met": "wie" })] {
        api.post(&at("/onderzoeken"), &token, &wrong).await.expect_status(400);
    }
}
