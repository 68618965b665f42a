//! A fresh, migrated database per test, on either engine.

use rato::app::App;
use rato::app::wachtrij::Wachtrij;
use rato::clock::Clock;
use rato::config::load_from;
use rato::storage::connection::Db;
use tempfile::TempDir;

use super::postgres::{PgDatabase, Template, database};

/// Which engine a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database that vanishes with this value.
pub struct TestDb {
    pub db: Db,
    pub url: String,
    _home: Home,
}

enum Home {
    Folder { _folder: TempDir },
    Server { _database: PgDatabase },
}

/// How long a test waits for a connection or a lock; a loaded machine may need it.
const WAIT: std::time::Duration = std::time::Duration::from_secs(30);

static TEMPLATE: Template = Template::new();

/// The moment at which tests happen: a Monday morning in the autumn of 2026.
pub fn clock() -> Clock {
    Clock::fixed("2026-11-02T08:00:00Z".parse().unwrap())
}

impl TestDb {
    /// The use cases on this database, with the default settings.
    pub fn app(&self) -> App {
        let config = load_from(None, []).unwrap();
        let (clock, drempels) = (self.db.clock().clone(), config.monitor);
        App { db: self.db.clone(), clock, wachtrij: Wachtrij::new(&config), drempels }
    }
}

impl Engine {
    /// A fresh database; `None` (after a loud message) when this engine is not on the machine.
    pub fn fresh(self) -> Option<TestDb> {
        match self {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                let url = format!("sqlite://{}/rato.sqlite", folder.path().display());
                let db = Db::open(&url, 4, WAIT, clock()).unwrap();
                Some(TestDb { db, url, _home: Home::Folder { _folder: folder } })
            }
            // On a thread of its own: an async test may not block its thread on PostgreSQL.
            Engine::Postgres => std::thread::scope(|scope| scope.spawn(fresh_postgres).join()).unwrap(),
        }
    }
}

fn fresh_postgres() -> Option<TestDb> {
    let database = database(&TEMPLATE, |url| drop(Db::open(url, 1, WAIT, clock()).unwrap()))?;
    let url = database.url().to_owned();
    let db = Db::connect(&url, 4, WAIT, clock()).unwrap();
    Some(TestDb { db, url, _home: Home::Server { _database: database } })
}
