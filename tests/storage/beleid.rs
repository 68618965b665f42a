//! Beleid: versions of one regio, of which the last that began holds.

use rato::audit::AuditEntry;
use rato::auth::policy::Grant;
use rato::domain::beleid::{Beleid, Beleidstatus, Beleidsversie};
use rato::domain::pagina::Pagina;
use rato::domain::stored::Stored;
use rato::storage::StorageError;
use rato::storage::beleid::{find_beleid, find_beleid_op, insert_beleid, list_beleid};
use rato::storage::connection::Db;
use rstest::rstest;
use serde_json::json;
use uuid::Uuid;

use crate::support::db::Engine;
use crate::support::rows;

fn versie(day: &str) -> Beleidsversie {
    Beleidsversie {
        geldig_vanaf: day.parse().unwrap(),
        inhoud: Beleid::standaard().unwrap(),
        bestuursbesluit: "Stuurgroep, besluit 4".into(),
        reden: format!("Nieuw vanaf {day}; 't mag scherper"),
        status: Beleidstatus::Vastgesteld,
        voorgesteld_door: "een coordinator".into(),
        besloten_door: Some("een ander".into()),
        motivering: None,
    }
}

fn insert(db: &Db, regio: Uuid, day: &str) -> Result<Stored<Beleidsversie>, StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        let stored = insert_beleid(tx, regio, &versie(day))?;
        tx.audited(AuditEntry::new("beleid:schrijven", "beleid", stored.id, json!({})), stored)
    })
}

#[rstest]
fn the_last_version_that_began_holds_in_its_own_regio(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let (own, other) = (rows::regio(&test.db, "amsterdam"), rows::regio(&test.db, "utrecht"));
    let later = insert(&test.db, own, "2026-12-01").unwrap();
    let earlier = insert(&test.db, own, "2026-11-01").unwrap();
    assert_eq!(earlier.noun, versie("2026-11-01"));
    let on = |regio: Uuid, day: &str| {
        let day = day.parse().unwrap();
        test.db.read(&Grant::systeem("test"), |conn| find_beleid_op(conn, regio, day)).unwrap().map(|versie| versie.id)
    };
    assert_eq!(on(own, "2026-10-31"), None);
    assert_eq!(on(own, "2026-11-01"), Some(earlier.id));
    assert_eq!(on(own, "2026-11-30"), Some(earlier.id));
    assert_eq!(on(own, "2030-01-01"), Some(later.id));
    assert_eq!(on(other, "2030-01-01"), None);
    let find = |regio| test.db.read(&Grant::systeem("test"), |conn| find_beleid(conn, regio, later.id)).unwrap();
    assert_eq!((find(own), find(other)), (Some(later.clone()), None));
}

#[rstest]
fn a_day_is_taken_once_and_pages_go_in_order_of_making(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    for day in ["2026-12-01", "2026-11-01", "2027-01-01"] {
        insert(&test.db, regio, day).unwrap();
    }
    assert!(matches!(insert(&test.db, regio, "2026-12-01"), Err(StorageError::Dubbel(_))));
    let page = |na: Option<String>| {
        let pagina = Pagina { na, aantal: 2 };
        test.db.read(&Grant::systeem("test"), |conn| list_beleid(conn, regio, None, &pagina)).unwrap()
    };
    let first = page(None);
    let days = |items: &[Stored<Beleidsversie>]| -> Vec<String> {
        items.iter().map(|versie| versie.noun.geldig_vanaf.to_string()).collect()
    };
    assert_eq!(days(&first.items), ["2026-12-01", "2026-11-01"]);
    assert_eq!(days(&page(first.volgende).items), ["2027-01-01"]);
}
