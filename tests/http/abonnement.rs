//! Webhooks, delivered to a real receiver on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use actix_web::http::Method;
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use rato::app::kluis::Kluis;
use rato::auth::policy::Grant;
use rato::config::Geheim;
use rato::jobs::webhook::Bezorger;
use rato::storage::StorageError;
use rato::storage::abonnement::{find_abonnement, move_gelezen_tot, update_abonnement};
use serde_json::{Value, json};
use uuid::Uuid;

use super::import::aside;
use crate::support::api::Api;
use crate::support::db::Engine;
use crate::support::inhoud::inhoud;
use crate::support::rows::execute;
use crate::support::stamdata::make_bestuur;

const LOKAAL: &str = "[jobs]\nwebhooks-lokaal = true\n";

/// What a receiver got.
struct Ontvangen {
    headers: Vec<(String, String)>,
    body: String,
}

impl Ontvangen {
    fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Is it signed with this secret, as Standard Webhooks says?
    fn is_signed(&self, geheim: &str) -> bool {
        let key = STANDARD.decode(geheim.strip_prefix("whsec_").unwrap()).unwrap();
        let text = format!("{}.{}.{}", self.header("webhook-id"), self.header("webhook-timestamp"), self.body);
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        self.header("webhook-signature").split(' ').any(|one| {
            let tag = STANDARD.decode(one.strip_prefix("v1,").unwrap()).unwrap();
            hmac::verify(&key, text.as_bytes(), &tag).is_ok()
        })
    }
}

/// What a receiver says when it is asked whether it wants messages.
const GRAAG: &[&str] = &["200 OK\r\nWebHook-Allowed-Origin: *"];

/// A receiver that wants messages and gives these answers, one after another, the last one for ever.
fn ontvanger(answers: &'static [&'static str]) -> (String, Receiver<Ontvangen>) {
    ontvanger_die(GRAAG, answers, || {})
}

/// A receiver that answers the question whether it wants messages with `asked`, and does `before` ahead of each answer.
fn ontvanger_die(
    asked: &'static [&'static str],
    answers: &'static [&'static str],
    before: impl Fn() + Send + 'static,
) -> (String, Receiver<Ontvangen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://127.0.0.1:{}/haak", listener.local_addr().unwrap().port());
    let (got, receiver) = channel();
    std::thread::spawn(move || {
        let (mut questions, mut messages) = (0, 0);
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut headers, mut line) = (Vec::new(), String::new());
            reader.read_line(&mut line).unwrap();
            let is_question = line.starts_with("OPTIONS ");
            loop {
                line.clear();
                reader.read_line(&mut line).unwrap();
                match line.trim().split_once(": ") {
                    Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
                    None => break,
                }
            }
            let answer = if is_question {
                assert!(headers.contains(&("webhook-request-origin".to_owned(), "rato.example.org".to_owned())));
                questions += 1;
                asked[(questions - 1).min(asked.len() - 1)]
            } else {
                let length = headers.iter().find(|(name, _)| name == "content-length").unwrap().1.parse().unwrap();
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                // Before the answer: whoever heard that a message arrived finds it here.
                if got.send(Ontvangen { headers, body: String::from_utf8(body).unwrap() }).is_err() {
                    return;
                }
                before();
                messages += 1;
                answers[(messages - 1).min(answers.len() - 1)]
            };
            write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
    });
    (url, receiver)
}

async fn api() -> (Api, String) {
    api_with(LOKAAL).await
}

async fn api_with(settings: &str) -> (Api, String) {
    let api = Api::with(Engine::Sqlite, settings).unwrap();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    (api, token)
}

async fn abonneer(api: &Api, token: &str, url: &str) -> Value {
    api.post("/v1/abonnementen", token, &json!({ "url": url })).await.expect_status(201).json()
}

/// One round of the worker; how many attempts.
fn ronde(api: &Api) -> usize {
    let app = api.app.clone();
    aside(move || Bezorger::new(&app).ronde().unwrap())
}

