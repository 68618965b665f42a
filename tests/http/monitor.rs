//! The monitor over the API: figures by hand, and nothing that says too much about another board.

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rstest::rstest;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::rows::{self, execute};

const PATH: &str = "/v1/monitor?kwartaal=2026-K4";

/// Five boards with a bo school each that needs 10 fte and has 9, 8, 7, 6 and 5; a sixth with an sbo school that needs 8 and
/// has 7. At the first school half an fte of the pool is netto, at the second 0.4 fte of a first-year is not yet.
async fn wereld(engine: Engine) -> Option<Api> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    let db = &api.test.db;
    for n in 1..=6 {
        let (bestuur, code) = (format!("4100{n}"), format!("00AP0{n}"));
        rows::schoolbestuur(db, &bestuur);
        rows::school(db, &code, &bestuur);
        rows::deelname(db, "amsterdam", &code, "2020-08-01", None);
        let (needed, present) = if n == 6 { (80_000, 70_000) } else { (100_000, 100_000 - 10_000 * n) };
        let personen = if n <= 2 { "12" } else { "NULL" };
        let id = Uuid::now_v7();
        execute(
            db,
            &format!(
                "INSERT INTO formatiepeiling (id, vestigingscode, peildatum, soort, benodigd_e4, beschikbaar_bevoegd_e4, \
                 niet_inzetbaar_e4, leerlingen, groepen, personen, eerstejaars_eigen, versie) \
                 VALUES ('{id}', '{code}', '2026-10-01', 'telling', {needed}, {present}, 0, 200, 9, {personen}, 0, 1); \
                 INSERT INTO formatieverloop (peiling_id, instroom_regulier_e4) VALUES ('{id}', 5000);"
            ),
        );
    }
    execute(db, "UPDATE school SET sector = 'sbo' WHERE vestigingscode = '00AP06'");
    plaatsing(&api, "ervaren", 1, "regulier", 5_000);
    plaatsing(&api, "zij-instromer", 2, "opleidingsplaats", 4_000);
    Some(api)
}

fn plaatsing(api: &Api, soort: &str, school: usize, vacaturesoort: &str, fte_e4: i64) {
    let (db, vacature) = (&api.test.db, Uuid::now_v7());
    let docent = rows::regiodocent(db, "amsterdam");
    execute(
        db,
        &format!(
            "UPDATE regiodocent SET soort = '{soort}', traject_start = CASE WHEN '{soort}' = 'zij-instromer' THEN {} END \
             WHERE id = '{docent}'; \
             INSERT INTO contract (id, regiodocent_id, van, werktijdfactor_e4, loonkosten_cent, versie, status) \
             VALUES ('{}', '{docent}', '2026-10-15', 8000, 7300000, 1, 'actief'); \
             INSERT INTO vacature (id, regio_id, vestigingscode, bestuursnummer, soort, fte_e4, sector, vak, graad, van, \
             alleen_geheel, status, versie) SELECT '{vacature}', id, '00AP0{school}', '4100{school}', '{vacaturesoort}', \
             10000, 'bo', 'groepsleraar', 'pabo', '2026-08-01', FALSE, 'open', 1 FROM regio;",
            if matches!(api.test.db, rato::storage::connection::Db::Pg { .. }) {
                "DATE '2026-08-15'"
            } else {
                "'2026-08-15'"
            },
            Uuid::now_v7()
        ),
    );
    rows::plaatsing(db, docent, vacature, "actief", fte_e4, "2026-10-15", "2027-07-31");
}

fn cijfer<'a>(rij: &'a Value, indicator: &str) -> &'a Value {
    let cijfers = rij["cijfers"].as_array().unwrap();
    cijfers.iter().find(|cijfer| cijfer["indicator"] == indicator).unwrap_or_else(|| panic!("no {indicator}: {rij}"))
}

/// Its value, or why there is none.
fn waarde(rij: &Value, indicator: &str) -> Value {
    let cijfer = cijfer(rij, indicator);
    cijfer.get("waarde").or(cijfer.get("reden")).unwrap().clone()
}

