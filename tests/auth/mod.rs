//! Tests of `src/auth`.

mod policy;
