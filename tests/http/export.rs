//! Everything of a kind as one file, templates, and spreadsheets: what goes out comes in again unchanged.

use actix_web::http::Method;
use rato::domain::import::{Importsoort, Importvorm};
use rstest::rstest;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::Value;

use super::import::{counts, fouten, import, next, regels, regio};
use crate::support::api::{Answer, Api};
use crate::support::db::Engine;

const PERSONEN: &str = "bronSysteem;externId;naam;soort;vogDatum;maxReistijd;dagdelen;alleenGeheel;contractVan;\
    contractTotEnMet;contractWerktijdfactor;contractLoonkostenCent;contractFormeelWerkgever;contractStatus;\
    bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;bevoegdheidVan\n\
    afas;0001;=Anna;ervaren;2024-01-01;45;ma-o vr-m;ja;2026-08-01;2026-12-31;0,5;100;90001;actief;bo;groepsleraar;pabo;2020-07-01\n\
    afas;0001;=Anna;ervaren;2024-01-01;45;ma-o vr-m;ja;2027-01-01;;0,6251;100;;aangeboden;vo;wiskunde;tweedegraads;2020-07-01\n\
    afas;0002;Bas;starter;;;;;;;;;;;;;;\n";
const VACATURES: &str = "bronSysteem;externId;vestigingscode;fte;bevoegdheidSector;bevoegdheidVak;bevoegdheidGraad;van;\
    totEnMet;dagdelen;alleenGeheel;schaal;status\n\
    hr;007;90ZA00;0,6;bo;groepsleraar;pabo;2026-12-01;2027-07-31;ma-o;ja;LB;concept\n\
    hr;008;90ZC00;1,25;bo;groepsleraar;pabo;2026-12-01;;;;;open\n";
const PEILINGEN: &str = "vestigingscode;peildatum;benodigdFte;beschikbaarBevoegdFte;nietInzetbaarFte;leerlingen;groepen\n\
    90ZA00;2026-10-01;12,5;10;0,5;230;10\n90ZC00;2026-10-01;1,0001;1;0;15;\n";

/// A regio with rows of every kind, all brought in by files.
async fn gevuld(engine: Engine) -> Option<(Api, String)> {
    let (api, token) = regio(engine).await?;
    for (soort, file, rows) in
        [("regiodocenten", PERSONEN, 3), ("vacatures", VACATURES, 2), ("formatiepeilingen", PEILINGEN, 2)]
    {
        let done = import(&api, &token, &format!("soort={soort}"), file).await;
        assert_eq!(counts(&done)[3], 0, "{:?}", fouten(&api, &token, &done).await);
        assert_eq!(done["rijen"]["verwerkt"], rows);
    }
    Some((api, token))
}

async fn export(api: &Api, token: &str, soort: Importsoort, vorm: Importvorm) -> Answer {
    api.get(&format!("/v1/exports/{soort}?vorm={vorm}"), token).await.expect_status(200)
}

async fn send(api: &Api, token: &str, soort: Importsoort, media: &str, bytes: Vec<u8>) -> Value {
    let path = format!("/v1/imports?soort={soort}");
    let made = api.send(Method::POST, &path, token, &[("content-type", media)], Some(bytes)).await.expect_status(201);
    assert!(next(api).unwrap());
    api.get(made.header("location"), token).await.expect_status(200).json()
}

#[rstest]
#[actix_web::test]
async fn what_goes_out_comes_in_unchanged_in_every_form(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some((api, token)) = gevuld(engine).await else { return };
    for soort in Importsoort::ALLE {
        for vorm in Importvorm::ALLE {
            let out = export(&api, &token, *soort, *vorm).await;
            let done = send(&api, &token, *soort, out.header("content-type"), out.bytes.clone()).await;
            let wrong = fouten(&api, &token, &done).await;
            let [new, changed, same, refused] = counts(&done);
            assert_eq!((new, changed, refused), (0, 0, 0), "{soort} {vorm}: {wrong:?}");
            assert!(same > 1, "{soort} {vorm}");
            let again = export(&api, &token, *soort, *vorm).await;
            assert!(*vorm == Importvorm::Xlsx || again.bytes == out.bytes, "{soort} {vorm}");
        }
    }
}

#[actix_web::test]
async fn another_installation_reads_the_files_and_gives_the_same() {
    let Some((api, token)) = gevuld(Engine::Sqlite).await else { return };
    let other = Api::new();
    other.make_regio("amsterdam").await;
    let there = other.coordinator(&["amsterdam"]);
    for soort in Importsoort::ALLE {
        let out = export(&api, &token, *soort, Importvorm::Csv).await;
        let done = send(&other, &there, *soort, out.header("content-type"), out.bytes.clone()).await;
        assert_eq!(counts(&done)[3], 0, "{soort}: {:?}", fouten(&other, &there, &done).await);
    }
    for soort in Importsoort::ALLE {
        let lines = |text: String| -> Vec<Value> {
            let without_id = |line: &str| {
                let mut row: Value = serde_json::from_str(line).unwrap();
                row.as_object_mut().unwrap().remove("id");
                row
            };
            text.lines().map(without_id).collect()
        };
        let here = lines(export(&api, &token, *soort, Importvorm::Ndjson).await.text);
        assert_eq!(here, lines(export(&other, &there, *soort, Importvorm::Ndjson).await.text), "{soort}");
    }
}

