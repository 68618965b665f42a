//! Vacatures over the API.

use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows;

/// Two boards with a school each; 00AP09 is a school of the first board that does not take part.
async fn api() -> Api {
    api_on(Engine::Sqlite).await.unwrap()
}

async fn api_on(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    rows::schoolbestuur(db, "41797");
    rows::schoolbestuur(db, "41798");
    for (code, bestuur) in [("00AP00", "41797"), ("00AP09", "41797"), ("00AP01", "41798")] {
        rows::school(db, code, bestuur);
    }
    rows::deelname(db, "amsterdam", "00AP00", "2026-08-01", None);
    rows::deelname(db, "amsterdam", "00AP01", "2026-08-01", None);
    Some(api)
}

fn vacature(code: &str) -> Value {
    json!({
        "vestigingscode": code,
        "soort": "regulier",
        "fte": 0.6,
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" },
        "van": "2026-08-01",
        "totEnMet": "2027-07-31",
        "dagdelen": ["ma-o", "ma-m"]
    })
}

fn with(code: &str, field: &str, value: Value) -> Value {
    let mut body = vacature(code);
    body[field] = value;
    body
}

#[actix_web::test]
async fn a_bestuur_makes_a_vacature_and_reads_it_back() {
    let api = api().await;
    let bestuur = api.bestuur("amsterdam", "41797");
    let made = api.post("/v1/vacatures", &bestuur, &vacature("00AP00")).await.expect_status(201);
    assert_eq!(made.header("etag"), "\"1\"");
    let found = api.get(made.header("location"), &bestuur).await.expect_status(200);
    let telling = json!("Er zijn nog geen regiodocenten.");
    assert_eq!(made.json()["kandidaten"]["tekst"], telling);
    let mut expected = vacature("00AP00");
    for (field, value) in [
        ("alleenGeheel", json!(false)),
        ("status", json!("open")),
        ("bestuursnummer", json!("41797")),
        ("arbeidsmarkttoelage", json!(false)),
    ] {
        expected[field] = value;
    }
    expected["id"] = made.json()["id"].clone();
    assert_eq!(found.json(), expected);
}

#[actix_web::test]
async fn another_board_sees_nothing_of_it() {
    let api = api().await;
    let (own, other) = (api.bestuur("amsterdam", "41797"), api.bestuur("amsterdam", "41798"));
    let made = api.post("/v1/vacatures", &own, &vacature("00AP00")).await.expect_status(201);
    let path = made.header("location").to_owned();
    let absent = format!("/v1/vacatures/{}", Uuid::now_v7());
    let none = api.get(&absent, &other).await.expect_status(404);
    assert_eq!(api.get(&path, &other).await.expect_status(404).json(), none.json());
    api.put(&path, &other, "\"1\"", &vacature("00AP00")).await.expect_status(404);
    api.post(&format!("{path}/intrekkingen"), &other, &json!({})).await.expect_status(404);
    let list = api.get("/v1/vacatures", &other).await.expect_status(200).json();
    assert_eq!(list["resultaten"], json!([]));
    let coordinator = api.coordinator(&["amsterdam"]);
    assert_eq!(api.get("/v1/vacatures", &coordinator).await.json()["resultaten"][0]["id"], made.json()["id"]);
}

#[actix_web::test]
async fn a_school_of_another_board_answers_like_no_school() {
    let api = api().await;
    let own = api.bestuur("amsterdam", "41797");
    let foreign = api.post("/v1/vacatures", &own, &vacature("00AP01")).await.expect_status(404);
    let absent = api.post("/v1/vacatures", &own, &vacature("99ZZ99")).await.expect_status(404);
    assert_eq!(foreign.json(), absent.json());
    assert_eq!(foreign.json()["detail"], "Deze school is niet gevonden.");
}

#[actix_web::test]
async fn every_error_of_a_body_comes_at_once() {
    let api = api().await;
    let bestuur = api.bestuur("amsterdam", "41797");
    let body = json!({
        "vestigingscode": "0AP00",
        "soort": "regulier",
        "fte": 10.00001,
        "bevoegdheid": { "sector": "bo", "vak": "Groep 3", "graad": "pabo", "diploma": 1 },
        "dagdelen": ["za-o"],
        "uren": 24
    });
    let answer = api.post("/v1/vacatures", &bestuur, &body).await.expect_status(400);
    let mut pointers = answer.pointers();
    pointers.dedup();
    let expected =
        ["/bevoegdheid/diploma", "/bevoegdheid/vak", "/dagdelen/0", "/fte", "/uren", "/van", "/vestigingscode"];
    assert_eq!(pointers, expected);
}

