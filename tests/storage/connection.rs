//! Opening a database: what is wrong with it is told at once, and without its password.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use rato::audit::AuditEntry;
use rato::auth::policy::Grant;
use rato::clock::Clock;
use rato::storage::StorageError;
use rato::storage::connection::{Conn, Db};
use serde_json::json;

use crate::support::db::{Engine, TestDb};

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
            let count = "(SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%INTO \"audit%' OR statement LIKE 'UPDATE \"audit%')";
            Ok::<_, StorageError>(diesel::select(sql::<BigInt>(count)).get_result(&mut ****conn).unwrap())
        })
        .unwrap();
    assert_eq!(kept, 3, "the head is taken, the row is written, and the head is moved");
}

/// Where the journal of the server is written to, and up to where it is on disk.
fn journal(conn: &mut Conn, place: &str) -> i64 {
    let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
    let bytes = format!("pg_wal_lsn_diff(pg_current_wal_{place}_lsn(), '0/0')::bigint");
    diesel::select(sql::<BigInt>(&bytes)).get_result(&mut ****conn).unwrap()
}

/// A database on a server that waits for the disk; the one of these tests does not by itself.
fn that_waits() -> Option<(TestDb, Db)> {
    let test = Engine::Postgres.fresh()?;
    let grant = Grant::systeem("test");
    let all =
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit TO on', current_database()); END $$";
    test.db
        .read(&grant, |conn| {
            let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
            conn.batch_execute(all).unwrap();
            Ok::<_, StorageError>(())
        })
        .unwrap();
    let db = Db::connect(&test.url, 2, Duration::from_secs(30), test.db.clock().clone()).unwrap();
    Some((test, db))
}

/// The server writes its journal away by itself now and then, so once proves nothing.
const TIMES: usize = 20;

#[test]
fn a_write_is_answered_when_it_is_on_disk_and_lets_others_go_on_before() {
    let Some((_test, db)) = that_waits() else { return };
    let grant = Grant::systeem("test");
    for number in 0..TIMES {
        let entry = AuditEntry::new("test", "test", number, json!({}));
        let written = db
            .write(&grant, |tx| {
                let Conn::Pg(conn) = &mut *tx.conn else { panic!("not PostgreSQL") };
                let waits: String = diesel::select(sql::<Text>("current_setting('synchronous_commit')"))
                    .get_result(&mut ****conn)
                    .unwrap();
                assert_eq!(waits, "off", "the commit itself waits for nobody");
                let before = journal(tx.conn, "insert");
                tx.audited(entry, before)
            })
            .unwrap();
        let on_disk = db.read(&grant, |conn| Ok::<_, StorageError>(journal(conn, "flush"))).unwrap();
        // What was written in the transaction comes after `written`, and its end after that.
        assert!(on_disk > written, "time {number}: {on_disk} {written}");
    }
}

#[test]
fn who_settles_has_read_what_is_on_disk() {
    let Some((_test, db)) = that_waits() else { return };
    let grant = Grant::systeem("test");
    for number in 0..TIMES {
        let written = db
            .read(&grant, |conn| {
                let Conn::Pg(pg) = &mut *conn else { panic!("not PostgreSQL") };
                let late = "BEGIN; SET LOCAL synchronous_commit TO off; UPDATE auditketen SET hash = hash; \
                            INSERT INTO auditketen (keten, volgnummer, hash) VALUES (gen_random_uuid()::text, 0, ''); COMMIT";
                pg.batch_execute(late).unwrap();
                Ok::<_, StorageError>(journal(conn, "insert"))
            })
            .unwrap();
        db.read(&grant, |conn| conn.settle()).unwrap();
        let on_disk = db.read(&grant, |conn| Ok::<_, StorageError>(journal(conn, "flush"))).unwrap();
        assert!(on_disk >= written, "time {number}: {on_disk} {written}");
    }
}
