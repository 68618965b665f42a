//! The migrations go up, down and up again, and both engines end with the same tables.

use std::collections::BTreeMap;
use std::time::Duration;

use rato::auth::policy::Grant;
use rato::domain::boekheropening::Boekheropening;
use rato::storage::StorageError;
use rato::storage::boekheropening::find_boekheropening;
use rato::storage::connection::Db;
use rato::storage::migrations::{columns, migrate, revert_all};
use rstest::rstest;
use uuid::Uuid;

use crate::support::db::{Engine, clock};
use crate::support::postgres::empty_database;
use crate::support::rows;

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

/// Who took an open page back was written over who confirmed it; the audit log remembers.
#[rstest]
fn who_confirmed_a_heropening_is_had_back_from_the_audit_log(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let (regio, boek, [open, voorstel]) =
        (rows::regio(&test.db, "amsterdam"), Uuid::now_v7(), [(); 2].map(|()| Uuid::now_v7()));
    let mut sql = format!(
        "INSERT INTO solidariteitsboek VALUES ('{boek}', '{regio}', '2026-2027', 'drieprocent', NULL, '2026-10-01', '{{}}', \
         '2026-10-01T08:00:00.000000Z');"
    );
    for (id, besloten) in [(open, "'zij', '2026-10-03T08:00:00.000000Z'"), (voorstel, "NULL, NULL")] {
        sql += &format!(
            "INSERT INTO boekheropening (id, regio_id, boek_id, peildatum, motivering, status, voorgesteld_door, \
             voorgesteld_op, besloten_door, besloten_op, versie, ingetrokken_door, ingetrokken_op) VALUES ('{id}', \
             '{regio}', '{boek}', '2026-10-01', 'Zo was het.', 'ingetrokken', 'hij', '2026-10-02T08:00:00.000000Z', \
             {besloten}, 3, 'hij', '2026-10-04T08:00:00.000000Z');"
        );
    }
    sql += &format!(
        "INSERT INTO auditregel (id, tijdstip, actor, rol, regio, actie, object_soort, object_id, samenvatting) VALUES ('{}', \
         '2026-10-03T08:00:00.000000Z', 'zij', 'regiocoordinator', 'amsterdam', 'boekheropening:bevestigen', \
         'boekheropening', '{open}', '{{}}');",
        Uuid::now_v7()
    );
    rows::execute(&test.db, &sql);
    let seen = || {
        let read = |conn: &mut rato::storage::connection::Conn| {
            let found = |id| find_boekheropening(&mut *conn, regio, id);
            [open, voorstel].map(found).into_iter().collect::<Result<Vec<_>, StorageError>>()
        };
        test.db.read(&Grant::systeem("test"), read).unwrap()
    };
    let before = seen();
    let file = |name: &str| {
        let folder = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
        let path =
            format!("{}/migrations/{folder}/2026-11-22-000970_intrekking/{name}.sql", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    rows::execute(&test.db, &file("down"));
    rows::execute(&test.db, &file("up"));
    assert_eq!(seen(), before);
    let [open, voorstel] = before.as_slice() else { panic!() };
    let who = |found: &Option<rato::domain::stored::Stored<Boekheropening>>| {
        let noun = &found.as_ref().unwrap().noun;
        (noun.besloten.clone().map(|(door, _)| door), noun.ingetrokken.clone().map(|(door, _)| door))
    };
    assert_eq!((who(open), who(voorstel)), ((Some("zij".into()), Some("hij".into())), (None, Some("hij".into()))));
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
