//! Everything a caller can do wrong, in one table: each gets its own clear answer, and after each nothing is written.

use std::collections::BTreeMap;

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use super::conventions::is_problem;
use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::inhoud::inhoud;
use crate::support::rows;

/// One wrong call and what must come back.
struct Geval {
    naam: &'static str,
    token: String,
    method: Method,
    path: String,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
    status: u16,
    code: &'static str,
    pointers: Vec<&'static str>,
}

/// Two boards with a school each, a vacature that was changed once, and a person with a contract until further notice.
struct Wereld {
    api: Api,
    coordinator: String,
    bestuur: String,
    vacature: String,
    docent: String,
}

impl Wereld {
    async fn new(engine: Engine) -> Option<Wereld> {
        let api = Api::on(engine)?;
        api.make_regio("amsterdam").await;
        for (code, bestuur) in [("00AP00", "41797"), ("00AP01", "41798")] {
            rows::schoolbestuur(&api.test.db, bestuur);
            rows::school(&api.test.db, code, bestuur);
            rows::deelname(&api.test.db, "amsterdam", code, "2026-08-01", None);
        }
        let (coordinator, bestuur) = (api.coordinator(&["amsterdam"]), api.bestuur("amsterdam", "41797"));
        let made = api.post("/v1/vacatures", &bestuur, &vacature("00AP00")).await.expect_status(201);
        let path = made.header("location").to_owned();
        api.put(&path, &bestuur, "\"1\"", &with("fte", json!(0.8))).await.expect_status(200);
        let docent = api.post("/v1/regiodocenten", &coordinator, &docent(&["2026-08-01"])).await.expect_status(201);
        let docent = docent.header("location").to_owned();
        Some(Wereld { api, coordinator, bestuur, vacature: path, docent })
    }

    /// A wrong call on the vacatures by the board.
    fn post(&self, naam: &'static str, body: impl ToString, status: u16, code: &'static str) -> Geval {
        Geval {
            naam,
            token: self.bestuur.clone(),
            method: Method::POST,
            path: "/v1/vacatures".into(),
            headers: vec![],
            body: body.to_string(),
            status,
            code,
            pointers: vec![],
        }
    }

