//! Every operation of the API description on a regio with one of everything: what each must do whoever wrote it.
//!
//! New operations are walked by themselves. What one needs besides (a body, an id in its path) stands in `bodies.rs`
//! and `world.rs`; a test that misses it says so.

mod bodies;
mod exceptions;
mod operation;
mod plan;
mod world;

use actix_web::http::Method;
use rato::app::auditregel::verify_all;
use rato::auth::actor::Rol;
use rato::auth::policy::Reikwijdte;
use rstest::rstest;
use serde_json::{Value, json};

use self::exceptions::{EXCEPTIONS, Excused, is_excused};
use self::operation::{Operation, operations};
use self::world::World;
use crate::support::api::Answer;
use crate::support::db::Engine;
use crate::support::voorbeelden::Schrift;

/// What went wrong on the way, so that one walk tells everything.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn unless(&mut self, right: bool, what: String) {
        if !right {
            self.0.push(what);
        }
    }

    /// The answer is a problem with this status.
    fn unless_problem(&mut self, answer: &Answer, status: u16, what: &str) {
        let problem = answer.header("content-type") == "application/problem+json";
        let right = answer.status.as_u16() == status && problem;
        self.unless(right, format!("{what}: {} instead of {status}: {}", answer.status, answer.text));
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        assert!(self.0.is_empty() || std::thread::panicking(), "{} faults:\n{}", self.0.len(), self.0.join("\n"));
    }
}

#[rstest]
#[actix_web::test]
async fn what_is_sent_wrongly_is_refused_the_same_way_everywhere(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::new(engine).await else { return };
    let mut faults = Faults::default();
    for operation in operations() {
        let (token, body) = (world.able(&operation), world.body(&operation));
        let name = operation.name();
        if let Some(body) = &body {
            let mut more = body.clone();
            more["onbekendVeld"] = json!(1);
            let answer = world.call(&operation, &token, Some("\"1\""), Some(&more)).await;
            faults.unless_problem(&answer, 400, &format!("unknown field: {name}"));
            faults.unless(answer.text.contains("\"/onbekendVeld\""), format!("pointer of {name}: {}", answer.text));
            let headers = [("content-type", "text/plain"), ("if-match", "\"1\"")];
            let (url, bytes) = (world.fill(&operation), body.to_string().into_bytes());
            let answer = world.api.send(operation.method.clone(), &url, &token, &headers, Some(bytes)).await;
            faults.unless_problem(&answer, 415, &format!("content type: {name}"));
        }
        if operation.wants_if_match() {
            for (if_match, status) in [(None, 428), (Some("\"999\""), 412)] {
                let answer = world.call(&operation, &token, if_match, body.as_ref()).await;
                faults.unless_problem(&answer, status, &format!("If-Match {if_match:?}: {name}"));
            }
        }
    }
}

#[rstest]
#[actix_web::test]
async fn who_may_see_a_thing_of_their_own_sees_it_with_its_etag(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::new(engine).await else { return };
    let mut faults = Faults::default();
    let finds = |one: &Operation| one.method == Method::GET && one.path.ends_with('}') && one.names_a_thing();
    for operation in operations().into_iter().filter(finds) {
        for rol in Rol::ALLE.iter().filter(|rol| operation.reach(**rol).is_some()) {
            let answer = world.call(&operation, &world.own_token(*rol), None, None).await;
            let name = format!("{rol}: {}", operation.name());
            faults.unless(answer.status.as_u16() == 200, format!("{name}: {} {}", answer.status, answer.text));
            faults.unless(answer.header("etag").starts_with('"'), format!("ETag of {name}"));
        }
    }
}

/// First change, then add, then remove, end and withdraw last: each finds what it needs.
fn order(one: &Operation) -> (u8, String) {
    let ends = one.id.starts_with("stop_") || one.id.starts_with("withdraw_");
    let turn = match one.method {
        Method::PUT => 0,
        Method::DELETE => 3,
        _ if ends => 2,
        _ => 1,
    };
    (turn, one.id.clone())
}

#[rstest]
#[actix_web::test]
async fn every_write_leaves_an_audit_row(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (mut faults, mut schrift) = (Faults::default(), Schrift::default());
    let rows = || {
        let app = world.api.app.clone();
        let all = std::thread::spawn(move || verify_all(&app)).join().unwrap().unwrap();
        all.iter().map(|keten| keten.regels).sum::<i64>()
    };
    let mut writes: Vec<Operation> = operations().into_iter().filter(Operation::is_write).collect();
    writes.sort_by_key(order);
    for operation in &writes {
        let (token, before) = (world.able(operation), rows());
        let read = match operation.wants_if_match() {
            true => Some(world.api.get(&world.fill(operation), &token).await),
            false => None,
        };
        let etag = read.as_ref().map(|read| read.header("etag"));
        let body = world.body(operation);
        let answer = world.call(operation, &token, etag, body.as_ref()).await;
        let name = operation.name();
        if answer.status.is_success() {
            schrift.saw(&operation.id, body, &answer);
        }
        let example = format!("{name}: the example is not right (any more): {} {}", answer.status, answer.text);
        faults.unless(answer.status.is_success(), example);
        faults.unless(rows() > before, format!("{name} wrote without an audit row"));
    }
    if engine == Engine::Sqlite {
        schrift.finish();
    }
}

