//! `rato match`, `rato verify` and `rato explain`: files in, files out, and what a wrong file or an impatient person gets.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rato::domain::voorkeur::Voorkeur;
use rato::matching::loten::{MENSEN, loten, zaad_hash};
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::Problem;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::matching::fixture::{bestuur, docent, leeg, school, vacature};
use crate::matching::solve::rommelig;

fn rato(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rato"));
    command.args(args);
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn write(folder: &Path, name: &str, value: &impl serde::Serialize) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, serde_json::to_vec(value).unwrap()).unwrap();
    path
}

fn run_match(problem: &Path, plan: &Path, more: &[&str]) -> Output {
    let args = ["match", problem.to_str().unwrap(), "-o", plan.to_str().unwrap()];
    rato(&args).args(more).output().unwrap()
}

#[test]
fn the_same_file_and_work_limit_give_the_same_bytes_and_a_plan_that_verifies() {
    let folder = TempDir::new().unwrap();
    let problem = write(folder.path(), "problem.json", &rommelig(11));
    let (one, two) = (folder.path().join("een.json"), folder.path().join("twee.json"));
    let first = run_match(&problem, &one, &["--work-limit", "20000"]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(text(&first.stdout).contains("bewezen grens"), "{}", text(&first.stdout));
    let second = run_match(&problem, &two, &["--work-limit", "20000", "--threads", "1", "--json"]);
    let summary: Value = serde_json::from_slice(&second.stdout).unwrap();
    assert_eq!(summary["tiers"].as_array().unwrap().len(), 7);
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());

    let judged = rato(&["verify", problem.to_str().unwrap(), one.to_str().unwrap()]).output().unwrap();
    assert!(judged.status.success(), "{}", text(&judged.stdout));
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 3, "nothing half-written is left");
}

#[test]
fn a_plan_that_was_changed_by_hand_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let problem = write(folder.path(), "problem.json", &rommelig(12));
    let path = folder.path().join("plan.json");
    assert!(run_match(&problem, &path, &["--work-limit", "5000"]).status.success());
    let mut plan: Plan = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    plan.cijfers.regiodocenten += 1;
    let changed = write(folder.path(), "anders.json", &plan);
    let judged = rato(&["verify", problem.to_str().unwrap(), changed.to_str().unwrap(), "--json"]).output().unwrap();
    assert_eq!(judged.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&judged.stdout).unwrap();
    let broken =
        report["eigenschappen"].as_array().unwrap().iter().filter(|one| one["gebreken"] != serde_json::json!([]));
    assert_eq!(broken.map(|one| one["code"].as_str().unwrap()).collect::<Vec<_>>(), ["P16"]);
}

#[test]
fn whoever_has_the_seed_draws_the_lots_again_with_verify() {
    let folder = TempDir::new().unwrap();
    let mut question = rommelig(13);
    question.regiodocenten.sort_by(|a, b| a.id.cmp(&b.id));
    let lots = loten(question.regiodocenten.len(), MENSEN, "zaad");
    question.regiodocenten.iter_mut().zip(lots).for_each(|(person, lot)| person.lot = lot);
    let problem = write(folder.path(), "problem.json", &question);
    let plan = folder.path().join("plan.json");
    assert!(run_match(&problem, &plan, &["--work-limit", "1000"]).status.success());
    let hash = zaad_hash("zaad");
    let verify = |more: &[&str]| {
        let args = ["verify", problem.to_str().unwrap(), plan.to_str().unwrap()];
        let judged = rato(&args).args(more).output().unwrap();
        (judged.status.success(), text(&judged.stdout))
    };
    let (good, said) = verify(&["--zaad", "zaad", "--zaad-hash", &hash]);
    assert!(good && said.contains("goed  P18"), "{said}");
    let (good, said) = verify(&["--zaad", "ander zaad", "--zaad-hash", &hash]);
    assert!(!good && said.contains("FOUT  P18") && said.contains("hash"), "{said}");
    assert!(!verify(&[]).1.contains("P18"), "asked only of who knows the seed");
}

#[test]
fn every_error_of_a_wrong_file_is_told_at_once_and_nothing_is_written() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("plan.json");
    let mut misfit = serde_json::to_value(rommelig(1)).unwrap();
    misfit["vacatures"][0]["fte"] = "veel".into();
    misfit["scholen"][1]["vestigingscode"] = "school".into();
    let refused = run_match(&write(folder.path(), "vorm.json", &misfit), &plan, &[]);
    assert_eq!(refused.status.code(), Some(1));
    let said = text(&refused.stderr);
    assert!(said.contains("/vacatures/0/fte") && said.contains("/scholen/1/vestigingscode"), "{said}");

    let mut wrong = rommelig(1);
    wrong.versie = 9;
    wrong.vacatures[1].vestigingscode = "99ZZ99".parse().unwrap();
    let refused = run_match(&write(folder.path(), "inhoud.json", &wrong), &plan, &["--json"]);
    assert_eq!(refused.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&refused.stderr).unwrap();
    let pointers: Vec<_> =
        said["fouten"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/versie", "/vacatures/1/vestigingscode"]);
    assert!(!plan.exists());
}

