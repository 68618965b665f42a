//! Who went over to a board in the schooljaar counts there as its own first-year, when the peiling does not know it yet; on
//! both engines.

use rato::app::error::AppError;
use rato::app::prepare::{Opname, prepare};
use rato::auth::policy::Grant;
use rato::storage::regio::find_regio;
use rstest::rstest;
use uuid::Uuid;

use crate::support::db::{Engine, TestDb};
use crate::support::rows::{self, execute};

/// Two schools of one board, counted on 1 October with one first-year of its own at the first.
fn wereld(engine: Engine) -> Option<TestDb> {
    let test = engine.fresh()?;
    rows::regio(&test.db, "amsterdam");
    rows::schoolbestuur(&test.db, "41797");
    for (code, eigen) in [("00AP00", 1), ("00AP01", 0)] {
        rows::school(&test.db, code, "41797");
        rows::deelname(&test.db, "amsterdam", code, "2020-08-01", None);
        execute(
            &test.db,
            &format!(
                "INSERT INTO formatiepeiling (id, vestigingscode, peildatum, soort, benodigd_e4, beschikbaar_bevoegd_e4, \
                 niet_inzetbaar_e4, leerlingen, groepen, eerstejaars_eigen, versie) VALUES ('{}', '{code}', '2026-10-01', \
                 'telling', 100000, 90000, 0, 200, 9, {eigen}, 1)",
                Uuid::now_v7()
            ),
        );
    }
    Some(test)
}

fn docent(test: &TestDb, soort: &str, start: &str) -> Uuid {
    let id = rows::regiodocent(&test.db, "amsterdam");
    execute(
        &test.db,
        &format!("UPDATE regiodocent SET soort = '{soort}', traject_start = '{start}' WHERE id = '{id}'"),
    );
    id
}

/// A plaatsing on an opleidingsplaats from 1 August on that ended the day before `over`.
fn plaats(test: &TestDb, docent: Uuid, school: &str, status: &str, over: Option<&str>) {
    let vacature = Uuid::now_v7();
    execute(
        &test.db,
        &format!(
            "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) SELECT '{vacature}', id, '{school}', '41797', 'opleidingsplaats', 10000, 'bo', \
             'groepsleraar', 'pabo', '2026-08-01', FALSE, 'vervuld', 1 FROM regio"
        ),
    );
    let id = rows::plaatsing(&test.db, docent, vacature, status, 8_000, "2026-08-01", "2027-01-31");
    if let Some(day) = over {
        execute(&test.db, &format!("UPDATE plaatsing SET overdracht_op = '{day}' WHERE id = '{id}'"));
    }
}

/// First-years of their own, by school, in a schooljaar.
fn eigen(test: &TestDb, schooljaar: &str, peildatum: &str) -> Vec<i32> {
    let opname = Opname {
        schooljaar: schooljaar.parse().unwrap(),
        peildatum: peildatum.parse().unwrap(),
        ingangsdatum: None,
        zaad: "zaad",
    };
    let problem = test.db.snapshot(&Grant::systeem("test"), |conn| {
        let regio = find_regio(conn, "amsterdam")?.unwrap();
        prepare(conn, &regio, &opname)
    });
    let problem = problem.map_err(|why: AppError| why.to_string()).unwrap();
    assert!(problem.instroom.is_empty(), "an opleidingsplaats takes no room, also after an overdracht");
    let formaties = problem.scholen.iter().map(|school| school.formatie.as_ref().unwrap());
    formaties.map(|formatie| formatie.eerstejaars_zij_instromers_eigen).collect()
}

#[rstest]
fn who_went_over_since_the_peiling_is_a_first_year_of_the_board(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = wereld(engine) else { return };
    let fresh = || docent(&test, "zij-instromer", "2026-08-15");
    assert_eq!(eigen(&test, "2026-2027", "2026-11-02"), [1, 0]);
    // Who stopped left the class without a first-year; who still works for the pool is counted by the plaatsing.
    plaats(&test, fresh(), "00AP01", "beeindigd", None);
    plaats(&test, fresh(), "00AP01", "actief", Some("2027-02-01"));
    // The peiling of October counted this one already.
    plaats(&test, fresh(), "00AP01", "overgedragen", Some("2026-09-15"));
    // No first-years.
    plaats(&test, docent(&test, "ervaren", "2026-08-15"), "00AP01", "overgedragen", Some("2027-02-01"));
    plaats(&test, docent(&test, "zij-instromer", "2024-08-15"), "00AP01", "overgedragen", Some("2027-02-01"));
    assert_eq!(eigen(&test, "2026-2027", "2026-11-02"), [1, 0]);

    let one = fresh();
    plaats(&test, one, "00AP01", "overgedragen", Some("2027-02-01"));
    assert_eq!(eigen(&test, "2026-2027", "2026-11-02"), [1, 1]);
    // On two schools of the board it is one person.
    plaats(&test, one, "00AP00", "overgedragen", Some("2027-02-01"));
    assert_eq!(eigen(&test, "2026-2027", "2026-11-02").iter().sum::<i32>(), 2);
    // Who has a plaatsing there besides is counted by that.
    let both = fresh();
    plaats(&test, both, "00AP00", "overgedragen", Some("2027-02-01"));
    plaats(&test, both, "00AP01", "actief", None);
    assert_eq!(eigen(&test, "2026-2027", "2026-11-02").iter().sum::<i32>(), 2);
    assert_eq!(eigen(&test, "2027-2028", "2027-08-01"), [1, 0], "the next schooljaar has peilingen of its own");
}
