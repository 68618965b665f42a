//! Every wrong token is refused by the check that is meant for it; good ones pass, as often as they come.

use std::path::Path;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rato::auth::actor::Rol;
use rato::auth::token::{TokenFout, Verifier};
use rato::config::{Auth, load_from};
use serde_json::{Value, json};

const NOW: i64 = 1_785_000_000;

/// An issuer with an RSA key (`rsa`, RS256), the same key for PSS (`pss`) and an EC key (`ec`), and a service that trusts them.
struct World {
    verifier: Verifier,
    rsa: EncodingKey,
    ec: EncodingKey,
    rsa_pem: String,
    _folder: tempfile::TempDir,
}

fn public_pem(der: &[u8]) -> String {
    pem::encode(&pem::Pem::new("PUBLIC KEY", der))
}

fn settings(folder: &Path) -> Auth {
    let key = |kid: &str, alg: &str, file: &str| {
        let path = folder.join(file);
        format!("[[auth.sleutels]]\nkid = '{kid}'\nalgoritme = '{alg}'\npem-bestand = '{}'\n", path.display())
    };
    let text = format!(
        "[jobs]\nwebhooks-sleutels = 'a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='\n[auth]\nproductie = true\nissuer = 'https://idp.example.nl'\naudience = 'rato'\n{}{}{}",
        key("rsa", "RS256", "rsa.pem"),
        key("pss", "PS256", "rsa.pem"),
        key("ec", "ES256", "ec.pem")
    );
    load_from(Some(("rato.toml", &text)), []).unwrap().auth
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let rsa = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
        let rsa_public = AsDer::<PublicKeyX509Der>::as_der(rsa.public_key()).unwrap();
        let rsa_pem = public_pem(rsa_public.as_ref());
        std::fs::write(folder.path().join("rsa.pem"), &rsa_pem).unwrap();
        let ec = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let ec_public = AsDer::<PublicKeyX509Der>::as_der(ec.public_key()).unwrap();
        std::fs::write(folder.path().join("ec.pem"), public_pem(ec_public.as_ref())).unwrap();
        let private = pem::encode(&pem::Pem::new("PRIVATE KEY", AsDer::<Pkcs8V1Der>::as_der(&rsa).unwrap().as_ref()));
        World {
            verifier: Verifier::new(&settings(folder.path())).unwrap(),
            rsa: EncodingKey::from_rsa_pem(private.as_bytes()).unwrap(),
            ec: EncodingKey::from_ec_der(ec.to_pkcs8v1().unwrap().as_ref()),
            rsa_pem,
            _folder: folder,
        }
    }

    fn verify(&self, token: &str) -> Result<rato::auth::actor::Actor, TokenFout> {
        self.verifier.verify(token, now()).map(|toegang| toegang.actor)
    }

    /// A good token with `change` made to its claims.
    fn with(&self, change: Value) -> String {
        encode(&header("rsa", Algorithm::RS256), &merged(change), &self.rsa).unwrap()
    }

    /// A token with good claims and header `header`, signed with the RSA key.
    fn with_header(&self, header: Header) -> String {
        encode(&header, &good(), &self.rsa).unwrap()
    }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn header(kid: &str, alg: Algorithm) -> Header {
    Header { typ: Some("at+jwt".into()), kid: Some(kid.into()), ..Header::new(alg) }
}

fn good() -> Value {
    json!({
        "iss": "https://idp.example.nl", "aud": "rato", "sub": "c-17", "jti": "0f1e2d3c", "client_id": "portaal",
        "iat": NOW - 60, "exp": NOW + 600, "rol": "regiocoordinator", "regios": ["amsterdam"], "mens": true
    })
}

/// The good claims with those of `change` put over them; the word "weg" takes a claim away.
fn merged(change: Value) -> Value {
    let mut claims = good();
    for (name, value) in change.as_object().unwrap() {
        match value {
            Value::String(word) if word == "weg" => drop(claims.as_object_mut().unwrap().remove(name)),
            value => claims[name] = value.clone(),
        }
    }
    claims
}

/// Text as a part of a JWT.
fn part(text: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bits: String = text.bytes().map(|b| format!("{b:08b}")).collect();
    let sextets = bits.as_bytes().chunks(6).map(|c| format!("{:0<6}", std::str::from_utf8(c).unwrap()));
    sextets.map(|s| ALPHABET[usize::from_str_radix(&s, 2).unwrap()] as char).collect()
}

