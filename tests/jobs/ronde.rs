//! A matchronde from its start to plaatsingen, over HTTP, with a worker and the real solver process.

use std::path::PathBuf;

use rato::app::matchronde::{Rondestand, stop_matchronde};
use rato::domain::breuk::Breuk;
use rato::domain::matchronde::Matchrondestatus;
use serde_json::{Value, json};
use uuid::Uuid;

use super::bedrijf::{EINDELOOS, EVEN, Werkers, aside, is_done, is_searching, rato, stand, start, wait_until};
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::execute;
use crate::support::wereld::{app, coordinator, wereld};

pub async fn solved(api: &Api) -> (Uuid, Werkers) {
    let werkers = Werkers::start(&api.app, rato());
    let ronde = start(&api.app, EVEN);
    let done = wait_until(&api.app, ronde, "a voorstel", is_done);
    assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
    (ronde, werkers)
}

async fn from_start_to_plaatsingen(engine: Engine) {
    let Some(api) = Api::on(engine) else { return };
    aside(|| wereld(&api.app.db, 20));
    let (ronde, _werkers) = solved(&api).await;
    let token = api.coordinator(&["amsterdam"]);
    let at = |rest: &str| format!("/v1/matchrondes/{ronde}{rest}");

    let found = api.get(&at(""), &token).await.expect_status(200).json();
    assert_eq!(found["status"], "voorstel");
    let resultaat = api.get(&at("/resultaat"), &token).await.expect_status(200).json();
    assert_eq!(resultaat["problemHash"], found["problemHash"]);
    let lines = resultaat["plaatsingen"].as_array().unwrap();
    assert!(!lines.is_empty());
    assert!(lines[0]["school"].as_str().unwrap().starts_with("School "), "{}", lines[0]);
    assert!(lines[0]["schoolbestuur"].as_str().unwrap().starts_with("Bestuur "), "{}", lines[0]);
    assert!(lines.iter().all(|line| line["loting"]["rol"].is_string()), "{}", lines[0]);
    let breaches = api.get(&at("/bevindingen?overtreding=true"), &token).await.expect_status(200).json();
    assert!(breaches["resultaten"].is_array());
    let funnels = api.get(&at("/toelichtingen"), &token).await.expect_status(200).json();
    for funnel in funnels["resultaten"].as_array().unwrap() {
        let person = funnel["onderwerp"]["soort"] == "regiodocent";
        assert_eq!(funnel["loting"]["gelijken"].is_number(), person, "{funnel}");
    }
    let events = api.get(&at("/voortgang"), &token).await.expect_status(200);
    assert_eq!(events.header("content-type"), "text/event-stream");
    assert_eq!(events.header("x-accel-buffering"), "no");
    assert!(events.text.starts_with("id: 1\nevent: einde\ndata: {\"status\":\"voorstel\""), "{}", events.text);

    let besluit = json!({ "motivering": "Besproken met beide besturen." });
    let done = api.post(&at("/vaststellingen"), &token, &besluit).await.expect_status(201).json();
    assert_eq!(done["plaatsingen"].as_array().unwrap().len(), lines.len());
    api.post(&at("/vaststellingen"), &token, &besluit).await.expect_status(409);
    let all = api.get("/v1/plaatsingen?pageSize=200", &token).await.expect_status(200).json();
    assert_eq!(all["resultaten"].as_array().unwrap().len(), lines.len());
    assert!(all["resultaten"].as_array().unwrap().iter().all(|plaatsing| plaatsing["status"] == "voorgesteld"));
    only_own_plaatsingen(&api, &all["resultaten"]).await;
    let who = api.get(&at("/vaststellingen"), &token).await.expect_status(200).json();
    assert_eq!(who["resultaten"][0]["motivering"], "Besproken met beide besturen.");

    let again = start(&api.app, EVEN);
    wait_until(&api.app, again, "a second ronde on top of the plaatsingen", is_done);
    let second = api.get(&format!("/v1/matchrondes/{again}/resultaat"), &token).await.expect_status(200).json();
    let continued = second["plaatsingen"].as_array().unwrap().iter().filter(|line| line["bestaand"].is_string());
    assert_eq!(continued.count(), lines.len(), "what was adopted stays");
}

