//! What the lists are narrowed by: keys in the address, and in a body where they say who somebody is.

use rato::auth::actor::Rol;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows;
use crate::support::stamdata::{make_bestuur, make_school};

/// Two boards with a school, a vacature and a peiling each, and three regiodocenten of whom the first two are placed.
struct Pool {
    api: Api,
    coordinator: String,
    docenten: Vec<String>,
    vacatures: Vec<String>,
    plaatsingen: Vec<String>,
}

const BESTUREN: [&str; 2] = ["90001", "90002"];
const SCHOLEN: [&str; 2] = ["90ZA00", "90ZC00"];

impl Pool {
    async fn on(engine: Engine) -> Option<Pool> {
        let api = Api::on(engine)?;
        for regio in ["amsterdam", "utrecht"] {
            api.make_regio(regio).await;
        }
        let coordinator = api.coordinator(&["amsterdam"]);
        for (bestuur, school) in BESTUREN.iter().zip(SCHOLEN) {
            make_bestuur(&api, &coordinator, bestuur).await;
            make_school(&api, &coordinator, school, bestuur).await;
        }
        let mut pool = Pool { api, coordinator, docenten: vec![], vacatures: vec![], plaatsingen: vec![] };
        for (naam, soort, vak, graad, werkgever, postcode) in [
            ("S. de Vries", "ervaren", "groepsleraar", "pabo", "90001", "9901"),
            ("Z. 100%_Jansen", "starter", "wiskunde", "eerstegraads", "90002", "9902"),
            ("J. Jansen", "ervaren", "wiskunde", "tweedegraads", "90002", "9901"),
        ] {
            let sector = if vak == "wiskunde" { "vo" } else { "bo" };
            let body = json!({ "naam": naam, "soort": soort, "woonPostcode": postcode, "bronSysteem": "afas",
                "externId": pool.docenten.len().to_string(), "vogDatum": "2024-05-01",
                "contracten": [{ "van": "2026-08-01", "totEnMet": "2027-07-31", "werktijdfactor": 0.5, "loonkostenCent": 1,
                    "formeelWerkgever": werkgever }],
                "bevoegdheden": [{ "sector": sector, "vak": vak, "graad": graad, "van": "2020-01-01" }] });
            pool.docenten.push(pool.make("/v1/regiodocenten", &body).await);
        }
        for (school, vak, tot) in [("90ZA00", "groepsleraar", "2026-12-31"), ("90ZC00", "gym", "2027-07-31")] {
            let body = json!({ "vestigingscode": school, "soort": "regulier", "fte": 0.6, "van": "2026-08-01",
                "bevoegdheid": { "sector": "bo", "vak": vak, "graad": "pabo" }, "totEnMet": tot });
            pool.vacatures.push(pool.make("/v1/vacatures", &body).await);
            let body = json!({ "vestigingscode": school, "peildatum": "2026-10-01", "soort": "telling",
                "benodigdFte": 12, "beschikbaarBevoegdFte": 10, "nietInzetbaarFte": 0, "leerlingen": 230, "groepen": 10 });
            pool.make("/v1/formatiepeilingen", &body).await;
        }
        for (at, tot) in [(0, "2026-12-31"), (1, "2027-07-31")] {
            let (who, what) = (pool.docenten[at].parse().unwrap(), pool.vacatures[at].parse().unwrap());
            let id = rows::plaatsing(&pool.api.test.db, who, what, "actief", 5_000, "2026-08-01", tot);
            pool.plaatsingen.push(id.to_string());
        }
        Some(pool)
    }

    async fn make(&self, path: &str, body: &Value) -> String {
        let made = self.api.post(path, &self.coordinator, body).await.expect_status(201).json();
        made["id"].as_str().unwrap().to_owned()
    }

    /// What a list shows of `field` to this caller.
    async fn get(&self, token: &str, path: &str, field: &str) -> Vec<String> {
        column(&self.api.get(path, token).await.expect_status(200).json(), field)
    }

    /// What a search shows of `field` to this caller.
    async fn zoek(&self, token: &str, path: &str, body: Value, field: &str) -> Vec<String> {
        column(&self.api.post(path, token, &body).await.expect_status(200).json(), field)
    }
}

fn column(answer: &Value, field: &str) -> Vec<String> {
    answer["resultaten"].as_array().unwrap().iter().map(|row| row[field].as_str().unwrap().to_owned()).collect()
}

