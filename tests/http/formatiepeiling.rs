//! Formatiepeilingen over the API.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::stamdata::{make_bestuur, make_school};

const PATH: &str = "/v1/formatiepeilingen";

async fn with_schools(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    api.make_regio("utrecht").await;
    let coordinator = api.coordinator(&["amsterdam"]);
    make_bestuur(&api, &coordinator, "90001").await;
    make_bestuur(&api, &coordinator, "90002").await;
    make_school(&api, &coordinator, "90ZA00", "90001").await;
    make_school(&api, &coordinator, "90ZB00", "90002").await;
    Some(api)
}

fn peiling(school: &str, soort: &str) -> Value {
    json!({
        "vestigingscode": school, "peildatum": "2026-10-01", "soort": soort, "benodigdFte": 12.5,
        "beschikbaarBevoegdFte": 10.25, "nietInzetbaarFte": 0.5, "leerlingen": 230, "groepen": 10,
    })
}

fn aantal(answer: &Answer) -> usize {
    answer.json()["resultaten"].as_array().unwrap_or_else(|| panic!("{}", answer.text)).len()
}

#[rstest]
#[actix_web::test]
async fn a_schoolbestuur_reports_its_own_schools_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = with_schools(engine).await else { return };
    let (eigen, ander) = (api.bestuur("amsterdam", "90001"), api.bestuur("amsterdam", "90002"));
    let made = api.post(PATH, &eigen, &peiling("90ZA00", "telling")).await.expect_status(201);
    let path = made.header("location").to_owned();
    let found = api.get(&path, &eigen).await.expect_status(200);
    assert_eq!(found.json(), made.json());
    assert_eq!(
        (&found.json()["benodigdFte"], &found.json()["eerstejaarsZijInstromersEigen"]),
        (&json!(12.5), &json!(0))
    );
    let foreign = api.post(PATH, &eigen, &peiling("90ZB00", "telling")).await.expect_status(404);
    let absent = api.post(PATH, &eigen, &peiling("90ZZ00", "telling")).await.expect_status(404);
    assert_eq!(foreign.json(), absent.json());
    api.get(&path, &ander).await.expect_status(404);
    api.put(&path, &ander, "\"1\"", &peiling("90ZA00", "telling")).await.expect_status(404);
    api.get(&path, &api.coordinator(&["utrecht"])).await.expect_status(404);
    assert_eq!(aantal(&api.get(PATH, &ander).await), 0);
    assert_eq!(aantal(&api.get(PATH, &api.coordinator(&["utrecht"])).await), 0);
}

#[rstest]
#[actix_web::test]
async fn there_is_one_per_school_day_and_soort(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = with_schools(engine).await else { return };
    let coordinator = api.coordinator(&["amsterdam"]);
    let first = api.post(PATH, &coordinator, &peiling("90ZA00", "telling")).await.expect_status(201);
    let second = api.post(PATH, &coordinator, &peiling("90ZA00", "telling")).await.expect_status(400);
    assert_eq!(
        (second.pointers(), &second.json()["errors"][0]["code"]),
        (vec!["/peildatum".to_owned()], &json!("bestaat-al"))
    );
    let prognose = api.post(PATH, &coordinator, &peiling("90ZA00", "prognose")).await.expect_status(201);
    api.post(PATH, &coordinator, &peiling("90ZB00", "telling")).await.expect_status(201);
    for (query, expected) in [
        ("", 3),
        ("?soort=telling", 2),
        ("?vestigingscode=90ZA00", 2),
        ("?vestigingscode=90ZA00&soort=prognose&peildatum=2026-10-01", 1),
        ("?peildatum=2025-10-01", 0),
    ] {
        assert_eq!(aantal(&api.get(&format!("{PATH}{query}"), &coordinator).await), expected, "{query}");
    }
    // The prognose cannot become a second telling either.
    let path = prognose.header("location");
    let answer = api.put(path, &coordinator, "\"1\"", &peiling("90ZA00", "telling")).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/peildatum"]);
    let mut corrected = peiling("90ZA00", "telling");
    corrected["benodigdFte"] = json!(13);
    let path = first.header("location");
    let changed = api.put(path, &coordinator, first.header("etag"), &corrected).await.expect_status(200);
    assert_eq!((changed.header("etag"), &changed.json()["benodigdFte"]), ("\"2\"", &json!(13)));
    api.put(path, &coordinator, first.header("etag"), &corrected).await.expect_status(412);
    let moved = api.put(path, &coordinator, "\"2\"", &peiling("90ZB00", "telling")).await.expect_status(400);
    assert_eq!(moved.pointers(), ["/vestigingscode"]);
}

#[actix_web::test]
async fn figures_that_cannot_be_are_refused_together() {
    let api = with_schools(Engine::Sqlite).await.unwrap();
    let coordinator = api.coordinator(&["amsterdam"]);
    let mut wrong = peiling("90ZA00", "telling");
    wrong["benodigdFte"] = json!(-1);
    wrong["nietInzetbaarFte"] = json!(11);
    let answer = api.post(PATH, &coordinator, &wrong).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/benodigdFte", "/nietInzetbaarFte"]);
    wrong["leerlingen"] = json!("veel");
    wrong["groepen"] = json!(-1);
    wrong["soort"] = json!("schatting");
    let answer = api.post(PATH, &coordinator, &wrong).await.expect_status(400);
    assert_eq!(answer.pointers(), ["/groepen", "/leerlingen", "/soort"]);
    assert_eq!(aantal(&api.get(PATH, &coordinator).await), 0);
}

#[rstest]
#[actix_web::test]
async fn what_came_stayed_and_left_can_be_told_and_taken_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = with_schools(engine).await else { return };
    let token = api.bestuur("amsterdam", "90001");
    let mut body = peiling("90ZA00", "telling");
    body["verloop"] = json!({
        "instroom": { "regulier": 1.5, "zijInstroom": 0.4 },
        "uitstroom": { "inhuur": 2 },
        "begeleidingGeleverdFte": 0.2,
    });
    let made = api.post(PATH, &token, &body).await.expect_status(201);
    let path = made.header("location").to_owned();
    let expected = body["verloop"].clone();
    assert_eq!(made.json()["verloop"], expected);
    assert_eq!(api.get(&path, &token).await.expect_status(200).json()["verloop"], expected);
    body["verloop"]["behoud"] = json!({ "regulier": -1 });
    let wrong = api.put(&path, &token, "\"1\"", &body).await.expect_status(400);
    assert_eq!(wrong.pointers(), ["/verloop/behoud/regulier"]);
    api.put(&path, &token, "\"1\"", &peiling("90ZA00", "telling")).await.expect_status(200);
    assert_eq!(api.get(&path, &token).await.expect_status(200).json().get("verloop"), None);
}
