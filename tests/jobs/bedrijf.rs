//! A region at work: the application, workers beside it, and patience.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rato::app::App;
use rato::app::matchronde::{Rondeaanvraag, Rondestand, find_stand, start_matchronde};
use rato::jobs::import::Importjob;
use rato::jobs::ingreep::Ingreepjob;
use rato::jobs::kind::Solverstart;
use rato::jobs::onderzoek::Onderzoekjob;
use rato::jobs::solve::Matchrondejob;
use rato::jobs::worker::Worker;
use rato::jobs::{Job, Ritme};
use uuid::Uuid;

use crate::support::wereld::coordinator;

/// More work than any test waits for: only a stop ends it.
pub const EINDELOOS: i64 = 1_000_000_000_000;
/// Work of a moment.
pub const EVEN: i64 = 2_000;

/// The binary under test.
pub fn rato() -> PathBuf {
    env!("CARGO_BIN_EXE_rato").into()
}

/// Workers on a thread of their own; they close and are waited for when this value goes.
pub struct Werkers {
    app: App,
    thread: Option<JoinHandle<()>>,
}

impl Werkers {
    /// One worker whose solver is `programma`.
    pub fn start(app: &App, programma: PathBuf) -> Werkers {
        Werkers::met_geheugen(app, programma, 4096)
    }

    /// The same, with so much memory for the solver.
    pub fn met_geheugen(app: &App, programma: PathBuf, geheugen_mib: u64) -> Werkers {
        let solver = Solverstart { programma, geheugen_mib };
        let jobs: [Box<dyn Job>; 4] = [
            Box::new(Importjob),
            Box::new(Matchrondejob { solver: solver.clone(), threads: 2 }),
            Box::new(Ingreepjob { solver: solver.clone(), threads: 2 }),
            Box::new(Onderzoekjob { solver, threads: 2 }),
        ];
        let ritme = Ritme {
            lease: Duration::from_secs(20),
            hartslag: Duration::from_millis(200),
            poll: Duration::from_millis(100),
            stoptijd: Duration::ZERO,
        };
        let worker = Worker { app: app.clone(), jobs: Arc::from(jobs), ritme };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(worker.run(1));
        });
        Werkers { app: app.clone(), thread: Some(thread) }
    }

    /// Closes as on SIGTERM, and waits until everything is done or released.
    pub fn close(&mut self) {
        self.app.wachtrij.sluit();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Werkers {
    fn drop(&mut self) {
        self.close();
    }
}

/// Runs something that blocks on the database: not allowed on the thread of an async test with PostgreSQL.
pub fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// A matchronde for 2026-2027, asked by the coordinator.
pub fn start(app: &App, werklimiet: i64) -> Uuid {
    let aanvraag = Rondeaanvraag {
        schooljaar: "2026-2027".parse().unwrap(),
        peildatum: None,
        ingangsdatum: None,
        tijdlimiet_s: None,
        werklimiet: Some(werklimiet),
        wijzigingsbudget: None,
    };
    aside(|| start_matchronde(&coordinator(app), &aanvraag)).unwrap().id
}

/// Where it stands.
pub fn stand(app: &App, ronde: Uuid) -> Rondestand {
    aside(|| find_stand(&coordinator(app), ronde)).unwrap()
}

/// Waits until the stand of `ronde` is as asked; fails with the stand in sight when that takes too long.
#[track_caller]
pub fn wait_until(app: &App, ronde: Uuid, what: &str, holds: impl Fn(&Rondestand) -> bool) -> Rondestand {
    let patience = Instant::now() + Duration::from_secs(120);
    loop {
        let now = stand(app, ronde);
        if holds(&now) {
            return now;
        }
        assert!(Instant::now() < patience, "never came: {what}; it stands at {now:?}");
        std::thread::sleep(Duration::from_millis(25));
    }
}

/// Is the search under way, so that there is a valid plan?
pub fn is_searching(stand: &Rondestand) -> bool {
    stand.job.voortgang.as_deref().is_some_and(|text| text.contains("\"zoeken\""))
}

/// Is there nothing left to do?
pub fn is_done(stand: &Rondestand) -> bool {
    stand.ronde.noun.status.is_klaar()
}
