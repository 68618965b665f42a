//! Regiodocenten over the API: one call makes a complete person, or tells everything that is wrong.

use rato::http::openapi::api_json;
use rato::http::validation::Schemas;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows;

const PATH: &str = "/v1/regiodocenten";

/// Two regios, and board 41797 with schools 00AP00 and 00AP01.
async fn api(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    rows::schoolbestuur(&api.test.db, "41797");
    rows::school(&api.test.db, "00AP00", "41797");
    rows::school(&api.test.db, "00AP01", "41797");
    Some(api)
}

fn nobody_else() -> Value {
    json!({ "naam": "S. de Vries", "soort": "starter" })
}

/// Everything one can tell about somebody.
fn everything() -> Value {
    json!({
        "naam": "S. de Vries",
        "soort": "ervaren",
        "vogDatum": "2024-05-01",
        "woonPostcode": "1013",
        "maxReistijd": 45,
        "dagdelen": ["ma-o", "vr-m"],
        "alleenGeheel": true,
        "bronSysteem": "afas",
        "externId": "000123",
        "contracten": [
            { "van": "2025-08-01", "totEnMet": "2026-07-31", "werktijdfactor": 0.5714, "loonkostenCent": 7_500_000 },
            { "van": "2026-08-01", "werktijdfactor": 1, "loonkostenCent": 7_800_000, "formeelWerkgever": "41797" },
        ],
        "bevoegdheden": [{ "sector": "bo", "vak": "groepsleraar", "graad": "pabo", "van": "2019-07-01" }],
        "voorkeuren": [{ "vestigingscode": "00AP00", "minuten": 15 }],
        "uitsluitingen": [{ "vestigingscode": "00AP01" }, { "bestuursnummer": "41797" }],
        "instemmingen": [{ "soort": "twee-scholen", "van": "2026-08-01" }],
    })
}

/// `told` with what `answer` adds, and nothing else: the ids, and that a contract is in force.
fn with_ids_of(mut told: Value, answer: &Value) -> Value {
    told["id"] = answer["id"].clone();
    for contract in told["contracten"].as_array_mut().unwrap() {
        contract["status"] = json!("actief");
    }
    for list in ["contracten", "bevoegdheden", "voorkeuren", "uitsluitingen", "instemmingen"] {
        for (index, item) in told[list].as_array_mut().unwrap().iter_mut().enumerate() {
            item["id"] = answer[list][index]["id"].clone();
            assert!(item["id"].is_string(), "{answer}");
        }
    }
    told
}

#[rstest]
#[actix_web::test]
async fn one_call_makes_a_complete_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = api(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let made = api.post(PATH, &coordinator, &everything()).await.expect_status(201);
    assert_eq!(made.json(), with_ids_of(everything(), &made.json()));
    let found = api.get(made.header("location"), &coordinator).await.expect_status(200);
    assert_eq!(found.json(), made.json());
    assert_eq!((found.header("etag"), made.header("etag")), ("\"1\"", "\"1\""));
}

#[rstest]
#[actix_web::test]
async fn everything_that_is_wrong_is_told_at_once_and_nobody_is_added(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let wrong = json!({
        "naam": "S. de Vries",
        "soort": "zij-instromer",
        "externId": "000123",
        "contracten": [
            { "van": "2026-08-01", "werktijdfactor": 0.5, "loonkostenCent": 0, "formeelWerkgever": "99999" },
            { "van": "2027-01-01", "totEnMet": "2027-07-31", "werktijdfactor": 0.5, "loonkostenCent": 0 },
            { "van": "2020-08-01", "totEnMet": "2020-07-31", "werktijdfactor": 0.5, "loonkostenCent": 0 },
        ],
        "voorkeuren": [
            { "vestigingscode": "00AP00", "minuten": 15 },
            { "vestigingscode": "00AP00", "minuten": -15 },
            { "vestigingscode": "99ZZ99", "minuten": 0 },
        ],
        "uitsluitingen": [{ "bestuursnummer": "99999" }, { "vestigingscode": "99ZZ99" }],
        "instemmingen": [{ "soort": "verplaatsing", "van": "2026-08-01" }, { "soort": "twee-scholen", "van": "2026-08-01" }],
    });
    let answer = api.post(PATH, &coordinator, &wrong).await.expect_status(400);
    assert_eq!(
        answer.pointers(),
        [
            "/bronSysteem",
            "/contracten/0/formeelWerkgever",
            "/contracten/1/van",
            "/contracten/2/totEnMet",
            "/instemmingen/1/soort",
            "/trajectStart",
            "/uitsluitingen/0/bestuursnummer",
            "/uitsluitingen/1/vestigingscode",
            "/voorkeuren/1/vestigingscode",
            "/voorkeuren/2/vestigingscode",
        ]
    );
    let list = api.get(PATH, &coordinator).await.expect_status(200).json();
    assert_eq!(list["resultaten"], json!([]));
}

