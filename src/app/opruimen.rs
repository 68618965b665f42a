//! Throws away what is kept for a while only: the feed, the rows of imports and messages that were given up.

use chrono::TimeDelta;

use super::{App, error::AppError};
use crate::auth::policy::Grant;
use crate::storage::{abonnement, import, wijziging};

/// Messages of a regio that go in one transaction: others wait a moment at most.
const PER_KEER: i64 = 5_000;

/// Throws away what is older than `jobs.bewaar-dagen`; how many rows.
pub fn ruim_op(app: &App) -> Result<usize, AppError> {
    let age = TimeDelta::try_days(app.wachtrij.bewaar_dagen);
    let Some(voor) = age.and_then(|age| app.clock.now().checked_sub_signed(age)) else { return Ok(0) };
    let grant = Grant::systeem("opruimen");
    let mut total = 0;
    loop {
        let count = app.db.write(&grant, |tx| {
            let feed = wijziging::prune(tx, voor, PER_KEER)?;
            let count = feed + import::prune_regels(tx, voor)? + abonnement::prune_bezorgingen(tx, voor)?;
            Ok::<_, AppError>(tx.unchanged(count))
        })?;
        total += count;
        if count == 0 {
            return Ok(total);
        }
    }
}
