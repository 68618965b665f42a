//! `rato backup`: a copy of the SQLite database, while the service runs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use super::setup;
use crate::auth::policy::Grant;
use crate::clock::Clock;
use crate::storage::backup::backup;
use crate::storage::connection::Db;

/// What `rato backup` can be told.
#[derive(Args)]
pub struct BackupArgs {
    /// Nieuw bestand voor de kopie.
    bestand: PathBuf,
}

/// Copies the configured database as it is, without touching its tables. The copy is the owner's only.
pub fn run(config: Option<&Path>, args: &BackupArgs) -> anyhow::Result<ExitCode> {
    let config = setup::config(config)?;
    let settings = &config.database;
    let url = settings.url.reveal();
    if let Some(path) = url.strip_prefix("sqlite://") {
        anyhow::ensure!(Path::new(path).is_file(), "er is geen database {path} (instelling database.url)");
    }
    let db = Db::connect(url, 1, Duration::from_secs(settings.wacht_seconden), Clock::system())
        .context("de database gaat niet open (instelling database.url)")?;
    backup(&db, &Grant::systeem("backup"), &args.bestand)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&args.bestand, std::fs::Permissions::from_mode(0o600))
            .with_context(|| format!("de rechten van {} zijn niet te zetten", args.bestand.display()))?;
    }
    println!("De kopie staat in {} en is nagekeken.", args.bestand.display());
    Ok(ExitCode::SUCCESS)
}
