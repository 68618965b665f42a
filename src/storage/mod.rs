//! Storage: diesel, one query body for SQLite and PostgreSQL. Knows nothing of HTTP, use cases or the matcher.

pub mod abonnement;
mod afsluiting;
pub mod auditregel;
pub mod backup;
pub mod beleid;
pub mod boekheropening;
pub mod connection;
pub mod deelname;
pub mod detachering;
pub mod doorbelasting;
pub mod duovergelijking;
pub mod formatiepeiling;
pub mod formatieverloop;
pub mod herkomst;
pub mod huidige_plaatsing;
pub mod idempotentie;
pub mod import;
pub mod ingreep;
pub mod instroom;
pub mod job;
pub mod matchronde;
pub mod metrics;
pub mod migrations;
pub mod monitor;
pub mod onderzoek;
mod onthouden;
pub mod plaatsing;
pub mod plaatsing_stap;
pub mod pool;
pub mod postcodepunt;
pub mod postgres;
pub mod prepare;
pub mod regio;
pub mod regiodocent;
pub mod sandbox;
pub mod schema;
pub mod school;
pub mod schoolbestuur;
pub mod solidariteitsboek;
mod solidariteitsstap;
pub mod types;
pub mod vacature;
pub mod vaststelling;
pub mod veldherkomst;
pub mod wal;
pub mod wijziging;

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// What can go wrong in the database.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// No connection could be had.
    #[error("database connection failed: {0}")]
    Verbinding(String),
    /// The change was done, and whether it is on disk could not be heard any more.
    #[error("committed, but not confirmed: {0}")]
    Ongewis(String),
    /// A migration failed.
    #[error("migration failed: {0}")]
    Migratie(String),
    /// A unique key is taken already; holds the name of the constraint or column.
    #[error("duplicate: {0}")]
    Dubbel(String),
    /// A reference points nowhere, or something still points here.
    #[error("reference: {0}")]
    Verwijzing(String),
    /// The row changed, or vanished, since it was read.
    #[error("stale version")]
    Verouderd,
    /// A stored value cannot be read back: somebody wrote past us.
    #[error("unreadable value in {0}")]
    Onleesbaar(String),
    /// Anything else.
    #[error("query failed: {0}")]
    Query(DieselError),
}

impl From<DieselError> for StorageError {
    fn from(why: DieselError) -> Self {
        match why {
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                StorageError::Dubbel(info.constraint_name().unwrap_or_else(|| info.message()).to_owned())
            }
            DieselError::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, info) => {
                StorageError::Verwijzing(info.message().to_owned())
            }
            // Another process writes for longer than we wait, or hung up on us: the same call may work in a moment.
            DieselError::DatabaseError(
                DatabaseErrorKind::SerializationFailure
                | DatabaseErrorKind::ClosedConnection
                | DatabaseErrorKind::UnableToSendCommand,
                info,
            ) => StorageError::Verbinding(info.message().to_owned()),
            DieselError::DatabaseError(_, info) if is_passing(info.message()) => {
                StorageError::Verbinding(info.message().to_owned())
            }
            why @ DieselError::BrokenTransactionManager => StorageError::Verbinding(why.to_string()),
            why => StorageError::Query(why),
        }
    }
}

/// What passes by itself, of the errors that have no kind of their own: a locked SQLite file, a PostgreSQL that restarts
/// or that broke a circle of transactions waiting for each other.
fn is_passing(message: &str) -> bool {
    message == "database is locked"
        || message == "deadlock detected"
        || message.starts_with("terminating connection")
        || message.starts_with("the database system is")
}

/// Rows written by one statement: at most 25 columns keeps it under SQLite's 32,766 values.
pub(crate) const BLOK: usize = 1_000;

/// Reads a stored word back into its type.
pub(crate) fn lees<T: std::str::FromStr>(kolom: &str, text: &str) -> Result<T, StorageError> {
    text.parse().map_err(|_| StorageError::Onleesbaar(format!("{kolom}: '{text}'")))
}

/// A value that came with its audit row. Only [`connection::Tx::audited`] and [`connection::Tx::unchanged`] make one.
#[must_use]
pub struct Audited<T>(T);

impl<T> Audited<T> {
    fn into_value(self) -> T {
        self.0
    }
}
