//! The solver in a process of its own: when it takes too much memory or is killed, only its attempt is lost.

use std::process::{Command, Stdio};

use rato::domain::matchronde::Matchrondestatus;
use serde_json::json;

use super::bedrijf::{EINDELOOS, EVEN, Werkers, is_done, is_searching, rato, start, wait_until};
use crate::support::db::Engine;
use crate::support::dienst::{self, Dienst, free_port, token};
use crate::support::wereld::{app, wereld};

/// Enough to read the question and begin, too little to solve it.
const TE_WEINIG_MIB: u64 = 120;

#[test]
fn a_solver_that_wants_too_much_memory_fails_its_ronde_with_the_reason_and_nothing_else() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 300);
    let app = app(&test.db, &[("RATO__JOBS__MAX_POGINGEN", "2")]);
    let mut krap = Werkers::met_geheugen(&app, rato(), TE_WEINIG_MIB);
    let ronde = start(&app, EVEN);
    let done = wait_until(&app, ronde, "the end", is_done);
    assert_eq!((done.ronde.noun.status, done.job.pogingen), (Matchrondestatus::Mislukt, 2));
    let reden = done.ronde.noun.reden.unwrap();
    assert!(reden.starts_with("De rekenmotor stopte zonder antwoord (signal: 6"), "{reden}");
    assert!(reden.contains("jobs.solver-geheugen-mib"), "{reden}");
    assert!(app.wachtrij.is_bemand(), "the worker is still there");
    krap.close();

    let app = crate::support::wereld::app(&test.db, &[]);
    let _ruim = Werkers::start(&app, rato());
    let ronde = start(&app, EVEN);
    let done = wait_until(&app, ronde, "the end with enough memory", is_done);
    assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel, "{done:?}");
}

/// Process ids of the children of a process.
fn kinderen(ouder: u32) -> Vec<String> {
    let out = Command::new("ps").args(["-e", "-o", "pid=", "-o", "ppid="]).output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let rows = text.lines().filter_map(|line| line.split_whitespace().collect::<Vec<_>>().try_into().ok());
    rows.filter(|[_, ppid]: &[&str; 2]| *ppid == ouder.to_string()).map(|[pid, _]| pid.to_owned()).collect()
}

#[test]
fn a_solver_that_is_killed_never_takes_the_api_down_and_the_ronde_goes_on() {
    let test = Engine::Sqlite.fresh().unwrap();
    wereld(&test.db, 120);
    let app = app(&test.db, &[]);
    let home = tempfile::tempdir().unwrap();
    let port = free_port();
    let mut command = dienst::rato(home.path(), &["serve"]);
    command.env("RATO__SERVER__POORT", port.to_string()).env("RATO__DATABASE__URL", &test.url);
    command.env("RATO__JOBS__SOLVER_GEHEUGEN_MIB", "4096").env("RATO__JOBS__POLL_SECONDEN", "1");
    let child = command.stdout(Stdio::null()).spawn().unwrap();
    let pid = child.id();
    let service = Dienst::watch(child, &format!("http://127.0.0.1:{port}"));
    let client = service.client(&token(home.path(), &["--rol", "regiocoordinator", "--regio", "amsterdam"]));
    let ronde = start(&app, EINDELOOS);
    wait_until(&app, ronde, "the search", is_searching);

    let solvers = kinderen(pid);
    assert_eq!(solvers.len(), 1, "{solvers:?}");
    assert!(Command::new("sh").args(["-c", &format!("kill -KILL {}", solvers[0])]).status().unwrap().success());
    let path = format!("/v1/matchrondes/{ronde}");
    wait_until(&app, ronde, "a second attempt", |stand| {
        assert_eq!(client.get("/health/ready").status, 200);
        assert_eq!(client.get(&path).status, 200);
        stand.job.pogingen == 2 && is_searching(stand)
    });
    client.post(&format!("{path}/beeindigingen"), &json!({})).json(201);
    let done = wait_until(&app, ronde, "the best plan so far", is_done);
    assert_eq!(done.ronde.noun.status, Matchrondestatus::Voorstel);
}