#[rstest]
#[actix_web::test]
async fn every_key_of_a_list_narrows_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(pool) = Pool::on(engine).await else { return };
    let (a, c) = ("90ZA00", "90ZC00");
    let vaststelling = Uuid::now_v7();
    let on_second = format!("/v1/plaatsingen?vacature={}", pool.vacatures[1]);
    let of_none = format!("/v1/plaatsingen?vaststelling={vaststelling}");
    for (path, field, expected) in [
        ("/v1/regios?soort=arbeidsmarktregio", "code", vec![]),
        ("/v1/regios?soort=onderwijsregio", "code", vec!["amsterdam"]),
        ("/v1/regios/amsterdam/deelnames?op=2026-11-02", "vestigingscode", vec![a, c]),
        ("/v1/regios/amsterdam/deelnames?op=2020-01-01", "vestigingscode", vec![]),
        ("/v1/schoolbesturen?naam=BESTUUR%2090002", "bestuursnummer", vec!["90002"]),
        ("/v1/schoolbesturen?naam=horizon", "bestuursnummer", vec![]),
        ("/v1/scholen?naam=school%2090zc", "vestigingscode", vec![c]),
        ("/v1/scholen?plaats=Ergensdorp&bestuursnummer=90001", "vestigingscode", vec![a]),
        ("/v1/scholen?plaats=Ergens", "vestigingscode", vec![]),
        ("/v1/scholen?gemeentenummer=0091", "vestigingscode", vec![a, c]),
        ("/v1/scholen?gemeentenummer=0363", "vestigingscode", vec![]),
        ("/v1/formatiepeilingen?bestuursnummer=90002", "vestigingscode", vec![c]),
        ("/v1/formatiepeilingen?schooljaar=2026-2027", "vestigingscode", vec![a, c]),
        ("/v1/formatiepeilingen?schooljaar=2025-2026", "vestigingscode", vec![]),
        ("/v1/vacatures?bestuursnummer=90002", "vestigingscode", vec![c]),
        ("/v1/vacatures?sector=bo&vak=gym&graad=pabo", "vestigingscode", vec![c]),
        ("/v1/vacatures?sector=vo", "vestigingscode", vec![]),
        ("/v1/vacatures?graad=eerstegraads", "vestigingscode", vec![]),
        ("/v1/vacatures?op=2026-12-31", "vestigingscode", vec![a, c]),
        ("/v1/vacatures?op=2027-01-01", "vestigingscode", vec![c]),
        ("/v1/plaatsingen?bestuursnummer=90001&status=actief", "vestigingscode", vec![a]),
        ("/v1/plaatsingen?vestigingscode=90ZC00", "vestigingscode", vec![c]),
        ("/v1/plaatsingen?op=2026-12-31", "vestigingscode", vec![a, c]),
        ("/v1/plaatsingen?op=2027-01-01", "vestigingscode", vec![c]),
        (&on_second, "vestigingscode", vec![c]),
        (&of_none, "vestigingscode", vec![]),
        ("/v1/regiodocenten?soort=ervaren&vak=wiskunde", "naam", vec!["J. Jansen"]),
        ("/v1/regiodocenten?sector=vo&graad=eerstegraads", "naam", vec!["Z. 100%_Jansen"]),
        // One bevoegdheid has it all, or it does not count.
        ("/v1/regiodocenten?sector=bo&vak=wiskunde", "naam", vec![]),
        ("/v1/regiodocenten?formeelWerkgever=90001", "naam", vec!["S. de Vries"]),
    ] {
        assert_eq!(pool.get(&pool.coordinator, path, field).await, expected, "{path}");
    }
}

#[rstest]
#[actix_web::test]
async fn who_somebody_is_is_sought_by_a_body(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(pool) = Pool::on(engine).await else { return };
    let path = "/v1/regiodocenten/_zoek";
    for (body, expected) in [
        (json!({ "naam": "JANSEN" }), vec!["Z. 100%_Jansen", "J. Jansen"]),
        (json!({ "naam": "jansen", "woonPostcode": "9901" }), vec!["J. Jansen"]),
        (json!({ "naam": "0%_j" }), vec!["Z. 100%_Jansen"]),
        (json!({ "naam": "s%v" }), vec![]),
        (json!({ "naam": "\\" }), vec![]),
        (json!({ "bronSysteem": "afas", "externId": "0" }), vec!["S. de Vries"]),
        (json!({ "bronSysteem": "visma", "externId": "0" }), vec![]),
        (json!({ "soort": "ervaren", "vak": "wiskunde" }), vec!["J. Jansen"]),
    ] {
        assert_eq!(pool.zoek(&pool.coordinator, path, body.clone(), "naam").await, expected, "{body}");
    }
    let (who, path) = (json!({ "regiodocent": pool.docenten[1] }), "/v1/plaatsingen/_zoek");
    assert_eq!(pool.zoek(&pool.coordinator, path, who, "id").await, [pool.plaatsingen[1].clone()]);
    let later = json!({ "regiodocent": pool.docenten[0], "op": "2027-01-01" });
    assert!(pool.zoek(&pool.coordinator, path, later, "id").await.is_empty());
    for key in ["naam=jansen", "externId=0", "woonPostcode=9901"] {
        pool.api.get(&format!("/v1/regiodocenten?{key}"), &pool.coordinator).await.expect_status(400);
    }
    let by_person = format!("/v1/plaatsingen?regiodocent={}", pool.docenten[1]);
    pool.api.get(&by_person, &pool.coordinator).await.expect_status(400);
}

