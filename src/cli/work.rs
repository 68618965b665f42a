//! `rato work`: workers without the API, beside any number of `rato serve` on the same database.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;

use super::{setup, werkers};

/// Works until SIGTERM or SIGINT.
pub fn run(config: Option<&Path>) -> anyhow::Result<ExitCode> {
    let config = setup::config(config)?;
    if config.jobs.werkers == 0 {
        return Err(anyhow!("jobs.werkers is 0: er valt niets te doen; zet deze instelling op 1 of hoger"));
    }
    let app = setup::app(&config)?;
    tracing::info!(werkers = config.jobs.werkers, "working");
    werkers::start(&app, &config)?.join().map_err(|_| anyhow!("de werkers zijn onverwacht gestopt"))?;
    Ok(ExitCode::SUCCESS)
}
