//! What most commands begin with: settings, logging and the database.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;

use crate::app::App;
use crate::app::wachtrij::Wachtrij;
use crate::clock::Clock;
use crate::config::{Config, load};
use crate::storage::connection::Db;
use crate::telemetry;

/// Settings, with logging switched on.
pub fn config(file: Option<&Path>) -> anyhow::Result<Config> {
    let config = load(file)?;
    telemetry::init(&config.log)?;
    Ok(config)
}

/// The use cases on the configured database, its tables brought up to date.
pub fn app(config: &Config) -> anyhow::Result<App> {
    let clock = Clock::system();
    let settings = &config.database;
    let wait = Duration::from_secs(settings.wacht_seconden);
    let db = Db::open(settings.url.reveal(), settings.lees_verbindingen, wait, clock.clone())
        .context("de database gaat niet open (instelling database.url)")?;
    Ok(App { db, clock, wachtrij: Wachtrij::new(config), drempels: config.monitor })
}
