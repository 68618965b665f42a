//! The public keys an issuer publishes (JWKS), fetched from the one address in the settings.
//!
//! A `kid` that is not known leads to one new fetch, at most once per so many seconds, whoever asks; so does a set that has
//! become old. When a fetch fails the old set stays, and [`Jwksklacht`] says why. Nothing a token says (`jku`, `x5u`, `jwk`) is ever fetched.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig, TlsProvider};

use super::keys::{Sleutel, Sleutelfout};
use crate::config::Auth;

/// Longest answer that is read, bytes.
const MAX_LENGTH: u64 = 256 * 1024;
/// Longest wait for the issuer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Length of an RSA modulus of 2048 and of 8192 bits, in base64 without padding.
const MODULUS: std::ops::RangeInclusive<usize> = 342..=1_366;

/// Why the keys could not be fetched, without an address or anything else of the settings: who asks how the service is may
/// read it, and the log says more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jwksklacht {
    /// No connection, or no answer in time.
    Onbereikbaar,
    /// The connection is not trusted: the certificate is of somebody else, has ended, or is signed by nobody we know.
    Tls,
    /// The issuer answers, with this status instead of keys.
    Antwoord(u16),
    /// What it answers is no JWKS document, or a very long one.
    Document,
    /// A JWKS document without a key that tokens of ours could be signed with.
    GeenSleutel,
}

impl Jwksklacht {
    /// In Dutch, to follow on a colon.
    pub fn tekst(self) -> String {
        match self {
            Jwksklacht::Onbereikbaar => "de uitgever van tokens is niet bereikbaar".into(),
            Jwksklacht::Tls => "de verbinding met de uitgever van tokens is niet te vertrouwen (TLS)".into(),
            Jwksklacht::Antwoord(status) => format!("de uitgever van tokens antwoordt met status {status}"),
            Jwksklacht::Document => "wat de uitgever van tokens antwoordt, is geen JWKS-document".into(),
            Jwksklacht::GeenSleutel => "het JWKS-document van de uitgever heeft geen bruikbare sleutel".into(),
        }
    }
}

/// How it stands with the keys of an issuer when the last fetch failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sleutelstand {
    /// Why it failed.
    pub klacht: Jwksklacht,
    /// Are there keys of before that tokens are judged with?
    pub eerdere: bool,
}

/// The keys of an issuer as they were last fetched.
pub(super) struct Jwks {
    url: String,
    agent: Agent,
    keys: RwLock<Vec<Arc<Sleutel>>>,
    /// Why the last fetch failed; absent: it did not.
    klacht: RwLock<Option<Jwksklacht>>,
    /// When somebody last fetched, in seconds since 1970.
    last: Mutex<i64>,
    /// Least seconds between two fetches.
    pause: i64,
    /// Seconds after which a set is old.
    life: i64,
}

impl Jwks {
    /// Fetches the keys for the first time; a failure is logged, and mended by the first token that comes.
    pub(super) fn open(url: &str, auth: &Auth) -> Result<Jwks, Sleutelfout> {
        let own = auth.jwks_ca().map(certificates).transpose()?.unwrap_or_default();
        let jwks = Jwks {
            url: url.to_owned(),
            agent: agent(own),
            keys: RwLock::default(),
            klacht: RwLock::default(),
            last: Mutex::new(0),
            pause: auth.jwks_pauze_seconden,
            life: auth.jwks_levensduur_seconden,
        };
        jwks.fetch();
        Ok(jwks)
    }

