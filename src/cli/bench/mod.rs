//! `rato bench`: how good and how fast the matcher is on fixed instances. Every number can be repeated.

mod amsterdam;

use std::process::ExitCode;

use clap::{Args, Subcommand};

/// Which instances.
#[derive(Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    soort: Soort,
}

#[derive(Subcommand)]
enum Soort {
    /// amsterdam-v1: waarde, bewezen grens en verschil per tier, of van één gewogen doel.
    Amsterdam(amsterdam::AmsterdamArgs),
}

/// Measures and prints.
pub fn run(args: &BenchArgs) -> anyhow::Result<ExitCode> {
    match &args.soort {
        Soort::Amsterdam(args) => amsterdam::run(args),
    }
}
