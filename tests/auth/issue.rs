//! Development tokens: made with a local key that nobody else can read, and only for development.

use std::os::unix::fs::PermissionsExt;

use chrono::{DateTime, Utc};
use rato::auth::actor::Rol;
use rato::auth::dev_key::Ontwikkelsleutel;
use rato::auth::issue::{Tokenaanvraag, issue};
use rato::auth::keys::Sleutelfout;
use rato::auth::token::{TokenFout, Verifier};
use rato::config::{Auth, load_from};

fn settings(folder: &tempfile::TempDir) -> Auth {
    let mut auth = load_from(None, []).unwrap().auth;
    auth.ontwikkelsleutel = folder.path().join("sleutel.pem");
    auth
}

fn aanvraag(rol: Rol) -> Tokenaanvraag {
    Tokenaanvraag {
        id: "ontwikkelaar".into(),
        rol,
        regios: vec!["amsterdam".into()],
        bestuursnummer: None,
        vestigingscode: None,
        regiodocent: None,
        machine: false,
        levensduur_seconden: None,
    }
}

fn now() -> DateTime<Utc> {
    "2026-08-01T08:00:00Z".parse().unwrap()
}

#[test]
fn a_development_token_is_accepted_by_the_service_with_the_same_key() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(&folder);
    let verifier = Verifier::new(&auth).unwrap();
    let key = Ontwikkelsleutel::open(&auth).unwrap();
    let mut bestuur = aanvraag(Rol::Schoolbestuur);
    bestuur.bestuursnummer = Some("41797".parse().unwrap());
    for aanvraag in [aanvraag(Rol::Regiocoordinator), bestuur, aanvraag(Rol::Beheerder)] {
        let actor = verifier.verify(&issue(&key, &auth, &aanvraag, now()).unwrap(), now()).unwrap().actor;
        assert_eq!((&actor.id, actor.rol, &actor.regios), (&aanvraag.id, aanvraag.rol, &aanvraag.regios));
        assert_eq!((actor.machine, actor.bestuursnummer), (false, aanvraag.bestuursnummer));
    }
    let machine = Tokenaanvraag { machine: true, ..aanvraag(Rol::Regiocoordinator) };
    assert!(verifier.verify(&issue(&key, &auth, &machine, now()).unwrap(), now()).unwrap().actor.machine);
}

#[test]
fn the_key_stays_the_same_is_private_and_another_key_is_not_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(&folder);
    let key = Ontwikkelsleutel::open(&auth).unwrap();
    assert_eq!(key.kid(), Ontwikkelsleutel::open(&auth).unwrap().kid());
    let rights = std::fs::metadata(&auth.ontwikkelsleutel).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");

    let elsewhere = tempfile::tempdir().unwrap();
    let other = Ontwikkelsleutel::open(&settings(&elsewhere)).unwrap();
    let token = issue(&other, &auth, &aanvraag(Rol::Regiocoordinator), now()).unwrap();
    assert_eq!(Verifier::new(&auth).unwrap().verify(&token, now()), Err(TokenFout::Kid));
}

#[test]
fn many_processes_that_start_together_end_up_with_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(&folder);
    let kids: Vec<String> = std::thread::scope(|scope| {
        let open = || Ontwikkelsleutel::open(&auth).unwrap().kid().to_owned();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(open)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(kids.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_key_that_others_can_read_or_that_is_no_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(&folder);
    Ontwikkelsleutel::open(&auth).unwrap();
    let rights = |mode| std::fs::set_permissions(&auth.ontwikkelsleutel, PermissionsExt::from_mode(mode)).unwrap();
    rights(0o644);
    assert!(matches!(Ontwikkelsleutel::open(&auth), Err(Sleutelfout::Rechten { .. })));
    rights(0o600);
    std::fs::write(&auth.ontwikkelsleutel, "geen sleutel").unwrap();
    assert!(matches!(Ontwikkelsleutel::open(&auth), Err(Sleutelfout::Inhoud { .. })));
}

#[test]
fn production_and_a_configured_issuer_refuse_development_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(&folder);
    let key = Ontwikkelsleutel::open(&auth).unwrap();
    let file = "[auth]\nissuer = 'https://idp.example.nl'\n\
                [[auth.sleutels]]\nkid = 'a'\nalgoritme = 'RS256'\npem-bestand = 'a.pem'\n";
    let with_issuer = load_from(Some(("rato.toml", file)), []).unwrap().auth;
    for other in [Auth { productie: true, ..auth.clone() }, with_issuer] {
        assert!(matches!(Ontwikkelsleutel::open(&other), Err(Sleutelfout::GeenOntwikkeling)));
        let token = issue(&key, &other, &aanvraag(Rol::Regiocoordinator), now());
        assert!(matches!(token, Err(Sleutelfout::GeenOntwikkeling)));
    }
}

#[test]
fn a_request_that_would_give_a_useless_token_is_refused_with_the_repair() {
    let folder = tempfile::tempdir().unwrap();
    let auth = settings(&folder);
    let key = Ontwikkelsleutel::open(&auth).unwrap();
    let cases = [
        (Tokenaanvraag { regios: vec![], ..aanvraag(Rol::Regiocoordinator) }, "minstens één regiocode"),
        (aanvraag(Rol::Schoolbestuur), "geef het bestuursnummer"),
        (Tokenaanvraag { id: "systeem:x".into(), ..aanvraag(Rol::Regiocoordinator) }, "niet met 'systeem:'"),
        (Tokenaanvraag { levensduur_seconden: Some(3_601), ..aanvraag(Rol::Regiocoordinator) }, "tot en met 3600"),
    ];
    for (aanvraag, repair) in cases {
        let fout = issue(&key, &auth, &aanvraag, now()).unwrap_err().to_string();
        assert!(fout.contains(repair), "{fout}");
    }
}
