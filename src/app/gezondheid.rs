//! Gezondheid: can this process do its work?

use super::App;
use crate::auth::policy::Grant;
use crate::storage::migrations::has_pending;

/// What is wrong with this process, in Dutch; nothing when it is ready.
pub fn klachten(app: &App) -> Vec<String> {
    let mut found = Vec::new();
    match app.db.read(&Grant::systeem("gezondheid"), has_pending) {
        Ok(false) => {}
        Ok(true) => {
            tracing::error!("migrations are pending: run `rato migrate`");
            found.push("de tabellen van de database lopen achter".to_owned());
        }
        Err(why) => {
            tracing::error!(oorzaak = %why, "database not reachable");
            found.push("de database is niet bereikbaar".to_owned());
        }
    }
    if !app.wachtrij.is_bemand() {
        found.push("een werker is weggevallen".to_owned());
    }
    found
}
