//! Every operation of the API description on a regio with one of everything: what each must do whoever wrote it.
//!
//! New operations are walked by themselves. What one needs besides (a body, an id in its path) stands in
//! [`body_of`] and [`World::fill`]; a test that misses it says so.

use std::collections::BTreeMap;

use actix_web::http::Method;
use rato::app::auditregel::verify_all;
use rato::auth::actor::Rol;
use rato::auth::policy::{Actie, Reikwijdte, reikwijdte};
use rato::domain::beleid::Beleid;
use rato::http::openapi::api_description;
use serde_json::{Value, json};

use super::conventions::is_problem;
use crate::support::api::{Answer, Api};
use crate::support::rows::{execute, plaatsing};
use crate::support::stamdata::{make_bestuur, make_school};

/// Writes that need a state this world is not in; they have tests of their own. This list may only shrink.
const NEEDS_OTHER_STATE: &[&str] = &[
    "create_vaststelling",
    "agree_plaatsing",
    "refuse_plaatsing",
    "withdraw_plaatsing",
    "end_plaatsing",
    "transfer_plaatsing",
];
/// Things of which a GET has no ETag, because nobody writes them. This list may only shrink.
const NO_ETAG: &[&str] = &[];
/// POSTs that ask and write nothing: no audit row.
const ASKS: &[&str] = &["search_auditregels"];
/// What belongs to the whole regio, so that another board may see it too.
const OF_THE_REGIO: &[&str] = &["find_regio", "find_beleid", "list_deelnames"];

/// One operation of the description.
struct Operation {
    id: String,
    path: String,
    method: Method,
    actie: Actie,
    has_body: bool,
}

impl Operation {
    fn is_write(&self) -> bool {
        self.method != Method::GET && !ASKS.contains(&self.id.as_str())
    }

    fn wants_if_match(&self) -> bool {
        [Method::PUT, Method::DELETE, Method::PATCH].contains(&self.method)
    }

    fn reach(&self, rol: Rol) -> Option<Reikwijdte> {
        reikwijdte(rol, self.actie)
    }
}

/// Every operation that needs a token.
fn operations() -> Vec<Operation> {
    let described = serde_json::to_value(api_description()).unwrap();
    let mut found = Vec::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(actie) = operation["x-recht"]["actie"].as_str() else { continue };
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                path: path.clone(),
                method: method.to_uppercase().parse().unwrap(),
                actie: actie.parse().unwrap(),
                has_body: operation.get("requestBody").is_some(),
            });
        }
    }
    found
}

/// A regio with one of everything, and another regio.
struct World {
    api: Api,
    /// By the collection they are in.
    ids: BTreeMap<&'static str, String>,
}

impl World {
    async fn new() -> World {
        let api = Api::new();
        for regio in ["amsterdam", "utrecht"] {
            api.make_regio(regio).await;
        }
        let (coordinator, utrecht) = (api.coordinator(&["amsterdam"]), api.coordinator(&["utrecht"]));
        for bestuur in ["90001", "90002"] {
            make_bestuur(&api, &coordinator, bestuur).await;
        }
        make_bestuur(&api, &utrecht, "90003").await;
        for (school, bestuur) in [("90ZA00", "90001"), ("90ZA01", "90001"), ("90ZC00", "90002")] {
            make_school(&api, &coordinator, school, bestuur).await;
        }
        make_school(&api, &utrecht, "90ZB00", "90003").await;
        execute(
            &api.test.db,
            "INSERT INTO school (vestigingscode, bestuursnummer, naam, sector, plaats, gemeentenummer, versie) \
             VALUES ('90ZX00', '90001', 'Los', 'bo', 'ERGENS', '0091', 1)",
        );
        let mut world = World { api, ids: BTreeMap::new() };
        let person = json!({
            "naam": "S. de Vries", "soort": "ervaren",
            "contracten": [{ "van": "2026-08-01", "totEnMet": "2027-07-31", "werktijdfactor": 0.8, "loonkostenCent": 1 }],
            "bevoegdheden": [{ "sector": "bo", "vak": "groepsleraar", "graad": "pabo", "van": "2020-01-01" }],
            "voorkeuren": [{ "vestigingscode": "90ZA00", "minuten": 5 }],
            "uitsluitingen": [{ "vestigingscode": "90ZC00" }],
            "instemmingen": [{ "soort": "verplaatsing", "van": "2026-08-01", "totEnMet": "2027-07-31" }],
        });
        let made = world.make("regiodocenten", "/v1/regiodocenten", &coordinator, &person).await;
        for kind in ["contracten", "bevoegdheden", "voorkeuren", "uitsluitingen", "instemmingen"] {
            world.ids.insert(kind, made[kind][0]["id"].as_str().unwrap().to_owned());
        }
        for (kind, id) in [
            ("formatiepeilingen", "create_formatiepeiling"),
            ("vacatures", "create_vacature"),
            ("beleid", "create_beleid"),
            ("matchrondes", "start_matchronde"),
        ] {
            let mut body = body_of(id).unwrap();
            if kind == "formatiepeilingen" {
                body["soort"] = json!("telling");
            }
            if kind == "matchrondes" {
                body["schooljaar"] = json!("2027-2028");
            }
            if kind == "beleid" {
                body["geldigVanaf"] = json!("2026-11-20");
            }
            world.make(kind, &format!("/v1/{kind}"), &coordinator, &body).await;
        }
        let deelnames = world.api.get("/v1/regios/amsterdam/deelnames?vestigingscode=90ZA00", &coordinator).await;
        let deelname = deelnames.json()["resultaten"][0]["id"].as_str().unwrap().to_owned();
        world.ids.insert("deelnames", deelname);
        world.insert_plaatsing();
        world
    }