#[rstest]
#[actix_web::test]
async fn a_coordinator_sees_every_figure_as_by_hand(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = wereld(engine).await else { return };
    let monitor = api.get(PATH, &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    assert_eq!((&monitor["kwartaal"], &monitor["peildatum"]), (&json!("2026-K4"), &json!("2026-11-02")));
    let count = |list: &str| monitor[list].as_array().unwrap().len();
    assert_eq!((count("scholen"), count("schoolbesturen"), count("sectoren")), (6, 6, 2));
    let regio = &monitor["regio"];
    assert_eq!((&regio["aantalBesturen"], &regio["aantalScholen"]), (&json!(6), &json!(6)));
    for (indicator, expected) in [
        ("benodigd", "58"),
        ("beschikbaar", "42"),
        ("netto", "85/2"),
        ("geplaatst-netto", "1/2"),
        ("geplaatst-boven-formatie", "2/5"),
        ("tekort-voor", "16"),
        ("tekort-na", "31/2"),
        ("tekortdeel-voor", "8/29"),
        // 9 and 8 fte for 12 persons each.
        ("personen", "24"),
        ("deeltijdfactor", "17/24"),
        ("instroom-regulier", "3"),
        ("behoud-regulier", "ontbreekt"),
        ("begeleiding-afgesproken", "1/5"),
        ("slechtste-voor", "1/2"),
        ("p90-na", "1/2"),
    ] {
        assert_eq!(waarde(regio, indicator), expected, "{indicator}");
    }
    // The shares of bo are 0.1 to 0.5: their mean is 0.3 and their deviation the root of 0.02.
    let bo = &monitor["sectoren"][0];
    assert_eq!((&bo["sector"], &cijfer(bo, "standaardafwijking-voor")["afgerond"]), (&json!("bo"), &json!("0,1414")));
    let eerste = &monitor["schoolbesturen"][0];
    assert_eq!((&eerste["bestuursnummer"], waarde(eerste, "tekort-na")), (&json!("41001"), json!("1/2")));
    // 7% of nine classes is 0.63 and five boards share round(3.15) = 3; the sbo board has 1 of its own sector.
    assert_eq!(waarde(regio, "zevenprocent-quotum"), "4");
    assert_eq!(waarde(regio, "zevenprocent-geteld"), "1");
    let pool: Vec<_> =
        monitor["pool"].as_array().unwrap().iter().filter(|cijfer| cijfer["beweging"] == "instroom").collect();
    assert_eq!((&pool[0]["personen"]["waarde"], &pool[1]["fte"]["waarde"]), (&json!("1"), &json!("4/5")));
}

/// By hand: the third school needs 10 fte and has 7 on its payroll, of which it lends 0.6 today. What was lent until
/// yesterday, or only offered, is at home.
#[rstest]
#[actix_web::test]
async fn who_is_lent_to_the_pool_is_not_at_home(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(api) = wereld(engine).await else { return };
    let db = &api.test.db;
    for (status, fte, van, tot) in [
        ("actief", 6_000, "2026-11-02", "2027-07-31"),
        ("beeindigd", 1_000, "2026-08-01", "2026-11-01"),
        ("voorgesteld", 2_000, "2026-08-01", "2027-07-31"),
    ] {
        let (id, docent) = (Uuid::now_v7(), rows::regiodocent(db, "amsterdam"));
        execute(
            db,
            &format!(
                "INSERT INTO detachering (id, regio_id, regiodocent_id, vestigingscode, bestuursnummer, fte_e4, van, tot_en_met, \
                 terugkeergarantie_tot, loonkosten_cent, status, versie) SELECT '{id}', id, '{docent}', '00AP03', '41003', \
                 {fte}, '{van}', '{tot}', '2027-07-31', 1, '{status}', 1 FROM regio"
            ),
        );
    }
    let monitor = api.get(PATH, &api.coordinator(&["amsterdam"])).await.expect_status(200).json();
    let school = &monitor["scholen"][2];
    assert_eq!(school["vestigingscode"], "00AP03");
    for (indicator, expected) in [
        ("beschikbaar", "7"),
        ("uitgeleend", "3/5"),
        ("netto", "32/5"),
        ("tekort-voor", "3"),
        ("tekort-na", "18/5"),
        ("tekortdeel-na", "9/25"),
    ] {
        assert_eq!(waarde(school, indicator), expected, "{indicator}");
    }
    // 42.5 and 15.5 without the loan.
    assert_eq!(waarde(&monitor["regio"], "netto"), "419/10");
    assert_eq!(waarde(&monitor["regio"], "tekort-na"), "161/10");
    assert_eq!(waarde(&monitor["scholen"][0], "uitgeleend"), "0");
}

#[rstest]
#[actix_web::test]
async fn a_bestuur_cannot_work_out_the_figures_of_a_sector_with_one_other_board(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    let answer = api.get(PATH, &api.bestuur("amsterdam", "41001")).await.expect_status(200);
    for other in ["41002", "41006", "00AP02", "00AP06"] {
        assert!(!answer.text.contains(other), "{other}");
    }
    let monitor = answer.json();
    assert_eq!(waarde(&monitor["scholen"][0], "benodigd"), "10");
    let [bo, sbo] = [0, 1].map(|at| waarde(&monitor["sectoren"][at], "benodigd"));
    // The one sbo board would follow from the total less bo, so bo is left out as well.
    assert_eq!(
        (bo, sbo, waarde(&monitor["regio"], "benodigd")),
        (json!("onderdrukt"), json!("onderdrukt"), json!("58"))
    );
    // Two boards told their personen, one of them the reader itself.
    assert_eq!(waarde(&monitor["regio"], "personen"), "onderdrukt");
    assert_eq!(waarde(&monitor["regio"], "deeltijdfactor"), "onderdrukt");
    assert!(monitor["pool"].as_array().unwrap().iter().all(|cijfer| cijfer["fte"]["reden"] == "onderdrukt"));
}

#[rstest]
#[actix_web::test]
async fn the_ministry_sees_sums_only_and_fewer_boards_show_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(api) = wereld(engine).await else { return };
    let ocw = api.ander(Rol::OcwLezer, "amsterdam");
    let monitor = api.get(PATH, &ocw).await.expect_status(200).json();
    assert_eq!((&monitor["scholen"], &monitor["schoolbesturen"]), (&json!([]), &json!([])));
    assert_eq!(waarde(&monitor["regio"], "tekort-na"), "31/2");
    execute(&api.test.db, "DELETE FROM deelname WHERE vestigingscode IN ('00AP04', '00AP05', '00AP06')");
    let monitor = api.get(PATH, &ocw).await.expect_status(200).json();
    let shown = |rij: &Value| rij["cijfers"].as_array().unwrap().iter().any(|cijfer| cijfer.get("waarde").is_some());
    assert!(!shown(&monitor["regio"]) && !shown(&monitor["sectoren"][0]), "three boards are one too few");
    let sums = api.get("/v1/doorbelastingen", &ocw).await.expect_status(200).json();
    assert_eq!((&sums["regels"], &sums["perSchoolbestuur"]), (&json!([]), &json!([])));
    assert_eq!((sums.get("totaalCent"), sums.get("bankzittenCent")), (None, None));
}

