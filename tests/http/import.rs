//! Files over HTTP: sent, read by a worker, and told row by row.

use std::fmt::Write;
use std::time::Duration;

use actix_web::http::Method;
use rato::app::import::werk::{Importstop, run, run_next};
use rato::storage::job::{claim_job_of, release_job};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::api::{Answer, Api};
use crate::support::db::Engine;
use crate::support::rows::{execute, plaatsing, regiodocent};
use crate::support::stamdata::{make_bestuur, make_school};

const LEASE: Duration = Duration::from_secs(60);
const PERSOON: &str = "bronSysteem;externId;naam;soort;vogDatum;woonPostcode;contractVan;contractWerktijdfactor;\
    contractLoonkostenCent;bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;bevoegdheidVan\n";

/// A regio with two boards and their schools.
pub(super) async fn regio(engine: Engine) -> Option<(Api, String)> {
    let api = Api::on(engine)?;
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    for (bestuur, school) in [("90001", "90ZA00"), ("90002", "90ZC00")] {
        make_bestuur(&api, &token, bestuur).await;
        make_school(&api, &token, school, bestuur).await;
    }
    Some((api, token))
}

async fn send(api: &Api, token: &str, query: &str, media: &str, body: impl Into<Vec<u8>>) -> Answer {
    let path = format!("/v1/imports?{query}");
    api.send(Method::POST, &path, token, &[("content-type", media)], Some(body.into())).await
}

/// Runs what blocks on the database beside the thread of an async test.
pub(super) fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

/// A worker does the next import; false when there is none.
pub(super) fn next(api: &Api) -> Result<bool, Importstop> {
    let app = api.app.clone();
    aside(move || run_next(&app, LEASE))
}

/// Sends a file, lets a worker read it, and tells what became of it.
pub(super) async fn import(api: &Api, token: &str, query: &str, body: impl Into<Vec<u8>>) -> Value {
    let made = send(api, token, query, "text/csv", body).await.expect_status(201);
    assert!(next(api).unwrap());
    api.get(made.header("location"), token).await.expect_status(200).json()
}

/// Nieuw, gewijzigd, ongewijzigd, fout.
pub(super) fn counts(import: &Value) -> [i64; 4] {
    assert_eq!(import["status"], "klaar", "{import}");
    ["nieuw", "gewijzigd", "ongewijzigd", "fout"].map(|name| import["rijen"][name].as_i64().unwrap())
}

pub(super) async fn regels(api: &Api, token: &str, import: &Value, filter: &str) -> Vec<Value> {
    let path = format!("/v1/imports/{}/regels?pageSize=200{filter}", import["id"].as_str().unwrap());
    api.get(&path, token).await.expect_status(200).json()["resultaten"].as_array().unwrap().clone()
}

/// The fouten of the only wrong row, as `column code`.
pub(super) async fn fouten(api: &Api, token: &str, import: &Value) -> Vec<String> {
    let wrong = regels(api, token, import, "&uitkomst=fout").await;
    let all = wrong.iter().flat_map(|regel| regel["fouten"].as_array().unwrap());
    all.map(|fout| format!("{} {}", fout["kolom"].as_str().unwrap_or("-"), fout["code"].as_str().unwrap())).collect()
}

fn personen(aantal: usize, wrong: impl Fn(usize) -> bool) -> String {
    let mut text = PERSOON.to_owned();
    for n in 0..aantal {
        let factor = if wrong(n) { "1,8" } else { "0,8" };
        writeln!(
            text,
            "afas;{n:06};Persoon {n};ervaren;2024-01-01;1013;2026-08-01;{factor};7000000;bo;groepsleraar;pabo;2020-08-01"
        )
        .unwrap();
    }
    text
}

