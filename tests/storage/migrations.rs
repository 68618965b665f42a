//! The migrations go up, down and up again, and both engines end with the same tables.

use std::collections::BTreeMap;
use std::time::Duration;

use rato::auth::policy::Grant;
use rato::storage::StorageError;
use rato::storage::connection::Db;
use rato::storage::migrations::{columns, migrate, revert_all};
use rstest::rstest;

use crate::support::db::{Engine, clock};
use crate::support::postgres::empty_database;

#[rstest]
fn every_migration_can_be_taken_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let grant = Grant::systeem("test");
    let (before, down, again, after) = test
        .db
        .write(&grant, |tx| {
            let before = columns(tx.conn)?;
            let down = revert_all(tx.conn)?;
            let empty = columns(tx.conn)?;
            assert!(empty.is_empty(), "left after down: {empty:?}");
            let again = migrate(tx.conn)?;
            let after = columns(tx.conn)?;
            Ok::<_, StorageError>(tx.unchanged((before, down, again, after)))
        })
        .unwrap();
    assert!(down > 0 && down == again);
    assert_eq!(before, after);
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let schema = |engine: Engine| -> Option<BTreeMap<String, bool>> {
        let test = engine.fresh()?;
        Some(test.db.read(&Grant::systeem("test"), columns).unwrap())
    };
    let sqlite = schema(Engine::Sqlite).unwrap();
    assert!(sqlite.len() > 100, "{}", sqlite.len());
    if let Some(postgres) = schema(Engine::Postgres) {
        assert_eq!(sqlite, postgres);
    }
}

#[test]
fn processes_that_start_together_bring_the_tables_up_to_date_once() {
    let Some(empty) = empty_database() else { return };
    std::thread::scope(|scope| {
        let open = || drop(Db::open(empty.url(), 1, Duration::from_secs(30), clock()).unwrap());
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(open)).collect();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    });
}
