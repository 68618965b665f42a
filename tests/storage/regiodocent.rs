//! Regiodocent: what goes in comes out, alone and as the pool of a regio.

use rato::audit::AuditEntry;
use rato::auth::policy::Grant;
use rato::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use rato::domain::contract::{Contract, Contractstatus};
use rato::domain::fte::Fte;
use rato::domain::instemming::{Instemming, Instemmingsoort};
use rato::domain::periode::Periode;
use rato::domain::regiodocent::{Regiodocent, Regiodocentsoort, VolledigeRegiodocent};
use rato::domain::sector::{Graad, Sector};
use rato::domain::uitsluiting::Uitsluiting;
use rato::domain::voorkeur::Voorkeur;
use rato::storage::StorageError;
use rato::storage::connection::Db;
use rato::storage::regiodocent::{
    Opslag, find_by_herkomst, find_volledig, insert_regiodocent, lock_regiodocent, pool_of_regio, update_regiodocent,
};
use rstest::rstest;
use serde_json::json;
use uuid::Uuid;

use crate::support::db::Engine;
use crate::support::rows;

fn zij_instromer(extern_id: &str) -> Regiodocent {
    Regiodocent {
        naam: "S. de Vries".into(),
        soort: Regiodocentsoort::ZijInstromer,
        traject_start: "2026-08-15".parse().ok(),
        vog_datum: "2026-05-01".parse().ok(),
        woon_postcode: "1013".parse().ok(),
        max_reistijd: Some(45),
        dagdelen: "ma-o vr-m".parse().ok(),
        alleen_geheel: true,
        bron_systeem: Some("afas".into()),
        extern_id: Some(extern_id.into()),
    }
}

/// Somebody with one or two of everything.
fn insert(db: &Db, regio: Uuid, noun: &Regiodocent) -> Result<VolledigeRegiodocent, StorageError> {
    let periode = Periode::new("2026-08-01".parse().unwrap(), "2027-07-31".parse().ok());
    let contract = Contract {
        periode,
        werktijdfactor: Fte::from_e4(5_714),
        loonkosten_cent: 50_000_000,
        formeel_werkgever: "41797".parse().ok(),
        status: Contractstatus::Actief,
        overgedragen_aan: None,
    };
    let vakbevoegdheid = Vakbevoegdheid { sector: Sector::Bo, vak: "groepsleraar".into(), graad: Graad::Pabo };
    let voorkeur = Voorkeur { vestigingscode: "00AP00".parse().unwrap(), minuten: -60 };
    let school = Uitsluiting::Vestigingscode("00AP00".parse().unwrap());
    let bestuur = Uitsluiting::Bestuursnummer("41797".parse().unwrap());
    db.write(&Grant::systeem("test"), |tx| {
        let regiodocent = insert_regiodocent(tx, regio, noun)?;
        let id = regiodocent.id;
        let volledig = VolledigeRegiodocent {
            regiodocent,
            contracten: vec![Contract::insert(tx, id, &contract)?],
            bevoegdheden: vec![Bevoegdheid::insert(tx, id, &Bevoegdheid { vakbevoegdheid, periode })?],
            voorkeuren: vec![Voorkeur::insert(tx, id, &voorkeur)?],
            uitsluitingen: vec![Uitsluiting::insert(tx, id, &school)?, Uitsluiting::insert(tx, id, &bestuur)?],
            instemmingen: vec![Instemming::insert(
                tx,
                id,
                &Instemming { soort: Instemmingsoort::Verplaatsing, periode },
            )?],
        };
        tx.audited(AuditEntry::new("regiodocent:schrijven", "regiodocent", id, json!({})), volledig)
    })
}

fn regio(db: &Db, code: &str) -> Uuid {
    rows::regio(db, code)
}

fn school(db: &Db) {
    rows::schoolbestuur(db, "41797");
    rows::school(db, "00AP00", "41797");
}

#[rstest]
fn what_goes_in_comes_out(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    school(&test.db);
    let (amsterdam, utrecht) = (regio(&test.db, "amsterdam"), regio(&test.db, "utrecht"));
    let made = insert(&test.db, amsterdam, &zij_instromer("7")).unwrap();
    let id = made.regiodocent.id;
    test.db
        .read(&Grant::systeem("test"), |conn| {
            assert_eq!(find_volledig(conn, amsterdam, id)?, Some(made.clone()));
            assert_eq!(find_by_herkomst(conn, amsterdam, "afas", "7")?, Some(made.regiodocent.clone()));
            assert_eq!(find_volledig(conn, utrecht, id)?, None);
            assert_eq!(find_by_herkomst(conn, utrecht, "afas", "7")?, None);
            Ok::<_, StorageError>(())
        })
        .unwrap();
    assert!(matches!(insert(&test.db, amsterdam, &zij_instromer("7")), Err(StorageError::Dubbel(_))));
}

#[rstest]
fn the_pool_of_a_regio_is_everybody_in_it_complete(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    school(&test.db);
    let (amsterdam, utrecht) = (regio(&test.db, "amsterdam"), regio(&test.db, "utrecht"));
    let mut made: Vec<_> = ["1", "2", "3"].map(|id| insert(&test.db, amsterdam, &zij_instromer(id)).unwrap()).into();
    insert(&test.db, utrecht, &zij_instromer("4")).unwrap();
    let bare = rows::regiodocent(&test.db, "amsterdam");
    let grant = Grant::systeem("test");
    made.extend(test.db.read(&grant, |conn| find_volledig(conn, amsterdam, bare)).unwrap());
    let pool = test.db.read(&grant, |conn| pool_of_regio(conn, amsterdam)).unwrap();
    assert_eq!(pool, made);
    assert!(pool[3].contracten.is_empty() && pool[3].regiodocent.id == bare);
}

#[rstest]
fn a_stale_version_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    school(&test.db);
    let (amsterdam, utrecht) = (regio(&test.db, "amsterdam"), regio(&test.db, "utrecht"));
    let made = insert(&test.db, amsterdam, &zij_instromer("7")).unwrap();
    let (id, contract) = (made.regiodocent.id, &made.contracten[0]);
    let stale =
        |outcome: Result<(), StorageError>| assert!(matches!(outcome, Err(StorageError::Verouderd)), "{outcome:?}");
    let after = test
        .db
        .write(&Grant::systeem("test"), |tx| {
            assert_eq!(lock_regiodocent(tx, utrecht, id)?, None);
            assert_eq!(lock_regiodocent(tx, amsterdam, id)?.map(|locked| locked.versie), Some(2));
            stale(update_regiodocent(tx, amsterdam, id, 1, &zij_instromer("8")).map(drop));
            stale(update_regiodocent(tx, utrecht, id, 2, &zij_instromer("8")).map(drop));
            stale(Contract::update(tx, id, contract.id, 2, &contract.noun).map(drop));
            stale(Contract::delete(tx, id, contract.id, 2));
            stale(Contract::delete(tx, Uuid::now_v7(), contract.id, 1));
            let after = find_volledig(tx.conn, amsterdam, id)?;
            Ok::<_, StorageError>(tx.unchanged(after))
        })
        .unwrap();
    let mut expected = made;
    expected.regiodocent.versie = 2;
    assert_eq!(after, Some(expected));
}