#[rstest]
#[actix_web::test]
async fn a_search_reaches_no_further_than_its_caller(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(pool) = Pool::on(engine).await else { return };
    let (own, elsewhere) = (pool.api.bestuur("amsterdam", "90001"), pool.api.coordinator(&["utrecht"]));
    let (hr, docent) = (pool.api.hr_systeem("amsterdam", "90001"), pool.api.ander(Rol::Regiodocent, "amsterdam"));
    let path = "/v1/plaatsingen/_zoek";
    assert_eq!(pool.zoek(&own, path, json!({}), "vestigingscode").await, ["90ZA00"]);
    assert!(pool.zoek(&own, path, json!({ "bestuursnummer": "90002" }), "id").await.is_empty());
    assert!(pool.zoek(&own, path, json!({ "regiodocent": pool.docenten[1] }), "id").await.is_empty());
    for token in [&elsewhere, &docent] {
        assert!(pool.zoek(token, path, json!({ "regiodocent": pool.docenten[0] }), "id").await.is_empty());
        assert!(pool.zoek(token, "/v1/regiodocenten/_zoek", json!({ "naam": "jansen" }), "id").await.is_empty());
    }
    assert_eq!(pool.zoek(&hr, "/v1/regiodocenten/_zoek", json!({ "naam": "s" }), "naam").await, ["S. de Vries"]);
    assert!(pool.get(&hr, "/v1/regiodocenten?formeelWerkgever=90002", "id").await.is_empty());
    assert!(pool.get(&own, "/v1/vacatures?bestuursnummer=90002", "id").await.is_empty());
    pool.api.post("/v1/regiodocenten/_zoek", &own, &json!({ "naam": "jansen" })).await.expect_status(403);
}

#[rstest]
#[actix_web::test]
async fn a_detachering_is_sought_by_school_day_and_person(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(pool) = Pool::on(engine).await else { return };
    for (docent, school) in pool.docenten.iter().zip(SCHOLEN) {
        let body = json!({ "regiodocent": docent, "vestigingscode": school, "fte": 0.2, "van": "2028-01-01",
            "totEnMet": "2028-12-31", "terugkeergarantieTot": "2028-12-31", "loonkostenCent": 1 });
        pool.make("/v1/detacheringen", &body).await;
    }
    let path = "/v1/detacheringen";
    for (query, expected) in [
        ("?vestigingscode=90ZC00", vec!["90ZC00"]),
        ("?bestuursnummer=90001", vec!["90ZA00"]),
        ("?op=2028-12-31&status=voorgesteld", vec!["90ZA00", "90ZC00"]),
        ("?op=2029-01-01", vec![]),
    ] {
        let found = pool.get(&pool.coordinator, &format!("{path}{query}"), "vestigingscode").await;
        assert_eq!(found, expected, "{query}");
    }
    let who = json!({ "regiodocent": pool.docenten[1] });
    let zoek = format!("{path}/_zoek");
    assert_eq!(pool.zoek(&pool.coordinator, &zoek, who.clone(), "vestigingscode").await, ["90ZC00"]);
    let other = pool.api.bestuur("amsterdam", "90001");
    assert!(pool.zoek(&other, &zoek, who, "vestigingscode").await.is_empty());
}

#[rstest]
#[actix_web::test]
async fn the_next_page_of_a_narrowed_list_is_narrowed_as_well(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(pool) = Pool::on(engine).await else { return };
    let mut next = "/v1/regiodocenten?soort=ervaren&pageSize=1".to_owned();
    let mut seen = Vec::new();
    while !next.is_empty() {
        let answer = pool.api.get(&next, &pool.coordinator).await.expect_status(200);
        seen.extend(column(&answer.json(), "naam"));
        next = answer.header("link").split(['<', '>']).nth(1).unwrap_or_default().to_owned();
    }
    assert_eq!(seen, ["S. de Vries", "J. Jansen"]);
    let body = json!({ "naam": "jansen" });
    let first = pool.api.post("/v1/regiodocenten/_zoek?pageSize=1", &pool.coordinator, &body).await;
    assert_eq!(column(&first.json(), "naam"), ["Z. 100%_Jansen"]);
    let link = first.header("link").split(['<', '>']).nth(1).unwrap();
    assert!(!link.contains("jansen"), "what is sought is not in an address: {link}");
    let second = pool.api.post(link, &pool.coordinator, &body).await.expect_status(200);
    assert_eq!((column(&second.json(), "naam"), second.header("link")), (vec!["J. Jansen".to_owned()], ""));
}
