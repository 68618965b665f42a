//! Formatiepeilingen: every figure comes back exactly, and one per school, day and soort.

use rato::auth::policy::{Bereik, Grant};
use rato::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use rato::domain::fte::Fte;
use rato::storage::StorageError;
use rato::storage::connection::{Db, Tx};
use rato::storage::formatiepeiling::{
    find_formatiepeiling, insert_formatiepeiling, load_formatiepeilingen, update_formatiepeiling,
    upsert_formatiepeilingen,
};
use rstest::rstest;

use crate::support::db::{Engine, TestDb};
use crate::support::rows;

fn full() -> Formatiepeiling {
    Formatiepeiling {
        vestigingscode: "90ZA00".parse().unwrap(),
        peildatum: "2026-10-01".parse().unwrap(),
        soort: Peilingsoort::Telling,
        benodigd_fte: Fte::from_e4(123_456),
        beschikbaar_bevoegd_fte: Fte::from_e4(100_001),
        niet_inzetbaar_fte: Fte::from_e4(1),
        verborgen_fte: Some(Fte::from_e4(5_000)),
        leerlingen: 230,
        groepen: Some(10),
        personen: Some(14),
        verwachte_uitstroom_fte: Some(Fte::from_e4(7_999)),
        eerstejaars_zij_instromers_eigen: 2,
        begeleiding_fte: Some(Fte::NUL),
        verloop: None,
    }
}

fn with_school(engine: Engine) -> Option<TestDb> {
    let test = engine.fresh()?;
    rows::schoolbestuur(&test.db, "90001");
    rows::school(&test.db, "90ZA00", "90001");
    Some(test)
}

fn write<T>(db: &Db, body: impl FnOnce(&mut Tx<'_>) -> Result<T, StorageError>) -> Result<T, StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        let value = body(tx)?;
        Ok(tx.unchanged(value))
    })
}

#[rstest]
fn every_figure_comes_back_and_a_figure_can_be_taken_away(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = with_school(engine) else { return };
    let stored = write(&test.db, |tx| insert_formatiepeiling(tx, &full())).unwrap();
    let find = || {
        let found = test.db.read(&Grant::systeem("test"), |conn| find_formatiepeiling(conn, &Bereik::Land, stored.id));
        found.unwrap().unwrap()
    };
    assert_eq!((find().versie, find().noun), (1, full()));
    let bare = Formatiepeiling { verborgen_fte: None, groepen: None, begeleiding_fte: None, ..full() };
    write(&test.db, |tx| update_formatiepeiling(tx, stored.id, 1, &bare)).unwrap();
    assert_eq!((find().versie, find().noun), (2, bare.clone()));
    let stale = write(&test.db, |tx| update_formatiepeiling(tx, stored.id, 1, &bare));
    assert!(matches!(stale, Err(StorageError::Verouderd)));
    let twice = write(&test.db, |tx| insert_formatiepeiling(tx, &full()));
    assert!(matches!(twice, Err(StorageError::Dubbel(_))));
}

#[rstest]
fn a_block_overwrites_what_is_there_and_keeps_its_id(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = with_school(engine) else { return };
    let stored = write(&test.db, |tx| insert_formatiepeiling(tx, &full())).unwrap();
    let prognose = Formatiepeiling { soort: Peilingsoort::Prognose, ..full() };
    let newer = Formatiepeiling { leerlingen: 231, personen: None, ..full() };
    write(&test.db, |tx| upsert_formatiepeilingen(tx, &[newer.clone(), prognose.clone()])).unwrap();
    let (all, first) = test
        .db
        .read(&Grant::systeem("test"), |conn| {
            let all = load_formatiepeilingen(conn, &[full().peildatum, "2025-10-01".parse().unwrap()])?;
            Ok::<_, StorageError>((all, find_formatiepeiling(conn, &Bereik::Land, stored.id)?.unwrap()))
        })
        .unwrap();
    assert_eq!(all.into_values().collect::<Vec<_>>(), [newer.clone(), prognose]);
    assert_eq!((first.versie, first.noun), (2, newer));
}