#[actix_web::test]
async fn errors_that_no_schema_sees_come_together_too() {
    let api = api().await;
    let bestuur = api.bestuur("amsterdam", "41797");
    let mut body = with("00AP09", "totEnMet", json!("2026-07-31"));
    body["dagdelen"] = json!([]);
    let answer = api.post("/v1/vacatures", &bestuur, &body).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/dagdelen", "/totEnMet", "/vestigingscode"]);
    let early = with("00AP00", "van", json!("2026-07-31"));
    let answer = api.post("/v1/vacatures", &bestuur, &early).await.expect_status(400);
    assert_eq!(answer.json()["errors"][0]["code"], "geen-deelname");
}

#[actix_web::test]
async fn fte_is_exact_above_zero_and_at_most_ten() {
    let api = api().await;
    let coordinator = api.coordinator(&["amsterdam"]);
    for fte in [json!(0.0001), json!(0.7), json!(1.1), json!(0.3333), json!(9.9999), json!(10)] {
        let made =
            api.post("/v1/vacatures", &coordinator, &with("00AP00", "fte", fte.clone())).await.expect_status(201);
        assert_eq!(made.json()["fte"], fte);
    }
    for fte in [json!(0), json!(-0.5), json!(10.0001), json!(0.12345), json!("0.6"), json!(null)] {
        let answer =
            api.post("/v1/vacatures", &coordinator, &with("00AP00", "fte", fte.clone())).await.expect_status(400);
        assert_eq!(answer.pointers()[0], "/fte", "{fte}");
    }
}

#[actix_web::test]
async fn a_change_needs_the_version_that_was_read() {
    let api = api().await;
    let bestuur = api.bestuur("amsterdam", "41797");
    let made = api.post("/v1/vacatures", &bestuur, &vacature("00AP00")).await.expect_status(201);
    let path = made.header("location");
    let body = with("00AP00", "fte", json!(0.8));
    let changed = api.put(path, &bestuur, made.header("etag"), &body).await.expect_status(200);
    assert_eq!((changed.json()["fte"].clone(), changed.header("etag")), (json!(0.8), "\"2\""));
    api.put(path, &bestuur, made.header("etag"), &body).await.expect_status(412);
    let elsewhere = api.put(path, &bestuur, "\"2\"", &vacature("00AP09")).await.expect_status(400);
    assert_eq!(elsewhere.json()["errors"][0]["code"], "ligt-vast");
}

#[actix_web::test]
async fn a_vacature_is_withdrawn_once_and_then_stays_as_it_is() {
    let api = api().await;
    let bestuur = api.bestuur("amsterdam", "41797");
    let made = api.post("/v1/vacatures", &bestuur, &vacature("00AP00")).await.expect_status(201);
    let (path, withdraw) = (made.header("location"), format!("{}/intrekkingen", made.header("location")));
    let long = json!({ "reden": "x".repeat(501) });
    assert_eq!(api.post(&withdraw, &bestuur, &long).await.expect_status(400).pointers(), ["/reden"]);
    let reden = json!({ "reden": "De groep is samengevoegd." });
    let gone = api.post(&withdraw, &bestuur, &reden).await.expect_status(201);
    assert_eq!(
        (gone.json()["status"].clone(), gone.json()["intrekkingsreden"].clone()),
        (json!("ingetrokken"), reden["reden"].clone())
    );
    let again = api.post(&withdraw, &bestuur, &json!({})).await.expect_status(409).json();
    assert_eq!(again["code"], "overgang-niet-mogelijk");
    assert_eq!(again["detail"], "Deze vacature is 'ingetrokken'; 'intrekken' kan dan niet.");
    api.put(path, &bestuur, gone.header("etag"), &vacature("00AP00")).await.expect_status(409);
    let open = api.get("/v1/vacatures?status=open", &bestuur).await.expect_status(200).json();
    assert_eq!(open["resultaten"], json!([]));
}