#[actix_web::test]
async fn a_change_is_told_signed_and_exactly_as_the_feed_has_it() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&["204 No Content"]);
    let made = abonneer(&api, &token, &url).await;
    make_bestuur(&api, &token, "90001").await;
    assert_eq!(ronde(&api), 1);
    assert_eq!(ronde(&api), 0, "what arrived is not sent again");
    let told = got.try_recv().unwrap();
    assert!(told.header("content-type").starts_with("application/cloudevents+json"));
    assert!(told.is_signed(made["geheim"].as_str().unwrap()));
    let feed = api.get("/v1/wijzigingen", &token).await.json();
    let event: Value = serde_json::from_str(&told.body).unwrap();
    assert_eq!(event, *feed["resultaten"].as_array().unwrap().last().unwrap());
    assert_eq!(told.header("webhook-id"), event["id"]);
    let path = format!("/v1/abonnementen/{}", made["id"].as_str().unwrap());
    let found = api.get(&path, &token).await.expect_status(200).json();
    assert!(found["geheim"].is_null(), "the secret is shown once");
}

#[actix_web::test]
async fn what_fails_is_tried_again_later_then_given_up_and_sent_again_on_request() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&[
        "500 Oeps",
        "503 Druk\r\nRetry-After: 3600",
        "301 Weg\r\nLocation: http://127.0.0.1:1/",
        "500 Oeps",
        "500 Oeps",
        "500 Oeps",
        "500 Oeps",
        "500 Oeps",
        "200 OK",
    ]);
    let made = abonneer(&api, &token, &url).await;
    let path = format!("/v1/abonnementen/{}", made["id"].as_str().unwrap());
    make_bestuur(&api, &token, "90001").await;
    assert_eq!((ronde(&api), ronde(&api)), (1, 0), "not again in the same breath");
    api.app.clock.advance(TimeDelta::seconds(11));
    assert_eq!(ronde(&api), 1);
    api.app.clock.advance(TimeDelta::seconds(300));
    assert_eq!(ronde(&api), 0, "the receiver asked for an hour");
    for _ in 0..6 {
        api.app.clock.advance(TimeDelta::days(1));
        assert_eq!(ronde(&api), 1);
    }
    // The token of the test is older than a day by now.
    let token = api.coordinator(&["amsterdam"]);
    let dead = api.get(&format!("{path}/bezorgingen?status=mislukt"), &token).await.expect_status(200).json();
    assert_eq!(dead["resultaten"][0]["pogingen"], 8);
    assert_eq!(dead["resultaten"][0]["fout"], "De ontvanger antwoordde 500.");
    api.app.clock.advance(TimeDelta::days(1));
    assert_eq!(ronde(&api), 0, "given up");
    let token = api.coordinator(&["amsterdam"]);
    let again = api.post(&format!("{path}/herhalingen"), &token, &json!({})).await.expect_status(201).json();
    assert_eq!((again["aantal"].as_i64(), ronde(&api)), (Some(1), 1));
    let ids: Vec<String> = got.try_iter().map(|told| told.header("webhook-id").to_owned()).collect();
    assert_eq!(ids.len(), 9);
    assert!(ids.iter().all(|id| *id == ids[0]), "one message, one id");
    let left = api.get(&format!("{path}/bezorgingen"), &token).await.json();
    assert_eq!(left["resultaten"], json!([]));
}

#[actix_web::test]
async fn gone_ends_it_and_so_does_its_maker() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&["410 Gone"]);
    let made = abonneer(&api, &token, &url).await;
    let path = format!("/v1/abonnementen/{}", made["id"].as_str().unwrap());
    make_bestuur(&api, &token, "90001").await;
    make_bestuur(&api, &token, "90002").await;
    assert_eq!(ronde(&api), 1, "after 410 nothing more is sent");
    assert!(got.try_recv().is_ok());
    let found = api.get(&path, &token).await.json();
    assert_eq!(found["status"], "beeindigd");
    let (url, got) = ontvanger(&["200 OK"]);
    let made = abonneer(&api, &token, &url).await;
    let path = format!("/v1/abonnementen/{}", made["id"].as_str().unwrap());
    let found = api.get(&path, &token).await;
    api.delete(&path, &token, found.header("etag")).await.expect_status(204);
    make_bestuur(&api, &token, "90003").await;
    assert_eq!(ronde(&api), 0);
    assert!(got.try_recv().is_err());
}

