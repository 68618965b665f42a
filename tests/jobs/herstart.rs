//! The whole process is killed in the middle of a matchronde. After a restart the ronde is taken up again and ends once.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use rato::app::App;
use rato::app::matchronde::{resultaat::Plan, stop_matchronde};
use rato::auth::policy::Grant;
use rato::domain::matchronde::Matchrondestatus;
use rato::storage::auditregel::list_auditregels;
use rato::storage::matchronde::{Documentsoort, find_document};
use uuid::Uuid;

use super::bedrijf::{EINDELOOS, is_done, is_searching, rato, start, wait_until};
use crate::support::db::{Engine, TestDb};
use crate::support::wereld::{app, coordinator, wereld};

/// `rato serve` in a process of its own; killed when this value goes.
struct Service(Child);

impl Service {
    fn start(test: &TestDb, folder: &std::path::Path) -> Service {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(rato())
            .arg("serve")
            .current_dir(folder)
            .env("RATO__DATABASE__URL", &test.url)
            .env("RATO__SERVER__POORT", port.to_string())
            .env("RATO__JOBS__LEASE_SECONDEN", "5")
            .env("RATO__JOBS__HARTSLAG_SECONDEN", "1")
            .env("RATO__JOBS__POLL_SECONDEN", "1")
            .env("RATO__JOBS__SOLVER_GEHEUGEN_MIB", "4096")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Service(child)
    }

    /// As `kill -9`: no time to say goodbye.
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn ends(app: &App, ronde: Uuid) -> usize {
    let rows = app.db.read(&Grant::systeem("test"), |conn| list_auditregels(conn, "matchronde", &ronde.to_string()));
    rows.unwrap().iter().filter(|row| row.actie == "matchronde:eindigen").count()
}

#[test]
fn a_ronde_survives_kill_9_of_the_whole_process_and_ends_once_with_one_plan() {
    let test = Engine::Sqlite.fresh().unwrap();
    let folder = tempfile::tempdir().unwrap();
    wereld(&test.db, 120);
    let app = app(&test.db, &[]);
    let ronde = start(&app, EINDELOOS);

    let mut first = Service::start(&test, folder.path());
    let before = wait_until(&app, ronde, "the first process searches", is_searching);
    let frozen = before.ronde.noun.problem_hash.clone().expect("the question is frozen");
    first.kill();

    let _second = Service::start(&test, folder.path());
    wait_until(&app, ronde, "a second attempt that searches", |stand| stand.job.pogingen == 2 && is_searching(stand));
    stop_matchronde(&coordinator(&app), ronde).unwrap();
    let after = wait_until(&app, ronde, "the end", is_done);

    assert_eq!(after.job.pogingen, 2);
    assert_eq!(after.job.status, "klaar");
    assert_eq!(after.ronde.noun.problem_hash, Some(frozen), "the question is still the same");
    assert_eq!(ends(&app, ronde), 1);
    assert_eq!(after.ronde.noun.status, Matchrondestatus::Voorstel);
    let plan = app.db.read(&Grant::systeem("test"), |conn| find_document(conn, ronde, Documentsoort::Plan)).unwrap();
    let plan: Plan = serde_json::from_str(&plan.expect("a voorstel has a plan")).unwrap();
    assert_eq!(Some(plan.problem_hash), after.ronde.noun.problem_hash);
}