#[actix_web::test]
async fn what_is_placed_keeps_its_place() {
    let api = api().await;
    let bestuur = api.bestuur("amsterdam", "41797");
    let made = api.post("/v1/vacatures", &bestuur, &vacature("00AP00")).await.expect_status(201);
    let (path, id) = (made.header("location"), made.json()["id"].as_str().unwrap().parse().unwrap());
    let docent = rows::regiodocent(&api.test.db, "amsterdam");
    rows::plaatsing(&api.test.db, docent, id, "akkoord-school", 4_000, "2026-08-01", "2027-07-31");
    let refused = api.post(&format!("{path}/intrekkingen"), &bestuur, &json!({})).await.expect_status(409).json();
    assert!(refused["repair"].as_str().unwrap().contains("0,4 fte"), "{refused}");
    for (field, value) in [("fte", json!(0.3)), ("totEnMet", json!("2027-06-30")), ("soort", json!("vervanging"))] {
        api.put(path, &bestuur, "\"1\"", &with("00AP00", field, value)).await.expect_status(409);
    }
    api.put(path, &bestuur, "\"1\"", &with("00AP00", "fte", json!(0.4))).await.expect_status(200);
}

#[rstest]
#[actix_web::test]
async fn the_count_follows_every_change_of_the_pool(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = api_on(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let asked = async || {
        let made = api.post("/v1/vacatures", &coordinator, &with("00AP00", "dagdelen", json!(null))).await;
        let count = made.expect_status(201).json()["kandidaten"].clone();
        (count["geschikt"].as_u64().unwrap(), count["begin"].as_u64().unwrap())
    };
    assert_eq!(asked().await, (0, 0));
    let person = json!({ "naam": "S. de Vries", "soort": "ervaren", "vogDatum": "2024-05-01", "woonPostcode": "9901",
        "contracten": [{ "van": "2026-08-01", "werktijdfactor": 0.6, "loonkostenCent": 1 }] });
    let made = api.post("/v1/regiodocenten", &coordinator, &person).await.expect_status(201);
    assert_eq!((asked().await, asked().await), ((0, 1), (0, 1)));
    let held = json!({ "sector": "bo", "vak": "groepsleraar", "graad": "pabo", "van": "2020-01-01" });
    let bevoegdheden = format!("{}/bevoegdheden", made.header("location"));
    api.post(&bevoegdheden, &coordinator, &held).await.expect_status(201);
    assert_eq!(asked().await, (1, 1));
    let out = json!({ "vestigingscode": "00AP00" });
    let uitsluitingen = format!("{}/uitsluitingen", made.header("location"));
    let gone = api.post(&uitsluitingen, &coordinator, &out).await.expect_status(201);
    assert_eq!(asked().await, (0, 1));
    api.delete(gone.header("location"), &coordinator, gone.header("etag")).await.expect_status(204);
    assert_eq!(asked().await, (1, 1));
    // A postcode that lies elsewhere after an import: the school in Amsterdam is out of reach.
    rows::execute(
        &api.test.db,
        "INSERT INTO postcodepunt VALUES ('9901', 6700000, 53300000), ('1012', 4890000, 52370000)",
    );
    assert_eq!(asked().await, (0, 1));
}

#[actix_web::test]
async fn filters_and_pages_work_together_and_unknown_keys_do_not() {
    let api = api().await;
    let coordinator = api.coordinator(&["amsterdam"]);
    let mut ids = Vec::new();
    for code in ["00AP00", "00AP01", "00AP00", "00AP00"] {
        let made = api.post("/v1/vacatures", &coordinator, &vacature(code)).await.expect_status(201).json();
        if code == "00AP00" {
            ids.push(made["id"].clone());
        }
    }
    let (mut path, mut seen) = ("/v1/vacatures?vestigingscode=00AP00&soort=regulier&pageSize=2".to_owned(), Vec::new());
    loop {
        let answer = api.get(&path, &coordinator).await.expect_status(200);
        seen.extend(answer.json()["resultaten"].as_array().unwrap().iter().map(|vacature| vacature["id"].clone()));
        match answer.header("link").strip_prefix('<').and_then(|link| link.split_once('>')) {
            Some((next, _)) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, ids);
    for wrong in ["kleur=rood", "status=weg", "vestigingscode=1", "cursor=6162", "pageSize=0"] {
        api.get(&format!("/v1/vacatures?{wrong}"), &coordinator).await.expect_status(400);
    }
}