    fn wrong(&self, naam: &'static str, body: impl ToString, pointers: &[&'static str]) -> Geval {
        Geval { pointers: pointers.to_vec(), ..self.post(naam, body, 400, "invoer-ongeldig") }
    }

    fn aanmelden(&self) -> Vec<Geval> {
        let good = || self.post("", vacature("00AP00"), 401, "token-ongeldig");
        let coordinator_only = docent(&["2026-08-01"]).to_string();
        vec![
            Geval { naam: "no token", token: String::new(), code: "token-ontbreekt", ..good() },
            Geval { naam: "a token that is none", token: "abc.def.ghi".into(), ..good() },
            Geval { naam: "a token with another signature", token: forged(&self.bestuur), ..good() },
            Geval { naam: "a token of yesterday", token: self.api.expired("amsterdam"), ..good() },
            Geval {
                naam: "a role that only reads",
                token: self.api.ander(Rol::OcwLezer, "amsterdam"),
                status: 403,
                code: "geen-recht",
                ..good()
            },
            Geval {
                naam: "a board that adds a regiodocent",
                path: "/v1/regiodocenten".into(),
                body: coordinator_only,
                status: 403,
                code: "geen-recht",
                ..good()
            },
        ]
    }

    fn bodies(&self) -> Vec<Geval> {
        let mut without = vacature("00AP00");
        without.as_object_mut().unwrap().remove("bevoegdheid");
        let mut three = with("fte", json!(-1));
        (three["soort"], three["uren"]) = (json!("tijdelijk"), json!(24));
        let large = with("opmerking", json!("x".repeat(300_000)));
        let text = vec![("content-type", "text/plain")];
        vec![
            self.wrong("an unknown field", with("uren", json!(24)), &["/uren"]),
            self.wrong("a letter where a number belongs", with("fte", json!("o,6")), &["/fte"]),
            self.wrong("a vacature without bevoegdheid", without, &["/bevoegdheid"]),
            self.wrong("three errors in one body", three, &["/fte", "/soort", "/uren"]),
            self.wrong("no JSON", "{ \"fte\": 0.6,", &[""]),
            self.wrong("a list instead of an object", "[]", &[""]),
            self.post("a body that is too large", large, 413, "body-te-groot"),
            Geval {
                headers: text,
                ..self.post("another media type", vacature("00AP00"), 415, "mediatype-niet-ondersteund")
            },
            self.post("a school of another board", vacature("00AP01"), 404, "niet-gevonden"),
            self.post("a school that is not there", vacature("99ZZ99"), 404, "niet-gevonden"),
        ]
    }

    fn contracten(&self) -> Vec<Geval> {
        let two = docent(&["2026-08-01", "2027-01-01"]);
        let second = docent(&["2027-01-01"])["contracten"][0].to_string();
        let by_coordinator =
            |geval: Geval, path: &str| Geval { token: self.coordinator.clone(), path: path.to_owned(), ..geval };
        let new = self.wrong("a new person with overlapping contracts", two, &["/contracten/1/van"]);
        let added = self.wrong("a contract that overlaps the one that is there", second, &["/van"]);
        vec![by_coordinator(new, "/v1/regiodocenten"), by_coordinator(added, &format!("{}/contracten", self.docent))]
    }

    fn versies(&self) -> Vec<Geval> {
        let put = |naam, headers: &[(&'static str, &'static str)], path: &str, status, code| Geval {
            method: Method::PUT,
            path: path.to_owned(),
            headers: headers.to_vec(),
            ..self.post(naam, with("fte", json!(0.4)), status, code)
        };
        let own = &self.vacature;
        let absent = format!("/v1/vacatures/{}", Uuid::now_v7());
        let present = [("if-match", "\"2\"")];
        let foreign = put("a vacature of another board", &present, own, 404, "niet-gevonden");
        vec![
            put("a change without If-Match", &[], own, 428, "if-match-ontbreekt"),
            put("a change of a version that is gone", &[("if-match", "\"1\"")], own, 412, "verouderd"),
            put("a change of any version", &[("if-match", "*")], own, 412, "verouderd"),
            Geval { token: self.api.bestuur("amsterdam", "41798"), ..foreign },
            put("a vacature that is not there", &present, &absent, 404, "niet-gevonden"),
        ]
    }

    /// Makes the call and shows that it got its answer and changed nothing.
    async fn walk(&self, geval: &Geval) -> Answer {
        let before = self.inhoud();
        let (method, body) = (geval.method.clone(), geval.body.clone().into_bytes());
        let answer = self.api.send(method, &geval.path, &geval.token, &geval.headers, Some(body)).await;
        let naam = geval.naam;
        assert_eq!(answer.status.as_u16(), geval.status, "{naam}: {}", answer.text);
        is_problem(&answer, geval.status);
        assert_eq!(answer.json()["code"], geval.code, "{naam}");
        let mut pointers = answer.pointers();
        pointers.dedup();
        assert_eq!(pointers, geval.pointers, "{naam}: {}", answer.text);
        for fout in answer.json()["errors"].as_array().into_iter().flatten() {
            for key in ["code", "detail", "herstel"] {
                assert!(fout[key].as_str().is_some_and(|text| !text.is_empty()), "{naam}: {key} in {fout}");
            }
        }
        assert_eq!(self.inhoud(), before, "{naam} left something behind");
        answer
    }

    /// Everything in the database. On a thread of its own: an async test may not block its thread on PostgreSQL.
    fn inhoud(&self) -> BTreeMap<String, Vec<String>> {
        let db = &self.api.test.db;
        std::thread::scope(|scope| scope.spawn(|| inhoud(db)).join()).unwrap()
    }
}

fn vacature(code: &str) -> Value {
    json!({
        "vestigingscode": code,
        "soort": "regulier",
        "fte": 0.6,
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" },
        "van": "2026-08-01",
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut body = vacature("00AP00");
    body[field] = value;
    body
}

/// Somebody with a contract until further notice from each of these days.
fn docent(days: &[&str]) -> Value {
    let contracten = days.iter().map(|van| json!({ "van": van, "werktijdfactor": 0.5, "loonkostenCent": 7_000_000 }));
    json!({ "naam": "S. de Vries", "soort": "ervaren", "contracten": Vec::from_iter(contracten) })
}

/// The same token with one letter of its signature changed.
fn forged(token: &str) -> String {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{signed}.{other}{}", &signature[1..])
}

#[rstest]
#[actix_web::test]
async fn every_wrong_call_gets_its_clear_answer_and_nothing_is_half_written(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(wereld) = Wereld::new(engine).await else { return };
    let tables = [wereld.aanmelden(), wereld.bodies(), wereld.contracten(), wereld.versies()];
    let mut told = BTreeMap::new();
    for geval in tables.iter().flatten() {
        told.insert(geval.naam, wereld.walk(geval).await.text);
    }
    assert_eq!(told["a school of another board"], told["a school that is not there"], "nothing is given away");
    assert_eq!(told["a vacature of another board"], told["a vacature that is not there"], "nothing is given away");

    let before = wereld.inhoud();
    wereld.api.post("/v1/vacatures", &wereld.bestuur, &vacature("00AP00")).await.expect_status(201);
    assert_ne!(wereld.inhoud(), before, "a good call does leave something");
}
