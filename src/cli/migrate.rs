//! `rato migrate`: brings the tables up to date.

use std::path::Path;
use std::process::ExitCode;

use super::setup;

/// Opens the database, which runs what is pending.
pub fn run(config: Option<&Path>) -> anyhow::Result<ExitCode> {
    setup::app(&setup::config(config)?)?;
    println!("De tabellen zijn op orde.");
    Ok(ExitCode::SUCCESS)
}
