//! Tests of `src/auth`.

mod issue;
mod policy;
mod token;
