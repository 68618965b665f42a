//! A copy of the whole database while the service runs: SQLite only. PostgreSQL has pg_dump.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{SqliteConnection, sql_query};

use super::StorageError;
use super::connection::{Conn, Db};
use crate::auth::policy::Grant;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum Backupfout {
    /// There is something there already; a copy never overwrites.
    #[error("{0} bestaat al; kies een andere naam")]
    BestaatAl(String),
    /// The path cannot be written as SQL understands it.
    #[error("dit pad is geen leesbare tekst")]
    Pad,
    /// This engine has a tool of its own.
    #[error("dit is PostgreSQL; gebruik pg_dump, zie docs/deploy/README.md")]
    Postgres,
    /// The copy is not whole; what SQLite says about it.
    #[error("de kopie is beschadigd: {0}")]
    Beschadigd(String),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

#[derive(QueryableByName)]
struct Oordeel {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Writes everything as it is at one moment to the new file `to`, and checks that file. Others may read and write meanwhile.
pub fn backup(db: &Db, grant: &Grant, to: &Path) -> Result<(), Backupfout> {
    let path = to.to_str().ok_or(Backupfout::Pad)?;
    if to.exists() {
        return Err(Backupfout::BestaatAl(path.to_owned()));
    }
    db.read(grant, |conn| match conn {
        Conn::Pg(_) => Err(Backupfout::Postgres),
        Conn::Sqlite(c) => {
            let copied = c.batch_execute(&format!("VACUUM INTO '{}'", path.replace('\'', "''")));
            Ok(copied.map_err(StorageError::from)?)
        }
    })?;
    let connect = |why: ConnectionError| StorageError::Verbinding(why.to_string());
    let mut copy = SqliteConnection::establish(path).map_err(connect)?;
    let verdict: Vec<Oordeel> = sql_query("PRAGMA integrity_check").load(&mut copy).map_err(StorageError::from)?;
    match verdict.as_slice() {
        [only] if only.integrity_check == "ok" => Ok(()),
        lines => {
            let lines: Vec<&str> = lines.iter().map(|line| line.integrity_check.as_str()).collect();
            Err(Backupfout::Beschadigd(lines.join("; ")))
        }
    }
}