#[actix_web::test]
async fn every_wrong_shape_is_told_at_its_place() {
    let api = api(Engine::Sqlite).await.unwrap();
    let wrong = json!({
        "naam": "",
        "soort": "stagiair",
        "woonPostcode": "1013AB",
        "maxReistijd": 300,
        "dagdelen": ["za-o"],
        "geboortedatum": "1990-01-01",
        "contracten": [
            { "van": "2026-08-01", "werktijdfactor": 0, "loonkostenCent": 50_000_001, "formeelWerkgever": "1" },
            { "van": "1 augustus", "werktijdfactor": 0.12345, "loonkostenCent": -1 },
        ],
        "bevoegdheden": [{ "sector": "bo", "vak": "Groepsleraar!", "graad": "pabo", "van": "2019-07-01" }],
        "voorkeuren": [{ "vestigingscode": "00AP00", "minuten": 61 }],
        "uitsluitingen": [{}, { "vestigingscode": "00AP00", "bestuursnummer": "41797" }, { "vestigingscode": null }],
    });
    let answer = api.post(PATH, &api.coordinator(&["amsterdam"]), &wrong).await.expect_status(400);
    assert_eq!(
        answer.pointers(),
        [
            "/bevoegdheden/0/vak",
            "/contracten/0/formeelWerkgever",
            "/contracten/0/loonkostenCent",
            "/contracten/0/werktijdfactor",
            "/contracten/1/loonkostenCent",
            "/contracten/1/van",
            "/contracten/1/werktijdfactor",
            "/dagdelen/0",
            "/geboortedatum",
            "/maxReistijd",
            "/naam",
            "/soort",
            "/uitsluitingen/0",
            "/uitsluitingen/1",
            "/uitsluitingen/2/vestigingscode",
            "/voorkeuren/0/minuten",
            "/woonPostcode",
        ]
    );
}

#[test]
fn every_werktijdfactor_of_four_decimals_up_to_one_is_allowed() {
    let schemas = Schemas::compile(&api_json().unwrap()).unwrap();
    let allowed = |werktijdfactor: f64| {
        let body = json!({ "van": "2026-08-01", "werktijdfactor": werktijdfactor, "loonkostenCent": 0 });
        schemas.check("ContractRequest", &body).is_ok()
    };
    for e4 in 1..=10_000 {
        let werktijdfactor = f64::from(e4) / 10_000.0;
        assert!(allowed(werktijdfactor), "{werktijdfactor}");
    }
    assert!(!allowed(0.0) && !allowed(1.0001) && !allowed(-0.5) && !allowed(0.33333));
}

#[actix_web::test]
async fn null_is_the_same_as_absent() {
    let api = api(Engine::Sqlite).await.unwrap();
    let coordinator = api.coordinator(&["amsterdam"]);
    let mut body = nobody_else();
    for field in ["trajectStart", "vogDatum", "woonPostcode", "maxReistijd", "dagdelen", "bronSysteem", "externId"] {
        body[field] = Value::Null;
    }
    let made = api.post(PATH, &coordinator, &body).await.expect_status(201).json();
    assert!(made.get("vogDatum").is_none() && made.get("dagdelen").is_none(), "{made}");
}

#[actix_web::test]
async fn only_a_zij_instromer_has_a_traject() {
    let api = api(Engine::Sqlite).await.unwrap();
    let coordinator = api.coordinator(&["amsterdam"]);
    for (soort, traject, status) in [
        ("zij-instromer", json!("2026-08-15"), 201),
        ("zij-instromer", Value::Null, 400),
        ("starter", json!("2026-08-15"), 400),
        ("starter", Value::Null, 201),
    ] {
        let body = json!({ "naam": "S. de Vries", "soort": soort, "trajectStart": traject });
        let answer = api.post(PATH, &coordinator, &body).await.expect_status(status);
        assert_eq!(answer.pointers(), if status == 400 { vec!["/trajectStart"] } else { vec![] });
    }
}

