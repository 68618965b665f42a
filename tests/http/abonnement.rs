//! Webhooks, delivered to a real receiver on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use rato::jobs::webhook::Bezorger;
use serde_json::{Value, json};

use super::import::aside;
use crate::support::api::Api;
use crate::support::db::Engine;
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

/// A receiver that gives these answers, one after another, the last one for ever.
fn ontvanger(answers: &'static [&'static str]) -> (String, Receiver<Ontvangen>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://127.0.0.1:{}/haak", listener.local_addr().unwrap().port());
    let (got, receiver) = channel();
    std::thread::spawn(move || {
        for (n, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut headers, mut line) = (Vec::new(), String::new());
            reader.read_line(&mut line).unwrap();
            loop {
                line.clear();
                reader.read_line(&mut line).unwrap();
                match line.trim().split_once(": ") {
                    Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
                    None => break,
                }
            }
            let length = headers.iter().find(|(name, _)| name == "content-length").unwrap().1.parse().unwrap();
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let answer = answers[n.min(answers.len() - 1)];
            // Before the answer: whoever heard that a message arrived finds it here.
            if got.send(Ontvangen { headers, body: String::from_utf8(body).unwrap() }).is_err() {
                return;
            }
            write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
    });
    (url, receiver)
}

async fn api() -> (Api, String) {
    let api = Api::with(Engine::Sqlite, LOKAAL).unwrap();
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
