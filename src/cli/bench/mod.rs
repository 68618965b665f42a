//! `rato bench`: measurements of the program itself, on this machine.

mod http;

use std::process::ExitCode;

use clap::{Args, Subcommand};

/// What to measure.
#[derive(Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    soort: Soort,
}

#[derive(Subcommand)]
enum Soort {
    /// Verzoeken per seconde, als verhouding tot een groet achter dezelfde tussenlagen.
    Http(http::HttpArgs),
}

/// Measures and prints.
pub fn run(args: &BenchArgs) -> anyhow::Result<ExitCode> {
    match &args.soort {
        Soort::Http(args) => http::run(args),
    }
}