#[test]
fn a_broken_plan_is_refused_in_dutch_with_field_reason_and_repair() {
    let folder = TempDir::new().unwrap();
    let problem = write(folder.path(), "problem.json", &rommelig(13));
    let path = folder.path().join("plan.json");
    assert!(run_match(&problem, &path, &["--work-limit", "1000"]).status.success());
    let mut plan: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    plan["status"] = "fantastisch".into();
    plan["plaatsingen"][0]["delen"][0]["van"] = "morgen".into();
    plan["extra"] = true.into();
    let verify = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).unwrap();
        let answer = rato(&["verify", problem.to_str().unwrap(), folder.path().join(name).to_str().unwrap()]).output();
        let answer = answer.unwrap();
        assert_eq!((answer.status.code(), self::text(&answer.stdout)), (Some(1), String::new()));
        self::text(&answer.stderr)
    };
    let said = verify("vorm.json", &plan.to_string());
    for line in [
        "vorm.json heeft 3 fout(en):",
        "/status: deze keuze bestaat niet. Herstel: Kies uit: bewezen-optimaal, binnen-marge,",
        "/plaatsingen/0/delen/0/van: dit is geen datum. Herstel: Schrijf een datum als 2026-08-01.",
        "/extra: 'extra' is hier geen bekend veld. Herstel: Haal dit veld weg, of kijk hoe het heet.",
    ] {
        assert!(said.contains(line), "{said}");
    }
    let said = verify("half.json", "{\"versie\": 1,");
    assert!(said.contains("/: dit is geen JSON: regel 1, teken 13. Herstel: Geef een bestand"), "{said}");
}

/// A region too large to be proven at once.
fn groot() -> Problem {
    let codes: Vec<String> = (0..12).map(|number| format!("{number:02}AA00")).collect();
    let mut problem = Problem { schoolbesturen: vec![bestuur("10001")], ..leeg() };
    for (number, code) in codes.iter().enumerate() {
        problem.scholen.push(school(code, "10001", "20", &format!("{}", 15 + number % 3)));
        for piece in 0..5 {
            let size = format!("0.{}", 4 + (number + 3 * piece) % 6);
            problem.vacatures.push(vacature(&format!("v{number}-{piece}"), code, &size));
        }
    }
    for number in 0..50usize {
        let mut person = docent(&format!("p{number:02}"), &format!("0.{}", 3 + number * 5 % 7));
        person.lot = (number as u64 * 7919) % 1_009;
        let wish = |at: usize| Voorkeur {
            vestigingscode: codes[at].parse().unwrap(),
            minuten: (number * (at + 5) % 37) as i32,
        };
        person.voorkeuren = (0..12).map(wish).collect();
        problem.regiodocenten.push(person);
    }
    problem
}

#[cfg(unix)]
#[test]
fn ctrl_c_still_gives_the_best_valid_plan_so_far() {
    let problem = groot();
    let mut child = rato(&["match", "-", "-o", "-", "--time-limit", "10m"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // More than a pipe holds: once it is all written, the program reads, and listens.
    let mut bytes = serde_json::to_vec(&problem).unwrap();
    bytes.resize(bytes.len() + 256 * 1024, b' ');
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    let plan: Plan = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(plan.status, PlanStatus::Gestopt);
    assert!(rato::verify::verify(&problem, &plan).geldig);
}

#[test]
fn a_question_about_a_plan_is_answered_in_sentences_or_as_a_document() {
    let folder = TempDir::new().unwrap();
    let problem = rommelig(13);
    let (file, plan) = (write(folder.path(), "problem.json", &problem), folder.path().join("plan.json"));
    assert!(run_match(&file, &plan, &["--work-limit", "20000"]).status.success());
    let made: Plan = serde_json::from_slice(&std::fs::read(&plan).unwrap()).unwrap();
    let line = made.plaatsingen.first().unwrap();
    let ask = |vacature: &str, more: &[&str]| {
        let vraag = json!({ "soort": "waarom-niet", "regiodocent": line.regiodocent, "vacature": vacature });
        let vraag = write(folder.path(), "vraag.json", &vraag);
        let [file, plan, vraag] = [&file, &plan, &vraag].map(|path| path.to_str().unwrap());
        rato(&["explain", file, plan, "--vraag", vraag, "--work-limit", "20000"]).args(more).output().unwrap()
    };
    let here = ask(&line.delen[0].vacature, &[]);
    assert!(text(&here.stdout).starts_with("Deze plaatsing staat in het plan"), "{}", text(&here.stderr));
    let answer: Value = serde_json::from_slice(&ask(&line.delen[0].vacature, &["--json"]).stdout).unwrap();
    assert_eq!((&answer["soort"], &answer["oordeel"]["uitkomst"]), (&json!("waarom-niet"), &json!("staat-in-plan")));
    let wrong = ask("nergens", &[]);
    assert!(!wrong.status.success());
    assert!(text(&wrong.stderr).contains("/vacature: vacature nergens doet niet mee"), "{}", text(&wrong.stderr));
}