#[rstest]
#[actix_web::test]
async fn an_extern_id_is_given_once_in_a_regio(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = api(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let mut body = nobody_else();
    (body["bronSysteem"], body["externId"]) = (json!("afas"), json!("7"));
    let first = api.post(PATH, &coordinator, &body).await.expect_status(201);
    let twice = api.post(PATH, &coordinator, &body).await.expect_status(400);
    assert_eq!(twice.pointers(), ["/externId"]);
    api.post(PATH, &api.coordinator(&["utrecht"]), &body).await.expect_status(201);
    body["naam"] = json!("S. Jansen");
    api.put(first.header("location"), &coordinator, "\"1\"", &body).await.expect_status(200);
    body["externId"] = json!("8");
    let second = api.post(PATH, &coordinator, &body).await.expect_status(201);
    body["externId"] = json!("7");
    let taken = api.put(second.header("location"), &coordinator, "\"1\"", &body).await.expect_status(400);
    assert_eq!(taken.pointers(), ["/externId"]);
}

#[rstest]
#[actix_web::test]
async fn a_change_keeps_the_onderdelen_and_needs_the_version_that_was_read(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = api(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let made = api.post(PATH, &coordinator, &everything()).await.expect_status(201);
    let path = made.header("location");
    let new = json!({ "naam": "S. Jansen", "soort": "herintreder" });
    let changed = api.put(path, &coordinator, "\"1\"", &new).await.expect_status(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    let after = changed.json();
    assert_eq!((&after["naam"], &after["contracten"]), (&json!("S. Jansen"), &made.json()["contracten"]));
    assert!(after.get("vogDatum").is_none() && after.get("externId").is_none(), "what is left out is gone: {after}");
    assert_eq!(api.get(path, &coordinator).await.json(), after);
    api.put(path, &coordinator, "\"1\"", &new).await.expect_status(412);
    let bare = api.send(actix_web::http::Method::PUT, path, &coordinator, &[], Some(new.to_string().into())).await;
    bare.expect_status(428);
}

#[actix_web::test]
async fn a_new_soort_must_suit_the_instemmingen_that_are_there() {
    let api = api(Engine::Sqlite).await.unwrap();
    let coordinator = api.coordinator(&["amsterdam"]);
    let made = api.post(PATH, &coordinator, &everything()).await.expect_status(201);
    let answer = api.put(made.header("location"), &coordinator, "\"1\"", &nobody_else()).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/soort"]);
}

#[actix_web::test]
async fn the_list_is_filtered_and_walked_in_pages() {
    let api = api(Engine::Sqlite).await.unwrap();
    let coordinator = api.coordinator(&["amsterdam"]);
    let mut starters = Vec::new();
    for _ in 0..3 {
        starters.push(api.post(PATH, &coordinator, &nobody_else()).await.expect_status(201).json()["id"].clone());
        api.post(PATH, &coordinator, &json!({ "naam": "A", "soort": "ervaren" })).await.expect_status(201);
    }
    let (mut path, mut seen) = (format!("{PATH}?soort=starter&pageSize=2"), Vec::new());
    loop {
        let answer = api.get(&path, &coordinator).await.expect_status(200);
        seen.extend(answer.json()["resultaten"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        match answer.header("link").strip_prefix('<').and_then(|link| link.split_once('>')) {
            Some((next, _)) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, starters);
    api.get(&format!("{PATH}?cursor=6162"), &coordinator).await.expect_status(400);
    api.get(&format!("{PATH}?naam=Vries"), &coordinator).await.expect_status(400);
}

#[actix_web::test]
async fn somebody_of_another_regio_is_as_good_as_absent() {
    let api = api(Engine::Sqlite).await.unwrap();
    let made = api.post(PATH, &api.coordinator(&["amsterdam"]), &everything()).await.expect_status(201).json();
    let stranger = api.coordinator(&["utrecht"]);
    let (id, contract) = (made["id"].as_str().unwrap(), made["contracten"][0]["id"].as_str().unwrap());
    for id in [id, "0193f000-0000-7000-8000-000000000000"] {
        let person = format!("{PATH}/{id}");
        let (many, one) = (format!("{person}/contracten"), format!("{person}/contracten/{contract}"));
        let body = json!({ "van": "2010-08-01", "totEnMet": "2010-08-02", "werktijdfactor": 1, "loonkostenCent": 0 });
        let answers = [
            api.get(&person, &stranger).await,
            api.put(&person, &stranger, "\"1\"", &nobody_else()).await,
            api.get(&many, &stranger).await,
            api.post(&many, &stranger, &body).await,
            api.get(&one, &stranger).await,
            api.put(&one, &stranger, "\"1\"", &body).await,
            api.delete(&one, &stranger, "\"1\"").await,
        ];
        for answer in answers {
            assert_eq!(answer.expect_status(404).json()["detail"], "Deze regiodocent is niet gevonden.");
        }
    }
    assert_eq!(api.get(PATH, &stranger).await.json()["resultaten"], json!([]));
}

#[actix_web::test]
async fn a_schoolbestuur_sees_nobody() {
    let api = api(Engine::Sqlite).await.unwrap();
    let made = api.post(PATH, &api.coordinator(&["amsterdam"]), &everything()).await.expect_status(201);
    let bestuur = api.bestuur("amsterdam", "41797");
    let person = made.header("location");
    api.get(PATH, &bestuur).await.expect_status(403);
    api.get(person, &bestuur).await.expect_status(403);
    api.get(&format!("{person}/instemmingen"), &bestuur).await.expect_status(403);
    api.post(PATH, &bestuur, &nobody_else()).await.expect_status(403);
}
