//! Regio: what goes in comes out, and a code is taken once.

use rato::audit::AuditEntry;
use rato::auth::policy::Grant;
use rato::domain::pagina::Pagina;
use rato::domain::periode::Periode;
use rato::domain::regio::{Regio, Regiosoort};
use rato::domain::stored::Stored;
use rato::storage::StorageError;
use rato::storage::auditregel::list_auditregels;
use rato::storage::connection::Db;
use rato::storage::regio::{find_regio, insert_regio, list_regios};
use rstest::rstest;
use serde_json::json;

use crate::support::db::Engine;

fn regio(code: &str) -> Regio {
    let periode = Periode::new("2026-08-01".parse().unwrap(), None);
    Regio { code: code.into(), naam: format!("RATO {code}"), soort: Regiosoort::Onderwijsregio, periode }
}

fn insert(db: &Db, regio: &Regio) -> Result<Stored<Regio>, StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        let stored = insert_regio(tx, regio)?;
        tx.audited(AuditEntry::new("regio:maken", "regio", &regio.code, json!({})), stored)
    })
}

#[rstest]
fn what_goes_in_comes_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let stored = insert(&test.db, &regio("amsterdam")).unwrap();
    let (found, audit) = test
        .db
        .read(&Grant::systeem("test"), |conn| {
            Ok::<_, StorageError>((find_regio(conn, "amsterdam")?, list_auditregels(conn, "regio", "amsterdam")?))
        })
        .unwrap();
    assert_eq!(found, Some(stored));
    assert_eq!(audit.len(), 1);
    assert_eq!(audit[0].actor, "systeem:test");
}

#[rstest]
fn a_code_is_taken_once_and_nothing_is_left_of_the_second(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    insert(&test.db, &regio("utrecht")).unwrap();
    assert!(matches!(insert(&test.db, &regio("utrecht")), Err(StorageError::Dubbel(_))));
    let audit = test.db.read(&Grant::systeem("test"), |conn| list_auditregels(conn, "regio", "utrecht")).unwrap();
    assert_eq!(audit.len(), 1);
}

#[rstest]
fn pages_join_up_without_gap_or_overlap(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    for code in ["ab", "cd", "ef", "gh", "ij"] {
        insert(&test.db, &regio(code)).unwrap();
    }
    let mut seen = Vec::new();
    let mut pagina = Pagina { na: None, aantal: 2 };
    loop {
        let lijst = test.db.read(&Grant::systeem("test"), |conn| list_regios(conn, None, None, &pagina)).unwrap();
        seen.extend(lijst.items.into_iter().map(|regio| regio.noun.code));
        match lijst.volgende {
            Some(key) => pagina.na = Some(key),
            None => break,
        }
    }
    assert_eq!(seen, ["ab", "cd", "ef", "gh", "ij"]);
}
