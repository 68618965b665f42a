//! A small regio becomes a Problem: which facts count, field by field, on both engines.

use chrono::NaiveDate;
use rato::app::error::AppError;
use rato::app::prepare::{Opname, prepare};
use rato::auth::policy::Grant;
use rato::domain::beleid::Beleid;
use rato::matching::canonical::{canonical, with_norms};
use rato::matching::problem::{Problem, ProblemVacature};
use rato::storage::regio::find_regio;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::db::{Engine, TestDb};
use crate::support::rows::{self, execute};

const ID: [&str; 5] = [
    "01990000-0000-7000-8000-000000000001",
    "01990000-0000-7000-8000-000000000002",
    "01990000-0000-7000-8000-000000000003",
    "01990000-0000-7000-8000-000000000004",
    "01990000-0000-7000-8000-000000000005",
];

/// Schools: 00AP00 takes part all year, 00AP01 for its last week, 00AP02 left just before, 00AP03 is of another regio.
fn small_regio(engine: Engine) -> Option<TestDb> {
    let test = engine.fresh()?;
    let db = &test.db;
    rows::regio(db, "amsterdam");
    rows::regio(db, "utrecht");
    for (code, bestuur) in [("00AP00", "41797"), ("00AP01", "41798"), ("00AP02", "41799"), ("00AP03", "41800")] {
        rows::schoolbestuur(db, bestuur);
        rows::school(db, code, bestuur);
    }
    execute(
        db,
        "UPDATE school SET lon_e6 = 4900000, lat_e6 = 52370000, schoolweging_e2 = NULL WHERE vestigingscode = '00AP01'",
    );
    execute(db, "UPDATE schoolbestuur SET naam = NULL WHERE bestuursnummer = '41798'");
    execute(
        db,
        "INSERT INTO postcodepunt VALUES ('1012', 4895000, 52373000), ('1013', 4880000, 52385000), ('9999', 1, 1)",
    );
    rows::deelname(db, "amsterdam", "00AP00", "2020-08-01", None);
    rows::deelname(db, "amsterdam", "00AP01", "2027-07-25", None);
    rows::deelname(db, "amsterdam", "00AP02", "2020-08-01", Some("2026-07-31"));
    rows::deelname(db, "utrecht", "00AP03", "2020-08-01", None);
    peilingen(&test);
    pool(&test);
    vraag(&test);
    Some(test)
}

/// Of 00AP00 the telling of 1 October counts, not the earlier one nor the one after the peildatum; of 00AP01 the prognose.
fn peilingen(test: &TestDb) {
    for (code, day, soort, benodigd) in [
        ("00AP00", "2025-10-01", "telling", 90_000),
        ("00AP00", "2026-10-01", "telling", 100_000),
        ("00AP00", "2026-11-02", "telling", 110_000),
        ("00AP00", "2025-08-01", "prognose", 120_000),
        ("00AP01", "2026-10-01", "telling", 130_000),
        ("00AP01", "2027-01-01", "prognose", 140_000),
        ("00AP02", "2026-10-01", "telling", 150_000),
        ("00AP03", "2026-10-01", "telling", 160_000),
    ] {
        let id = Uuid::now_v7();
        execute(
            &test.db,
            &format!(
                "INSERT INTO formatiepeiling VALUES ('{id}', '{code}', '{day}', '{soort}', {benodigd}, 80000, 2500, \
                 NULL, 200, 9, NULL, NULL, 1, 4000, 1)"
            ),
        );
    }
}

