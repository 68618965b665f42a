//! Tests of `src/auth`.

mod issue;
pub mod jwks;
pub mod jwks_https;
mod policy;
mod token;
