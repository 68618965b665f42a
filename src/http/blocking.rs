//! Use cases block on the database: this runs them on the blocking pool, first come first served.

use actix_web::web;
use tokio::sync::Semaphore;

use super::error::ApiError;
use crate::app::error::AppError;

/// Calls in the blocking pool at once; the pool of connections hands them out unfairly, a semaphore does not.
static TURNS: Semaphore = Semaphore::const_new(64);

/// Runs a use case. It always runs to its end, also when the client has gone: no transaction stays open.
pub async fn blocking<T: Send + 'static>(
    use_case: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, ApiError> {
    let _turn = TURNS.acquire().await.map_err(|why| AppError::Intern(why.to_string()))?;
    let done = web::block(use_case).await.map_err(|why| AppError::Intern(why.to_string()))?;
    Ok(done?)
}
