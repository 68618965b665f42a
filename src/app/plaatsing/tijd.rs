//! What time does to plaatsingen: proposals lapse, placements end, contracts go over. Called by the workers.

use uuid::Uuid;

use super::einde::close_if_over;
use crate::app::regio::systeem_in;
use crate::app::{App, error::AppError};
use crate::auth::policy::Grant;
use crate::storage::StorageError;
use crate::storage::plaatsing::{list_ingehaald, lock_plaatsing};

/// Takes every step that is due today, each in a transaction of its own; how many were taken.
/// Many processes may do so at once: a plaatsing is held while it is looked at again.
pub fn follow_tijd(app: &App) -> Result<usize, AppError> {
    let grant = Grant::systeem("tijd");
    let today = app.clock.today();
    let due = app.db.read(&grant, |conn| list_ingehaald(conn, today))?;
    let mut taken = 0;
    for (regio_id, id) in due {
        taken += usize::from(follow(app, &systeem_in(app, "tijd", regio_id)?, regio_id, id)?);
    }
    Ok(taken)
}

fn follow(app: &App, grant: &Grant, regio_id: Uuid, id: Uuid) -> Result<bool, AppError> {
    app.db.write(grant, |tx| {
        let Some(found) = lock_plaatsing(tx, regio_id, grant.bereik(), id)? else {
            return Err(StorageError::Verouderd.into());
        };
        let before = found.noun.status;
        let after = close_if_over(tx, regio_id, found)?.noun.status;
        // The audit row went with the step, if there was one.
        Ok(tx.unchanged(after != before))
    })
}
