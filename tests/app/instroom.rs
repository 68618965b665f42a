//! What a donor received earlier in the schooljaar stays used: which plaatsingen of before a Problem tells of, on both engines.

use rato::app::error::AppError;
use rato::app::prepare::{Opname, prepare};
use rato::auth::policy::Grant;
use rato::matching::canonical::with_norms;
use rato::matching::problem::{Problem, ProblemInstroom};
use rato::storage::regio::find_regio;
use rstest::rstest;
use uuid::Uuid;

use crate::support::db::{Engine, TestDb};
use crate::support::rows::{self, execute};

fn vacature(test: &TestDb, soort: &str) -> Uuid {
    let id = Uuid::now_v7();
    execute(
        &test.db,
        &format!(
            "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) SELECT '{id}', id, '00AP00', '41797', '{soort}', 10000, 'bo', 'groepsleraar', \
             'pabo', '2025-08-01', FALSE, 'vervuld', 1 FROM regio WHERE code = 'amsterdam'"
        ),
    );
    id
}

/// A plaatsing that began on 1 August 2026, with what is `set` of it; its id.
fn plaatsing(test: &TestDb, soort: &str, (status, tot): (&str, &str), set: &str) -> String {
    let docent = rows::regiodocent(&test.db, "amsterdam");
    let id = rows::plaatsing(&test.db, docent, vacature(test, soort), status, 8_000, "2026-08-01", tot);
    if !set.is_empty() {
        execute(&test.db, &format!("UPDATE plaatsing SET {set} WHERE id = '{id}'"));
    }
    id.to_string()
}

fn problem(test: &TestDb, schooljaar: &str) -> Problem {
    problem_op(test, schooljaar, "2026-06-01")
}

fn problem_op(test: &TestDb, schooljaar: &str, peildatum: &str) -> Problem {
    let opname = Opname {
        schooljaar: schooljaar.parse().unwrap(),
        peildatum: peildatum.parse().unwrap(),
        ingangsdatum: None,
        zaad: "zaad",
    };
    test.db
        .snapshot(&Grant::systeem("test"), |conn| {
            let regio = find_regio(conn, "amsterdam")?.unwrap();
            prepare(conn, &regio, &opname)
        })
        .map_err(|why: AppError| why.to_string())
        .unwrap()
}

#[rstest]
fn what_ended_or_went_over_stays_and_what_never_ran_does_not(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    rows::regio(&test.db, "amsterdam");
    rows::schoolbestuur(&test.db, "41797");
    rows::school(&test.db, "00AP00", "41797");
    rows::deelname(&test.db, "amsterdam", "00AP00", "2020-08-01", None);
    let ended = plaatsing(&test, "regulier", ("beeindigd", "2026-11-30"), "netto_vanaf = '2026-10-15'");
    let over = plaatsing(&test, "regulier", ("overgedragen", "2027-01-31"), "overdracht_op = '2027-02-01'");
    let at_once = plaatsing(&test, "regulier", ("overgedragen", "2026-09-01"), "overdracht_op = '2026-08-01'");
    execute(
        &test.db,
        &format!(
            "UPDATE plaatsing_deel SET van = '2026-05-01', tot_en_met = '2026-07-31' WHERE plaatsing_id = '{at_once}'"
        ),
    );
    let agreed = plaatsing(&test, "regulier", ("actief", "2027-02-28"), "overdracht_op = '2027-03-01'");
    for (status, soort) in [
        ("geweigerd", "regulier"),
        ("ingetrokken", "regulier"),
        ("verlopen", "regulier"),
        ("actief", "regulier"),
        ("beeindigd", "opleidingsplaats"),
    ] {
        plaatsing(&test, soort, (status, "2027-07-31"), "");
    }
    plaatsing(&test, "regulier", ("beeindigd", "2026-09-30"), "netto_vanaf = '2026-10-15'");

    let problem_of_year = problem(&test, "2026-2027");
    let row = |one: &ProblemInstroom| {
        let days = format!("{} tot en met {}", one.van, one.tot_en_met);
        (one.plaatsing.clone(), days, one.fte.e4(), one.na_overdracht)
    };
    let mut found: Vec<_> = problem_of_year.instroom.iter().map(row).collect();
    found.sort();
    let expect = |id: &String, days: &str, na_overdracht| (id.clone(), days.to_owned(), 8_000, na_overdracht);
    let mut expected = vec![
        expect(&ended, "2026-10-15 tot en met 2026-11-30", false),
        expect(&over, "2026-08-01 tot en met 2027-01-31", false),
        expect(&over, "2027-02-01 tot en met 2027-07-31", true),
        expect(&at_once, "2026-08-01 tot en met 2027-07-31", true),
        expect(&agreed, "2027-03-01 tot en met 2027-07-31", true),
    ];
    expected.sort();
    assert_eq!(found, expected);
    assert!(with_norms(problem_of_year).is_ok(), "the engine takes it");
    assert_eq!(problem(&test, "2027-2028").instroom, [], "of another schooljaar");
}

/// Where dubbele bezetting is part of the formation, so is who stopped in it since, and an opleidingsplaats that is over: with
/// not one day that counts. Elsewhere nobody hears of them.
#[rstest]
fn who_never_was_netto_is_told_only_where_dubbele_bezetting_counts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let regio = rows::regio(&test.db, "amsterdam");
    rows::schoolbestuur(&test.db, "41797");
    rows::school(&test.db, "00AP00", "41797");
    rows::deelname(&test.db, "amsterdam", "00AP00", "2020-08-01", None);
    let double = plaatsing(&test, "regulier", ("beeindigd", "2026-09-30"), "netto_vanaf = '2026-10-15'");
    let training = plaatsing(&test, "opleidingsplaats", ("beeindigd", "2026-09-30"), "");
    assert_eq!(problem_op(&test, "2026-2027", "2026-09-01").instroom, []);
    let mut beleid = rato::domain::beleid::Beleid::standaard().unwrap();
    let own = beleid.parameter_mut("drieprocent", "dubbele-bezetting-telt-mee").unwrap();
    own.waarde = rato::domain::beleid::Waarde::JaNee(true);
    let (id, text) = (Uuid::now_v7(), serde_json::to_string(&beleid).unwrap().replace('\'', "''"));
    execute(
        &test.db,
        &format!(
            "INSERT INTO beleid VALUES ('{id}', '{regio}', '2026-08-01', '{text}', 'B', 'R', 1, 'vastgesteld', 'x', NULL, NULL)"
        ),
    );
    let told = |peildatum: &str| {
        let problem = with_norms(problem_op(&test, "2026-2027", peildatum)).unwrap();
        let steps = problem.normen.iter().filter(|norm| norm.regel == "drieprocent").flat_map(|norm| &norm.stappen);
        let t = steps.filter(|stap| stap.symbool == "T").map(|stap| stap.waarde.to_string()).collect::<Vec<_>>();
        (problem.instroom.into_iter().map(|row| (row.plaatsing, row.van.to_string())).collect::<Vec<_>>(), t)
    };
    let mut expected = vec![(double, "2026-10-01".to_owned()), (training, "2026-10-01".to_owned())];
    expected.sort();
    assert_eq!(told("2026-09-01"), (expected, vec!["8/5".to_owned()]));
    assert_eq!(told("2026-10-01"), (vec![], vec![]));
}
