//! The onderdelen of a regiodocent over the API: five kinds that behave alike.

use actix_web::http::Method;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows;

/// A regiodocent of kind `ervaren` with nothing else; the path.
async fn person(engine: Engine) -> Option<(Api, String, String)> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    rows::schoolbestuur(&api.test.db, "41797");
    rows::school(&api.test.db, "00AP00", "41797");
    rows::school(&api.test.db, "00AP01", "41797");
    let coordinator = api.coordinator(&["amsterdam"]);
    let body = json!({ "naam": "S. de Vries", "soort": "ervaren" });
    let made = api.post("/v1/regiodocenten", &coordinator, &body).await.expect_status(201);
    Some((api, coordinator, made.header("location").to_owned()))
}

/// Of each kind: its path, one, and another that the one can be changed into.
fn kinds() -> [(&'static str, Value, Value); 5] {
    let contract =
        |werktijdfactor: f64| json!({ "van": "2026-08-01", "werktijdfactor": werktijdfactor, "loonkostenCent": 1 });
    let bevoegdheid = |vak: &str| json!({ "sector": "vo", "vak": vak, "graad": "tweedegraads", "van": "2020-01-01" });
    let instemming = |soort: &str| json!({ "soort": soort, "van": "2026-08-01", "totEnMet": "2027-07-31" });
    [
        ("contracten", contract(0.8), contract(0.6)),
        ("bevoegdheden", bevoegdheid("wiskunde"), bevoegdheid("natuurkunde")),
        (
            "voorkeuren",
            json!({ "vestigingscode": "00AP00", "minuten": 5 }),
            json!({ "vestigingscode": "00AP00", "minuten": -5 }),
        ),
        ("uitsluitingen", json!({ "vestigingscode": "00AP01" }), json!({ "bestuursnummer": "41797" })),
        ("instemmingen", instemming("verplaatsing"), instemming("twee-scholen")),
    ]
}

/// What the answer adds: the id, and that a contract is in force.
fn with_id(mut body: Value, id: &Value) -> Value {
    body["id"] = id.clone();
    if body.get("werktijdfactor").is_some() {
        body["status"] = json!("actief");
    }
    body
}

#[rstest]
#[actix_web::test]
async fn each_kind_is_added_read_changed_and_removed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((api, token, person)) = person(engine).await else { return };
    for (path, one, other) in kinds() {
        let many = format!("{person}/{path}");
        let before = api.get(&person, &token).await.header("etag").to_owned();
        let made = api.post(&many, &token, &one).await.expect_status(201);
        let (at, id) = (made.header("location"), &made.json()["id"]);
        assert_eq!(at, format!("{many}/{}", id.as_str().unwrap()));
        assert_eq!(made.json(), with_id(one, id));
        assert_ne!(api.get(&person, &token).await.header("etag"), before, "the person changed too");
        let found = api.get(at, &token).await.expect_status(200);
        assert_eq!((found.json(), found.header("etag")), (made.json(), "\"1\""));
        assert_eq!(api.get(&many, &token).await.expect_status(200).json()["resultaten"], json!([made.json()]));

        let changed = api.put(at, &token, "\"1\"", &other).await.expect_status(200);
        assert_eq!((changed.json(), changed.header("etag")), (with_id(other.clone(), id), "\"2\""));
        assert_eq!(api.get(at, &token).await.json(), changed.json());
        api.put(at, &token, "\"1\"", &other).await.expect_status(412);
        api.send(Method::PUT, at, &token, &[], Some(other.to_string().into())).await.expect_status(428);

        api.delete(at, &token, "\"1\"").await.expect_status(412);
        api.send(Method::DELETE, at, &token, &[], None).await.expect_status(428);
        api.delete(at, &token, "\"2\"").await.expect_status(204);
        for answer in [
            api.get(at, &token).await,
            api.put(at, &token, "\"2\"", &other).await,
            api.delete(at, &token, "\"2\"").await,
        ] {
            answer.expect_status(404);
        }
    }
}

