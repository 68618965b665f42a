//! Scholen over the API.

use rstest::rstest;
use serde_json::json;

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::stamdata::{make_bestuur, make_school};

fn codes(answer: &Answer) -> Vec<String> {
    let list = answer.json()["resultaten"].as_array().unwrap_or_else(|| panic!("{}", answer.text)).clone();
    list.iter().map(|school| school["vestigingscode"].as_str().unwrap().to_owned()).collect()
}

async fn with_schools(engine: Engine) -> Option<(Api, String, String)> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    let (amsterdam, utrecht) = (api.coordinator(&["amsterdam"]), api.coordinator(&["utrecht"]));
    for nummer in ["90001", "90002"] {
        make_bestuur(&api, &amsterdam, nummer).await;
    }
    make_school(&api, &amsterdam, "90ZA00", "90001").await;
    make_school(&api, &amsterdam, "90ZB00", "90002").await;
    make_school(&api, &utrecht, "90ZC00", "90001").await;
    Some((api, amsterdam, utrecht))
}

#[rstest]
#[actix_web::test]
async fn lists_hold_what_is_within_reach_and_asked(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((api, amsterdam, utrecht)) = with_schools(engine).await else { return };
    let beheerder = api.beheerder();
    let bestuur = api.bestuur("amsterdam", "90001");
    for (path, token, expected) in [
        ("/v1/scholen", &amsterdam, vec!["90ZA00", "90ZB00"]),
        ("/v1/scholen", &utrecht, vec!["90ZC00"]),
        ("/v1/scholen", &beheerder, vec!["90ZA00", "90ZB00", "90ZC00"]),
        ("/v1/scholen?regio=utrecht", &beheerder, vec!["90ZC00"]),
        ("/v1/scholen", &bestuur, vec!["90ZA00"]),
        ("/v1/scholen?bestuursnummer=90002", &amsterdam, vec!["90ZB00"]),
        ("/v1/scholen?bestuursnummer=90002", &bestuur, vec![]),
        ("/v1/scholen?sector=vo", &amsterdam, vec![]),
        ("/v1/scholen?sector=bo&bestuursnummer=90001", &beheerder, vec!["90ZA00", "90ZC00"]),
    ] {
        assert_eq!(codes(&api.get(path, token).await), expected, "{path}");
    }
    api.get("/v1/scholen?sector=hbo", &amsterdam).await.expect_status(400);
    let foreign = api.get("/v1/scholen/90ZC00", &amsterdam).await.expect_status(404);
    let absent = api.get("/v1/scholen/90ZZ00", &amsterdam).await.expect_status(404);
    assert_eq!(foreign.json(), absent.json());
}

#[rstest]
#[actix_web::test]
async fn a_school_comes_back_as_it_went_in_with_its_deelname(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, amsterdam, utrecht)) = with_schools(engine).await else { return };
    let body = json!({
        "vestigingscode": "90ZD00", "bestuursnummer": "90001", "naam": "De Nieuwe", "sector": "sbo",
        "plaats": "AMSTERDAM", "gemeentenummer": "0363", "postcode": "1012AB",
        "punt": { "lon": 4.901005, "lat": 52.360848 }, "schoolweging": 29.41, "leerlingen": 230,
        "deelnameVan": "2027-01-01",
    });
    let made = api.post("/v1/scholen", &amsterdam, &body).await.expect_status(201);
    assert_eq!(made.header("location"), "/v1/scholen/90ZD00");
    let found = api.get("/v1/scholen/90ZD00", &amsterdam).await.expect_status(200).json();
    for key in ["naam", "sector", "postcode", "punt", "schoolweging", "leerlingen"] {
        assert_eq!(found[key], body[key], "{key}");
    }
    assert_eq!(found["deelnames"][0]["van"], "2027-01-01");
    assert_eq!(found["deelnames"][0]["regio"], "amsterdam");
    let change = json!({
        "bestuursnummer": "90002", "naam": "De Oude", "sector": "sbo", "plaats": "AMSTERDAM", "gemeentenummer": "0363",
    });
    let path = "/v1/scholen/90ZD00";
    api.put(path, &utrecht, made.header("etag"), &change).await.expect_status(404);
    let changed = api.put(path, &amsterdam, made.header("etag"), &change).await.expect_status(200);
    assert_eq!((changed.header("etag"), changed.json().get("punt")), ("\"2\"", None));
    api.put(path, &amsterdam, "\"1\"", &change).await.expect_status(412);
    let found = api.get(path, &api.bestuur("amsterdam", "90002")).await.expect_status(200).json();
    assert_eq!(found["naam"], "De Oude");
}

#[actix_web::test]
async fn all_that_is_wrong_is_told_at_once_and_nothing_is_stored() {
    let (api, amsterdam, _) = with_schools(Engine::Sqlite).await.unwrap();
    let wrong = json!({
        "vestigingscode": "90zd00", "bestuursnummer": "1", "naam": "", "sector": "hbo", "plaats": "A",
        "gemeentenummer": 363, "schoolweging": 41, "leerlingen": -1, "extra": 1,
    });
    let answer = api.post("/v1/scholen", &amsterdam, &wrong).await.expect_status(400);
    let expected = [
        "/bestuursnummer",
        "/extra",
        "/gemeentenummer",
        "/leerlingen",
        "/naam",
        "/schoolweging",
        "/sector",
        "/vestigingscode",
    ];
    assert_eq!(answer.pointers(), expected);
    let unknown = json!({
        "vestigingscode": "90ZA00", "bestuursnummer": "99999", "naam": "X", "sector": "bo", "plaats": "A",
        "gemeentenummer": "0363",
    });
    let answer = api.post("/v1/scholen", &amsterdam, &unknown).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/bestuursnummer", "/vestigingscode"]);
    api.post("/v1/scholen", &api.bestuur("amsterdam", "90001"), &unknown).await.expect_status(403);
    assert_eq!(codes(&api.get("/v1/scholen", &api.beheerder()).await).len(), 3);
}
