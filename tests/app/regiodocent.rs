//! Regiodocent: what two callers do at once, and what is written down about it.

use std::sync::Barrier;

use rato::app::error::AppError;
use rato::app::regiodocent::onderdeel::{create_onderdeel, list_onderdelen};
use rato::app::{App, Ctx};
use rato::auth::actor::{Actor, Rol};
use rato::auth::policy::Grant;
use rato::domain::contract::Contract;
use rato::domain::fte::Fte;
use rato::domain::periode::Periode;
use rato::storage::auditregel::list_auditregels;
use rstest::rstest;

use crate::support::db::{Engine, TestDb, clock};
use crate::support::rows;

fn coordinator(test: &TestDb) -> Ctx {
    let actor = Actor {
        id: "coordinator-1".into(),
        rol: Rol::Regiocoordinator,
        regios: vec!["amsterdam".into()],
        bestuursnummer: None,
        vestigingscode: None,
        machine: false,
    };
    Ctx { app: App { db: test.db.clone(), clock: clock() }, actor, regio: None }
}

#[rstest]
fn of_overlapping_contracts_added_at_once_one_remains(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    rows::regio(&test.db, "amsterdam");
    let person = rows::regiodocent(&test.db, "amsterdam");
    let (ctx, start) = (coordinator(&test), Barrier::new(4));
    let contract = Contract {
        periode: Periode::new("2026-08-01".parse().unwrap(), None),
        werktijdfactor: Fte::VOLTIJD,
        loonkosten_cent: 0,
        formeel_werkgever: None,
    };
    let add = || {
        start.wait();
        create_onderdeel(&ctx, person, &contract)
    };
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let callers: Vec<_> = (0..4).map(|_| scope.spawn(add)).collect();
        callers.into_iter().map(|caller| caller.join().unwrap()).collect()
    });
    let added: Vec<_> = outcomes.iter().flatten().collect();
    assert_eq!(added.len(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(_) | Err(AppError::Invoer(_)))), "{outcomes:?}");
    let stored = list_onderdelen::<Contract>(&ctx, person).unwrap();
    assert_eq!(stored.iter().collect::<Vec<_>>(), added);

    let id = added[0].id.to_string();
    let audit = test.db.read(&Grant::systeem("test"), |conn| list_auditregels(conn, "contract", &id)).unwrap();
    assert_eq!(audit.len(), 1);
    assert_eq!((audit[0].actie.as_str(), audit[0].actor.as_str()), ("regiodocent:schrijven", "coordinator-1"));
    assert_eq!(audit[0].samenvatting, format!(r#"{{"regiodocent":"{person}","wijziging":"gemaakt"}}"#));
}