#[test]
fn good_tokens_are_accepted_for_each_algorithm_and_the_same_one_twice() {
    let world = World::new();
    let rs256 = world.with(json!({}));
    for _ in 0..2 {
        let actor = world.verify(&rs256).unwrap();
        assert_eq!((actor.id.as_str(), actor.rol, actor.machine), ("c-17", Rol::Regiocoordinator, false));
        assert_eq!(actor.regios, ["amsterdam"]);
    }
    let claims = |jti: &str| merged(json!({"jti": jti, "aud": ["ander", "rato"]}));
    let ps256 = encode(&header("pss", Algorithm::PS256), &claims("p"), &world.rsa).unwrap();
    let es256 = encode(&header("ec", Algorithm::ES256), &claims("e"), &world.ec).unwrap();
    assert!(world.verify(&ps256).is_ok());
    assert!(world.verify(&es256).is_ok());
}

#[test]
fn every_wrong_claim_is_refused_by_its_own_check() {
    use TokenFout::*;
    let world = World::new();
    let bestuur = |rest: Value| {
        let mut claims = json!({"rol": "schoolbestuur", "bestuursnummer": "41797"});
        rest.as_object().unwrap().iter().for_each(|(name, value)| claims[name] = value.clone());
        claims
    };
    let cases = [
        (json!({"aud": "weg"}), Claim("aud")),
        (json!({"aud": null}), Claim("aud")),
        (json!({"aud": 7}), Claim("aud")),
        (json!({"aud": ["rato", 7]}), Claim("aud")),
        (json!({"aud": []}), Audience),
        (json!({"aud": "ander"}), Audience),
        (json!({"aud": ["ander", "nog een"]}), Audience),
        (json!({"iss": "weg"}), Claim("iss")),
        (json!({"iss": null}), Claim("iss")),
        (json!({"iss": {}}), Claim("iss")),
        (json!({"iss": ["https://idp.example.nl"]}), Claim("iss")),
        (json!({"iss": "https://idp.example.nl/"}), Issuer),
        (json!({"sub": "weg"}), Claim("sub")),
        (json!({"sub": null}), Claim("sub")),
        (json!({"sub": 17}), Claim("sub")),
        (json!({"sub": ["c-17"]}), Onleesbaar),
        (json!({"sub": " "}), Claim("sub")),
        (json!({"sub": "c\n17"}), Claim("sub")),
        (json!({"sub": "x".repeat(256)}), Claim("sub")),
        (json!({"sub": "systeem:werker"}), Claim("sub")),
        (json!({"exp": "weg"}), Claim("exp")),
        (json!({"exp": null}), Claim("exp")),
        (json!({"exp": "morgen"}), Claim("exp")),
        (json!({"exp": (NOW + 600).to_string()}), Claim("exp")),
        (json!({"exp": [NOW + 600]}), Onleesbaar),
        (json!({"exp": 1.5e300}), Claim("exp")),
        (json!({"exp": NOW - 5}), Verlopen),
        (json!({"exp": NOW - 45}), Verlopen),
        (json!({"nbf": NOW + 3_600}), NogNietGeldig),
        (json!({"nbf": NOW + 6}), NogNietGeldig),
        (json!({"nbf": null}), Claim("nbf")),
        (json!({"nbf": "straks"}), Claim("nbf")),
        (json!({"iat": "weg"}), Claim("iat")),
        (json!({"iat": null}), Claim("iat")),
        (json!({"iat": -1}), Claim("iat")),
        (json!({"iat": NOW + 6}), Toekomst),
        (json!({"exp": NOW + 3_541}), Levensduur),
        (json!({"exp": NOW + 100 * 31_536_000_i64}), Levensduur),
        (json!({"iat": NOW + 4, "exp": NOW + 3}), Levensduur),
        (json!({"jti": "weg"}), Claim("jti")),
        (json!({"jti": null}), Claim("jti")),
        (json!({"jti": ""}), Claim("jti")),
        (json!({"jti": 5}), Claim("jti")),
        (json!({"rol": "weg"}), Claim("rol")),
        (json!({"rol": null}), Claim("rol")),
        (json!({"rol": "systeem"}), Claim("rol")),
        (json!({"rol": "Beheerder"}), Claim("rol")),
        (json!({"rol": ["regiocoordinator"]}), Claim("rol")),
        (json!({"regios": "weg"}), Claim("regios")),
        (json!({"regios": null}), Claim("regios")),
        (json!({"regios": []}), Claim("regios")),
        (json!({"regios": "amsterdam"}), Claim("regios")),
        (json!({"regios": ["amsterdam", 3]}), Claim("regios")),
        (json!({"regios": ["Amsterdam"]}), Claim("regios")),
        (json!({"regios": ["amsterdam' or 1=1"]}), Claim("regios")),
        (json!({"regios": (0..51).map(|i| format!("r{i}")).collect::<Vec<_>>()}), Claim("regios")),
        (json!({"bestuursnummer": "41797"}), Claim("bestuursnummer")),
        (bestuur(json!({"bestuursnummer": "weg"})), Claim("bestuursnummer")),
        (bestuur(json!({"bestuursnummer": null})), Claim("bestuursnummer")),
        (bestuur(json!({"bestuursnummer": 41797})), Claim("bestuursnummer")),
        (bestuur(json!({"bestuursnummer": "4179"})), Claim("bestuursnummer")),
        (bestuur(json!({"vestigingscode": null})), Claim("vestigingscode")),
        (bestuur(json!({"vestigingscode": "00ap00"})), Claim("vestigingscode")),
        (json!({"vestigingscode": "00AP00"}), Claim("vestigingscode")),
        (json!({"mens": "true"}), Claim("mens")),
        (json!({"mens": null}), Claim("mens")),
    ];
    for (change, expected) in cases {
        assert_eq!(world.verify(&world.with(change.clone())), Err(expected), "{change}");
    }
    // The cases above failed for their own reason: the token without any change passes.
    assert!(world.verify(&world.with(json!({}))).is_ok());
}

