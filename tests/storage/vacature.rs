//! Vacature: what goes in comes out, only within the scope, and a stale change is refused.

use rato::audit::AuditEntry;
use rato::auth::policy::{Bereik, Grant};
use rato::domain::fte::Fte;
use rato::domain::pagina::Pagina;
use rato::domain::periode::Periode;
use rato::domain::plaatsing::hoogste_fte;
use rato::domain::prikkel::{Prikkels, Schaal};
use rato::domain::stored::Stored;
use rato::domain::vacature::{Vacature, Vacaturesoort, Vacaturestatus, VolledigeVacature};
use rato::storage::StorageError;
use rato::storage::connection::{Db, Tx};
use rato::storage::deelname::is_deelnemer;
use rato::storage::huidige_plaatsing::list_delen_of_vacature;
use rato::storage::school::find_school;
use rato::storage::vacature::{
    VacatureFilter, VacatureScope, find_vacature, insert_vacature, list_vacatures, lock_vacatures, update_vacature,
    withdraw_vacature,
};
use rstest::rstest;
use serde_json::json;
use uuid::Uuid;

use crate::support::db::{Engine, TestDb};
use crate::support::rows;

const ALL: Pagina = Pagina { na: None, aantal: 200 };

fn vacature(code: &str) -> Vacature {
    Vacature {
        vestigingscode: code.parse().unwrap(),
        soort: Vacaturesoort::Vervanging,
        fte: Fte::from_e4(6_125),
        vakbevoegdheid: serde_json::from_value(json!({ "sector": "bo", "vak": "groepsleraar", "graad": "pabo" }))
            .unwrap(),
        periode: Periode::new("2026-08-01".parse().unwrap(), "2027-07-31".parse().ok()),
        dagdelen: Some("ma-o ma-m".parse().unwrap()),
        alleen_geheel: true,
        prikkels: Prikkels { schaal: Some(Schaal::Lb), bonus_cent: Some(150_000), arbeidsmarkttoelage: true },
    }
}

fn two_boards(engine: Engine) -> Option<(TestDb, Uuid)> {
    let test = engine.fresh()?;
    let regio = rows::regio(&test.db, "amsterdam");
    for (code, bestuur) in [("00AP00", "41797"), ("00AP01", "41798")] {
        rows::schoolbestuur(&test.db, bestuur);
        rows::school(&test.db, code, bestuur);
        rows::deelname(&test.db, "amsterdam", code, "2026-08-01", Some("2027-07-31"));
    }
    Some((test, regio))
}

fn write<T>(db: &Db, body: impl FnOnce(&mut Tx<'_>) -> Result<T, StorageError>) -> Result<T, StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        let value = body(tx)?;
        tx.audited(AuditEntry::new("vacature:maken", "vacature", "test", json!({})), value)
    })
}

fn insert(db: &Db, regio: Uuid, code: &str, bestuur: &str) -> Stored<VolledigeVacature> {
    write(db, |tx| insert_vacature(tx, regio, &bestuur.parse().unwrap(), &vacature(code), Vacaturestatus::Open))
        .unwrap()
}

fn scope(regio_id: Uuid, bestuur: Option<&str>) -> VacatureScope {
    VacatureScope { regio_id, bestuursnummer: bestuur.map(|nummer| nummer.parse().unwrap()), vestigingscode: None }
}

#[rstest]
fn what_goes_in_comes_out_for_its_own_regio_and_board_only(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = two_boards(engine) else { return };
    let stored = insert(&test.db, regio, "00AP00", "41797");
    assert_eq!(stored.noun.vacature, vacature("00AP00"));
    assert_eq!((stored.versie, stored.noun.status), (1, Vacaturestatus::Open));
    let find = |regio: &str, bereik: Bereik| {
        test.db.read(&Grant::systeem("test"), |conn| find_vacature(conn, regio, &bereik, stored.id)).unwrap()
    };
    let of_board =
        |nummer: &str| Bereik::Bestuur { regio: "amsterdam".into(), bestuursnummer: nummer.parse().unwrap() };
    assert_eq!(find("amsterdam", Bereik::Land), Some(stored.clone()));
    assert_eq!(find("amsterdam", of_board("41797")), Some(stored.clone()));
    assert_eq!(find("amsterdam", of_board("41798")), None);
    assert_eq!(find("utrecht", Bereik::Land), None);
}

