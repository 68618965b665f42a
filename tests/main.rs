//! Every integration test in one binary, so that the crates link once. The modules mirror `src`.

// clippy.toml allows these in test functions; here the helpers of tests may use them too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod auth;
mod config;
