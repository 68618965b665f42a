//! Follows the calendar: once at the start and then every few minutes it takes the steps that time asks for, and throws away
//! what is kept for a while only.
//!
//! Every process with workers does so; each step is held while it is looked at again, so it is taken once.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::sleep;

use crate::app::App;
use crate::app::opruimen::ruim_op;
use crate::app::tijd::follow_tijd;

/// Time between looks at the calendar. A step is due on a day, so minutes do not matter.
const RUST: Duration = Duration::from_secs(300);

/// Until the service closes.
pub async fn run(app: App) {
    let mut sluiting = app.wachtrij.sluiting();
    while !*sluiting.borrow_and_update() {
        let look = app.clone();
        match spawn_blocking(move || follow_tijd(&look)).await {
            Ok(Ok(0)) => {}
            Ok(Ok(stappen)) => tracing::info!(stappen, "the calendar was followed"),
            Ok(Err(why)) => tracing::warn!(oorzaak = %why, "the calendar could not be followed"),
            Err(why) => tracing::error!(oorzaak = %why, "following the calendar ended unexpectedly"),
        }
        let look = app.clone();
        match spawn_blocking(move || ruim_op(&look)).await {
            Ok(Ok(0)) => {}
            Ok(Ok(rijen)) => tracing::info!(rijen, "what was kept long enough was thrown away"),
            Ok(Err(why)) => tracing::warn!(oorzaak = %why, "what was kept long enough could not be thrown away"),
            Err(why) => tracing::error!(oorzaak = %why, "throwing away ended unexpectedly"),
        }
        tokio::select! {
            _ = sluiting.changed() => {}
            () = sleep(RUST) => {}
        }
    }
}
