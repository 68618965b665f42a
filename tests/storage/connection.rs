//! Opening a database: what is wrong with it is told at once, and without its password.

use std::time::{Duration, Instant};

use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use rato::audit::AuditEntry;
use rato::auth::policy::Grant;
use rato::clock::Clock;
use rato::storage::StorageError;
use rato::storage::connection::{Conn, Db};
use serde_json::json;

use crate::support::db::Engine;

#[test]
fn a_database_that_cannot_be_opened_is_told_at_once_and_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}/geen/map/rato.sqlite", folder.path().display());
    let refused = "postgres://rato:geheim@127.0.0.1:1/rato?sslmode=disable".to_owned();
    let begin = Instant::now();
    for url in [missing, refused] {
        let Err(StorageError::Verbinding(why)) = Db::connect(&url, 1, Duration::from_secs(120), Clock::system()) else {
            panic!("{url} opened")
        };
        assert!(!why.contains(['{', '\n']) && !why.contains("geheim"), "{why}");
    }
    assert!(begin.elapsed() < Duration::from_secs(60), "it was tried again and again");
}

#[test]
fn sqlite_reads_a_statement_once_and_its_connections_wait_for_nothing_they_share() {
    let mut conn = SqliteConnection::establish(":memory:").unwrap();
    let options: Vec<String> = sql::<Text>("PRAGMA compile_options").load(&mut conn).unwrap();
    let has = |name: &str| options.iter().any(|option| option == name);
    assert!(has("ENABLE_QPSG") && has("DEFAULT_MEMSTATUS=0") && !has("ENABLE_MEMORY_MANAGEMENT"), "{options:?}");
}

#[test]
fn postgresql_plans_once_what_every_write_ends_with() {
    let Some(test) = Engine::Postgres.fresh() else { return };
    let db = Db::connect(&test.url, 1, Duration::from_secs(30), test.db.clock().clone()).unwrap();
    let grant = Grant::systeem("test");
    for number in 0..3 {
        let entry = AuditEntry::new("test", "test", number, json!({}));
        db.write(&grant, |tx| tx.audited(entry, ())).unwrap();
    }
    let kept: i64 = db
        .read(&grant, |conn| {
            let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
            let count = "(SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%auditketen%')";
            Ok::<_, StorageError>(diesel::select(sql::<BigInt>(count)).get_result(&mut ****conn).unwrap())
        })
        .unwrap();
    assert_eq!(kept, 2, "the head is taken, and the head is moved");
}