/// A schoolbestuur sees its own plaatsingen, and another's do not exist for it.
async fn only_own_plaatsingen(api: &Api, all: &Value) {
    let one = &all[0];
    let path = format!("/v1/plaatsingen/{}", one["id"].as_str().unwrap());
    let own = one["bestuursnummer"].as_str().unwrap();
    let other = all.as_array().unwrap().iter().map(|p| p["bestuursnummer"].as_str().unwrap()).find(|b| *b != own);
    let owner = api.bestuur("amsterdam", own);
    api.get(&path, &owner).await.expect_status(200);
    let seen = api.get("/v1/plaatsingen", &owner).await.expect_status(200).json();
    assert!(seen["resultaten"].as_array().unwrap().iter().all(|plaatsing| plaatsing["bestuursnummer"] == own));
    if let Some(other) = other {
        api.get(&path, &api.bestuur("amsterdam", other)).await.expect_status(404);
    }
}

#[actix_web::test]
async fn a_ronde_goes_from_start_to_plaatsingen_on_sqlite() {
    from_start_to_plaatsingen(Engine::Sqlite).await;
}

#[actix_web::test]
async fn a_ronde_goes_from_start_to_plaatsingen_on_postgresql() {
    from_start_to_plaatsingen(Engine::Postgres).await;
}

#[actix_web::test]
async fn part_of_a_plan_can_be_adopted_and_strangers_are_named() {
    let api = Api::new();
    wereld(&api.app.db, 20);
    let (ronde, _werkers) = solved(&api).await;
    let token = api.coordinator(&["amsterdam"]);
    let resultaat = api.get(&format!("/v1/matchrondes/{ronde}/resultaat"), &token).await.json();
    let someone = resultaat["plaatsingen"][0]["regiodocent"].clone();
    let path = format!("/v1/matchrondes/{ronde}/vaststellingen");
    let strange = json!({ "motivering": "Eerst deze ene persoon.", "regiodocenten": [someone, Uuid::now_v7()] });
    let refused = api.post(&path, &token, &strange).await.expect_status(400);
    assert_eq!(refused.pointers(), ["/regiodocenten/1"]);
    let body = json!({ "motivering": "Eerst deze ene persoon.", "regiodocenten": [someone] });
    let done = api.post(&path, &token, &body).await.expect_status(201).json();
    let made = done["plaatsingen"].as_array().unwrap();
    assert!(!made.is_empty() && made.iter().all(|plaatsing| plaatsing["regiodocent"] == someone));
}

#[actix_web::test]
async fn what_no_longer_fits_is_listed_and_nothing_is_written() {
    let api = Api::new();
    wereld(&api.app.db, 20);
    let (ronde, _werkers) = solved(&api).await;
    let token = api.coordinator(&["amsterdam"]);
    let resultaat = api.get(&format!("/v1/matchrondes/{ronde}/resultaat"), &token).await.json();
    let line = &resultaat["plaatsingen"][0];
    let gone = line["delen"][0]["vacature"].as_str().unwrap();
    execute(&api.app.db, &format!("UPDATE vacature SET status = 'ingetrokken' WHERE id = '{gone}'"));
    let body = json!({ "motivering": "Besproken met beide besturen." });
    let refused = api.post(&format!("/v1/matchrondes/{ronde}/vaststellingen"), &token, &body).await.expect_status(409);
    let misfits = refused.json()["errors"].clone();
    let named = format!("/regiodocenten/{}", line["regiodocent"].as_str().unwrap());
    assert!(
        misfits.as_array().unwrap().iter().any(|m| m["pointer"] == named && m["code"] == "vacature-weg"),
        "{misfits}"
    );
    let left = api.get("/v1/plaatsingen", &token).await.json();
    assert_eq!(left["resultaten"], json!([]));
    assert_eq!(stand(&api.app, ronde).ronde.noun.status, Matchrondestatus::Voorstel);
}

#[test]
fn a_newer_voorstel_makes_the_older_one_lapse() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 10);
    let app = app(&test.db, &[]);
    let _werkers = Werkers::start(&app, rato());
    let older = start(&app, EVEN);
    wait_until(&app, older, "the first voorstel", is_done);
    let newer = start(&app, EVEN);
    wait_until(&app, newer, "the second voorstel", is_done);
    assert_eq!(stand(&app, newer).ronde.noun.status, Matchrondestatus::Voorstel);
    assert_eq!(stand(&app, older).ronde.noun.status, Matchrondestatus::Vervallen);
}