#[actix_web::test]
async fn after_a_rotation_both_secrets_hold_for_a_day() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&["200 OK"]);
    let made = abonneer(&api, &token, &url).await;
    let path = format!("/v1/abonnementen/{}/geheimen", made["id"].as_str().unwrap());
    let turned = api.post(&path, &token, &json!({})).await.expect_status(201).json();
    let (old, new) = (made["geheim"].as_str().unwrap(), turned["geheim"].as_str().unwrap());
    assert_ne!(old, new);
    make_bestuur(&api, &token, "90001").await;
    ronde(&api);
    let told = got.try_recv().unwrap();
    assert!(told.is_signed(old) && told.is_signed(new));
    api.app.clock.advance(TimeDelta::hours(25));
    make_bestuur(&api, &api.coordinator(&["amsterdam"]), "90002").await;
    ronde(&api);
    let told = got.try_recv().unwrap();
    assert!(!told.is_signed(old) && told.is_signed(new));
}

#[actix_web::test]
async fn nothing_goes_to_a_network_of_our_own() {
    let api = Api::new();
    api.make_regio("amsterdam").await;
    let token = api.coordinator(&["amsterdam"]);
    for url in [
        "http://hr.example.nl/",
        "https://127.0.0.1/",
        "https://localhost:8080/",
        "https://[::1]/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::ffff:10.0.0.1]/",
        "https://iemand@hr.example.nl/",
        "https:///pad",
        "ftp://hr.example.nl",
    ] {
        let refused = api.post("/v1/abonnementen", &token, &json!({ "url": url })).await.expect_status(400);
        assert_eq!(refused.pointers(), ["/url"], "{url}");
    }
    // A name, or a number in another spelling, that turns out to lead here is found out when it is looked up.
    let (local, got) = ontvanger(&["200 OK"]);
    let port = local.rsplit(':').next().unwrap().split('/').next().unwrap();
    for host in ["2130706433", "0x7f.1"] {
        abonneer(&api, &token, &format!("https://{host}:{port}/")).await;
    }
    make_bestuur(&api, &token, "90001").await;
    assert_eq!(ronde(&api), 2);
    assert!(got.try_recv().is_err());
}

#[actix_web::test]
async fn a_receiver_is_asked_first_and_gets_nothing_until_it_says_yes() {
    let (api, token) = api().await;
    // Somebody who knows nothing of it, somebody who wants another, and then yes.
    let asked: &[&str] = &[
        "405 Method Not Allowed",
        "200 OK\r\nWebHook-Allowed-Origin: elders.example.nl",
        "204 No Content\r\nWebHook-Allowed-Origin: RATO.example.org",
        "405 Method Not Allowed",
    ];
    let (url, got) = ontvanger_die(asked, &["200 OK"], || {});
    let made = abonneer(&api, &token, &url).await;
    let path = format!("/v1/abonnementen/{}", made["id"].as_str().unwrap());
    make_bestuur(&api, &token, "90001").await;
    assert_eq!(ronde(&api), 1);
    let waiting = api.get(&format!("{path}/bezorgingen"), &token).await.json();
    let why = waiting["resultaten"][0]["fout"].as_str().unwrap().to_owned();
    assert!(why.contains("405") && why.contains("WebHook-Allowed-Origin: rato.example.org"), "{why}");
    api.app.clock.advance(TimeDelta::seconds(11));
    assert_eq!(ronde(&api), 1);
    assert!(got.try_recv().is_err());
    assert!(api.get(&path, &token).await.json()["toegestaanOp"].is_null());
    api.app.clock.advance(TimeDelta::seconds(41));
    assert_eq!(ronde(&api), 1);
    assert!(got.try_recv().is_ok());
    assert!(api.get(&path, &token).await.json()["toegestaanOp"].is_string());
    // It is asked once: the next answer would be no.
    make_bestuur(&api, &token, "90002").await;
    assert_eq!(ronde(&api), 1);
    assert!(got.try_recv().is_ok());
}

#[actix_web::test]
async fn an_installation_may_do_without_the_question() {
    let (api, token) = api_with(&format!("{LOKAAL}webhooks-handdruk = false\n")).await;
    let (url, got) = ontvanger_die(&["405 Method Not Allowed"], &["200 OK"], || {});
    abonneer(&api, &token, &url).await;
    make_bestuur(&api, &token, "90001").await;
    assert_eq!(ronde(&api), 1);
    assert!(got.try_recv().is_ok());
}