/// Two people here, one elsewhere.
fn pool(test: &TestDb) {
    for (id, regio, postcode, soort, start) in [
        (ID[0], "amsterdam", "'1013'", "zij-instromer", "'2026-08-15'"),
        (ID[1], "amsterdam", "NULL", "ervaren", "NULL"),
        (ID[2], "utrecht", "'1013'", "ervaren", "NULL"),
    ] {
        execute(
            &test.db,
            &format!(
                "INSERT INTO regiodocent SELECT '{id}', id, NULL, NULL, 'Iemand', '{soort}', {start}, '2024-01-01', {postcode}, \
                 45, 'ma-o ma-m', TRUE, 1 FROM regio WHERE code = '{regio}'"
            ),
        );
    }
    let (later, earlier, other) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    execute(
        &test.db,
        &format!(
            "INSERT INTO contract VALUES ('{earlier}', '{0}', '2027-01-01', NULL, 8000, 7000000, NULL, 1, 'actief', NULL), \
             ('{later}', '{0}', '2026-08-01', '2026-12-31', 6000, 7000000, NULL, 1, 'actief', NULL); \
             INSERT INTO bevoegdheid VALUES ('{other}', '{0}', 'bo', 'groepsleraar', 'pabo', '2026-08-01', NULL, 1); \
             INSERT INTO voorkeur VALUES ('{other}', '{0}', '00AP00', -10, 1); \
             INSERT INTO uitsluiting VALUES ('{other}', '{0}', NULL, '41798', 1); \
             INSERT INTO instemming VALUES ('{other}', '{1}', 'twee-scholen', '2026-08-01', NULL, 1);",
            ID[0], ID[1]
        ),
    );
}

/// Vacature 1 is open, 2 filled by a plaatsing, 3 withdrawn, 4 of last schooljaar, 5 at a school that left.
fn vraag(test: &TestDb) {
    for (id, code, bestuur, van, tot, status) in [
        (ID[0], "00AP00", "41797", "2026-01-01", "NULL", "open"),
        (ID[1], "00AP00", "41797", "2026-09-01", "'2027-03-31'", "vervuld"),
        (ID[2], "00AP00", "41797", "2026-09-01", "NULL", "ingetrokken"),
        (ID[3], "00AP00", "41797", "2025-09-01", "'2026-07-31'", "open"),
        (ID[4], "00AP02", "41799", "2026-01-01", "NULL", "open"),
    ] {
        execute(
            &test.db,
            &format!(
                "INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, tot_en_met, dagdelen, alleen_geheel, status, intrekkingsreden, versie) SELECT '{id}', id, '{code}', '{bestuur}', 'regulier', 10000, 'bo', 'groepsleraar', \
                 'pabo', '{van}', {tot}, NULL, FALSE, '{status}', NULL, 1 FROM regio WHERE code = 'amsterdam'"
            ),
        );
    }
    let at = |vacature: &str| vacature.parse().unwrap();
    let id = rows::plaatsing(&test.db, at(ID[1]), at(ID[1]), "actief", 10_000, "2026-09-01", "2027-03-31");
    execute(&test.db, &format!("UPDATE plaatsing SET id = id, netto_vanaf = '2026-10-01' WHERE id = '{id}'"));
    execute(
        &test.db,
        &format!("INSERT INTO plaatsing_deel VALUES ('{id}', '{}', 5000, '2026-01-01', '2026-07-31')", ID[3]),
    );
    rows::plaatsing(&test.db, at(ID[1]), at(ID[0]), "geweigerd", 4_000, "2026-08-01", "2027-07-31");
}

fn problem(test: &TestDb, peildatum: &str, zaad: &str) -> Problem {
    problem_vanaf(test, peildatum, zaad, None)
}

fn problem_vanaf(test: &TestDb, peildatum: &str, zaad: &str, ingangsdatum: Option<NaiveDate>) -> Problem {
    let peildatum: NaiveDate = peildatum.parse().unwrap();
    test.db
        .snapshot(&Grant::systeem("test"), |conn| {
            let regio = find_regio(conn, "amsterdam")?.unwrap();
            prepare(conn, &regio, &Opname { schooljaar: "2026-2027".parse().unwrap(), peildatum, ingangsdatum, zaad })
        })
        .map_err(|why: AppError| why.to_string())
        .unwrap()
}

