//! All integration tests in one binary, so that the crates link once; modules mirror `src`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests may fail loudly too

mod amsterdam;
mod app;
mod architecture;
mod auth;
mod cli;
mod config;
mod deploy;
mod http;
mod import;
mod jaar;
mod jobs;
mod matching;
mod repository;
mod storage;
mod support;
mod verify;
