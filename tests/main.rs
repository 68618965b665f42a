//! Every integration test in one binary, so that the crates link once. The modules mirror `src`.

mod auth;
mod config;