/// What must be in it, apart from beleid, lots and the id of the plaatsing.
fn expected() -> Value {
    let formatie = |day: &str, soort: &str, benodigd: i64| {
        json!({ "peildatum": day, "soort": soort, "benodigdFte": benodigd, "beschikbaarBevoegdFte": 8, "nietInzetbaarFte": 0.25,
            "leerlingen": 200, "groepen": 9, "personen": null, "verwachteUitstroomFte": null,
            "eerstejaarsZijInstromersEigen": 1, "begeleidingFte": 0.4 })
    };
    let vacature = |id: &str, van: &str, tot: &str| {
        json!({ "id": id, "vestigingscode": "00AP00", "soort": "regulier", "fte": 1,
            "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" },
            "periode": { "van": van, "totEnMet": tot }, "dagdelen": null, "alleenGeheel": false })
    };
    json!({
        "schoolbesturen": [
            { "bestuursnummer": "41797", "naam": "Bestuur 41797", "saldiZevenprocent": {}, "begeleidingFte": 0 },
            { "bestuursnummer": "41798", "naam": "Schoolbestuur 41798", "saldiZevenprocent": {}, "begeleidingFte": 0 },
        ],
        "scholen": [
            { "vestigingscode": "00AP00", "bestuursnummer": "41797", "naam": "School 00AP00", "sector": "bo",
              "punt": { "lonE6": 4895000, "latE6": 52373000 }, "schoolwegingE2": 3000,
              "formatie": formatie("2026-10-01", "telling", 10) },
            { "vestigingscode": "00AP01", "bestuursnummer": "41798", "naam": "School 00AP01", "sector": "bo",
              "punt": { "lonE6": 4900000, "latE6": 52370000 }, "schoolwegingE2": null,
              "formatie": formatie("2027-01-01", "prognose", 14) },
        ],
        "regiodocenten": [
            { "id": ID[0], "soort": "zij-instromer", "trajectStart": "2026-08-15", "vogDatum": "2024-01-01",
              "contracten": [
                  { "periode": { "van": "2026-08-01", "totEnMet": "2026-12-31" }, "werktijdfactor": 0.6 },
                  { "periode": { "van": "2027-01-01" }, "werktijdfactor": 0.8 } ],
              "bevoegdheden": [{ "sector": "bo", "vak": "groepsleraar", "graad": "pabo", "van": "2026-08-01" }],
              "dagdelen": ["ma-o", "ma-m"], "punt": { "lonE6": 4880000, "latE6": 52385000 }, "maxReistijd": 45,
              "alleenGeheel": true, "voorkeuren": [{ "vestigingscode": "00AP00", "minuten": -10 }],
              "uitsluitingen": [{ "bestuursnummer": "41798" }], "instemmingen": [] },
            { "id": ID[1], "soort": "ervaren", "trajectStart": null, "vogDatum": "2024-01-01", "contracten": [],
              "bevoegdheden": [], "dagdelen": ["ma-o", "ma-m"], "punt": null, "maxReistijd": 45, "alleenGeheel": true,
              "voorkeuren": [], "uitsluitingen": [],
              "instemmingen": [{ "soort": "twee-scholen", "periode": { "van": "2026-08-01" } }] },
        ],
        "vacatures": [vacature(ID[0], "2026-08-01", "2027-07-31"), vacature(ID[1], "2026-09-01", "2027-03-31")],
        "plaatsingen": [
            { "regiodocent": ID[1], "vestigingscode": "00AP00", "status": "actief", "nettoVanaf": "2026-10-01",
              "delen": [{ "vacature": ID[1], "fte": 1, "van": "2026-09-01", "totEnMet": "2027-03-31" }] },
        ],
    })
}

#[rstest]
fn a_small_regio_becomes_a_problem_field_by_field(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = small_regio(engine) else { return };
    let problem = problem(&test, "2026-11-01", "zaad");
    assert_eq!(problem.beleid, Beleid::standaard().unwrap());
    let mut json = serde_json::to_value(&problem).unwrap();
    assert_eq!(
        (&json["versie"], &json["schooljaar"], &json["peildatum"]),
        (&json!(1), &json!("2026-2027"), &json!("2026-11-01"))
    );
    for (list, key) in [("schoolbesturen", "lot"), ("regiodocenten", "lot"), ("plaatsingen", "id")] {
        for item in json[list].as_array_mut().unwrap() {
            assert!(item.as_object_mut().unwrap().remove(key).is_some(), "{list} has {key}");
        }
    }
    for (list, items) in expected().as_object().unwrap() {
        assert_eq!(json[list], *items, "{list}");
    }
    assert_eq!(canonical(problem.clone()), problem, "every list is in its order");
    assert!(with_norms(problem).is_ok(), "the engine takes it");
}

