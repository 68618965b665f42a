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
use rato::storage::connection::{Conn, Db, Tx};
use rstest::rstest;
use serde_json::json;
use tempfile::TempDir;

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

/// How many statements a connection has had planned; asking plans one more.
fn planned(conn: &mut Conn) -> i64 {
    let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
    let last = sql::<BigInt>("SELECT max(substr(name, 2)::bigint) FROM pg_prepared_statements");
    last.get_result(&mut ****conn).unwrap()
}

#[test]
fn postgresql_plans_once_what_every_write_ends_with() {
    let Some(test) = Engine::Postgres.fresh() else { return };
    let db = Db::connect(&test.url, 1, Duration::from_secs(30), test.db.clock().clone()).unwrap();
    let grant = Grant::systeem("test");
    regio(&db);
    let mut seen = Vec::new();
    for number in 0..6 {
        let entry = AuditEntry::new("test", "test", number, json!({}));
        let write = |tx: &mut Tx<'_>| {
            raak(tx.conn, 2);
            tx.audited(entry, ())
        };
        db.write(&grant, write).unwrap();
        seen.push(db.read(&grant, |conn| Ok::<_, StorageError>(planned(conn))).unwrap());
    }
    let more: Vec<i64> = seen.windows(2).map(|two| two[1] - two[0]).collect();
    assert_eq!(more, [1, 1, 1, 1, 1], "only the question itself is new each time");
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
    run(
        &test.db,
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit TO on', current_database()); END $$",
    );
    let db = Db::connect(&test.url, 2, Duration::from_secs(30), test.db.clock().clone()).unwrap();
    Some((test, db))
}

/// The server writes its journal away by itself now and then, so once proves nothing.
const TIMES: usize = 20;

/// Notes at every commit whether it waits for the disk.
const NOTEER: &str = "CREATE TABLE gezien (wacht text); \
    CREATE FUNCTION noteer() RETURNS trigger LANGUAGE plpgsql AS \
        $$ BEGIN INSERT INTO gezien VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$; \
    CREATE CONSTRAINT TRIGGER noteer AFTER INSERT ON auditregel DEFERRABLE INITIALLY DEFERRED \
        FOR EACH ROW EXECUTE FUNCTION noteer()";

fn run(db: &Db, sql: &str) {
    db.read(&Grant::systeem("test"), |conn| {
        let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
        conn.batch_execute(sql).unwrap();
        Ok::<_, StorageError>(())
    })
    .unwrap();
}

fn regio(db: &Db) {
    run(
        db,
        "INSERT INTO regio (id, code, naam, soort, van, versie) VALUES (gen_random_uuid(), 'rmc-1', 'Een', 'arbeidsmarktregio', '2020-01-01', 1)",
    );
}

/// Touches a thing as the triggers of the feed do: 1 it changed, 2 it is new.
fn raak(conn: &mut Conn, rang: i32) {
    let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
    let touched = format!(
        "INSERT INTO verandering (regio_id, soort, object_id, rang, alleen_bestuur) \
         SELECT id, 'school', '01AA00', {rang}, false FROM regio LIMIT 1"
    );
    conn.batch_execute(&touched).unwrap();
}

#[rstest]
#[case::what_is_new_lets_others_go_on_first(2, "off")]
#[case::a_new_version_is_told_to_nobody_before(1, "on")]
fn a_write_is_answered_when_it_is_on_disk(#[case] rang: i32, #[case] waits: &str) {
    let Some((_test, db)) = that_waits() else { return };
    let grant = Grant::systeem("test");
    regio(&db);
    run(&db, NOTEER);
    for number in 0..TIMES {
        let entry = AuditEntry::new("test", "test", number, json!({}));
        let written = db
            .write(&grant, |tx| {
                raak(tx.conn, rang);
                let before = journal(tx.conn, "insert");
                tx.audited(entry, before)
            })
            .unwrap();
        let on_disk = db.read(&grant, |conn| Ok::<_, StorageError>(journal(conn, "flush"))).unwrap();
        // What was written in the transaction comes after `written`, and its end after that.
        assert!(on_disk > written, "time {number}: {on_disk} {written}");
    }
    let seen: Vec<String> = db
        .read(&grant, |conn| {
            let Conn::Pg(conn) = conn else { panic!("not PostgreSQL") };
            Ok::<_, StorageError>(sql::<Text>("SELECT DISTINCT wacht FROM gezien").load(&mut ****conn).unwrap())
        })
        .unwrap();
    assert_eq!(seen, [waits]);
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

/// Rows of the audit log in the file of a database, without its journal; `None` while that is being written.
fn in_the_file(url: &str, folder: &TempDir) -> Option<i64> {
    let copy = folder.path().join("alleen-het-bestand.sqlite");
    std::fs::copy(url.strip_prefix("sqlite://").unwrap(), &copy).unwrap();
    let mut conn = SqliteConnection::establish(&copy.display().to_string()).ok()?;
    sql::<BigInt>("SELECT count(*) FROM auditregel").get_result(&mut conn).ok()
}

#[test]
fn what_is_written_reaches_the_file_of_sqlite_without_more_being_written() {
    let Some(test) = Engine::Sqlite.fresh() else { return };
    let folder = tempfile::tempdir().unwrap();
    let entry = AuditEntry::new("test", "test", 1, json!({}));
    test.db.write(&Grant::systeem("test"), |tx| tx.audited(entry, ())).unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    while in_the_file(&test.url, &folder) != Some(1) {
        assert!(Instant::now() < patience, "it stays in the journal");
        std::thread::yield_now();
    }
}
