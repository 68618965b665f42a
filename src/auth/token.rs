//! Checks a bearer token, strictly, and tells which check failed.
//!
//! The crate accepts tokens without `aud` or `iss` unless they are listed as required, and does not look at `typ`,
//! `iat`, `jti` or the life of a token at all: those are checked here, and time against the `now` that is passed in.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Header, Validation, decode, decode_header};
use serde_json::Value;

use super::actor::Actor;
use super::claims::{Claims, read_actor, text};
use super::gekend::{Bekend, Gekend};
use super::jwks::Sleutelstand;
use super::keys::{Sleutel, Sleutelbos, Sleutelfout};
use super::sandbox;
use super::seen::Gezien;
use crate::config::Auth;

/// Longest token accepted, bytes.
const MAX_LENGTH: usize = 8_192;

/// Why a token is refused; for the log. The caller hears only [`TokenFout::client_text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFout {
    /// Not three parts of base64 JSON, an unknown `alg` (as `none`), `iss`, `aud`, `sub` or `exp` given twice or of a
    /// shape the crate cannot even skip (a list for `sub`), or far too long.
    #[error("not a readable JWT")]
    Onleesbaar,
    /// `typ` is not `at+jwt`: an ID token, for example.
    #[error("typ is not at+jwt")]
    Typ,
    /// The header demands extensions we do not know (`crit`).
    #[error("the header has crit")]
    Crit,
    /// `kid` is missing or names none of our keys.
    #[error("kid is missing or unknown")]
    Kid,
    /// `alg` is not the one of the key.
    #[error("alg is not the algorithm of this key")]
    Algoritme,
    /// The signature is wrong.
    #[error("the signature is wrong")]
    Handtekening,
    /// A claim is missing or malformed.
    #[error("claim {0} is missing or malformed")]
    Claim(&'static str),
    /// `iss` is another issuer.
    #[error("another issuer")]
    Issuer,
    /// `aud` does not name us.
    #[error("another audience")]
    Audience,
    /// `exp` has passed.
    #[error("expired")]
    Verlopen,
    /// `nbf` is still to come.
    #[error("not valid yet")]
    NogNietGeldig,
    /// `iat` is still to come.
    #[error("issued in the future")]
    Toekomst,
    /// `exp - iat` is not above zero or above the maximum.
    #[error("the life of the token is too long or not positive")]
    Levensduur,
    /// Another token had this `jti`.
    #[error("jti was used by another token")]
    JtiHergebruikt,
}

impl TokenFout {
    /// What the caller may know: not which check failed, only that the time is over when it is.
    pub fn client_text(self) -> &'static str {
        match self {
            TokenFout::Verlopen => "Het token is verlopen; vraag een nieuw token aan.",
            _ => "Het token is niet geldig; vraag een nieuw token aan.",
        }
    }
}

/// Who a good token lets in, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toegang {
    /// Who.
    pub actor: Actor,
    /// The moment from which the token is refused.
    pub geldig_tot: DateTime<Utc>,
}

impl From<Bekend> for Toegang {
    fn from(known: Bekend) -> Self {
        let geldig_tot = DateTime::from_timestamp(known.until, 0).unwrap_or_default();
        Toegang { actor: known.actor, geldig_tot }
    }
}

/// Checks tokens against the settings and keys it was made with. Make one and share it: it remembers `jti`s.
pub struct Verifier {
    keys: Sleutelbos,
    issuer: String,
    audience: String,
    leeway: i64,
    max_life: i64,
    seen: Gezien,
    gekend: Gekend,
    /// Empty, but for a sandbox.
    sandbox: HashMap<String, Actor>,
}

impl Verifier {
    /// Reads the keys; on a development service makes the local key when there is none.
    pub fn new(auth: &Auth) -> Result<Self, Sleutelfout> {
        Ok(Verifier {
            keys: Sleutelbos::open(auth)?,
            issuer: auth.issuer.clone(),
            audience: auth.audience.clone(),
            leeway: auth.leeway_seconden.clamp(0, 5),
            max_life: auth.max_levensduur_seconden,
            seen: Gezien::default(),
            gekend: Gekend::default(),
            sandbox: HashMap::new(),
        })
    }

    /// Also lets these in with the fixed token of their role, as [`sandbox::token_of`] says. Refused where tokens of a
    /// real issuer are accepted.
    pub fn with_sandbox(self, auth: &Auth, actors: Vec<Actor>) -> Result<Self, Sleutelfout> {
        if !auth.is_ontwikkeling() {
            return Err(Sleutelfout::GeenOntwikkeling);
        }
        Ok(Verifier { sandbox: sandbox::tokens(actors), ..self })
    }

    /// Who holds `bearer` (the token without the word Bearer), or why it is refused.
    pub fn verify(&self, bearer: &str, now: DateTime<Utc>) -> Result<Toegang, TokenFout> {
        if bearer.len() > MAX_LENGTH {
            return Err(TokenFout::Onleesbaar);
        }
        if let Some(actor) = self.sandbox.get(bearer) {
            return Ok(Toegang { actor: actor.clone(), geldig_tot: now + TimeDelta::days(1) });
        }
        let now = now.timestamp();
        let known = self.gekend.find(bearer, now).filter(|known| self.keys.find(&known.kid).is_some());
        if let Some(known) = known {
            return Ok(known.into());
        }
        let bekend = self.check(bearer, now)?;
        self.gekend.remember(bearer, bekend.clone(), now);
        Ok(bekend.into())
    }

