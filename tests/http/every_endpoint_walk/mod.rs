//! Every operation of the API description on a regio with one of everything: what each must do whoever wrote it.
//!
//! New operations are walked by themselves. What one needs besides (a body, an id in its path) stands in `bodies.rs`
//! and `world.rs`; a test that misses it says so.

mod bodies;
mod operation;
mod world;

use actix_web::http::Method;
use rato::app::auditregel::verify_all;
use rato::auth::actor::Rol;
use rato::auth::policy::Reikwijdte;
use rstest::rstest;
use serde_json::{Value, json};

use self::operation::{Operation, operations};
use self::world::World;
use crate::support::api::Answer;
use crate::support::db::Engine;

/// What needs a plan that the solver made for the regio as it is; tests/jobs/ has tests of these. This list may only shrink.
const NEEDS_A_PLAN: &[&str] = &["create_ingreep", "create_vaststelling"];
/// What only the coordinator sees before somebody adopted the plan; tests/jobs/ has tests of these. This list may only shrink.
const ONCE_ADOPTED: &[&str] = &["find_dossier_schoolbestuur", "find_dossier_vacature"];
/// Paths that name a moment and not a thing: everybody has their own. This list may only shrink.
const NAMES_NO_THING: &[&str] = &["close_maand"];
/// Things of which a GET has no ETag, because nobody writes them. This list may only shrink.
const NO_ETAG: &[&str] = &[];
/// What belongs to the whole regio, so that another board may see it too.
const OF_THE_REGIO: &[&str] = &["find_regio", "find_beleid", "list_deelnames"];

fn needs_a_plan(operation: &Operation) -> bool {
    NEEDS_A_PLAN.contains(&operation.id.as_str())
}

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
    let finds = |one: &Operation| one.method == Method::GET && one.path.ends_with('}') && !needs_a_plan(one);
    for operation in operations().into_iter().filter(finds) {
        for rol in Rol::ALLE.iter().filter(|rol| operation.reach(**rol).is_some_and(|reach| reach != Reikwijdte::Zelf))
        {
            if ONCE_ADOPTED.contains(&operation.id.as_str()) && *rol != Rol::Regiocoordinator {
                continue;
            }
            let answer = world.call(&operation, &world.token(*rol, "amsterdam", "90001"), None, None).await;
            let name = format!("{rol}: {}", operation.name());
            faults.unless(answer.status.as_u16() == 200, format!("{name}: {} {}", answer.status, answer.text));
            let expected = !NO_ETAG.contains(&operation.id.as_str());
            faults.unless(answer.header("etag").starts_with('"') == expected, format!("ETag of {name}"));
        }
    }
}

#[test]
fn every_exception_is_of_an_operation_that_exists() {
    let known: Vec<String> = operations().into_iter().map(|one| one.id).collect();
    for id in [NEEDS_A_PLAN, ONCE_ADOPTED, NAMES_NO_THING, NO_ETAG, OF_THE_REGIO].concat() {
        assert!(known.iter().any(|one| one == id), "{id} is gone: take it off the lists of exceptions");
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
    let mut faults = Faults::default();
    let rows = || {
        let app = world.api.app.clone();
        let all = std::thread::spawn(move || verify_all(&app)).join().unwrap().unwrap();
        all.iter().map(|keten| keten.regels).sum::<i64>()
    };
    let mut writes: Vec<Operation> = operations().into_iter().filter(Operation::is_write).collect();
    writes.sort_by_key(order);
    for operation in writes.iter().filter(|one| !needs_a_plan(one)) {
        let (token, before) = (world.able(operation), rows());
        let read = match operation.wants_if_match() {
            true => Some(world.api.get(&world.fill(operation), &token).await),
            false => None,
        };
        let etag = read.as_ref().map(|read| read.header("etag"));
        let answer = world.call(operation, &token, etag, world.body(operation).as_ref()).await;
        let name = operation.name();
        let example = format!("{name}: the example is not right (any more): {} {}", answer.status, answer.text);
        faults.unless(answer.status.is_success(), example);
        faults.unless(rows() > before, format!("{name} wrote without an audit row"));
    }
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
            let at_home =
                regio == "amsterdam" && (reach == Reikwijdte::EigenRegio || OF_THE_REGIO.contains(&&*operation.id));
            if operation.path.contains('{') && !at_home && !NAMES_NO_THING.contains(&&*operation.id) {
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
