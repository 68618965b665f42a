//! Regiodocent: what two callers do at once, and what is written down about it.

use std::sync::mpsc::channel;
use std::time::Duration;

use rato::app::Ctx;
use rato::app::error::AppError;
use rato::app::regiodocent::onderdeel::{create_onderdeel, list_onderdelen};
use rato::auth::actor::{Actor, Rol};
use rato::auth::policy::Grant;
use rato::domain::contract::{Contract, Contractstatus};
use rato::domain::fte::Fte;
use rato::domain::periode::Periode;
use rato::storage::StorageError;
use rato::storage::auditregel::list_auditregels;
use rato::storage::regiodocent::{Opslag, lock_regiodocent};
use rstest::rstest;

use crate::support::db::{Engine, TestDb};
use crate::support::rows;

fn coordinator(test: &TestDb) -> Ctx {
    let actor = Actor {
        id: "coordinator-1".into(),
        rol: Rol::Regiocoordinator,
        regios: vec!["amsterdam".into()],
        bestuursnummer: None,
        vestigingscode: None,
        regiodocent: None,
        machine: false,
    };
    Ctx { app: test.app(), actor, regio: None, spoor: None, geldig_tot: None }
}

fn contract() -> Contract {
    Contract {
        periode: Periode::new("2026-08-01".parse().unwrap(), None),
        werktijdfactor: Fte::VOLTIJD,
        loonkosten_cent: 0,
        formeel_werkgever: None,
        status: Contractstatus::Actief,
        overgedragen_aan: None,
    }
}

/// The one caller holds the person and has added a contract, but is not done, when the other adds an overlapping one.
#[rstest]
fn of_overlapping_contracts_added_at_once_one_remains(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    let person = rows::regiodocent(&test.db, "amsterdam");
    let (ctx, grant) = (coordinator(&test), Grant::systeem("test"));
    let (tell, told) = channel();
    std::thread::scope(|scope| {
        let first = test.db.write(&grant, |tx| {
            lock_regiodocent(tx, regio, person)?;
            let stored = Contract::insert(tx, person, &contract())?;
            let ctx = &ctx;
            scope.spawn(move || tell.send(create_onderdeel(ctx, person, &contract())).unwrap());
            let too_early = told.recv_timeout(Duration::from_millis(500));
            assert!(too_early.is_err(), "the second did not wait: {too_early:?}");
            Ok::<_, StorageError>(tx.unchanged(stored))
        });
        let second = told.recv().unwrap();
        assert!(matches!(&second, Err(AppError::Invoer(fouten)) if fouten[0].pointer == "/van"), "{second:?}");
        assert_eq!(list_onderdelen::<Contract>(&ctx, person).unwrap(), [first.unwrap()]);
    });
}

#[rstest]
fn a_change_of_an_onderdeel_is_written_down_without_personal_data(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    rows::regio(&test.db, "amsterdam");
    let person = rows::regiodocent(&test.db, "amsterdam");
    let added = create_onderdeel(&coordinator(&test), person, &contract()).unwrap();
    let id = added.id.to_string();
    let audit = test.db.read(&Grant::systeem("test"), |conn| list_auditregels(conn, "contract", &id)).unwrap();
    assert_eq!(audit.len(), 1);
    assert_eq!((audit[0].actie.as_str(), audit[0].actor.as_str()), ("regiodocent:schrijven", "coordinator-1"));
    assert_eq!(audit[0].samenvatting, format!(r#"{{"regiodocent":"{person}","wijziging":"gemaakt"}}"#));
}