#[rstest]
fn the_seed_decides_the_lots_of_people_and_those_of_boards_stay_once_they_are_kept(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = small_regio(engine) else { return };
    let one = problem(&test, "2026-11-01", "zaad");
    assert_eq!(one, problem(&test, "2026-11-01", "zaad"));
    let boards = |problem: &Problem| problem.schoolbesturen.iter().map(|bestuur| bestuur.lot).collect::<Vec<_>>();
    let people = |problem: &Problem| problem.regiodocenten.iter().map(|docent| docent.lot).collect::<Vec<_>>();
    let others: Vec<Problem> = (0..10).map(|n| problem(&test, "2026-11-01", &format!("zaad {n}"))).collect();
    assert!(others.iter().any(|other| people(other) != people(&one)));
    assert!(others.iter().all(|other| other.schoolbesturen == one.schoolbesturen));
    for (nummer, lot) in [("41797", 7), ("41798", 3)] {
        let row = format!(
            "INSERT INTO bestuurslot SELECT id, '2026-2027', '{nummer}', {lot} FROM regio WHERE code = 'amsterdam'"
        );
        execute(&test.db, &row);
    }
    for zaad in ["zaad", "zaad 1", "zaad 2"] {
        assert_eq!(boards(&problem(&test, "2026-11-01", zaad)), [7, 3]);
    }
    execute(&test.db, "DELETE FROM bestuurslot WHERE bestuursnummer = '41798'");
    assert!(boards(&problem(&test, "2026-11-01", "zaad"))[1] > 7, "who comes later stands behind the others");
}

#[rstest]
fn a_plan_from_a_day_on_asks_only_for_the_days_after_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = small_regio(engine) else { return };
    let asked = |day: &str| {
        let day: NaiveDate = day.parse().unwrap();
        let problem = problem_vanaf(&test, "2026-11-01", "zaad", Some(day));
        assert!(with_norms(problem.clone()).is_ok(), "the engine takes it");
        let days = |one: &ProblemVacature| (one.periode.van.to_string(), one.periode.einde().to_string(), one.fte.e4());
        (problem.vacatures.iter().map(days).collect::<Vec<_>>(), problem.plaatsingen[0].delen[0].van.to_string())
    };
    let row = |van: &str, tot: &str, e4: i64| (van.to_owned(), tot.to_owned(), e4);
    let begun = "2026-09-01".to_owned();
    let february = [row("2027-02-01", "2027-07-31", 10_000), row("2027-02-01", "2027-03-31", 10_000)];
    assert_eq!(asked("2027-02-01"), (february.to_vec(), begun.clone()));
    // The second is over by then: it stays for who stood on it.
    execute(&test.db, "UPDATE vacature SET fte_e4 = 20000");
    let may = [row("2027-05-01", "2027-07-31", 20_000), row("2026-09-01", "2027-03-31", 10_000)];
    assert_eq!(asked("2027-05-01"), (may.to_vec(), begun));
}

#[rstest]
fn nobody_is_asked_for_at_a_school_that_closes_before_the_vacature_ends(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = small_regio(engine) else { return };
    execute(&test.db, "UPDATE vacature SET fte_e4 = 20000");
    let asked = |dicht: &str| {
        execute(&test.db, &format!("UPDATE school SET gesloten_per = '{dicht}' WHERE vestigingscode = '00AP00'"));
        let problem = problem(&test, "2026-11-01", "zaad");
        assert!(with_norms(problem.clone()).is_ok(), "the engine takes it");
        problem.vacatures.iter().map(|one| (one.id.clone(), one.fte.e4())).collect::<Vec<_>>()
    };
    let second = |e4: i64| (ID[1].to_owned(), e4);
    // The first has no last day; the second ends on 31 March, and somebody stands on half of it.
    assert_eq!(asked("2027-04-01"), [second(20_000)]);
    assert_eq!(asked("2027-03-31"), [second(10_000)]);
}

