//! The trace of a request goes along: into the work it asked for, on every line that the worker logs and in the audit log.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::Duration;

use rato::auth::policy::Grant;
use rato::clock::Clock;
use rato::storage::auditregel::list_auditregels;
use rato::storage::connection::Db;
use serde_json::{Value, json};

use crate::support::dienst::{Dienst, free_port, rato, token};

const SPOOR: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

#[test]
fn the_lines_of_a_worker_carry_the_trace_of_the_request_that_asked_for_the_work() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let port = free_port();
    let mut command = rato(folder, &["serve"]);
    command.env("RATO__SERVER__POORT", port.to_string());
    command.env("RATO__LOG__NIVEAU", "rato=info").env("RATO__LOG__FORMAAT", "json");
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let basis = format!("http://127.0.0.1:{port}");
    let dienst = Dienst::watch(child, &basis);
    let regio = json!({ "code": "amsterdam", "naam": "RATO", "soort": "onderwijsregio", "van": "2020-08-01" });
    dienst.client(&token(folder, &["--rol", "beheerder"])).post("/v1/regios", &regio).json(201);
    let coordinator = token(folder, &["--rol", "regiocoordinator", "--regio", "amsterdam"]);
    let asked = ureq::post(format!("{basis}/v1/matchrondes"))
        .header("authorization", format!("Bearer {coordinator}"))
        .header("content-type", "application/json")
        .header("traceparent", format!("00-{SPOOR}-00f067aa0ba902b7-01"))
        .send(json!({ "schooljaar": "2026-2027" }).to_string());
    let mut asked = asked.unwrap();
    assert_eq!(asked.status(), 201);
    let ronde: Value = serde_json::from_str(&asked.body_mut().read_to_string().unwrap()).unwrap();
    let line = |line: std::io::Result<String>| serde_json::from_str::<Value>(&line.unwrap()).ok();
    let mut of_job = lines.filter_map(line).filter(|line| line["span"]["name"] == "job");
    let (begun, ended) = (of_job.next().unwrap(), of_job.next().unwrap());
    assert_eq!((&begun["message"], &begun["span"]["spoor"]), (&json!("job begun"), &json!(SPOOR)), "{begun}");
    assert_eq!(ended["span"]["spoor"], SPOOR, "{ended}");
    dienst.end();
    let url = format!("sqlite://{}", folder.join("rato.sqlite").display());
    let db = Db::connect(&url, 1, Duration::from_secs(5), Clock::system()).unwrap();
    let id = ronde["id"].as_str().unwrap();
    let rows = db.read(&Grant::systeem("test"), |conn| list_auditregels(conn, "matchronde", id)).unwrap();
    let told: Vec<(&str, Option<&str>)> = rows.iter().map(|row| (&*row.actie, row.trace_id.as_deref())).collect();
    assert_eq!(told[..2], [("matchronde:starten", Some(SPOOR)), ("matchronde:beginnen", Some(SPOOR))]);
}