#[actix_web::test]
async fn formulas_are_harmless_and_a_board_takes_its_own_only() {
    let Some((api, token)) = gevuld(Engine::Sqlite).await else { return };
    let out = export(&api, &token, Importsoort::Regiodocenten, Importvorm::Csv).await;
    assert!(out.text.contains(";'=Anna;") && out.text.contains(";0001;"), "{}", out.text);
    let all = api.get("/v1/regiodocenten", &token).await.json();
    assert_eq!(all["resultaten"][0]["naam"], "=Anna");
    let board = api.bestuur("amsterdam", "90001");
    let own = export(&api, &board, Importsoort::Vacatures, Importvorm::Csv).await;
    assert!(own.text.contains("90ZA00") && !own.text.contains("90ZC00"), "{}", own.text);
    api.get("/v1/exports/regiodocenten", &board).await.expect_status(403);
    api.get("/v1/exports/iets", &token).await.expect_status(404);
    api.get("/v1/exports/scholen?vorm=pdf", &token).await.expect_status(400);
}

#[actix_web::test]
async fn every_template_is_an_empty_import() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    for soort in Importsoort::ALLE {
        for vorm in [Importvorm::Csv, Importvorm::Xlsx] {
            let path = format!("/v1/imports/sjablonen/{soort}?vorm={vorm}");
            let blank = api.get(&path, &token).await.expect_status(200);
            let done = send(&api, &token, *soort, blank.header("content-type"), blank.bytes.clone()).await;
            assert_eq!((counts(&done), &done["rijen"]["totaal"]), ([0; 4], &0.into()), "{soort} {vorm}");
        }
        let example = api.get(&format!("/v1/imports/sjablonen/{soort}?vorm=ndjson"), &token).await.expect_status(200);
        assert_eq!(example.text.lines().count(), 1);
    }
    let csv = api.get("/v1/imports/sjablonen/vacatures", &token).await.text;
    assert!(csv.contains("regulier / vervanging / opleidingsplaats"), "{csv}");
}

/// A sheet as people make it: a title above, an empty first column, a day as a day and one as text, numbers as numbers.
fn werkblad() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("leeg").unwrap();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd-mm-yyyy");
    sheet.write(1, 1, "Onze formatie").unwrap();
    let head =
        ["vestigingscode", "Peildatum", "benodigd fte", "Beschikbaar Bevoegd FTE", "niet_inzetbaar_fte", "LEERLINGEN"];
    for (at, name) in (1..).zip(head) {
        sheet.write(3, at, name).unwrap();
    }
    for (row, code, text) in [(4, "90ZA00", false), (5, " 90ZC00 ", true), (6, "0ZA00", false)] {
        sheet.write(row, 1, code).unwrap();
        if text {
            sheet.write(row, 2, "1-10-2026").unwrap();
        } else {
            let date = ExcelDateTime::from_ymd(2026, 10, 1).unwrap();
            sheet.write_with_format(row, 2, &date, &day).unwrap();
        }
        sheet.write(row, 3, 12.3).unwrap();
        sheet.write(row, 4, "10,25").unwrap();
        sheet.write(row, 5, 0).unwrap();
        sheet.write(row, 6, 230).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[actix_web::test]
async fn a_spreadsheet_is_read_as_people_make_it_with_the_row_numbers_they_see() {
    let Some((api, token)) = regio(Engine::Sqlite).await else { return };
    let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let done = send(&api, &token, Importsoort::Formatiepeilingen, media, werkblad()).await;
    assert_eq!(counts(&done), [2, 0, 0, 1], "{:?}", fouten(&api, &token, &done).await);
    let wrong = regels(&api, &token, &done, "&uitkomst=fout").await;
    assert_eq!((&wrong[0]["rij"], &wrong[0]["fouten"][0]["kolom"]), (&7.into(), &"vestigingscode".into()));
    assert!(wrong[0]["fouten"][0]["herstel"].as_str().unwrap().contains("00ZA00"), "{wrong:?}");
    let all = api.get("/v1/formatiepeilingen", &token).await.json();
    for peiling in all["resultaten"].as_array().unwrap() {
        assert_eq!((&peiling["peildatum"], &peiling["benodigdFte"]), (&"2026-10-01".into(), &12.3.into()));
    }
    let path = "/v1/imports?soort=scholen";
    for broken in [b"PK\x03\x04niets".to_vec(), b"geen werkblad".to_vec()] {
        let answer = api.send(Method::POST, path, &token, &[("content-type", media)], Some(broken)).await;
        let problem = answer.expect_status(400).json();
        assert!(problem["errors"][0]["herstel"].as_str().unwrap().contains("xlsx"), "{problem}");
    }
}