    /// Every check there is, at second `now`.
    fn check(&self, bearer: &str, now: i64) -> Result<Bekend, TokenFout> {
        let header = decode_header(bearer).map_err(|_| TokenFout::Onleesbaar)?;
        let key = self.check_header(&header)?;
        let claims =
            decode::<Claims>(bearer, &key.key, &self.validation(&key)).map_err(|why| named(why.kind()))?.claims;
        // The crate also takes a list of issuers that holds the right one.
        if claims.get("iss").and_then(Value::as_str) != Some(&self.issuer) {
            return Err(TokenFout::Claim("iss"));
        }
        let exp = self.check_times(&claims, now)?;
        let actor = read_actor(&claims)?;
        let jti = text(&claims, "jti")?;
        // Without the signature: an ECDSA signature can be rewritten into another valid one for the same token.
        let signed = bearer.rsplit_once('.').map_or(bearer, |(signed, _)| signed);
        let until = exp.saturating_add(self.leeway);
        if !self.seen.is_first_or_same(jti, signed, until, now) {
            return Err(TokenFout::JtiHergebruikt);
        }
        Ok(Bekend { actor, kid: key.kid.clone(), until })
    }

    /// Should the keys of the issuer be fetched again after this outcome? Then [`Verifier::refresh`], and verify again.
    pub fn is_refresh_due(&self, outcome: &Result<Toegang, TokenFout>, now: DateTime<Utc>) -> bool {
        let unknown = matches!(outcome, Err(TokenFout::Kid));
        self.keys.jwks.as_ref().is_some_and(|jwks| jwks.is_due(unknown, now))
    }

    /// Fetches the keys of the issuer again. Blocks: call it on the blocking pool.
    pub fn refresh(&self, now: DateTime<Utc>) {
        if let Some(jwks) = &self.keys.jwks {
            jwks.refresh(now);
        }
    }

    /// What is wrong with the keys of the issuer, if anything. As long as there are none at all no token can mend that, so a
    /// new fetch is tried here when it is due. Blocks: call it on the blocking pool.
    pub fn sleutelstand(&self, now: DateTime<Utc>) -> Option<Sleutelstand> {
        let jwks = self.keys.jwks.as_ref()?;
        if jwks.klacht().is_some_and(|stand| !stand.eerdere) && jwks.is_due(true, now) {
            jwks.refresh(now);
        }
        jwks.klacht().map(|stand| Sleutelstand { eerdere: stand.eerdere || self.keys.has_own(), ..stand })
    }

    fn check_header(&self, header: &Header) -> Result<Arc<Sleutel>, TokenFout> {
        let typ = header.typ.as_deref().unwrap_or_default().to_ascii_lowercase();
        if typ != "at+jwt" && typ != "application/at+jwt" {
            return Err(TokenFout::Typ);
        }
        if header.crit.is_some() {
            return Err(TokenFout::Crit);
        }
        header.kid.as_deref().and_then(|kid| self.keys.find(kid)).ok_or(TokenFout::Kid)
    }

    /// What the crate checks: the algorithm of the key (never the one of the token), `iss`, `aud`, and that four claims exist.
    fn validation(&self, key: &Sleutel) -> Validation {
        let mut validation = Validation::new(key.algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_audience(&[&self.audience]);
        // The crate reads the clock of the machine; `check_times` does the same checks with the clock of the service.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation
    }

    /// All checks of time, in seconds since 1970. Gives `exp`.
    fn check_times(&self, claims: &Claims, now: i64) -> Result<i64, TokenFout> {
        let exp = instant(claims, "exp")?.ok_or(TokenFout::Claim("exp"))?;
        let iat = instant(claims, "iat")?.ok_or(TokenFout::Claim("iat"))?;
        let latest = now.saturating_add(self.leeway);
        if exp.saturating_add(self.leeway) <= now {
            return Err(TokenFout::Verlopen);
        }
        if instant(claims, "nbf")?.is_some_and(|nbf| nbf > latest) {
            return Err(TokenFout::NogNietGeldig);
        }
        if iat > latest {
            return Err(TokenFout::Toekomst);
        }
        if exp <= iat || exp.saturating_sub(iat) > self.max_life {
            return Err(TokenFout::Levensduur);
        }
        Ok(exp)
    }
}

/// A moment, when it is there: a whole number of seconds, not negative.
fn instant(claims: &Claims, name: &'static str) -> Result<Option<i64>, TokenFout> {
    match claims.get(name) {
        None => Ok(None),
        Some(value) => value.as_i64().filter(|seconds| *seconds >= 0).map(Some).ok_or(TokenFout::Claim(name)),
    }
}

/// The check that failed inside the crate.
fn named(kind: &ErrorKind) -> TokenFout {
    match kind {
        ErrorKind::InvalidSignature => TokenFout::Handtekening,
        ErrorKind::InvalidAlgorithm => TokenFout::Algoritme,
        ErrorKind::InvalidIssuer => TokenFout::Issuer,
        ErrorKind::InvalidAudience => TokenFout::Audience,
        ErrorKind::MissingRequiredClaim(name) => match name.as_str() {
            "exp" => TokenFout::Claim("exp"),
            "iss" => TokenFout::Claim("iss"),
            "aud" => TokenFout::Claim("aud"),
            _ => TokenFout::Claim("sub"),
        },
        _ => TokenFout::Onleesbaar,
    }
}