#[actix_web::test]
async fn csv_has_a_row_for_every_level_and_says_what_was_left_out() {
    let api = wereld(Engine::Sqlite).await.unwrap();
    let headers = [("accept", "text/csv")];
    let answer =
        api.send(Method::GET, PATH, &api.bestuur("amsterdam", "41001"), &headers, None).await.expect_status(200);
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"monitor-2026-K4.csv\"");
    let lines: Vec<&str> = answer.text.trim_start_matches('\u{feff}').lines().collect();
    assert!(
        lines[0]
            .starts_with("kwartaal;peildatum;niveau;vestigingscode;bestuursnummer;sector;besturen;scholen;benodigd;")
    );
    assert!(
        lines[1].starts_with("2026-K4;2026-11-02;school;00AP01;41001;bo;1;1;10,0000;9,0000;0,0000;0,5000;"),
        "{}",
        lines[1]
    );
    assert!(lines[3].starts_with("2026-K4;2026-11-02;sector;;;bo;5;5;x;x;x;"), "{}", lines[3]);
    assert!(lines[5].starts_with("2026-K4;2026-11-02;regio;;;;6;6;58,0000;"), "{}", lines[5]);
    let columns = lines[0].split(';').count();
    assert!(lines.iter().all(|line| line.split(';').count() == columns));
}

#[actix_web::test]
async fn a_quarter_that_is_not_there_yet_is_refused() {
    let api = wereld(Engine::Sqlite).await.unwrap();
    let token = api.coordinator(&["amsterdam"]);
    for wrong in ["kwartaal=2027-K1", "kwartaal=2026-K5", "kwartaal=2026", "maand=2026-10"] {
        api.get(&format!("/v1/monitor?{wrong}"), &token).await.expect_status(400);
    }
    let earlier = api.get("/v1/monitor?kwartaal=2026-K3", &token).await.expect_status(200).json();
    assert_eq!(earlier["peildatum"], "2026-09-30");
    assert_eq!(waarde(&earlier["regio"], "benodigd"), "ontbreekt", "nothing was counted yet");
}
