//! Stub.
use chrono::{DateTime, Utc};

use super::actor::Actor;
/// Verifier.
pub struct Verifier;
/// Fout.
#[derive(Debug, thiserror::Error)]
#[error("refused")]
pub struct TokenFout;
impl Verifier {
    /// Verify.
    pub fn verify(&self, _token: &str, _now: DateTime<Utc>) -> Result<Actor, TokenFout> {
        Err(TokenFout)
    }
}
