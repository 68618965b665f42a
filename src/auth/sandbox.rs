//! The tokens of a sandbox: words that anybody may know, for a service with invented data only.

use std::collections::HashMap;

use super::actor::{Actor, Rol};

/// The token of a role, the same on every sandbox.
pub fn token_of(rol: Rol) -> String {
    format!("sandbox-{rol}")
}

/// Who comes in with which word.
pub(super) fn tokens(actors: Vec<Actor>) -> HashMap<String, Actor> {
    actors.into_iter().map(|actor| (token_of(actor.rol), actor)).collect()
}