    pub(super) fn find(&self, kid: &str) -> Option<Arc<Sleutel>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().find(|key| key.kid == kid).cloned()
    }

    /// What is wrong with the last fetch, if anything.
    pub(super) fn klacht(&self) -> Option<Sleutelstand> {
        let klacht = (*self.klacht.read().unwrap_or_else(PoisonError::into_inner))?;
        let eerdere = !self.keys.read().unwrap_or_else(PoisonError::into_inner).is_empty();
        Some(Sleutelstand { klacht, eerdere })
    }

    /// Is it time for a new fetch? `unknown`: a token named a key that is not here.
    pub(super) fn is_due(&self, unknown: bool, now: DateTime<Utc>) -> bool {
        let age = now.timestamp().saturating_sub(*self.last.lock().unwrap_or_else(PoisonError::into_inner));
        age >= if unknown { self.pause } else { self.life.max(self.pause) }
    }

    /// Fetches, unless somebody else did so a moment ago.
    pub(super) fn refresh(&self, now: DateTime<Utc>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waited for this lock finds the keys that another one fetched meanwhile.
        if now.timestamp().saturating_sub(*last) >= self.pause {
            *last = now.timestamp();
            self.fetch();
        }
    }

    fn fetch(&self) {
        let klacht = match self.read() {
            Ok(keys) => {
                tracing::info!(sleutels = keys.len(), "keys of the issuer fetched");
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
                None
            }
            Err((klacht, why)) => {
                tracing::warn!(oorzaak = why, "keys of the issuer could not be fetched; the old ones stay");
                Some(klacht)
            }
        };
        *self.klacht.write().unwrap_or_else(PoisonError::into_inner) = klacht;
    }

    /// The keys; else what is wrong, for whoever asks and for the log.
    fn read(&self) -> Result<Vec<Arc<Sleutel>>, (Jwksklacht, String)> {
        let failed = |why: ureq::Error| (klacht_of(&why), why.to_string());
        let mut answer = self.agent.get(&self.url).call().map_err(failed)?;
        let status = answer.status();
        if !status.is_success() {
            return Err((Jwksklacht::Antwoord(status.as_u16()), format!("http status {status}")));
        }
        let body = answer.body_mut().with_config().limit(MAX_LENGTH).read_to_string().map_err(failed)?;
        let set: JwkSet = serde_json::from_str(&body).map_err(|why| (Jwksklacht::Document, why.to_string()))?;
        let keys: Vec<_> = set.keys.iter().filter_map(usable).map(Arc::new).collect();
        // An issuer without keys is an issuer in trouble, not one that wants everybody out.
        if keys.is_empty() { Err((Jwksklacht::GeenSleutel, "no usable key in the set".into())) } else { Ok(keys) }
    }
}

fn klacht_of(why: &ureq::Error) -> Jwksklacht {
    match why {
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Jwksklacht::Tls,
        // What rustls finds wrong during the handshake comes as an error of the connection.
        ureq::Error::Io(io) if io.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => Jwksklacht::Tls,
        ureq::Error::BodyExceedsLimit(_) | ureq::Error::Protocol(_) | ureq::Error::Http(_) => Jwksklacht::Document,
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::InvalidData => Jwksklacht::Document,
        _ => Jwksklacht::Onbereikbaar,
    }
}

/// A key that signs tokens of ours; others in the set are for somebody else.
fn usable(jwk: &Jwk) -> Option<Sleutel> {
    let common = &jwk.common;
    if common.public_key_use.as_ref().is_some_and(|purpose| *purpose != PublicKeyUse::Signature) {
        return None;
    }
    let algorithm = match (&jwk.algorithm, common.key_algorithm) {
        (AlgorithmParameters::RSA(rsa), None | Some(KeyAlgorithm::RS256)) if MODULUS.contains(&rsa.n.len()) => {
            Algorithm::RS256
        }
        (AlgorithmParameters::RSA(rsa), Some(KeyAlgorithm::PS256)) if MODULUS.contains(&rsa.n.len()) => {
            Algorithm::PS256
        }
        (AlgorithmParameters::EllipticCurve(ec), None | Some(KeyAlgorithm::ES256))
            if ec.curve == EllipticCurve::P256 =>
        {
            Algorithm::ES256
        }
        _ => return None,
    };
    let kid = common.key_id.clone().filter(|kid| !kid.is_empty())?;
    Some(Sleutel { kid, algorithm, key: DecodingKey::from_jwk(jwk).ok()? })
}

/// The certificates in a file.
fn certificates(pad: &Path) -> Result<Vec<Certificate<'static>>, Sleutelfout> {
    let text = std::fs::read(pad).map_err(|why| Sleutelfout::Bestand { pad: pad.into(), reden: why.to_string() })?;
    let blocks = pem::parse_many(&text).unwrap_or_default();
    let certs = blocks.iter().filter(|block| block.tag() == "CERTIFICATE");
    let certs: Vec<_> = certs.map(|block| Certificate::from_der(block.contents()).to_owned()).collect();
    if certs.is_empty() { Err(Sleutelfout::Certificaat { pad: pad.into() }) } else { Ok(certs) }
}

/// TLS with the certificates of this machine, for whoever calls another system.
pub fn tls() -> TlsConfig {
    tls_with(Vec::new())
}

/// The same, with these besides.
fn tls_with(own: Vec<Certificate<'static>>) -> TlsConfig {
    let certs = rustls_native_certs::load_native_certs().certs;
    let certs: Vec<_> = certs.iter().map(|cert| Certificate::from_der(cert).to_owned()).chain(own).collect();
    TlsConfig::builder()
        .provider(TlsProvider::Rustls)
        .root_certs(RootCerts::Specific(Arc::new(certs)))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .build()
}

fn agent(own: Vec<Certificate<'static>>) -> Agent {
    let config = Agent::config_builder().tls_config(tls_with(own)).timeout_global(Some(PATIENCE)).max_redirects(0);
    let config = config.http_status_as_error(false);
    config.build().new_agent()
}
