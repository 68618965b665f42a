//! What the calendar asks of the service, all of it. Called by the workers.

use super::{App, detachering, error::AppError, matchronde, plaatsing};

/// Takes every step that is due today; how many were taken.
pub fn follow_tijd(app: &App) -> Result<usize, AppError> {
    Ok(plaatsing::tijd::follow_tijd(app)? + detachering::follow_tijd(app)? + matchronde::tijd::follow_tijd(app)?)
}
