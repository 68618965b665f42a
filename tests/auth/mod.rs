//! Tests of `src/auth`.

mod issue;
mod jwks;
mod jwks_https;
mod policy;
mod token;