#[test]
fn the_leeway_is_five_seconds_and_the_life_an_hour_not_less() {
    let world = World::new();
    for (i, change) in
        [json!({"exp": NOW - 4}), json!({"nbf": NOW + 5}), json!({"iat": NOW + 5}), json!({"exp": NOW + 3_540})]
            .into_iter()
            .enumerate()
    {
        let mut change = change;
        change["jti"] = json!(format!("j{i}"));
        assert!(world.verify(&world.with(change.clone())).is_ok(), "{change}");
    }
    let token = world.with(json!({}));
    let later = |seconds| world.verifier.verify(&token, now() + TimeDelta::seconds(seconds)).map(|a| a.actor.id);
    assert_eq!(later(604), Ok("c-17".into()));
    assert_eq!(later(605), Err(TokenFout::Verlopen), "a token seen before expires like any other");
}

#[test]
fn every_wrong_header_is_refused_by_its_own_check() {
    let world = World::new();
    let base = || header("rsa", Algorithm::RS256);
    let cases = [
        ("an ID token", Header { typ: Some("JWT".into()), ..base() }, TokenFout::Typ),
        ("no typ", Header { typ: None, ..base() }, TokenFout::Typ),
        ("no kid", Header { kid: None, ..base() }, TokenFout::Kid),
        ("an unknown kid", header("ander", Algorithm::RS256), TokenFout::Kid),
        ("PS256 under the kid of RS256", header("rsa", Algorithm::PS256), TokenFout::Algoritme),
        ("RS512 under the kid of RS256", header("rsa", Algorithm::RS512), TokenFout::Algoritme),
        ("RS256 under the kid of ES256", header("ec", Algorithm::RS256), TokenFout::Algoritme),
        ("an extension we must understand", Header { crit: Some(vec!["b64".into()]), ..base() }, TokenFout::Crit),
    ];
    for (what, header, expected) in cases {
        assert_eq!(world.verify(&world.with_header(header)), Err(expected), "{what}");
    }
    let upper = Header { typ: Some("application/AT+JWT".into()), ..base() };
    assert!(world.verify(&world.with_header(upper)).is_ok(), "typ ignores case and the long form is the same type");
}

