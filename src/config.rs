//! The settings of the service, typed. How they are read stands in `load`, what is allowed in `check`.
//!
//! Depends on no other part of the house. `config/default.toml` is the list of all settings.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

mod check;
mod load;

pub use load::{Configfout, Instelfout, load, load_from};

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The HTTP server.
    pub server: Server,
    /// The database.
    pub database: Database,
    /// Which tokens are accepted.
    pub auth: Auth,
    /// Background work.
    pub jobs: Jobs,
    /// Limits of the matcher.
    pub matching: Matching,
    /// What figures may show of others.
    pub monitor: Monitor,
    /// Logging.
    pub log: Log,
}

/// `[server]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Server {
    /// Address to listen on.
    pub adres: IpAddr,
    /// Port to listen on.
    pub poort: u16,
    /// Threads that handle requests.
    pub werkdraden: usize,
    /// Largest ordinary body, KiB.
    pub body_limiet_kib: usize,
    /// Largest file of an import, MiB.
    pub import_limiet_mib: usize,
    /// Seconds to send the head of a request.
    pub leestijd_seconden: u64,
    /// Seconds to finish on stop.
    pub stoptijd_seconden: u64,
    /// Requests per caller and minute; 0 = no limit.
    pub verzoeken_per_minuut: u32,
    /// Hours for which the answer to an Idempotency-Key is kept.
    pub idempotentie_uren: i64,
    /// Origins whose pages may call us.
    pub cors_oorsprongen: Vec<String>,
    /// Who we are for other systems: the `source` of events.
    pub bron: String,
    /// Does `/metrics` answer? It needs no token.
    pub metrics: bool,
}

/// `[database]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Database {
    /// `sqlite://…` or `postgres://…`; may hold a password.
    pub url: Geheim,
    /// Connections for reading.
    pub lees_verbindingen: u32,
    /// Seconds to wait for a connection or lock.
    pub wacht_seconden: u64,
}

/// `[auth]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Auth {
    /// A real installation.
    pub productie: bool,
    /// The `iss` of accepted tokens.
    pub issuer: String,
    /// The `aud` of accepted tokens.
    pub audience: String,
    /// Longest life of a token, seconds.
    pub max_levensduur_seconden: i64,
    /// Allowed clock difference, seconds.
    pub leeway_seconden: i64,
    /// File of the development key.
    pub ontwikkelsleutel: PathBuf,
    /// Where the issuer publishes its keys, or `geen`.
    pub jwks_url: String,
    /// File with certificates (PEM) that sign the one of that address, besides those of this machine, or `geen`.
    pub jwks_ca: String,
    /// Least seconds between two fetches of those keys.
    pub jwks_pauze_seconden: i64,
    /// Seconds after which fetched keys are fetched again.
    pub jwks_levensduur_seconden: i64,
    /// Public keys of the issuer, besides those it publishes.
    pub sleutels: Vec<Sleutel>,
}

impl Auth {
    /// Are tokens made and checked with the local development key? Not on a real installation,
    /// and not once the keys of an issuer are configured.
    pub fn is_ontwikkeling(&self) -> bool {
        !self.productie && self.sleutels.is_empty() && self.jwks().is_none()
    }

    /// Certificates that are trusted for that address besides those of this machine.
    pub fn jwks_ca(&self) -> Option<&Path> {
        (self.jwks_ca != "geen").then(|| Path::new(&self.jwks_ca))
    }

    /// Where the issuer publishes its keys.
    pub fn jwks(&self) -> Option<&str> {
        (self.jwks_url != "geen").then_some(&self.jwks_url)
    }
}

/// One public key of the issuer.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Sleutel {
    /// Its `kid`.
    pub kid: String,
    /// The only algorithm it is used with.
    pub algoritme: Algoritme,
    /// File with the public key (PEM, SubjectPublicKeyInfo).
    pub pem_bestand: PathBuf,
}

/// Signature algorithms accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Algoritme {
    /// RSA PKCS #1 v1.5 with SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
    /// RSA-PSS with SHA-256.
    #[serde(rename = "PS256")]
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
}

/// `[jobs]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Jobs {
    /// Jobs at the same time.
    pub werkers: usize,
    /// Seconds of a lease.
    pub lease_seconden: u64,
    /// Seconds between signs of life.
    pub hartslag_seconden: u64,
    /// Seconds between looks for work.
    pub poll_seconden: u64,
    /// Tries per job.
    pub max_pogingen: u32,
    /// May webhooks go to this machine itself? For development and tests.
    pub webhooks_lokaal: bool,
    /// Must a receiver say first that it wants messages from us?
    pub webhooks_handdruk: bool,
    /// Who we are for a receiver: a domain name.
    pub webhooks_oorsprong: String,
    /// Keys that seal the secrets of webhooks, `id:base64` each.
    pub webhooks_sleutels: Geheim,
    /// Days for which the feed and the rows of imports are kept.
    pub bewaar_dagen: i64,
    /// Memory of the solver process, MiB.
    pub solver_geheugen_mib: u64,
}

/// `[matching]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Matching {
    /// Safety net, seconds.
    pub tijdlimiet_seconden: u64,
    /// Moves tried per thread.
    pub werklimiet: u64,
    /// Safety net for the price of an ingreep, seconds.
    pub ingreep_seconden: u64,
    /// Work for the price of an ingreep.
    pub ingreep_werklimiet: u64,
    /// Longest time that an onderzoek computes, seconds.
    pub onderzoek_seconden: u64,
    /// Searches side by side.
    pub threads: usize,
}

/// `[monitor]`
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Monitor {
    /// Least boards, besides the reader's, in a sum that is shown.
    pub kleinste_groep: usize,
    /// Least persons in a figure that is shown.
    pub kleinste_aantal_personen: usize,
}

/// `[log]`
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Log {
    /// Shape of a line.
    pub formaat: Logformaat,
    /// Filter (`info,rato=debug`).
    pub niveau: String,
}

/// Shape of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Logformaat {
    /// For people.
    Tekst,
    /// For log collectors.
    Json,
}

/// A text that may be secret: never printed, only handed over on purpose.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Geheim(String);

impl Geheim {
    /// Wraps a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Geheim(text.into())
    }

    /// The secret itself; do not log it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Geheim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Geheim(…)")
    }
}
