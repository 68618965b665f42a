//! Tests of `src/auth`.

mod issue;
mod jwks;
mod policy;
mod token;