#[test]
fn forged_signatures_are_refused() {
    let world = World::new();
    let secret = EncodingKey::from_secret(world.rsa_pem.as_bytes());
    let hs256 = encode(&header("rsa", Algorithm::HS256), &good(), &secret).unwrap();
    assert_eq!(world.verify(&hs256), Err(TokenFout::Algoritme), "HS256 with the public key as secret");

    let none = format!("{}.{}.", part(r#"{"alg":"none","typ":"at+jwt","kid":"rsa"}"#), part(&good().to_string()));
    assert_eq!(world.verify(&none), Err(TokenFout::Onleesbaar), "alg none");

    let claims = good().to_string();
    let twice = claims.replacen('{', r#"{"iss":"https://aanvaller.example","#, 1);
    let message = format!("{}.{}", part(r#"{"alg":"RS256","typ":"at+jwt","kid":"rsa"}"#), part(&twice));
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &world.rsa, Algorithm::RS256).unwrap();
    assert_eq!(world.verify(&format!("{message}.{signature}")), Err(TokenFout::Onleesbaar), "two issuers in one token");

    let other = World::new();
    let mut header = header("rsa", Algorithm::RS256);
    header.jku = Some("https://aanvaller.example/jwks".into());
    header.x5u = Some("https://aanvaller.example/x5u".into());
    let foreign = encode(&header, &good(), &other.rsa).unwrap();
    assert_eq!(world.verify(&foreign), Err(TokenFout::Handtekening), "another key, and an address to fetch it");

    let token = world.with(json!({}));
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let (head, _) = signed.split_once('.').unwrap();
    let altered = format!("{head}.{}.{signature}", part(&merged(json!({"rol": "beheerder"})).to_string()));
    assert_eq!(world.verify(&altered), Err(TokenFout::Handtekening), "claims altered after signing");
    assert_eq!(world.verify(&format!("{signed}.")), Err(TokenFout::Handtekening), "the signature cut off");
}

#[test]
fn text_that_is_no_token_is_refused_without_a_fall() {
    let world = World::new();
    let long = format!("{}.e30.e30", "A".repeat(9_000));
    for text in ["", ".", "..", "a.b.c", "Bearer x", "é.é.é", "e30.e30.e30", "e30.e30.e30.e30", long.as_str()] {
        assert_eq!(world.verify(text), Err(TokenFout::Onleesbaar), "{text}");
    }
}

#[test]
fn a_second_token_with_a_known_jti_is_refused() {
    let world = World::new();
    assert!(world.verify(&world.with(json!({}))).is_ok());
    assert_eq!(world.verify(&world.with(json!({"exp": NOW + 601}))), Err(TokenFout::JtiHergebruikt));
    assert!(world.verify(&world.with(json!({"exp": NOW + 601, "jti": "eigen"}))).is_ok());
}

#[test]
fn a_token_is_a_machines_unless_a_person_logged_in() {
    let world = World::new();
    let cases = [
        (json!({"mens": true}), false),
        (json!({"mens": false}), true),
        (json!({"mens": "weg"}), true),
        (json!({"gty": "client-credentials"}), true),
        (json!({"client_id": "c-17"}), true),
        (json!({"azp": "c-17"}), true),
        (json!({"rol": "hr-systeem"}), true),
    ];
    for (i, (mut change, machine)) in cases.into_iter().enumerate() {
        change["jti"] = json!(format!("m{i}"));
        assert_eq!(world.verify(&world.with(change.clone())).map(|a| a.machine), Ok(machine), "{change}");
    }
}

#[test]
fn only_a_beheerder_may_come_without_a_region_and_doubles_count_once() {
    let world = World::new();
    let beheerder = world.verify(&world.with(json!({"rol": "beheerder", "regios": "weg"}))).unwrap();
    assert!(beheerder.regios.is_empty());
    let twice = json!({"jti": "b", "regios": ["amsterdam", "amsterdam"]});
    assert_eq!(world.verify(&world.with(twice)).unwrap().regios, ["amsterdam"]);
}

#[test]
fn the_caller_does_not_hear_which_check_failed() {
    for fout in [TokenFout::Handtekening, TokenFout::Kid, TokenFout::Claim("rol"), TokenFout::JtiHergebruikt] {
        assert_eq!(fout.client_text(), "Het token is niet geldig; vraag een nieuw token aan.");
    }
}

#[test]
fn a_key_file_that_is_missing_or_holds_another_kind_of_key_stops_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(folder.path());
    assert!(Verifier::new(&auth).err().unwrap().to_string().contains("rsa.pem is niet te lezen"));
    let ec = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let public = AsDer::<PublicKeyX509Der>::as_der(ec.public_key()).unwrap();
    std::fs::write(folder.path().join("rsa.pem"), public_pem(public.as_ref())).unwrap();
    let fout = Verifier::new(&auth).err().unwrap().to_string();
    assert!(fout.contains("geen bruikbare sleutel voor RS256"), "{fout}");
}