#[test]
fn a_running_ronde_that_is_stopped_hands_in_its_best_plan() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 60);
    let app = app(&test.db, &[]);
    let _werkers = Werkers::start(&app, rato());
    let ronde = start(&app, EINDELOOS);
    wait_until(&app, ronde, "the search", is_searching);
    stop_matchronde(&coordinator(&app), ronde).unwrap();
    let done = wait_until(&app, ronde, "the best plan so far", is_done).ronde.noun;
    assert_eq!((done.status, done.plan_status.as_deref()), (Matchrondestatus::Voorstel, Some("gestopt")));
}

#[actix_web::test]
async fn who_follows_a_ronde_sees_per_tier_what_is_proven_while_it_runs() {
    let api = Api::new();
    wereld(&api.app.db, 60);
    let _werkers = Werkers::start(&api.app, rato());
    let ronde = start(&api.app, EINDELOOS);
    let bounded = |stand: &Rondestand| {
        is_searching(stand) && stand.job.voortgang.as_deref().is_some_and(|text| text.contains(r#""verschil":""#))
    };
    wait_until(&api.app, ronde, "a bound while it searches", bounded);
    stop_matchronde(&coordinator(&api.app), ronde).unwrap();
    let token = api.coordinator(&["amsterdam"]);
    let events = api.get(&format!("/v1/matchrondes/{ronde}/voortgang"), &token).await.expect_status(200);
    let told = events.text.lines().filter_map(|line| line.strip_prefix("data: "));
    let told: Vec<Value> = told.map(|data| serde_json::from_str(data).unwrap()).collect();
    let tiers = told.iter().filter_map(|event| event["voortgang"]["tiers"].as_array()).flatten();
    let bounded: Vec<&Value> = tiers.filter(|tier| tier["grens"].is_string()).collect();
    assert!(!bounded.is_empty(), "{}", events.text);
    for tier in bounded {
        let number = |field: &str| tier[field].as_str().unwrap().parse::<Breuk>().unwrap();
        assert_eq!(&number("waarde") - &number("grens"), number("verschil"), "{tier}");
        assert!(tier["tier"].is_string() && tier["eenheid"].is_string(), "{tier}");
    }
}

#[test]
fn a_solver_that_dies_is_tried_again_and_then_given_up_with_the_reason() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 10);
    let app = app(&test.db, &[("RATO__JOBS__MAX_POGINGEN", "2")]);
    let _werkers = Werkers::start(&app, PathBuf::from("/bin/false"));
    let ronde = start(&app, EVEN);
    let done = wait_until(&app, ronde, "the end", is_done);
    assert_eq!((done.ronde.noun.status, done.job.pogingen), (Matchrondestatus::Mislukt, 2));
    assert!(done.ronde.noun.reden.unwrap().starts_with("De rekenmotor"));
}

#[cfg(unix)]
#[test]
fn a_plan_that_the_second_opinion_refused_is_not_stored_and_the_ronde_names_the_property() {
    use std::os::unix::fs::PermissionsExt;
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 10);
    let app = app(&test.db, &[]);
    // Stands in for a solver whose plan breaks a promise: what it then says is what `rato solve` says.
    let folder = tempfile::TempDir::new().unwrap();
    let solver = folder.path().join("solver");
    let refused = "Het plan is bij de tweede controle afgekeurd. P5 (Geen vacature is meer dan vol): v1.";
    let script = format!("#!/bin/sh\nread question\nprintf '%s\\n' '{{\"geen\": \"{refused}\"}}'\n");
    std::fs::write(&solver, script).unwrap();
    std::fs::set_permissions(&solver, std::fs::Permissions::from_mode(0o755)).unwrap();
    let _werkers = Werkers::start(&app, solver);
    let ronde = start(&app, EVEN);
    let done = wait_until(&app, ronde, "the end", is_done).ronde.noun;
    assert_eq!((done.status, done.plan_status.as_deref()), (Matchrondestatus::Mislukt, None));
    assert_eq!(done.reden.as_deref(), Some(refused));
}

#[test]
fn when_the_service_closes_a_running_ronde_goes_back_to_the_queue_without_losing_an_attempt() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 60);
    let closing = app(&test.db, &[]);
    let mut werkers = Werkers::start(&closing, rato());
    let ronde = start(&closing, EINDELOOS);
    wait_until(&closing, ronde, "the search", is_searching);
    werkers.close();
    let left = stand(&closing, ronde).job;
    assert_eq!((left.status.as_str(), left.pogingen), ("wachtend", 0));
}