#[rstest]
#[actix_web::test]
async fn the_same_file_twice_changes_nothing_and_a_changed_cell_changes_one_row(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let text = personen(25, |_| false);
    let first = import(&api, &token, "soort=regiodocenten", text.clone()).await;
    assert_eq!((counts(&first), &first["toegepast"]), ([25, 0, 0, 0], &json!(true)));
    let again = import(&api, &token, "soort=regiodocenten", text.clone()).await;
    assert_eq!(counts(&again), [0, 0, 25, 0]);
    let changed = text.replace("000007;Persoon 7;ervaren", "000007;Persoon 7;herintreder");
    assert_eq!(counts(&import(&api, &token, "soort=regiodocenten", changed).await), [0, 1, 24, 0]);
    let all = api.get("/v1/regiodocenten?pageSize=200", &token).await.json();
    let all = all["resultaten"].as_array().unwrap();
    assert_eq!(all.len(), 25);
    assert_eq!(all.iter().filter(|one| one["soort"] == "herintreder").count(), 1);
    let id = regels(&api, &token, &first, "").await[7]["objectId"].as_str().unwrap().to_owned();
    let one = api.get(&format!("/v1/regiodocenten/{id}"), &token).await.expect_status(200).json();
    assert_eq!((&one["externId"], &one["contracten"][0]["werktijdfactor"]), (&json!("000007"), &json!(0.8)));
    assert_eq!(one["bevoegdheden"][0]["vak"], "groepsleraar");
}

/// Row 1 is the header, so person 499 stands in row 501. Each of the five is wrong in another way.
const KAPOT: [(usize, &str, &str, &str, &str, &str); 5] = [
    (501, "0,8;7000000", "1,8;7000000", "contractWerktijdfactor", "buiten-bereik", "Kies bijvoorbeeld 0.8."),
    (1_501, "2024-01-01", "31-02-2024", "vogDatum", "datum", "schrijf de datum als 2026-10-01"),
    (2_501, "ervaren", "erg ervaren", "soort", "keuze", "kies een van de toegestane woorden"),
    (3_501, ";1013;", ";013;", "woonPostcode", "vorm", "kijk in het sjabloon hoe deze waarde eruitziet"),
    (4_501, "afas;004499", "afas;", "externId", "ontbreekt", "vul bronSysteem en externId samen in"),
];

#[rstest]
#[actix_web::test]
async fn one_wrong_row_of_a_thousand_is_told_exactly_with_its_column_code_and_repair(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
    #[values("geldige-rijen", "alles-of-niets")] modus: &str,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let mut lines: Vec<String> = personen(5_000, |_| false).lines().map(str::to_owned).collect();
    for (rij, right, wrong, ..) in KAPOT {
        let broken = lines[rij - 1].replace(right, wrong);
        assert_ne!(broken, lines[rij - 1]);
        lines[rij - 1] = broken;
    }
    let text = lines.join("\n");
    assert!(text.len() > 256 * 1024, "larger than any other body may be");
    let done = import(&api, &token, &format!("soort=regiodocenten&modus={modus}"), text).await;
    assert_eq!((counts(&done), &done["rijen"]["totaal"]), ([4_995, 0, 0, 5], &json!(5_000)));
    let told: Vec<_> = regels(&api, &token, &done, "&uitkomst=fout")
        .await
        .into_iter()
        .flat_map(|regel| {
            let rij = regel["rij"].clone();
            let told = |fout: &Value| json!([rij, fout["kolom"], fout["code"], fout["herstel"]]);
            regel["fouten"].as_array().unwrap().iter().map(told).collect::<Vec<_>>()
        })
        .collect();
    let expected = KAPOT.map(|(rij, _, _, kolom, code, herstel)| json!([rij, kolom, code, herstel]));
    assert_eq!(told, expected);
    // All others are stored, or none at all.
    let export = api.get("/v1/exports/regiodocenten", &token).await.expect_status(200);
    let stored: Vec<&str> = export.text.lines().skip(1).collect();
    let expected = if modus == "geldige-rijen" { 4_995 } else { 0 };
    assert_eq!((stored.len(), &done["toegepast"]), (expected, &json!(expected > 0)));
    let names = ["Persoon 499;", "Persoon 1499;", "Persoon 2499;", "Persoon 3499;", "Persoon 4499;"];
    assert!(!stored.iter().any(|line| names.iter().any(|name| line.contains(name))));
}

#[rstest]
#[actix_web::test]
async fn all_or_nothing_stores_nothing_for_one_wrong_row_and_a_trial_never(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let wrong = import(&api, &token, "soort=regiodocenten&modus=alles-of-niets", personen(2_500, |n| n == 2_200)).await;
    assert_eq!((counts(&wrong), &wrong["toegepast"]), ([2_499, 0, 0, 1], &json!(false)));
    assert!(wrong["reden"].as_str().unwrap().contains("niets opgeslagen"));
    let trial = import(&api, &token, "soort=regiodocenten&proef=true", personen(3, |_| false)).await;
    assert_eq!((counts(&trial), &trial["toegepast"]), ([3, 0, 0, 0], &json!(false)));
    let none = api.get("/v1/regiodocenten", &token).await.json();
    assert_eq!(none["resultaten"], json!([]));
    let right = import(&api, &token, "soort=regiodocenten&modus=alles-of-niets", personen(2_500, |_| false)).await;
    assert_eq!((counts(&right), &right["toegepast"]), ([2_500, 0, 0, 0], &json!(true)));
}

