//! The solidariteitsboek: a page comes back step by step, one that was broken off does not count, and the saldo goes on.

use chrono::NaiveDate;
use rato::auth::policy::Grant;
use rato::domain::beleid::Waarde;
use rato::domain::breuk::Breuk;
use rato::domain::sector::Sector;
use rato::domain::solidariteitsboek::{Bestuurslijn, Schoolbijdrage, Solidariteitsboek, Stap};
use rato::storage::StorageError;
use rato::storage::connection::{Conn, Db};
use rato::storage::solidariteitsboek::{insert_boek, insert_loten, laatste_stap, list_boeken, list_loten};
use rstest::rstest;
use uuid::Uuid;

use crate::support::db::{Engine, TestDb};
use crate::support::rows::{self, execute};

fn with_boards(engine: Engine) -> Option<(TestDb, Uuid)> {
    let test = engine.fresh()?;
    let regio = rows::regio(&test.db, "amsterdam");
    for (code, bestuur) in [("90ZA00", "90001"), ("90ZB00", "90002")] {
        rows::schoolbestuur(&test.db, bestuur);
        rows::school(&test.db, code, bestuur);
    }
    Some((test, regio))
}

fn matchronde(db: &Db, regio: Uuid, schooljaar: &str, status: &str) -> Uuid {
    let id = Uuid::now_v7();
    execute(
        db,
        &format!(
            "INSERT INTO matchronde (id, regio_id, schooljaar, peildatum, status, zaad, zaad_hash, tijdlimiet_s, \
             engine_versie, aangemaakt_op, versie) VALUES ('{id}', '{regio}', '{schooljaar}', '2026-10-01', '{status}', \
             'z', 'h', 60, '1', '2026-10-01T08:00:00.000000Z', 1)"
        ),
    );
    id
}

fn stap(symbool: &str, waarde: &str) -> Stap {
    Stap {
        symbool: symbool.into(),
        naam: format!("stap {symbool}"),
        berekening: format!("1 + 1 = {waarde}"),
        waarde: waarde.parse().unwrap(),
        eenheid: "fte".into(),
    }
}

fn lijn(bestuur: &str, sector: Sector, school: &str, saldo: &str) -> Bestuurslijn {
    Bestuurslijn {
        bestuursnummer: bestuur.parse().unwrap(),
        naam: format!("Bestuur {bestuur}"),
        sector,
        waarde: (saldo != "0").then(|| "17/5".parse().unwrap()),
        eenheid: "fte".into(),
        scholen: vec![Schoolbijdrage {
            vestigingscode: school.parse().unwrap(),
            naam: format!("School {school}"),
            stappen: vec![stap("factor", "1"), stap("W", "1000000000000000000001/7"), stap("uitstroom", "2")],
            aangevuld: vec!["factor".into(), "uitstroom".into()],
        }],
        stappen: vec![stap("T", "1000000000000000000001/7"), stap("saldo-volgend", saldo)],
        opmerkingen: vec!["Zonder schoolweging, telt met factor 1: 'School'.".into()],
    }
}

fn boek(ronde: Uuid, schooljaar: &str, lijnen: Vec<Bestuurslijn>) -> Solidariteitsboek {
    Solidariteitsboek {
        matchronde_id: Some(ronde),
        schooljaar: schooljaar.parse().unwrap(),
        regel: "zevenprocent".into(),
        peildatum: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
        parameters: [("percentage".to_owned(), Waarde::Getal(Breuk::ratio(7, 100)))].into(),
        lijnen,
        in_formatie: Vec::new(),
        vastgelegd_op: "2026-10-01T08:00:00Z".parse().unwrap(),
    }
}

fn freeze(db: &Db, regio: Uuid, boek: &Solidariteitsboek) -> Result<Uuid, StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        let id = insert_boek(tx, regio, boek)?;
        Ok(tx.unchanged(id))
    })
}

fn read<T>(db: &Db, body: impl FnOnce(&mut Conn) -> Result<T, StorageError>) -> T {
    db.read(&Grant::systeem("test"), body).unwrap()
}

