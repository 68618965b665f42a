//! Keys that the issuer publishes: fetched over HTTP from a real server, changed, withdrawn, unreachable.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rato::auth::dev_key::Ontwikkelsleutel;
use rato::auth::token::{TokenFout, Verifier};
use rato::config::{Auth, load_from};
use serde_json::{Value, json};

/// An issuer on this machine: it answers every request with what it holds, and counts.
pub struct Issuer {
    url: String,
    answer: Arc<Mutex<Option<String>>>,
    calls: Arc<AtomicUsize>,
}

impl Issuer {
    pub fn start(keys: &[Value]) -> Issuer {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://127.0.0.1:{}/jwks.json", listener.local_addr().unwrap().port());
        let issuer = Issuer { url, answer: Arc::default(), calls: Arc::default() };
        issuer.publish(keys);
        let (answer, calls) = (issuer.answer.clone(), issuer.calls.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                drop(stream.read(&mut [0; 4096]));
                calls.fetch_add(1, Ordering::SeqCst);
                let (status, body) = match answer.lock().unwrap().clone() {
                    Some(body) => ("200 OK", body),
                    None => ("500 Internal Server Error", String::new()),
                };
                let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
                drop(stream.write_all(format!("{head}{body}").as_bytes()));
            }
        });
        issuer
    }

    pub fn publish(&self, keys: &[Value]) {
        *self.answer.lock().unwrap() = Some(json!({ "keys": keys }).to_string());
    }

    pub fn fail(&self) {
        *self.answer.lock().unwrap() = None;
    }

    /// Answers with this text from now on.
    pub fn answer(&self, text: &str) {
        *self.answer.lock().unwrap() = Some(text.to_owned());
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    pub fn settings(&self) -> Auth {
        let file = format!("[auth]\nissuer = 'https://idp.example.nl'\njwks-url = '{}'\n", self.url);
        load_from(Some(("rato.toml", &file)), []).unwrap().auth
    }
}

pub fn now() -> DateTime<Utc> {
    "2026-08-01T08:00:00Z".parse().unwrap()
}

/// A new key of the issuer and the line for it in the set.
pub fn key(kid: &str, algorithm: Algorithm) -> (EncodingKey, Value) {
    let key = if algorithm == Algorithm::ES256 {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref())
    } else {
        use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
        use aws_lc_rs::rsa::{KeyPair, KeySize};
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let der = AsDer::<Pkcs8V1Der>::as_der(&pair).unwrap();
        EncodingKey::from_rsa_pem(pem::encode(&pem::Pem::new("PRIVATE KEY", der.as_ref())).as_bytes()).unwrap()
    };
    let mut line = serde_json::to_value(Jwk::from_encoding_key(&key, algorithm).unwrap()).unwrap();
    line["kid"] = json!(kid);
    line["use"] = json!("sig");
    line["alg"] = json!(format!("{algorithm:?}"));
    (key, line)
}

pub(super) fn token_at(kid: &str, algorithm: Algorithm, key: &EncodingKey, at: DateTime<Utc>, jti: &str) -> String {
    let mut header = Header::new(algorithm);
    header.typ = Some("at+jwt".into());
    header.kid = Some(kid.into());
    // An address to fetch keys from that nobody may believe.
    header.jku = Some("http://127.0.0.1:1/evil.json".into());
    let claims = json!({ "iss": "https://idp.example.nl", "aud": "rato", "sub": "c-1", "jti": jti, "iat": at.timestamp(),
        "exp": at.timestamp() + 600, "rol": "regiocoordinator", "regios": ["amsterdam"], "mens": true });
    encode(&header, &claims, key).unwrap()
}

/// Verifies as the server does: with a fetch in between when that is due.
pub(super) fn verify(verifier: &Verifier, token: &str, at: DateTime<Utc>) -> Result<String, TokenFout> {
    let mut outcome = verifier.verify(token, at);
    if verifier.is_refresh_due(&outcome, at) {
        verifier.refresh(at);
        outcome = verifier.verify(token, at);
    }
    outcome.map(|toegang| toegang.actor.id)
}