#[rstest]
#[actix_web::test]
async fn what_a_killed_worker_stored_is_not_done_twice(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((api, token)) = regio(engine).await else { return };
    let text = personen(2_500, |n| n % 100 == 0);
    let made = send(&api, &token, "soort=regiodocenten", "text/csv", text).await.expect_status(201);
    let app = api.app.clone();
    aside(move || {
        let claim = claim_job_of(&app.db, LEASE, Some("import")).unwrap().unwrap();
        let asked = std::cell::Cell::new(0);
        let two_blocks = || {
            asked.set(asked.get() + 1);
            asked.get() <= 2
        };
        assert!(matches!(run(&app, &claim, &two_blocks), Err(Importstop::Onderbroken)));
        release_job(&app.db, &claim, false, None).unwrap();
        // Whoever comes too late writes nothing.
        assert!(matches!(run(&app, &claim, &|| true), Err(Importstop::Kwijt)));
    });
    let half = api.get(made.header("location"), &token).await.json();
    assert_eq!((&half["status"], &half["rijen"]["verwerkt"]), (&json!("loopt"), &json!(2_000)));
    assert!(next(&api).unwrap());
    let done = api.get(made.header("location"), &token).await.json();
    assert_eq!(counts(&done), [2_475, 0, 0, 25]);
}

#[actix_web::test]
async fn a_person_may_have_more_rows_and_keeps_what_the_file_does_not_name() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let text = "bronSysteem,externId,naam,soort,maxReistijd,contractVan,contractTotEnMet,contractWerktijdfactor,\
        contractLoonkostenCent,contractFormeelWerkgever\n\
        afas,1,Anna,ervaren,45,2026-08-01,2026-12-31,0.5,100,90001\n\
        afas,1,Anna,ervaren,45,2027-01-01,,0.6,100,\n\
        afas,2,Bas,ervaren,,,,,,\n\
        afas,1,Anna,ervaren,45,2028-01-01,,0.7,100,\n\
        afas,3,Cor,ervaren,,2026-08-01,,0.7,100,\n\
        afas,3,Cor,ervaren,,2026-09-01,,0.7,100,\n\
        afas,3,Cor,starter,,,,,,\n\
        afas,4,Dirk,ervaren,,,,0.7,,\n";
    let done = import(&api, &token, "soort=regiodocenten", text).await;
    assert_eq!(counts(&done), [3, 1, 0, 4]);
    let expected = ["- dubbel", "contractVan overlapt", "- tegenstrijdig", "contractVan ontbreekt"];
    assert_eq!(fouten(&api, &token, &done).await, expected);
    let next = "bronSysteem;externId;maxReistijd;contractVan;contractTotEnMet\nafas;1;;1-1-2027;31/12/2027\n";
    assert_eq!(counts(&import(&api, &token, "soort=regiodocenten", next).await), [0, 1, 0, 0]);
    let all = api.get("/v1/regiodocenten", &token).await.json();
    let anna = all["resultaten"][0]["id"].as_str().unwrap().to_owned();
    let anna = api.get(&format!("/v1/regiodocenten/{anna}"), &token).await.json();
    assert_eq!((&anna["naam"], &anna["maxReistijd"]), (&json!("Anna"), &Value::Null), "an empty cell empties");
    assert_eq!(anna["contracten"][0]["formeelWerkgever"], "90001", "what has no column stays");
    assert_eq!(anna["contracten"][1]["totEnMet"], "2027-12-31");
    assert_eq!(anna["contracten"][1]["werktijdfactor"], 0.6);
}