#[actix_web::test]
async fn a_secret_is_sealed_in_the_database_and_still_signs_after_a_new_key() {
    let key = |id: &str, byte: u8| format!("{id}:{}", STANDARD.encode([byte; 32]));
    let settings = format!("{LOKAAL}webhooks-sleutels = '{} {}'\n", key("nieuw", 2), key("oud", 1));
    let (api, token) = api_with(&settings).await;
    let (url, got) = ontvanger(&["200 OK"]);
    let made = abonneer(&api, &token, &url).await;
    let id: Uuid = made["id"].as_str().unwrap().parse().unwrap();
    let stored = || {
        let app = api.app.clone();
        aside(move || app.db.read(&Grant::systeem("test"), |conn| find_abonnement(conn, id)).unwrap().unwrap().1.noun)
    };
    assert!(stored().geheim.starts_with("aes:nieuw:"));
    // As it was before the new key was put in front.
    let old = Kluis::new(&Geheim::new(key("oud", 1)));
    let sealed = old.seal(&url, made["geheim"].as_str().unwrap()).unwrap();
    execute(&api.test.db, &format!("UPDATE abonnement SET geheim = '{sealed}'"));
    make_bestuur(&api, &token, "90001").await;
    ronde(&api);
    assert!(got.try_recv().unwrap().is_signed(made["geheim"].as_str().unwrap()));
    // A rotation seals the old one again, with the key of today.
    api.post(&format!("/v1/abonnementen/{id}/geheimen"), &token, &json!({})).await.expect_status(201);
    let (vorig, _) = stored().vorig_geheim.unwrap();
    assert!(vorig.starts_with("aes:nieuw:") && stored().geheim.starts_with("aes:nieuw:"));
    // With a key that is not there nothing is sent, and it is told.
    let gone = Kluis::new(&Geheim::new(key("weg", 3))).seal(&url, "whsec_x").unwrap();
    execute(&api.test.db, &format!("UPDATE abonnement SET geheim = '{gone}'"));
    make_bestuur(&api, &token, "90002").await;
    assert_eq!(ronde(&api), 1);
    assert!(got.try_recv().is_err());
    let waiting = api.get(&format!("/v1/abonnementen/{id}/bezorgingen"), &token).await.json();
    assert!(waiting["resultaten"][0]["fout"].as_str().unwrap().contains("geheim"), "{waiting}");
}

#[actix_web::test]
async fn an_answer_that_is_kept_for_a_second_try_holds_no_secret_in_clear() {
    let key = STANDARD.encode([7; 32]);
    let (api, token) = api_with(&format!("{LOKAAL}webhooks-sleutels = 'a:{key}'\n")).await;
    let body = json!({ "url": "https://hr.example.nl/haak" });
    let first = api.post_once("/v1/abonnementen", &token, "k-1", &body).await.expect_status(201);
    let kept = inhoud(&api.test.db);
    assert!(kept["idempotentie"][0].contains("aes:a:"), "{kept:?}");
    assert!(kept.values().flatten().all(|row| !row.contains("whsec_")), "in no table: {kept:?}");
    let again = api.post_once("/v1/abonnementen", &token, "k-1", &body).await.expect_status(201);
    assert_eq!((again.json(), again.header("idempotency-replayed")), (first.json(), "true"));
}

#[actix_web::test]
async fn a_receiver_that_fails_loses_its_turn() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&["500 Oeps"]);
    abonneer(&api, &token, &url).await;
    for bestuur in ["90001", "90002"] {
        make_bestuur(&api, &token, bestuur).await;
    }
    assert_eq!((ronde(&api), ronde(&api), ronde(&api)), (1, 1, 0), "one message a turn");
    assert_eq!(got.try_iter().count(), 2);
}