    async fn make(&mut self, kind: &'static str, path: &str, token: &str, body: &Value) -> Value {
        let made = self.api.post(path, token, body).await.expect_status(201).json();
        self.ids.insert(kind, made["id"].as_str().unwrap().to_owned());
        made
    }

    /// A plaatsing is born of a vaststelling; here a row will do.
    fn insert_plaatsing(&mut self) {
        let uuid = |kind: &str| self.ids[kind].parse().unwrap();
        let (docent, vacature) = (uuid("regiodocenten"), uuid("vacatures"));
        let id = plaatsing(&self.api.test.db, docent, vacature, "voorgesteld", 2_000, "2026-08-01", "2027-07-31");
        self.ids.insert("plaatsingen", id.to_string());
    }

    /// The path with the ids of this world in it.
    fn fill(&self, path: &str) -> String {
        let mut filled: Vec<String> = Vec::new();
        for part in path.split('/') {
            let before = filled.last().cloned().unwrap_or_default();
            filled.push(match part {
                "{code}" => "amsterdam".to_owned(),
                "{bestuursnummer}" => "90001".to_owned(),
                "{vestigingscode}" => "90ZA00".to_owned(),
                part if part.starts_with('{') => self.ids.get(before.as_str()).cloned().unwrap_or_else(|| {
                    panic!("{path}: make one of '{before}' in World::new of tests/http/every_endpoint_walk.rs")
                }),
                part => part.to_owned(),
            });
        }
        filled.join("/")
    }

    /// Token of a role in a regio, of a board when it needs one.
    fn token(&self, rol: Rol, regio: &str, bestuur: &str) -> String {
        match rol {
            Rol::Schoolbestuur => self.api.bestuur(regio, bestuur),
            Rol::Beheerder => self.api.beheerder(),
            rol => self.api.ander(rol, regio),
        }
    }

    /// Token of who may do this here.
    fn able(&self, operation: &Operation) -> String {
        let order = [Rol::Regiocoordinator, Rol::Beheerder, Rol::Auditor, Rol::Privacyfunctionaris, Rol::OcwLezer];
        let rol = order.into_iter().find(|rol| operation.reach(*rol).is_some());
        self.token(rol.unwrap_or_else(|| panic!("{}: name who may do this", operation.id)), "amsterdam", "90001")
    }

    async fn call(&self, operation: &Operation, token: &str, if_match: Option<&str>, body: Option<&Value>) -> Answer {
        let url = self.fill(&operation.path);
        let headers: Vec<(&str, &str)> = if_match.map(|etag| ("if-match", etag)).into_iter().collect();
        let bytes = body.map(|body| body.to_string().into_bytes());
        self.api.send(operation.method.clone(), &url, token, &headers, bytes).await
    }

    /// A body that is right, when the operation has one.
    fn body(&self, operation: &Operation) -> Option<Value> {
        operation.has_body.then(|| {
            body_of(&operation.id).unwrap_or_else(|| {
                panic!(
                    "{} {}: operation '{}' has no example yet: give it a body in body_of of \
                     tests/http/every_endpoint_walk.rs",
                    operation.method, operation.path, operation.id
                )
            })
        })
    }
}

