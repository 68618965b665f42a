//! Remembers tokens that passed every check, so that the signature of each is worked out once and not at every request.
//!
//! Per process and in memory, by the hash of the whole token: another signature is another token. Whatever can change between
//! two requests is looked at again: whether the token has expired, and whether its key is still trusted.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::actor::Actor;

/// Most tokens remembered; about 5 MB. A token that does not fit is checked in full each time.
const MAX_TOKENS: usize = 10_000;

/// What is known of a token.
#[derive(Debug, Clone)]
pub(super) struct Bekend {
    /// Its holder.
    pub actor: Actor,
    /// The key it was signed with.
    pub kid: String,
    /// The second from which it is refused, leeway included.
    pub until: i64,
}

/// Tokens by their hash.
#[derive(Default)]
pub(super) struct Gekend(Mutex<HashMap<[u8; 32], Bekend>>);

impl Gekend {
    /// What is known of `bearer`, when it still holds at `now`.
    pub(super) fn find(&self, bearer: &str, now: i64) -> Option<Bekend> {
        let hash = hash(bearer);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&hash).filter(|known| now < known.until).cloned()
    }

    /// Remembers a token that passed every check at `now`.
    pub(super) fn remember(&self, bearer: &str, bekend: Bekend, now: i64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MAX_TOKENS {
            known.retain(|_, known| now < known.until);
        }
        if known.len() < MAX_TOKENS {
            known.insert(hash(bearer), bekend);
        }
    }
}

fn hash(bearer: &str) -> [u8; 32] {
    Sha256::digest(bearer).into()
}
