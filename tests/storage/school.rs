//! Schools, boards and deelnames: versions guard every change, and blocks write what they are given.

use rato::auth::policy::{Bereik, Grant};
use rato::domain::deelname::Deelname;
use rato::domain::pagina::Pagina;
use rato::domain::periode::Periode;
use rato::domain::school::School;
use rato::domain::schoolbestuur::Schoolbestuur;
use rato::domain::sector::Sector;
use rato::storage::StorageError;
use rato::storage::connection::Db;
use rato::storage::deelname::{insert_deelnames, list_deelnames_of_school, update_deelname};
use rato::storage::school::{
    SchoolFilter, find_school, insert_school, list_scholen, load_scholen, update_school, upsert_scholen,
};
use rato::storage::schoolbestuur::{find_schoolbestuur, update_schoolbestuur, upsert_schoolbesturen};
use rstest::rstest;

use crate::support::db::Engine;
use crate::support::rows;

fn school(number: usize) -> School {
    School {
        vestigingscode: format!("{:02}ZA{:02}", number / 100, number % 100).parse().unwrap(),
        bestuursnummer: "90001".parse().unwrap(),
        naam: format!("School {number}"),
        sector: Sector::Bo,
        postcode: None,
        plaats: "ERGENSDORP".into(),
        gemeentenummer: "0091".parse().unwrap(),
        punt: None,
        schoolweging_e2: Some(2_941),
        leerlingen: None,
        gesloten_per: None,
    }
}

fn write<T>(
    db: &Db,
    body: impl FnOnce(&mut rato::storage::connection::Tx<'_>) -> Result<T, StorageError>,
) -> Result<T, StorageError> {
    db.write(&Grant::systeem("test"), |tx| {
        let value = body(tx)?;
        Ok(tx.unchanged(value))
    })
}

fn bestuur(naam: Option<&str>) -> Schoolbestuur {
    Schoolbestuur { bestuursnummer: "90001".parse().unwrap(), naam: naam.map(str::to_owned) }
}

#[rstest]
fn more_schools_than_one_block_holds_go_in_and_are_overwritten(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let mut scholen: Vec<School> = (0..2_345).map(school).collect();
    let mut written = Vec::new();
    write(&test.db, |tx| {
        upsert_schoolbesturen(tx, &[bestuur(None)])?;
        upsert_scholen(tx, &scholen, |aantal| written.push(aantal))
    })
    .unwrap();
    assert_eq!(written, [1_000, 1_000, 345]);
    let changed = &mut scholen[1_234];
    changed.naam = "Anders".into();
    changed.schoolweging_e2 = None;
    write(&test.db, |tx| upsert_scholen(tx, std::slice::from_ref(changed), |_| {})).unwrap();
    let code = changed.vestigingscode.clone();
    let (all, one, other) = test
        .db
        .read(&Grant::systeem("test"), |conn| {
            let one = find_school(conn, &code)?.unwrap();
            let other = find_school(conn, &scholen[0].vestigingscode)?.unwrap();
            Ok::<_, StorageError>((load_scholen(conn)?, one, other))
        })
        .unwrap();
    assert_eq!(all.into_values().collect::<Vec<_>>(), scholen);
    assert_eq!((one.versie, one.noun), (2, scholen[1_234].clone()));
    assert_eq!(other.versie, 1);
}

#[rstest]
fn a_change_on_an_old_version_is_refused(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let stored = write(&test.db, |tx| {
        upsert_schoolbesturen(tx, &[bestuur(Some("Oud"))])?;
        insert_school(tx, &school(1))
    })
    .unwrap();
    assert!(matches!(write(&test.db, |tx| insert_school(tx, &school(1))), Err(StorageError::Dubbel(_))));
    let mut moved = stored.noun.clone();
    moved.plaats = "NERGENS".into();
    let second = write(&test.db, |tx| update_school(tx, 1, &moved)).unwrap();
    assert_eq!((second.versie, &second.noun), (2, &moved));
    assert!(matches!(write(&test.db, |tx| update_school(tx, 1, &moved)), Err(StorageError::Verouderd)));
    write(&test.db, |tx| update_schoolbestuur(tx, 1, &bestuur(Some("Nieuw")))).unwrap();
    let again = write(&test.db, |tx| update_schoolbestuur(tx, 1, &bestuur(Some("Nieuwer"))));
    assert!(matches!(again, Err(StorageError::Verouderd)));
    let nummer = "90001".parse().unwrap();
    let found = test.db.read(&Grant::systeem("test"), |conn| find_schoolbestuur(conn, &nummer)).unwrap().unwrap();
    assert_eq!((found.versie, found.noun), (2, bestuur(Some("Nieuw"))));
}

#[rstest]
fn a_regio_reaches_its_schools_page_by_page(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let (here, there) = (rows::regio(&test.db, "hier"), rows::regio(&test.db, "daar"));
    let periode = Periode::new("2026-08-01".parse().unwrap(), None);
    write(&test.db, |tx| {
        upsert_schoolbesturen(tx, &[bestuur(None)])?;
        let scholen: Vec<School> = (0..10).map(school).collect();
        upsert_scholen(tx, &scholen, |_| {})?;
        let deelname = |number: usize| Deelname { vestigingscode: scholen[number].vestigingscode.clone(), periode };
        let deelnames: Vec<_> = (0..9).map(|n| (if n % 3 == 0 { there } else { here }, deelname(n))).collect();
        insert_deelnames(tx, &deelnames)
    })
    .unwrap();
    let (mut seen, mut pagina) = (Vec::new(), Pagina { na: None, aantal: 4 });
    loop {
        let bereik = Bereik::Regio("hier".into());
        let found = test
            .db
            .read(&Grant::systeem("test"), |conn| list_scholen(conn, &bereik, &SchoolFilter::default(), &pagina));
        let lijst = found.unwrap();
        seen.extend(lijst.items.into_iter().map(|school| school.id.to_string()));
        match lijst.volgende {
            Some(key) => pagina.na = Some(key),
            None => break,
        }
    }
    assert_eq!(seen, ["00ZA01", "00ZA02", "00ZA04", "00ZA05", "00ZA07", "00ZA08"]);
}

#[rstest]
fn a_deelname_ends_on_the_version_that_was_read(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "hier");
    let periode = Periode::new("2026-08-01".parse().unwrap(), None);
    let ended = Periode::new(periode.van, Some("2026-12-31".parse().unwrap()));
    let code = school(1).vestigingscode;
    write(&test.db, |tx| {
        upsert_schoolbesturen(tx, &[bestuur(None)])?;
        insert_school(tx, &school(1))?;
        insert_deelnames(tx, &[(regio, Deelname { vestigingscode: code.clone(), periode })])
    })
    .unwrap();
    let list = || test.db.read(&Grant::systeem("test"), |conn| list_deelnames_of_school(conn, &code)).unwrap();
    let [(in_regio, first)] = list().try_into().unwrap();
    assert_eq!((in_regio.id, in_regio.code.as_str(), first.noun.periode), (regio, "hier", periode));
    write(&test.db, |tx| update_deelname(tx, first.id, 1, &ended)).unwrap();
    assert!(matches!(write(&test.db, |tx| update_deelname(tx, first.id, 1, &periode)), Err(StorageError::Verouderd)));
    assert_eq!((list()[0].1.versie, list()[0].1.noun.periode), (2, ended));
}
