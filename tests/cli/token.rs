//! `rato token`: a token for who develops, and none where the tokens of an issuer count.

use crate::support::dienst::{gelukt, rato};

const COORDINATOR: [&str; 5] = ["token", "--rol", "regiocoordinator", "--regio", "amsterdam"];

#[test]
fn a_token_is_one_line_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let out = gelukt(rato(home.path(), &COORDINATOR));
    assert_eq!((out.lines().count(), out.trim().split('.').count()), (1, 3), "{out}");
}

#[test]
fn where_the_tokens_of_an_issuer_count_none_is_made() {
    for (name, value) in
        [("RATO__AUTH__PRODUCTIE", "true"), ("RATO__AUTH__JWKS_URL", "https://idp.example.nl/jwks.json")]
    {
        let home = tempfile::tempdir().unwrap();
        let mut command = rato(home.path(), &COORDINATOR);
        // A service in production names an issuer, an audience and where its keys are.
        command.env("RATO__AUTH__ISSUER", "https://idp.example.nl").env("RATO__AUTH__AUDIENCE", "rato-amsterdam");
        command.env("RATO__AUTH__JWKS_URL", "https://idp.example.nl/jwks.json").env(name, value);
        command.env("RATO__JOBS__WEBHOOKS_SLEUTELS", "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        let refused = command.output().unwrap();
        let why = String::from_utf8(refused.stderr).unwrap();
        assert!(!refused.status.success() && refused.stdout.is_empty(), "{name}");
        assert!(why.contains("ontwikkeltokens kunnen niet"), "{name}: {why}");
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0, "{name}: a key was made");
    }
}

#[test]
fn what_a_role_needs_is_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let refused = rato(home.path(), &["token", "--rol", "schoolbestuur", "--regio", "amsterdam"]).output().unwrap();
    let why = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && refused.stdout.is_empty(), "{why}");
    assert!(why.contains("van deze gegevens is geen token te maken"), "{why}");
}
