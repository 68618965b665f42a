//! What can go wrong in a use case, free of HTTP. Turned into an answer in `http/error.rs` only.

use crate::auth::policy::Geweigerd;
use crate::domain::invoer::Invoerfout;
use crate::domain::levensloop::GeenOvergang;
use crate::storage::StorageError;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The input is wrong; every error is listed.
    #[error("invalid input: {} errors", .0.len())]
    Invoer(Vec<Invoerfout>),
    /// It does not exist, or the caller may not know that it does.
    #[error("{0} not found")]
    NietGevonden(&'static str),
    /// The caller may not do this.
    #[error(transparent)]
    Geweigerd(#[from] Geweigerd),
    /// Somebody else changed it after the caller read it.
    #[error("stale version")]
    Verouderd,
    /// It cannot be done in the present state of things.
    #[error("conflict: {code}")]
    Conflict {
        /// Stable code, kebab-case.
        code: &'static str,
        /// What is in the way, in Dutch.
        detail: String,
        /// What would be possible, in Dutch.
        herstel: String,
    },
    /// A step that the life cycle does not have here; it says what would be possible.
    #[error(transparent)]
    Overgang(#[from] GeenOvergang),
    /// What was decided no longer fits the data of today; everything that does not is listed.
    #[error("no longer fits: {} conflicts", .0.len())]
    PastNiet(Vec<Invoerfout>),
    /// What was asked for was kept for a while, and that is over.
    #[error("no longer kept")]
    Opgeruimd,
    /// No connection to the database could be had.
    #[error("database not reachable: {0}")]
    Onbereikbaar(String),
    /// The change was done, and a crash of the database may have taken it back: nobody knows.
    #[error("outcome unknown: {0}")]
    Ongewis(String),
    /// The database failed.
    #[error(transparent)]
    Storage(StorageError),
    /// A stored document or a rule set does not hold together; the log says more.
    #[error("internal: {0}")]
    Intern(String),
}

impl From<StorageError> for AppError {
    fn from(why: StorageError) -> Self {
        match why {
            StorageError::Verouderd => AppError::Verouderd,
            StorageError::Verbinding(why) => AppError::Onbereikbaar(why),
            StorageError::Ongewis(why) => AppError::Ongewis(why),
            why => AppError::Storage(why),
        }
    }
}

impl From<Vec<Invoerfout>> for AppError {
    fn from(fouten: Vec<Invoerfout>) -> Self {
        AppError::Invoer(fouten)
    }
}

impl From<Invoerfout> for AppError {
    fn from(fout: Invoerfout) -> Self {
        AppError::Invoer(vec![fout])
    }
}

impl AppError {
    /// A unique key that is taken becomes this error at the field; anything else stays what it is.
    pub fn if_dubbel(why: StorageError, fout: impl FnOnce() -> Invoerfout) -> Self {
        match why {
            StorageError::Dubbel(_) => AppError::Invoer(vec![fout()]),
            why => why.into(),
        }
    }
}
