//! `rato bench`: measurements of the program itself, on this machine.

mod http;
mod lader;
mod verslag;

use std::process::ExitCode;

use clap::Subcommand;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Verzoeken per seconde, als verhouding tot een groet achter dezelfde tussenlagen.
    Http(http::HttpArgs),
}

/// Measures it.
pub fn run(bench: &Bench) -> anyhow::Result<ExitCode> {
    match bench {
        Bench::Http(args) => http::run(args),
    }
}