#[actix_web::test]
async fn who_wants_little_does_not_wait_for_all_that_is_not_for_him() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&["200 OK"]);
    let body = json!({ "url": url, "soorten": ["vacature"] });
    api.post("/v1/abonnementen", &token, &body).await.expect_status(201);
    // Two pages of the feed about something else, then one that is wanted.
    make_bestuur(&api, &token, "90001").await;
    execute(
        &api.test.db,
        "INSERT INTO wijziging (regio_id, volgnummer, soort, object_id, aard, alleen_bestuur, tijdstip) \
         WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < 401) \
         SELECT regio.id, teller.volgnummer + at, CASE at WHEN 401 THEN 'vacature' ELSE 'school' END, 'x' || at, 'gemaakt', \
         FALSE, '2026-11-02T08:00:00.000000Z' FROM n, regio, wijzigingsteller teller WHERE teller.regio_id = regio.id; \
         UPDATE wijzigingsteller SET volgnummer = volgnummer + 401;",
    );
    assert_eq!(ronde(&api), 1);
    assert!(got.try_recv().unwrap().body.contains("vacature"));
}

#[actix_web::test]
async fn a_change_of_an_abonnement_does_not_set_back_how_far_it_was_told() {
    let (api, token) = api().await;
    let (url, _got) = ontvanger(&["200 OK"]);
    let id: Uuid = abonneer(&api, &token, &url).await["id"].as_str().unwrap().parse().unwrap();
    let app = api.app.clone();
    let told = aside(move || {
        let grant = Grant::systeem("test");
        let find = || app.db.read(&grant, |conn| find_abonnement(conn, id)).unwrap().unwrap();
        // Read before the worker looked at the feed, written after it.
        let (regio, stale) = find();
        let van = stale.noun.gelezen_tot;
        let write = |status_of: &dyn Fn(&mut rato::storage::connection::Tx<'_>) -> Result<(), StorageError>| {
            app.db.write(&grant, |tx| {
                status_of(tx)?;
                Ok::<_, StorageError>(tx.unchanged(()))
            })
        };
        write(&|tx| move_gelezen_tot(tx, id, van, van + 7).map(|moved| assert!(moved))).unwrap();
        write(&|tx| update_abonnement(tx, regio, &stale).map(|_| ())).unwrap();
        find().1.noun.gelezen_tot - van
    });
    assert_eq!(told, 7);
}

#[actix_web::test]
async fn a_slow_receiver_keeps_no_other_waiting() {
    let (api, token) = api().await;
    let (release, held) = channel::<()>();
    let held = Mutex::new(held);
    let (slow, slow_got) = ontvanger_die(GRAAG, &["200 OK"], move || {
        let _released = held.lock().unwrap().recv_timeout(Duration::from_secs(9));
    });
    let (fast, fast_got) = ontvanger(&["200 OK"]);
    abonneer(&api, &token, &slow).await;
    abonneer(&api, &token, &fast).await;
    make_bestuur(&api, &token, "90001").await;
    make_bestuur(&api, &token, "90002").await;
    let app = api.app.clone();
    std::thread::scope(|scope| {
        let turn = scope.spawn(move || Bezorger::new(&app).ronde().unwrap());
        slow_got.recv_timeout(Duration::from_secs(8)).unwrap();
        // The slow one still has its first message in hand; the other gets all of its own.
        for _ in 0..2 {
            fast_got.recv_timeout(Duration::from_secs(8)).unwrap();
        }
        assert!(slow_got.try_recv().is_err());
        release.send(()).unwrap();
        release.send(()).unwrap();
        assert_eq!(turn.join().unwrap(), 4);
    });
}

#[actix_web::test]
async fn a_message_carries_the_trace_of_the_request_that_changed_something() {
    let (api, token) = api().await;
    let (url, got) = ontvanger(&["200 OK"]);
    abonneer(&api, &token, &url).await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let parent = format!("00-{trace}-00f067aa0ba902b7-00");
    let headers = [("traceparent", parent.as_str()), ("content-type", "application/json")];
    let body = json!({ "bestuursnummer": "90001", "naam": "Stichting" }).to_string().into_bytes();
    api.send(Method::POST, "/v1/schoolbesturen", &token, &headers, Some(body)).await.expect_status(201);
    ronde(&api);
    let told = got.try_recv().unwrap();
    let parts: Vec<&str> = told.header("traceparent").split('-').collect();
    assert_eq!((parts[0], parts[1], parts[2].len(), parts[3]), ("00", trace, 16, "01"), "{parts:?}");
    assert_ne!(parts[2], "00f067aa0ba902b7", "a span of our own");
}
