//! `rato bench`: instances from files against their published optima.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::matching::solve::rommelig;
use crate::support::amsterdam::data_dir;

fn bench(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rato")).arg("bench").args(args).output().unwrap()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The folder with real instances of this kind, when it is there.
fn instances(kind: &str) -> Option<PathBuf> {
    let folder = data_dir()?.join("bench").join(kind);
    if !folder.is_dir() {
        // Past the capture of the test runner: a skipped test must be seen.
        drop(writeln!(std::io::stderr(), "OVERGESLAGEN: geen {} (zet RATO_DATA_DIR)", folder.display()));
        return None;
    }
    Some(folder)
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn published_optima_of_assignment_problems_are_reached_and_proven() {
    let Some(folder) = instances("assign") else { return };
    let found =
        json(&bench(&["assign", folder.to_str().unwrap(), "--only", "assign100", "--only", "assignp800", "--json"]));
    let values: Vec<_> =
        found.as_array().unwrap().iter().map(|one| (&one["wij"]["waarde"], &one["wij"]["bewezen"])).collect();
    assert_eq!(values, [(&Value::from(305), &Value::from(true)), (&Value::from(2239), &Value::from(true))]);
}

#[test]
fn a_gap_instance_is_proven_beside_plain_highs() {
    let Some(folder) = instances("gap") else { return };
    let found = json(&bench(&["gap", folder.to_str().unwrap(), "--only", "gap1-0", "--time-limit", "20s", "--json"]));
    let one = &found[0];
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!((&one["wij"]["waarde"], &one["wij"]["bewezen"]), (&Value::from(261), &Value::from(true)));
    assert_eq!((&one["kaal"]["waarde"], &one["kaal"]["bewezen"]), (&Value::from(261), &Value::from(true)));
}

#[test]
fn a_published_optimum_that_is_not_reached_fails_the_command() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "optima.csv", "bestand,optimum_min\nklein.txt,3\n");
    write(folder.path(), "klein.txt", "2\n1 2\n3 4\n");
    let output = bench(&["assign", folder.path().to_str().unwrap()]);
    assert!(!output.status.success(), "the optimum is 5 and not 3");
    assert!(String::from_utf8_lossy(&output.stdout).contains("0 van 1; bewezen: 1 van 1"));
}

#[test]
fn a_folder_without_instances_says_what_is_asked() {
    let folder = TempDir::new().unwrap();
    let output = bench(&["gap", folder.path().to_str().unwrap()]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("geef de map met de instanties"));
}

#[test]
fn a_plan_of_somebody_else_is_worth_what_its_plaatsingen_are_worth() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    write(folder.path(), "problem.json", &serde_json::to_string(&rommelig(11)).unwrap());
    let rato = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_rato")).args(args).output().unwrap();
    assert!(
        rato(&["match", &path("problem.json"), "-o", &path("plan.json"), "--work-limit", "20000"]).status.success()
    );
    let plan: Value = serde_json::from_slice(&std::fs::read(path("plan.json")).unwrap()).unwrap();

    // The lines alone, in another order, are judged the same; the completed Plan passes the independent verdict.
    let mut lines = plan["plaatsingen"].as_array().unwrap().clone();
    lines.reverse();
    write(folder.path(), "lines.json", &serde_json::json!({ "plaatsingen": lines }).to_string());
    let judged =
        json(&bench(&["keur", &path("problem.json"), &path("lines.json"), "-o", &path("full.json"), "--json"]));
    let values =
        |tiers: &Value| tiers.as_array().unwrap().iter().map(|tier| tier["waarde"].clone()).collect::<Vec<_>>();
    assert_eq!(values(&judged["tiers"]), values(&plan["tiers"]));
    assert!(rato(&["verify", &path("problem.json"), &path("full.json")]).status.success());

    // Twice the same person is too much.
    let doubled: Vec<_> = lines.iter().chain(&lines).cloned().collect();
    write(folder.path(), "wrong.json", &serde_json::json!({ "plaatsingen": doubled }).to_string());
    let output = bench(&["keur", &path("problem.json"), &path("wrong.json"), "--json"]);
    assert!(!output.status.success());
    let judged: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(judged["geldig"], false);
    assert!(!judged["gebroken"].as_array().unwrap().is_empty());
}

#[test]
fn an_import_is_measured_beside_its_floor_and_unchanged_the_second_time() {
    let found = json(&bench(&["import", "--rijen", "600", "--json"]));
    let of = |name: &str| found["regels"].as_array().unwrap().iter().find(|one| one["wat"] == name).unwrap().clone();
    let rows = ["new", "again, unchanged", "floor"].map(|name| of(name)["rijen"].clone());
    // One of these rows is wrong: it is told, and the floor does without.
    assert_eq!(rows, [600, 600, 599].map(Value::from));
    assert!(of("new")["maalVloer"].as_f64().unwrap() > 0.0);
    if cfg!(target_os = "linux") {
        assert!(of("new")["geheugenMib"].as_f64().unwrap() > 1.0);
    }
}
