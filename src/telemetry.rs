//! Starts logging: sentences for people or JSON lines, on standard error so that output stays clean.
//!
//! Only `main` uses it; everybody else just writes `tracing` events.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{Log, Logformaat};

/// Logging could not be started.
#[derive(Debug, thiserror::Error)]
#[error("Het loggen kan niet beginnen: {0}")]
pub struct Telemetriefout(String);

/// Starts logging for this process; a second call fails.
pub fn init(log: &Log) -> Result<(), Telemetriefout> {
    let filter = EnvFilter::try_new(&log.niveau).map_err(|why| Telemetriefout(why.to_string()))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.formaat {
        Logformaat::Json => lines.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init(),
        Logformaat::Tekst => lines.with_ansi(std::io::stderr().is_terminal()).with_target(false).try_init(),
    }
    .map_err(|why| Telemetriefout(why.to_string()))
}