#[actix_web::test]
async fn what_people_do_to_spreadsheets_is_read_or_told_with_its_repair() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    // A title above the header, windows-1252, spaces, separators at the end, empty rows, other spellings.
    let text =
        b"Onze besturen;;;\r\n;;;\r\nBestuursnummer ;NAAM;;\r\n 90003 ; Caf\xe9 Zuid ;;\r\n;;;\r\n4179;Kort;;\r\n";
    let done = import(&api, &token, "soort=schoolbesturen", text.to_vec()).await;
    assert_eq!(counts(&done), [1, 0, 0, 1]);
    let wrong = regels(&api, &token, &done, "&uitkomst=fout").await;
    assert_eq!(wrong[0]["rij"], 6);
    assert!(wrong[0]["fouten"][0]["herstel"].as_str().unwrap().contains("schrijf 04179"), "{wrong:?}");
    let found = api.get("/v1/schoolbesturen/90003", &token).await.expect_status(200).json();
    assert_eq!(found["naam"], "Café Zuid");
    for (file, told) in [
        ("nummer;naam\n1;x\n", "Ontbrekende kolommen: bestuursnummer"),
        ("bestuursnummer;naam;telefoon\n90004;x;1\n", "Onverwachte kolommen: telefoon"),
        ("PK\u{3}\u{4}rest", "Excel"),
        ("", "leeg"),
    ] {
        let answer = send(&api, &token, "soort=schoolbesturen", "text/csv", file).await;
        let problem = answer.expect_status(400).json();
        assert!(problem["errors"][0]["detail"].as_str().unwrap().contains(told), "{problem}");
    }
    send(&api, &token, "soort=schoolbesturen", "text/plain", "x").await.expect_status(415);
    send(&api, &token, "soort=iets", "text/csv", "x").await.expect_status(400);
    send(&api, &token, "modus=alles-of-niets", "text/csv", "x").await.expect_status(400);
}

#[actix_web::test]
async fn lines_of_json_are_rows_and_a_line_that_is_none_is_told() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let school = json!({ "vestigingscode": "90ZB00", "bestuursnummer": "90001", "naam": "Nieuw", "sector": "bo",
        "plaats": "ERGENS", "gemeentenummer": "0091", "schoolweging": 29.4, "leerlingen": 230 });
    let known = json!({ "vestigingscode": "90ZA00", "bestuursnummer": "90001", "naam": "School 90ZA00", "sector": "bo",
        "plaats": "ERGENSDORP", "gemeentenummer": "0091" });
    let strange = json!({ "vestigingscode": "90ZA00", "telefoon": "1" });
    let nested = json!({ "vestigingscode": ["90ZA00"] });
    let text = format!("{school}\n{known}\nonzin\n\n{strange}\n{nested}\n{{}}\n");
    let made = send(&api, &token, "soort=scholen", "application/x-ndjson", text).await.expect_status(201);
    assert!(next(&api).unwrap());
    let done = api.get(made.header("location"), &token).await.json();
    assert_eq!(counts(&done), [1, 0, 1, 4]);
    let told = fouten(&api, &token, &done).await;
    assert_eq!(told[..3], ["- geen-json", "- onbekend-veld", "- geen-waarde"]);
    assert!(told[3..].iter().all(|fout| fout.ends_with("ontbreekt")), "{told:?}");
    let found = api.get("/v1/scholen/90ZB00", &token).await.expect_status(200).json();
    assert_eq!((&found["schoolweging"], &found["deelnames"][0]["regio"]), (&json!(29.4), &json!("amsterdam")));
}