#[rstest]
#[actix_web::test]
async fn contracts_never_overlap_what_is_stored(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((api, token, person)) = person(engine).await else { return };
    let many = format!("{person}/contracten");
    let contract =
        |van: &str, tot: &str| json!({ "van": van, "totEnMet": tot, "werktijdfactor": 1, "loonkostenCent": 0 });
    let first = api.post(&many, &token, &contract("2026-08-01", "2027-07-31")).await.expect_status(201);
    let overlaps = api.post(&many, &token, &contract("2027-07-31", "2028-07-31")).await.expect_status(400);
    assert_eq!(overlaps.pointers(), ["/van"]);
    let second = api.post(&many, &token, &contract("2027-08-01", "2028-07-31")).await.expect_status(201);
    api.put(first.header("location"), &token, "\"1\"", &contract("2026-09-01", "2027-07-31")).await.expect_status(200);
    let grown = api.put(second.header("location"), &token, "\"1\"", &contract("2027-07-31", "2028-07-31")).await;
    assert_eq!(grown.expect_status(400).pointers(), ["/van"]);
    assert_eq!(api.get(second.header("location"), &token).await.header("etag"), "\"1\"");
}

#[actix_web::test]
async fn a_refused_onderdeel_tells_everything_and_leaves_the_person_as_it_was() {
    let (api, token, person) = person(Engine::Sqlite).await.unwrap();
    let refused = [
        (
            "contracten",
            json!({ "van": "2026-08-01", "totEnMet": "2026-07-31", "werktijdfactor": 1, "loonkostenCent": 0, "formeelWerkgever": "99999" }),
            vec!["/formeelWerkgever", "/totEnMet"],
        ),
        (
            "contracten",
            json!({ "werktijdfactor": 0, "loonkostenCent": -1 }),
            vec!["/loonkostenCent", "/van", "/werktijdfactor"],
        ),
        (
            "bevoegdheden",
            json!({ "sector": "bo", "vak": "x", "graad": "phd", "van": "2020-01-01" }),
            vec!["/graad", "/vak"],
        ),
        ("voorkeuren", json!({ "vestigingscode": "99ZZ99", "minuten": 1 }), vec!["/vestigingscode"]),
        ("uitsluitingen", json!({}), vec![""]),
        ("uitsluitingen", json!({ "bestuursnummer": "99999" }), vec!["/bestuursnummer"]),
        (
            "instemmingen",
            json!({ "soort": "verplaatsing", "van": "2026-08-01", "totEnMet": "2025-08-01" }),
            vec!["/totEnMet"],
        ),
    ];
    for (path, body, pointers) in refused {
        let answer = api.post(&format!("{person}/{path}"), &token, &body).await.expect_status(400);
        assert_eq!(answer.pointers(), pointers, "{path} {body}");
    }
    assert_eq!(api.get(&person, &token).await.header("etag"), "\"1\"");
}

#[actix_web::test]
async fn the_same_wish_is_told_once() {
    let (api, token, person) = person(Engine::Sqlite).await.unwrap();
    for (path, body, pointer) in [
        ("voorkeuren", json!({ "vestigingscode": "00AP00", "minuten": 1 }), "/vestigingscode"),
        ("uitsluitingen", json!({ "bestuursnummer": "41797" }), "/bestuursnummer"),
    ] {
        let many = format!("{person}/{path}");
        api.post(&many, &token, &body).await.expect_status(201);
        assert_eq!(api.post(&many, &token, &body).await.expect_status(400).pointers(), [pointer]);
    }
}

#[actix_web::test]
async fn a_starter_does_not_agree_to_two_schools() {
    let (api, token, person) = person(Engine::Sqlite).await.unwrap();
    api.put(&person, &token, "\"1\"", &json!({ "naam": "S", "soort": "starter" })).await.expect_status(200);
    let body = json!({ "soort": "twee-scholen", "van": "2026-08-01" });
    let answer = api.post(&format!("{person}/instemmingen"), &token, &body).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/soort"]);
}

#[actix_web::test]
async fn an_onderdeel_is_found_with_its_own_person_only() {
    let (api, token, person) = person(Engine::Sqlite).await.unwrap();
    let made = api.post(&format!("{person}/uitsluitingen"), &token, &json!({ "bestuursnummer": "41797" })).await;
    let id = made.expect_status(201).json()["id"].as_str().unwrap().to_owned();
    let body = json!({ "naam": "Iemand anders", "soort": "ervaren" });
    let other = api.post("/v1/regiodocenten", &token, &body).await.expect_status(201);
    let wrong = format!("{}/uitsluitingen/{id}", other.header("location"));
    api.get(&wrong, &token).await.expect_status(404);
    api.delete(&wrong, &token, "\"1\"").await.expect_status(404);
    api.get(&format!("{person}/uitsluitingen/{id}"), &token).await.expect_status(200);
}
