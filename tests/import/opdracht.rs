//! `rato import` as it is typed: what it prints, and that a wrong file changes nothing.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rstest::rstest;
use serde_json::Value;

use super::{fixture, fixtures};
use crate::support::db::{Engine, TestDb};
use crate::support::inhoud::inhoud;

fn rato(test: &TestDb, args: &[&str], files: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rato"))
        .env("RATO__DATABASE__URL", &test.url)
        .env("RATO__LOG__NIVEAU", "error")
        .arg("import")
        .args(args)
        .args(files)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

const DUO: [&str; 2] = ["adressen-windows-1252.csv", "leerlingen-bom.csv"];

#[rstest]
fn a_broken_header_leaves_every_row_of_every_table_as_it_was(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    let good = rato(&test, &["duo", "--regio", "ergens"], &fixtures(&DUO));
    assert!(good.status.success(), "{}", text(&good.stderr));
    let before = inhoud(&test.db);
    assert_eq!(before["school"].len(), 5);
    let half = [fixture("adressen-windows-1252.csv"), fixture("schoolweging-kapot.csv")];
    let cases: [(&[&str], &[PathBuf]); 6] = [
        (&["duo", "--regio", "nieuw"], &fixtures(&["adressen-andere-kop.csv"])),
        (&["duo", "--regio", "nieuw"], &half),
        (&["duo", "--regio", "nieuw"], &fixtures(&["formatie.csv"])),
        (&["duo", "--regios"], &[fixture("schoolweging.csv"), fixture(DUO[0])]),
        (&["geo"], &fixtures(&["postcodes.tsv", "adressen-andere-kop.csv"])),
        (&["formatie"], &fixtures(&["schoolweging.csv"])),
    ];
    for (args, files) in cases {
        let answer = rato(&test, args, files);
        assert!(!answer.status.success(), "{args:?}");
        assert!(text(&answer.stderr).contains("Herstel"), "{}", text(&answer.stderr));
        assert_eq!(text(&answer.stdout), "");
        assert_eq!(inhoud(&test.db), before, "{args:?}");
    }
}

#[test]
fn people_get_a_summary_and_machines_json() {
    let test = Engine::Sqlite.fresh().unwrap();
    let first = rato(&test, &["duo", "--regio", "ergens", "--regio-naam", "RATO Ergens"], &fixtures(&DUO));
    let said = text(&first.stdout);
    for line in [
        "nieuw               14\n",
        "  school: 5 nieuw, 0 gewijzigd, 0 ongewijzigd\n",
        "regio ergens (RATO Ergens) bestond nog niet",
    ] {
        assert!(said.contains(line), "{line} in\n{said}");
    }
    // No terminal, no bar.
    assert_eq!(text(&first.stderr), "");
    let second = rato(&test, &["duo", "--regio", "ergens", "--json"], &fixtures(&DUO));
    let json: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert_eq!((&json["nieuw"], &json["ongewijzigd"]), (&Value::from(0), &Value::from(14)));
    let formatie = rato(&test, &["formatie", "--regio", "ergens", "--json"], &[fixture("formatie.csv")]);
    let json: Value = serde_json::from_slice(&formatie.stdout).unwrap();
    assert_eq!(json["soorten"]["formatiepeiling"]["nieuw"], 3);
    let geo = rato(&test, &["geo"], &[fixture("adrespunten.csv")]);
    assert!(text(&geo.stdout).contains("school: 0 nieuw, 1 gewijzigd"), "{}", text(&geo.stdout));
}

#[test]
fn without_a_regio_there_is_nothing_to_take_part_in() {
    let test = Engine::Sqlite.fresh().unwrap();
    let answer = rato(&test, &["duo"], &fixtures(&DUO));
    assert!(!answer.status.success());
    assert!(text(&answer.stderr).contains("--regio"), "{}", text(&answer.stderr));
    let missing = rato(&test, &["formatie"], &[Path::new("bestaat-niet.csv").to_owned()]);
    assert!(text(&missing.stderr).contains("bestaat-niet.csv kan niet worden geopend"), "{}", text(&missing.stderr));
}