/// A right body of each operation that has one.
fn body_of(operation: &str) -> Option<Value> {
    let contract = |van: &str| json!({ "van": van, "werktijdfactor": 0.6, "loonkostenCent": 2 });
    let bevoegdheid = |vak: &str| json!({ "sector": "vo", "vak": vak, "graad": "tweedegraads", "van": "2020-01-01" });
    let instemming = |soort: &str| json!({ "soort": soort, "van": "2026-08-01", "totEnMet": "2027-07-31" });
    let school = |code: Option<&str>| {
        let mut body = json!({ "bestuursnummer": "90001", "naam": "School", "sector": "bo", "postcode": "9901AA",
            "plaats": "ERGENSDORP", "gemeentenummer": "0091" });
        if let Some(code) = code {
            body["vestigingscode"] = json!(code);
        }
        body
    };
    let peiling = json!({ "vestigingscode": "90ZA00", "peildatum": "2026-10-01", "soort": "prognose",
        "benodigdFte": 12.5, "beschikbaarBevoegdFte": 10.25, "nietInzetbaarFte": 0.5, "leerlingen": 230, "groepen": 10 });
    let vacature = json!({ "vestigingscode": "90ZA00", "soort": "regulier", "fte": 0.6, "van": "2026-08-01",
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }, "totEnMet": "2027-07-31" });
    Some(match operation {
        "create_regio" => {
            json!({ "code": "zaanstreek", "naam": "RATO", "soort": "onderwijsregio", "van": "2020-08-01" })
        }
        "create_deelname" => json!({ "vestigingscode": "90ZX00", "van": "2026-08-01" }),
        "update_deelname" => json!({ "van": "2026-08-01" }),
        "create_schoolbestuur" => json!({ "bestuursnummer": "90009", "naam": "Negen" }),
        "update_schoolbestuur" => json!({ "naam": "Anders" }),
        "create_school" => school(Some("90ZY00")),
        "update_school" => school(None),
        "create_formatiepeiling" => peiling,
        "update_formatiepeiling" => {
            let mut peiling = peiling;
            peiling["soort"] = json!("telling");
            peiling
        }
        "create_regiodocent" | "update_regiodocent" => json!({ "naam": "P. Jansen", "soort": "ervaren" }),
        "create_contract" => contract("2027-08-01"),
        "update_contract" => json!({ "van": "2026-08-01", "totEnMet": "2027-07-31", "werktijdfactor": 0.8,
            "loonkostenCent": 3 }),
        "create_bevoegdheid" => bevoegdheid("wiskunde"),
        "update_bevoegdheid" => bevoegdheid("natuurkunde"),
        "create_voorkeur" => json!({ "vestigingscode": "90ZA01", "minuten": 5 }),
        "update_voorkeur" => json!({ "vestigingscode": "90ZA00", "minuten": -5 }),
        "create_uitsluiting" => json!({ "bestuursnummer": "90003" }),
        "update_uitsluiting" => json!({ "vestigingscode": "90ZC00" }),
        "create_instemming" => instemming("twee-scholen"),
        "update_instemming" => instemming("verplaatsing"),
        "create_vacature" | "update_vacature" => vacature,
        "withdraw_vacature" | "stop_matchronde" | "search_auditregels" => json!({}),
        "create_beleid" => json!({ "geldigVanaf": "2026-11-15", "inhoud": Beleid::standaard().unwrap(),
            "bestuursbesluit": "Stuurgroep, besluit 4", "reden": "Het mag sneller." }),
        "start_matchronde" => json!({ "schooljaar": "2026-2027" }),
        "create_vaststelling" => json!({ "motivering": "Zo is het besproken." }),
        "agree_plaatsing" | "refuse_plaatsing" | "withdraw_plaatsing" => {
            json!({ "motivering": "Zo is het besproken." })
        }
        "end_plaatsing" => json!({ "laatsteDag": "2027-01-31", "motivering": "Zo is het besproken." }),
        "transfer_plaatsing" => json!({ "datum": "2027-01-31", "motivering": "Zo is het besproken." }),
        _ => return None,
    })
}