#[rstest]
fn a_page_comes_back_step_by_step_and_is_frozen_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = with_boards(engine) else { return };
    let ronde = matchronde(&test.db, regio, "2026-2027", "vastgesteld");
    let docent = rows::regiodocent(&test.db, "amsterdam");
    let vacature = Uuid::now_v7();
    execute(
        &test.db,
        &format!(
            "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) VALUES ('{vacature}', '{regio}', '90ZA00', '90001', 'regulier', 10000, 'bo', \
             'groepsleraar', 'pabo', '2026-08-01', FALSE, 'open', 1)"
        ),
    );
    let placed = rows::plaatsing(&test.db, docent, vacature, "actief", 5_000, "2026-08-01", "2027-07-31");
    let lijnen = vec![
        lijn("90001", Sector::Bo, "90ZA00", "-2/5"),
        lijn("90002", Sector::Bo, "90ZB00", "0"),
        lijn("90001", Sector::Sbo, "90ZA00", "14/25"),
    ];
    let page = Solidariteitsboek { in_formatie: vec![placed], ..boek(ronde, "2026-2027", lijnen) };
    freeze(&test.db, regio, &page).unwrap();
    assert!(matches!(freeze(&test.db, regio, &page), Err(StorageError::Dubbel(_))));
    let year = page.schooljaar;
    assert_eq!(read(&test.db, |conn| list_boeken(conn, regio, year)), [page]);
    assert_eq!(read(&test.db, |conn| list_boeken(conn, regio, year.volgend())), []);
    let other = rows::regio(&test.db, "utrecht");
    assert_eq!(read(&test.db, |conn| list_boeken(conn, other, year)), []);
}

#[rstest]
fn the_last_page_before_a_schooljaar_says_what_goes_on(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = with_boards(engine) else { return };
    let (first, second) = (lijn("90001", Sector::Bo, "90ZA00", "-2/5"), lijn("90002", Sector::Bo, "90ZB00", "3/5"));
    for (year, status, lijnen) in [
        ("2024-2025", "vastgesteld", vec![first.clone(), second.clone()]),
        ("2025-2026", "vervallen", vec![Bestuurslijn { stappen: vec![stap("saldo-volgend", "1/5")], ..first.clone() }]),
        ("2026-2027", "gestopt", vec![Bestuurslijn { stappen: vec![stap("saldo-volgend", "9")], ..first.clone() }]),
    ] {
        let ronde = matchronde(&test.db, regio, year, status);
        freeze(&test.db, regio, &boek(ronde, year, lijnen)).unwrap();
    }
    let saldi = |year: &str| {
        let year = year.parse().unwrap();
        let found = read(&test.db, |conn| laatste_stap(conn, regio, "zevenprocent", "saldo-volgend", year));
        found.into_iter().map(|((_, nummer), saldo)| (nummer.to_string(), saldo.to_string())).collect::<Vec<_>>()
    };
    let pair = |nummer: &str, saldo: &str| (nummer.to_owned(), saldo.to_owned());
    assert_eq!(saldi("2024-2025"), []);
    assert_eq!(saldi("2025-2026"), [pair("90001", "-2/5"), pair("90002", "3/5")]);
    // A board that is not on the last page keeps what it had, and a ronde that was stopped changes nothing.
    assert_eq!(saldi("2027-2028"), [pair("90001", "1/5"), pair("90002", "3/5")]);
    assert_eq!(read(&test.db, |conn| list_boeken(conn, regio, "2026-2027".parse().unwrap())), []);
}

#[rstest]
fn lots_are_kept_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((test, regio)) = with_boards(engine) else { return };
    let year = "2026-2027".parse().unwrap();
    let keep = |nummer: &str, lot: u64| {
        let lots = [(nummer.parse().unwrap(), lot)].into();
        test.db.write(&Grant::systeem("test"), |tx| {
            insert_loten(tx, regio, year, &lots)?;
            Ok::<_, StorageError>(tx.unchanged(()))
        })
    };
    keep("90001", 4).unwrap();
    keep("90002", 2).unwrap();
    assert!(matches!(keep("90001", 5), Err(StorageError::Dubbel(_))));
    let kept = read(&test.db, |conn| list_loten(conn, regio, year));
    assert_eq!(kept.into_values().collect::<Vec<_>>(), [4, 2]);
    assert!(read(&test.db, |conn| list_loten(conn, regio, year.volgend())).is_empty());
}