#[test]
fn tokens_of_every_algorithm_are_accepted_with_the_published_keys_and_only_with_their_own() {
    let kinds = [("r", Algorithm::RS256), ("p", Algorithm::PS256), ("e", Algorithm::ES256)];
    let keys = kinds.map(|(kid, algorithm)| (kid, algorithm, key(kid, algorithm)));
    let mut lines: Vec<Value> = keys.iter().map(|(_, _, (_, line))| line.clone()).collect();
    lines.push(
        json!({ "kty": "OKP", "crv": "Ed25519", "kid": "x", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }),
    );
    let issuer = Issuer::start(&lines);
    let verifier = Verifier::new(&issuer.settings()).unwrap();
    for (kid, algorithm, (own, _)) in &keys {
        assert_eq!(verify(&verifier, &token_at(kid, *algorithm, own, now(), kid), now()), Ok("c-1".into()), "{kid}");
    }
    let wrong = token_at("p", Algorithm::RS256, &keys[1].2.0, now(), "w");
    assert_eq!(verify(&verifier, &wrong, now()), Err(TokenFout::Algoritme));
    let forged = token_at("e", Algorithm::ES256, &key("e", Algorithm::ES256).0, now(), "f");
    assert_eq!(verify(&verifier, &forged, now()), Err(TokenFout::Handtekening));
}

#[test]
fn a_new_key_works_after_one_fetch_and_a_flood_of_unknown_keys_causes_no_second_one() {
    let (old, old_line) = key("oud", Algorithm::ES256);
    let issuer = Issuer::start(std::slice::from_ref(&old_line));
    let verifier = Verifier::new(&issuer.settings()).unwrap();
    assert_eq!(verify(&verifier, &token_at("oud", Algorithm::ES256, &old, now(), "1"), now()), Ok("c-1".into()));
    let (new, new_line) = key("nieuw", Algorithm::ES256);
    issuer.publish(&[old_line, new_line.clone()]);
    let at = now() + TimeDelta::seconds(61);
    assert_eq!(verify(&verifier, &token_at("nieuw", Algorithm::ES256, &new, at, "2"), at), Ok("c-1".into()));
    let before = issuer.calls();
    for i in 0..200 {
        let stranger = token_at(&format!("vreemd-{i}"), Algorithm::ES256, &new, at, &format!("v{i}"));
        assert_eq!(verify(&verifier, &stranger, at + TimeDelta::milliseconds(i * 250)), Err(TokenFout::Kid));
    }
    assert_eq!(issuer.calls(), before, "within a minute nobody asks the issuer again");
    let later = at + TimeDelta::seconds(61);
    assert!(verify(&verifier, &token_at("vreemd", Algorithm::ES256, &new, later, "3"), later).is_err());
    assert_eq!(issuer.calls(), before + 1);
}

#[test]
fn an_issuer_that_cannot_be_reached_keeps_nobody_out_and_a_withdrawn_key_is_refused() {
    let (old, old_line) = key("oud", Algorithm::ES256);
    let issuer = Issuer::start(&[old_line]);
    let verifier = Verifier::new(&issuer.settings()).unwrap();
    let good = |at: DateTime<Utc>, jti: &str| token_at("oud", Algorithm::ES256, &old, at, jti);
    issuer.fail();
    let hour = now() + TimeDelta::hours(1);
    let before = issuer.calls();
    assert_eq!(verify(&verifier, &good(hour, "1"), hour), Ok("c-1".into()), "the old keys stay");
    assert_eq!(issuer.calls(), before + 1, "but they were asked for");
    *issuer.answer.lock().unwrap() = Some("{}".into());
    let two = now() + TimeDelta::hours(2);
    assert_eq!(verify(&verifier, &good(two, "2"), two), Ok("c-1".into()), "an answer that is no set changes nothing");
    issuer.publish(&[key("nieuw", Algorithm::ES256).1]);
    let three = now() + TimeDelta::hours(3);
    assert_eq!(verify(&verifier, &good(three, "3"), three), Err(TokenFout::Kid));
}

#[test]
fn with_an_issuer_there_are_no_development_tokens_and_production_wants_https() {
    let issuer = Issuer::start(&[]);
    assert!(Ontwikkelsleutel::open(&issuer.settings()).is_err());
    let file = format!("[auth]\nproductie = true\nissuer = 'https://idp.example.nl'\njwks-url = '{}'\n", issuer.url);
    let fout = load_from(Some(("rato.toml", &file)), []).unwrap_err().to_string();
    assert!(fout.contains("auth.jwks-url: in productie gaat dit over https"), "{fout}");
}
