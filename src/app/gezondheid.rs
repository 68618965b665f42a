//! Gezondheid: can this process do its work?

use super::App;
use crate::auth::policy::Grant;
use crate::storage::connection::ping;

/// What is wrong with this process, in Dutch; nothing when it is ready.
pub fn klachten(app: &App) -> Vec<&'static str> {
    let mut found = Vec::new();
    if let Err(why) = app.db.read(&Grant::systeem("gezondheid"), ping) {
        tracing::error!(oorzaak = %why, "database not reachable");
        found.push("de database is niet bereikbaar");
    }
    if !app.wachtrij.is_bemand() {
        found.push("een werker is weggevallen");
    }
    found
}