#[actix_web::test]
async fn what_every_read_answers_is_what_the_description_shows() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let mut schrift = Schrift::default();
    let reads = |one: &Operation| !one.is_write();
    for operation in operations().into_iter().filter(reads) {
        let body = world.body(&operation);
        let answer = world.call(&operation, &world.able(&operation), None, body.as_ref()).await;
        schrift.saw(&operation.id, body, &answer);
    }
    schrift.finish();
}

/// Who calls: role, regio, schoolbestuur. All are a stranger somewhere to the things of 90001 in amsterdam.
const CALLERS: &[(Rol, &str, &str)] = &[
    (Rol::Regiocoordinator, "utrecht", "90003"),
    (Rol::Schoolbestuur, "utrecht", "90003"),
    (Rol::Schoolbestuur, "amsterdam", "90002"),
    (Rol::HrSysteem, "utrecht", ""),
    (Rol::HrSysteem, "amsterdam", "90002"),
    (Rol::Regiodocent, "amsterdam", ""),
    (Rol::Regiodocent, "utrecht", ""),
    (Rol::Auditor, "utrecht", ""),
    (Rol::Privacyfunctionaris, "utrecht", ""),
    (Rol::OcwLezer, "utrecht", ""),
];

/// Only a coordinator speaks for another.
fn as_oneself(mut body: Value, rol: Rol) -> Value {
    if rol != Rol::Regiocoordinator {
        for field in ["namens", "bron"] {
            body.as_object_mut().unwrap().remove(field);
        }
    }
    body
}

/// Who has a list of things of their own finds those in it.
#[rstest]
#[actix_web::test]
async fn who_may_see_a_thing_of_their_own_finds_it_in_the_list(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::new(engine).await else { return };
    let mut faults = Faults::default();
    for operation in operations().into_iter().filter(|one| one.method == Method::GET) {
        let Some(own) = operation.path.rsplit('/').next().and_then(|kind| world.ids.get(kind)) else { continue };
        for rol in
            Rol::ALLE.iter().filter(|rol| operation.reach(**rol).is_some_and(|reach| reach != Reikwijdte::Totalen))
        {
            let answer = world.call(&operation, &world.own_token(*rol), None, None).await;
            faults.unless(answer.text.contains(own.as_str()), format!("{rol}: {}: {}", operation.name(), answer.text));
        }
    }
}

#[actix_web::test]
async fn an_exception_that_is_no_longer_needed_is_taken_off_the_list() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let known = operations();
    for (id, excused, why) in EXCEPTIONS {
        let operation = known.iter().find(|one| one.id == *id).unwrap_or_else(|| panic!("{id} is gone"));
        let mut needed = false;
        for &(rol, regio, bestuur) in CALLERS.iter().filter(|(rol, ..)| operation.reach(*rol).is_some()) {
            let another = (*excused == Excused::NamesNoThing) || (regio == "amsterdam" && !bestuur.is_empty());
            if another {
                let body = world.body(operation).map(|body| as_oneself(body, rol));
                let answer = world.call(operation, &world.token(rol, regio, bestuur), None, body.as_ref()).await;
                needed |= answer.status.as_u16() != 404;
            }
        }
        assert!(needed, "{id} is not found by a stranger any more: take it off the list ({why})");
    }
}

#[rstest]
#[actix_web::test]
async fn nobody_reaches_what_is_of_another_regio_board_or_person(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(world) = World::new(engine).await else { return };
    let mut faults = Faults::default();
    for operation in operations() {
        for &(rol, regio, bestuur) in CALLERS {
            let Some(reach) = operation.reach(rol) else { continue };
            let token = world.token(rol, regio, bestuur);
            let name = format!("{rol} of {regio} {bestuur}: {}", operation.name());
            let of_regio = is_excused(&operation.id, Excused::OfTheRegio);
            let at_home = regio == "amsterdam" && (reach == Reikwijdte::EigenRegio || of_regio);
            if operation.names_a_thing() && !at_home && !is_excused(&operation.id, Excused::NamesNoThing) {
                let body = world.body(&operation).map(|body| as_oneself(body, rol));
                let answer = world.call(&operation, &token, Some("\"1\""), body.as_ref()).await;
                faults.unless_problem(&answer, 404, &name);
            } else if operation.method == Method::GET {
                let answer = world.call(&operation, &token, None, None).await;
                let secrets = world.secrets(regio, reach);
                let shown = secrets.iter().find(|id| answer.text.contains(**id));
                faults.unless(shown.is_none(), format!("{name} shows {shown:?}: {}", answer.text));
            }
        }
    }
}