#[rstest]
#[actix_web::test]
async fn a_board_imports_its_own_formatie_and_vacatures_and_nothing_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some((api, token)) = regio(engine).await else { return };
    let board = api.bestuur("amsterdam", "90001");
    let formatie = "vestigingscode;peildatum;benodigdFte;beschikbaarBevoegdFte;nietInzetbaarFte;leerlingen\n\
        90ZA00;2026-10-01;12,5;10;0,5;230\n90ZC00;2026-10-01;12,5;10;0,5;230\n90ZA00;2026-11-01;12,5;10;11;230\n";
    let done = import(&api, &board, "soort=formatiepeilingen", formatie).await;
    assert_eq!(counts(&done), [1, 0, 0, 2]);
    assert_eq!(fouten(&api, &board, &done).await, ["- niet-gevonden", "nietInzetbaarFte te-veel"]);
    let head = "bronSysteem;externId;vestigingscode;fte;bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;van;status\n";
    let vacatures = format!(
        "{head}hr;1;90ZA00;0,6;bo;groepsleraar;pabo;2026-12-01;\nhr;2;90ZC00;0,6;bo;groepsleraar;pabo;2026-12-01;\n\
         hr;3;90ZA00;0,6;bo;groepsleraar;pabo;2026-12-01;vervuld\nhr;4;90ZA00;0,4;BO;groepsleraar;Pabo;2026-12-01;Concept\n"
    );
    let done = import(&api, &board, "soort=vacatures", vacatures.clone()).await;
    assert_eq!(counts(&done), [2, 0, 0, 2]);
    assert_eq!(fouten(&api, &board, &done).await, ["- niet-gevonden", "status status"]);
    assert_eq!(counts(&import(&api, &board, "soort=vacatures", vacatures).await), [0, 0, 2, 2]);
    let less = format!("{head}hr;1;90ZA00;0,1;bo;groepsleraar;pabo;2026-12-01;open\n");
    let id = regels(&api, &board, &done, "").await[0]["objectId"].as_str().unwrap().to_owned();
    let docent = regiodocent(&api.test.db, "amsterdam");
    plaatsing(&api.test.db, docent, id.parse().unwrap(), "voorgesteld", 3_000, "2026-12-01", "2027-07-31");
    let refused = import(&api, &board, "soort=vacatures", less).await;
    assert_eq!(fouten(&api, &board, &refused).await, ["- vacature-in-gebruik"]);
    send(&api, &board, "soort=regiodocenten", "text/csv", PERSOON).await.expect_status(403);
    send(&api, &board, "soort=scholen", "text/csv", PERSOON).await.expect_status(403);
    let path = format!("/v1/imports/{}", done["id"].as_str().unwrap());
    api.get(&path, &api.bestuur("amsterdam", "90002")).await.expect_status(404);
    api.get(&format!("{path}/regels"), &api.bestuur("amsterdam", "90002")).await.expect_status(404);
    api.get(&path, &token).await.expect_status(200);
}

#[actix_web::test]
async fn a_school_or_board_of_another_regio_is_not_changed_by_a_file() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    api.make_regio("utrecht").await;
    let utrecht = api.coordinator(&["utrecht"]);
    make_bestuur(&api, &utrecht, "90009").await;
    make_school(&api, &utrecht, "90ZU00", "90009").await;
    let besturen = import(&api, &token, "soort=schoolbesturen", "bestuursnummer;naam\n90009;Van ons\n").await;
    assert_eq!(fouten(&api, &token, &besturen).await, ["- niet-gevonden"]);
    let scholen = "vestigingscode;bestuursnummer;naam;sector;plaats;gemeentenummer\n\
        90ZU00;90001;Van ons;bo;ERGENS;0091\n90ZA00;99999;Geen bestuur;bo;ERGENS;0091\n";
    let scholen = import(&api, &token, "soort=scholen", scholen).await;
    assert_eq!(
        fouten(&api, &token, &scholen).await,
        ["vestigingscode bestaat-al", "bestuursnummer onbekend-schoolbestuur"]
    );
}

#[actix_web::test]
async fn a_file_sent_twice_under_one_key_is_read_once() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let headers = [("content-type", "text/csv"), ("idempotency-key", "bestand-1")];
    let body = || Some(personen(2_000, |_| false).into_bytes());
    let path = "/v1/imports?soort=regiodocenten";
    let first = api.send(Method::POST, path, &token, &headers, body()).await.expect_status(201);
    let again = api.send(Method::POST, path, &token, &headers, body()).await.expect_status(201);
    assert_eq!(first.header("location"), again.header("location"));
    assert!(next(&api).unwrap());
    assert!(!next(&api).unwrap());
}

#[actix_web::test]
async fn a_right_that_was_lost_and_a_file_that_is_gone_end_the_import_with_a_reason() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let made = send(&api, &token, "soort=regiodocenten", "text/csv", personen(1, |_| false)).await.expect_status(201);
    execute(&api.test.db, "UPDATE import SET rol = 'auditor'");
    assert!(matches!(next(&api), Err(Importstop::Voorgoed(_))));
    execute(&api.test.db, "UPDATE import SET rol = 'regiocoordinator'; DELETE FROM import_bestand");
    execute(&api.test.db, "UPDATE job SET status = 'wachtend'");
    assert!(matches!(next(&api), Err(Importstop::Voorgoed(_))));
    api.get(made.header("location"), &token).await.expect_status(200);
}
