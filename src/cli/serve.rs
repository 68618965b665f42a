//! `rato serve`: the API and the workers in one process.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow};

use super::{setup, werkers};
use crate::auth::token::Verifier;
use crate::http::server::Server;

/// Serves until SIGTERM or SIGINT; then requests and jobs get `server.stoptijd-seconden` to finish.
pub fn run(config: Option<&Path>) -> anyhow::Result<ExitCode> {
    let config = setup::config(config)?;
    let app = setup::app(&config)?;
    let verifier = Verifier::new(&config.auth).context("de sleutels voor tokens zijn niet te lezen")?;
    let server = Server::new(app.clone(), verifier, &config.server)
        .map_err(|why| anyhow!("de API-beschrijving klopt niet: {why}"))?;
    let crew = werkers::start(&app, &config)?;
    let settings = &config.server;
    let served = server.serve(settings);
    app.wachtrij.sluit();
    let closed = crew.join().map_err(|_| anyhow!("de werkers zijn onverwacht gestopt"));
    served.with_context(|| format!("luisteren op {}:{} lukt niet", settings.adres, settings.poort))?;
    closed?;
    Ok(ExitCode::SUCCESS)
}
