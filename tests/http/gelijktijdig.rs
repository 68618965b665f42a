//! Two coordinators and a schoolbestuur write the same things at once, to a real service: no update is lost and nothing
//! fails inside. `RATO_GELIJKTIJDIG_SECONDEN=60` makes it a minute.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::db::Engine;
use crate::support::dienst::{Client, Dienst, free_port, rato, token};
use crate::support::rows::execute;
use crate::support::wereld::wereld;

fn duur() -> Duration {
    let seconds = std::env::var("RATO_GELIJKTIJDIG_SECONDEN").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(3))
}

fn serve(folder: &Path, url: &str) -> Dienst {
    let port = free_port();
    let mut command = rato(folder, &["serve"]);
    command.env("RATO__SERVER__POORT", port.to_string()).env("RATO__DATABASE__URL", url);
    command.env("RATO__JOBS__WERKERS", "0").env("RATO__DATABASE__WACHT_SECONDEN", "30");
    // A minute of this is more than one caller may ask.
    command.env("RATO__SERVER__VERZOEKEN_PER_MINUUT", "0");
    Dienst::watch(command.stdout(Stdio::null()).spawn().unwrap(), &format!("http://127.0.0.1:{port}"))
}

/// What one caller saw: how often each status, and how many of its changes were accepted per thing.
#[derive(Default)]
struct Verslag {
    statussen: BTreeMap<u16, usize>,
    gewijzigd: BTreeMap<String, i64>,
}

/// One ten-thousandth of an fte more, on the version that was read: a counter that shows every lost update.
fn tel_op(client: &Client, path: &str, veld: &str, verslag: &mut Verslag) {
    let read = client.get(path);
    let mut body = read.json(200);
    let e4 = (body[veld].as_f64().unwrap() * 10_000.0).round() as i64 + 1;
    body[veld] = json!(e4 as f64 / 10_000.0);
    for only_read in ["id", "status", "bestuursnummer"] {
        body.as_object_mut().unwrap().remove(only_read);
    }
    let answer = client.put(path, &read.etag, &body);
    *verslag.statussen.entry(answer.status).or_default() += 1;
    match answer.status {
        200 => *verslag.gewijzigd.entry(path.to_owned()).or_default() += 1,
        412 => {}
        status => panic!("PUT {path} answered {status}: {}", answer.text),
    }
}

/// Of all who start a matchronde at the same time exactly one may; it is stopped again at once.
fn start_en_stop(client: &Client, verslag: &mut Verslag) {
    let started = client.post("/v1/matchrondes", &json!({ "schooljaar": "2026-2027" }));
    *verslag.statussen.entry(started.status).or_default() += 1;
    match started.status {
        201 => {
            let id = started.json(201)["id"].as_str().unwrap().to_owned();
            let stopped = client.post(&format!("/v1/matchrondes/{id}/beeindigingen"), &json!({}));
            assert!(matches!(stopped.status, 201 | 409 | 412), "{} {}", stopped.status, stopped.text);
        }
        409 => {}
        status => panic!("POST /v1/matchrondes answered {status}: {}", started.text),
    }
}

fn writes(client: &Client, coordinator: bool, things: &[(String, &str)], tot: Instant) -> Verslag {
    let mut verslag = Verslag::default();
    while Instant::now() < tot {
        for (path, veld) in things {
            tel_op(client, path, veld, &mut verslag);
        }
        if coordinator {
            start_en_stop(client, &mut verslag);
        }
    }
    verslag
}

fn e4(item: &Value, veld: &str) -> i64 {
    (item[veld].as_f64().unwrap() * 10_000.0).round() as i64
}

#[rstest]
fn two_coordinators_and_a_board_lose_no_update_and_meet_no_failure(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(test) = engine.fresh() else { return };
    wereld(&test.db, 10);
    // Small, so that nothing runs into a ceiling however often it is raised.
    execute(&test.db, "UPDATE vacature SET fte_e4 = 3000");
    let home = tempfile::tempdir().unwrap();
    let dienst = serve(home.path(), &test.url);
    let mint = |rest: &[&str]| token(home.path(), &[&["--regio", "amsterdam"], rest].concat());
    let bestuur = "41000";
    let tokens = [
        mint(&["--rol", "regiocoordinator", "--id", "een"]),
        mint(&["--rol", "regiocoordinator", "--id", "twee"]),
        mint(&["--rol", "schoolbestuur", "--bestuursnummer", bestuur]),
    ];
    let clients: Vec<Client> = tokens.iter().map(|token| dienst.client(token)).collect();
    let vacatures = clients[2].list("/v1/vacatures");
    let peilingen = clients[2].list("/v1/formatiepeilingen");
    let path = |kind: &str, item: &Value| format!("/v1/{kind}/{}", item["id"].as_str().unwrap());
    let mut things: Vec<(String, &str)> =
        vacatures.iter().take(2).map(|item| (path("vacatures", item), "fte")).collect();
    things.extend(peilingen.iter().take(1).map(|item| (path("formatiepeilingen", item), "benodigdFte")));
    assert_eq!(things.len(), 3);
    let before: Vec<i64> = things.iter().map(|(path, veld)| e4(&clients[2].get(path).json(200), veld)).collect();

    let tot = Instant::now() + duur();
    let verslagen: Vec<Verslag> = std::thread::scope(|scope| {
        let callers = clients.iter().enumerate();
        let threads: Vec<_> = callers
            .map(|(n, client)| {
                scope.spawn({
                    let things = &things;
                    move || writes(client, n < 2, things, tot)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });

    for ((path, veld), before) in things.iter().zip(before) {
        let accepted: i64 = verslagen.iter().filter_map(|verslag| verslag.gewijzigd.get(path)).sum();
        let after = clients[2].get(path);
        assert!(accepted > 0, "nothing was written to {path}");
        assert_eq!(e4(&after.json(200), veld), before + accepted, "an update of {path} is lost");
        assert_eq!(after.etag, format!("\"{}\"", accepted + 1), "every accepted change is a version");
    }
    let refused: usize = verslagen.iter().filter_map(|verslag| verslag.statussen.get(&412)).sum();
    assert!(refused > 0, "they never met: this proves nothing");
    let open = clients[0].list("/v1/matchrondes");
    assert!(open.iter().filter(|ronde| ronde["status"] == "wachtend").count() <= 1);
}