#[actix_web::test]
async fn what_is_sent_wrongly_is_refused_the_same_way_everywhere() {
    let world = World::new().await;
    for operation in operations() {
        let (token, body) = (world.able(&operation), world.body(&operation));
        let name = format!("{} {}", operation.method, operation.path);
        if let Some(body) = &body {
            let mut more = body.clone();
            more["onbekendVeld"] = json!(1);
            let answer = world.call(&operation, &token, Some("\"1\""), Some(&more)).await;
            assert_eq!(answer.status.as_u16(), 400, "unknown field: {name}: {}", answer.text);
            assert!(answer.pointers().contains(&"/onbekendVeld".to_owned()), "{name}: {}", answer.text);
            let url = world.fill(&operation.path);
            let headers = [("content-type", "text/plain"), ("if-match", "\"1\"")];
            let bytes = body.to_string().into_bytes();
            let answer = world.api.send(operation.method.clone(), &url, &token, &headers, None).await;
            assert_eq!(answer.status.as_u16(), 415, "content type: {name}: {} {}", answer.text, bytes.len());
            is_problem(&answer, 415);
        }
        if operation.wants_if_match() {
            is_problem(&world.call(&operation, &token, None, body.as_ref()).await, 428);
            is_problem(&world.call(&operation, &token, Some("\"999\""), body.as_ref()).await, 412);
        }
        if operation.method == Method::GET && operation.path.ends_with('}') {
            let answer = world.call(&operation, &token, None, None).await;
            assert_eq!(answer.status.as_u16(), 200, "{name}: {}", answer.text);
            let expected = !NO_ETAG.contains(&operation.id.as_str());
            assert_eq!(answer.header("etag").starts_with('"'), expected, "ETag of {name}");
        }
    }
}

#[actix_web::test]
async fn every_write_leaves_an_audit_row() {
    let world = World::new().await;
    let rows = || {
        let app = world.api.app.clone();
        let all = std::thread::spawn(move || verify_all(&app)).join().unwrap().unwrap();
        all.iter().map(|keten| keten.regels).sum::<i64>()
    };
    let mut writes: Vec<Operation> = operations().into_iter().filter(Operation::is_write).collect();
    // First change, then add, then end, then remove: each finds what it needs.
    let ends = |id: &str| id.starts_with("stop_") || id.starts_with("withdraw_");
    writes.sort_by_key(|one| {
        let order = [one.method == Method::PUT, !ends(&one.id) && one.method != Method::DELETE];
        (!order[0], !order[1], one.method == Method::DELETE)
    });
    for operation in writes.iter().filter(|one| !NEEDS_OTHER_STATE.contains(&one.id.as_str())) {
        let (token, before) = (world.able(operation), rows());
        let read = world.api.get(&world.fill(&operation.path), &token).await;
        let etag = operation.wants_if_match().then(|| read.header("etag").to_owned());
        let answer = world.call(operation, &token, etag.as_deref(), world.body(operation).as_ref()).await;
        let name = format!("{} {}", operation.method, operation.path);
        assert!(answer.status.is_success(), "{name}: the example is not right (any more): {}", answer.text);
        assert!(rows() > before, "{name} wrote without an audit row");
    }
    for id in NEEDS_OTHER_STATE {
        assert!(writes.iter().any(|one| one.id == *id), "{id} is gone: take it off NEEDS_OTHER_STATE");
    }
}

#[actix_web::test]
async fn nobody_reaches_what_is_of_another_regio_board_or_person() {
    let world = World::new().await;
    let secret = |kinds: &[&str]| kinds.iter().map(|kind| world.ids[*kind].clone()).collect::<Vec<_>>();
    for operation in operations() {
        let callers = [
            (Rol::Regiocoordinator, "utrecht", "90003"),
            (Rol::Schoolbestuur, "utrecht", "90003"),
            (Rol::Schoolbestuur, "amsterdam", "90002"),
            (Rol::HrSysteem, "utrecht", "90003"),
            (Rol::Regiodocent, "amsterdam", ""),
            (Rol::Regiodocent, "utrecht", ""),
            (Rol::Auditor, "utrecht", ""),
            (Rol::Privacyfunctionaris, "utrecht", ""),
        ];
        for (rol, regio, bestuur) in callers {
            let Some(reach) = operation.reach(rol) else { continue };
            let token = world.token(rol, regio, bestuur);
            let name = format!("{rol} of {regio} {bestuur}: {} {}", operation.method, operation.path);
            let at_home =
                regio == "amsterdam" && (reach == Reikwijdte::EigenRegio || OF_THE_REGIO.contains(&&*operation.id));
            if operation.path.contains('{') && !at_home {
                let body = world.body(&operation);
                let answer = world.call(&operation, &token, Some("\"1\""), body.as_ref()).await;
                assert_eq!(answer.status.as_u16(), 404, "{name}: {}", answer.text);
                is_problem(&answer, 404);
            } else if operation.method == Method::GET {
                let answer = world.call(&operation, &token, None, None).await;
                let mut hidden = vec!["vacatures", "plaatsingen", "formatiepeilingen", "deelnames", "regiodocenten"];
                if regio == "utrecht" {
                    hidden.extend(["beleid", "matchrondes"]);
                }
                for id in secret(&hidden) {
                    assert!(!answer.text.contains(&id), "{name} shows {id}: {}", answer.text);
                }
            }
        }
    }
}
