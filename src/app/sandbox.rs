//! A sandbox: invented data that everybody may change, and one call that brings it back to how it began.

use std::path::Path;

use super::error::AppError;
use super::{App, Ctx};
use crate::auth::policy::{Actie, Grant};
use crate::storage::backup::{Backupfout, backup};
use crate::storage::sandbox;

/// Keeps everything as it is now in the new file `stand`.
pub fn keep(app: &App, stand: &Path) -> Result<(), Backupfout> {
    backup(&app.db, &Grant::systeem("sandbox"), stand)
}

/// Brings everything back to `stand`; a service without one is no sandbox, and has no such thing.
pub fn restore(ctx: &Ctx, stand: Option<&Path>) -> Result<(), AppError> {
    let grant = ctx.authorize(Actie::SandboxHerstellen)?;
    let stand = stand.ok_or(AppError::NietGevonden("proefomgeving"))?;
    sandbox::restore(&ctx.app.db, &grant, stand).map_err(|why| match why {
        Backupfout::Storage(why) => why.into(),
        other => AppError::Intern(other.to_string()),
    })
}
