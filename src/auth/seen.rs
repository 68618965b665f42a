//! Remembers which token had which `jti`: one token may come a thousand times, another one with its `jti` never.
//!
//! Per process and in memory. When it is full, new tokens are accepted without being remembered:
//! the signature still holds, and refusing everybody would be worse than missing a careless issuer.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// Most tokens remembered at one time; about 15 MB.
const MAX_TOKENS: usize = 100_000;
/// Seconds between two clean-ups.
const CLEAN_EVERY: i64 = 60;

#[derive(Default)]
pub(super) struct Gezien(Mutex<Memory>);

#[derive(Default)]
struct Memory {
    /// Per `jti`: the hash of its token, and the second after which it may be forgotten.
    tokens: HashMap<String, ([u8; 32], i64)>,
    cleaned: i64,
}

impl Gezien {
    /// Is `jti` new, or was it this same token (`signed`: header and claims as sent) before?
    pub(super) fn is_first_or_same(&self, jti: &str, signed: &str, until: i64, now: i64) -> bool {
        let hash: [u8; 32] = Sha256::digest(signed).into();
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now.saturating_sub(memory.cleaned) >= CLEAN_EVERY {
            memory.cleaned = now;
            memory.tokens.retain(|_, (_, until)| *until > now);
        }
        match memory.tokens.get(jti) {
            Some((known, _)) => *known == hash,
            None if memory.tokens.len() >= MAX_TOKENS => true,
            None => memory.tokens.insert(jti.to_owned(), (hash, until)).is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jti_is_free_again_once_its_token_has_expired() {
        let seen = Gezien::default();
        assert!(seen.is_first_or_same("j", "a.b", 100, 0));
        assert!(seen.is_first_or_same("j", "a.b", 100, 1));
        assert!(!seen.is_first_or_same("j", "a.c", 100, 99));
        assert!(seen.is_first_or_same("j", "a.c", 400, 200));
    }
}