#[rstest]
fn the_board_of_the_peildatum_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = small_regio(engine) else { return };
    execute(&test.db, "INSERT INTO vorig_bestuur VALUES ('00AP00', NULL, '2026-10-14', '41799')");
    let besturen = |peildatum: &str| {
        let problem = problem(&test, peildatum, "zaad");
        let named = problem.schoolbesturen.iter().map(|bestuur| bestuur.naam.clone()).collect::<Vec<_>>();
        (problem.scholen[0].bestuursnummer.to_string(), named)
    };
    let named = |names: [&str; 2]| names.map(str::to_owned).to_vec();
    assert_eq!(besturen("2026-10-14"), ("41799".into(), named(["Schoolbestuur 41798", "Bestuur 41799"])));
    assert_eq!(besturen("2026-10-15"), ("41797".into(), named(["Bestuur 41797", "Schoolbestuur 41798"])));
}

#[rstest]
fn who_runs_and_may_move_is_split_at_the_first_day_of_the_plan(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = small_regio(engine) else { return };
    execute(&test.db, "UPDATE instemming SET soort = 'verplaatsing'");
    let day: NaiveDate = "2027-02-01".parse().unwrap();
    let problem = problem_vanaf(&test, "2026-11-01", "zaad", Some(day));
    assert!(with_norms(problem.clone()).is_ok(), "the engine takes it");
    let (today, before) = (&problem.plaatsingen[0], &problem.instroom[0]);
    let text = |day: NaiveDate| day.to_string();
    assert_eq!((today.sinds.map(text), text(today.delen[0].van)), (Some("2026-09-01".into()), "2027-02-01".into()));
    assert_eq!((text(before.van), text(before.tot_en_met)), ("2026-10-01".into(), "2027-01-31".into()), "netto days");
    assert_eq!((&before.plaatsing, text(before.sinds), problem.instroom.len()), (&today.id, "2026-09-01".into(), 1));
    let feiten = rato::matching::facts::Feiten::new(&problem).unwrap();
    assert!(feiten.verplaatsbaar(&today.regiodocent).is_some(), "for all days that are left of the vacature");
}

#[rstest]
fn the_beleid_of_the_peildatum_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = small_regio(engine) else { return };
    let mut inhoud = Beleid::standaard().unwrap();
    inhoud.tiers.swap(1, 2);
    // A version of before a rule existed is silent about it; the default speaks.
    let mut ouder = inhoud.clone();
    ouder.regels.remove("wijzigingsbudget").unwrap();
    let (id, text) = (Uuid::now_v7(), serde_json::to_string(&ouder).unwrap().replace('\'', "''"));
    execute(
        &test.db,
        &format!(
            "INSERT INTO beleid SELECT '{id}', id, '2026-11-01', '{text}', 'B', 'R', 1, 'vastgesteld', 'x', NULL, NULL FROM regio WHERE code = 'amsterdam'"
        ),
    );
    assert_eq!(problem(&test, "2026-10-31", "zaad").beleid, Beleid::standaard().unwrap());
    assert_eq!(problem(&test, "2026-11-01", "zaad").beleid, inhoud);
}

#[rstest]
fn the_telling_of_the_peildatum_itself_counts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(test) = small_regio(engine) else { return };
    let needed = |peildatum: &str| {
        let formatie = problem(&test, peildatum, "zaad").scholen[0].formatie.clone();
        formatie.map(|formatie| formatie.benodigd_fte.e4())
    };
    assert_eq!(needed("2025-09-30"), None, "a prognose of another schooljaar does not count");
    assert_eq!(needed("2026-11-01"), Some(100_000));
    assert_eq!(needed("2026-11-02"), Some(110_000));
}
