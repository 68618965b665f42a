//! The `rato` command: parse, build, run.

use std::process::ExitCode;

use clap::Parser;
use rato::cli::{self, Cli};

fn main() -> ExitCode {
    match cli::run(Cli::parse()) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("rato: {why:#}");
            ExitCode::FAILURE
        }
    }
}