#[rstest]
fn a_list_narrows_by_status_school_and_kind(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = two_boards(engine) else { return };
    let one = insert(&test.db, regio, "00AP00", "41797");
    let two = insert(&test.db, regio, "00AP01", "41798");
    write(&test.db, |tx| withdraw_vacature(tx, two.id, 1, Some("de groep is samengevoegd"))).unwrap();
    let ids = |scope: VacatureScope, filter: VacatureFilter| -> Vec<Uuid> {
        let read = |conn: &mut _| list_vacatures(conn, &scope, &filter, &ALL);
        let lijst = test.db.read(&Grant::systeem("test"), read).unwrap();
        lijst.items.into_iter().map(|vacature| vacature.id).collect()
    };
    let any = VacatureFilter::default;
    assert_eq!(ids(scope(regio, None), any()), [one.id, two.id]);
    assert_eq!(ids(scope(regio, Some("41798")), any()), [two.id]);
    assert_eq!(ids(scope(regio, None), VacatureFilter { status: Some(Vacaturestatus::Open), ..any() }), [one.id]);
    let school = VacatureFilter { vestigingscode: "00AP01".parse().ok(), ..any() };
    assert_eq!(ids(scope(regio, None), school), [two.id]);
    let kind = VacatureFilter { soort: Some(Vacaturesoort::Regulier), ..any() };
    assert_eq!(ids(scope(regio, None), kind), [] as [Uuid; 0]);
}

#[rstest]
fn a_change_replaces_everything_and_a_stale_one_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = two_boards(engine) else { return };
    let stored = insert(&test.db, regio, "00AP00", "41797");
    let changed = Vacature {
        soort: Vacaturesoort::Regulier,
        fte: Fte::VOLTIJD,
        periode: Periode::new("2026-09-01".parse().unwrap(), None),
        dagdelen: None,
        alleen_geheel: false,
        ..vacature("00AP00")
    };
    write(&test.db, |tx| update_vacature(tx, stored.id, 1, &changed)).unwrap();
    let stale = write(&test.db, |tx| update_vacature(tx, stored.id, 1, &vacature("00AP00")));
    assert!(matches!(stale, Err(StorageError::Verouderd)));
    let read = |conn: &mut _| find_vacature(conn, "amsterdam", &Bereik::Land, stored.id);
    let found = test.db.read(&Grant::systeem("test"), read).unwrap().unwrap();
    assert_eq!((found.versie, found.noun.vacature), (2, changed));
}

#[rstest]
fn a_school_takes_part_on_its_first_and_last_day_and_not_outside(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((test, regio)) = two_boards(engine) else { return };
    let code = "00AP00".parse().unwrap();
    let on = |regio: Uuid, day: &str| {
        let day = day.parse().unwrap();
        test.db.read(&Grant::systeem("test"), |conn| is_deelnemer(conn, regio, &code, day)).unwrap()
    };
    assert!(on(regio, "2026-08-01") && on(regio, "2027-07-31"));
    assert!(!on(regio, "2026-07-31") && !on(regio, "2027-08-01") && !on(Uuid::now_v7(), "2026-08-01"));
    let school = test.db.read(&Grant::systeem("test"), |conn| find_school(conn, &code)).unwrap().unwrap();
    assert_eq!(school.noun.bestuursnummer.as_str(), "41797");
}

#[rstest]
fn only_plaatsingen_that_hold_fte_count(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = two_boards(engine) else { return };
    let id = insert(&test.db, regio, "00AP00", "41797").id;
    let docent = rows::regiodocent(&test.db, "amsterdam");
    rows::plaatsing(&test.db, docent, id, "actief", 2_000, "2026-08-01", "2026-12-31");
    rows::plaatsing(&test.db, docent, id, "voorgesteld", 3_000, "2026-12-31", "2027-07-31");
    rows::plaatsing(&test.db, docent, id, "geweigerd", 4_000, "2026-08-01", "2027-07-31");
    let delen = test.db.read(&Grant::systeem("test"), |conn| list_delen_of_vacature(conn, id)).unwrap();
    assert_eq!(delen.iter().map(|deel| deel.fte.e4()).collect::<Vec<_>>(), [2_000, 3_000]);
    assert_eq!(hoogste_fte(&delen), Fte::from_e4(5_000), "both hold on 31 December");
}

#[rstest]
fn who_places_people_makes_changes_that_were_begun_stale(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = two_boards(engine) else { return };
    let open = insert(&test.db, regio, "00AP00", "41797").id;
    let gone = insert(&test.db, regio, "00AP01", "41798").id;
    write(&test.db, |tx| withdraw_vacature(tx, gone, 1, None)).unwrap();
    let locked = write(&test.db, |tx| lock_vacatures(tx, &[open, gone, Uuid::now_v7()].into())).unwrap();
    assert_eq!(locked, [open].into());
    let stale = write(&test.db, |tx| withdraw_vacature(tx, open, 1, None));
    assert!(matches!(stale, Err(StorageError::Verouderd)));
}
