//! Readiness says what is wrong with the keys that the issuer publishes, and nothing of where they are.

use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use rato::auth::jwks::{Jwksklacht, Sleutelstand};
use rato::auth::token::Verifier;
use rato::config::{Auth, load_from};
use serde_json::json;

use crate::auth::jwks::{Issuer, key, now};
use crate::auth::jwks_https::{authority, serve, settings};
use crate::support::api::Api;

/// What readiness answers with these settings; it may not name anything of them.
async fn ready(auth: &Auth, status: u16) -> String {
    let mut api = Api::new();
    api.judge_with(auth);
    let answer = api.get("/health/ready", "").await.expect_status(status);
    for secret in ["127.0.0.1", "localhost", "jwks.json", "http://", "https://", "idp.example"] {
        assert!(!answer.text.contains(secret), "{secret}: {}", answer.text);
    }
    if status == 503 { answer.json()["detail"].as_str().unwrap().to_owned() } else { answer.text }
}

#[actix_web::test]
async fn readiness_says_why_there_are_no_keys() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let file = format!("[auth]\nissuer = 'https://idp.example.nl'\njwks-url = 'http://127.0.0.1:{closed}/jwks.json'\n");
    let nobody = load_from(Some(("rato.toml", &file)), []).unwrap().auth;
    assert!(ready(&nobody, 503).await.contains("niet bereikbaar"));

    let (_, line) = key("e", Algorithm::ES256);
    let stranger = settings(serve(&authority(), std::slice::from_ref(&line)), None);
    assert!(ready(&stranger, 503).await.contains("niet te vertrouwen (TLS)"));

    let issuer = Issuer::start(&[]);
    assert!(ready(&issuer.settings(), 503).await.contains("geen bruikbare sleutel"));
    issuer.answer("<html>geheim-van-de-uitgever</html>");
    let wrong = ready(&issuer.settings(), 503).await;
    assert!(wrong.contains("geen JWKS-document") && !wrong.contains("geheim"), "{wrong}");
    issuer.fail();
    assert!(ready(&issuer.settings(), 503).await.contains("antwoordt met status 500"));
    issuer.publish(&[line]);
    assert_eq!(ready(&issuer.settings(), 200).await, "ok");
}

#[test]
fn keys_of_before_keep_the_service_ready_and_a_first_set_is_asked_for_again() {
    let (_, line) = key("e", Algorithm::ES256);
    let issuer = Issuer::start(std::slice::from_ref(&line));
    let verifier = Verifier::new(&issuer.settings()).unwrap();
    assert_eq!(verifier.sleutelstand(now()), None);
    issuer.fail();
    verifier.refresh(now());
    let stand = |eerdere| Some(Sleutelstand { klacht: Jwksklacht::Antwoord(500), eerdere });
    assert_eq!(verifier.sleutelstand(now()), stand(true));
    issuer.publish(std::slice::from_ref(&line));
    assert_eq!(verifier.sleutelstand(now() + TimeDelta::hours(1)), stand(true), "the next token that needs it fetches");

    issuer.fail();
    let empty = Verifier::new(&issuer.settings()).unwrap();
    assert_eq!(empty.sleutelstand(now()), stand(false));
    issuer.answer(&json!({ "keys": [line] }).to_string());
    assert_eq!(empty.sleutelstand(now()), stand(false), "not twice within the pause");
    assert_eq!(empty.sleutelstand(now() + TimeDelta::minutes(2)), None);
}
