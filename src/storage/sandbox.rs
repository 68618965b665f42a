//! A sandbox goes back to a copy of itself: SQLite only. The one place that takes audit rows away, and only those of invented data.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::{SqliteConnection, sql_query};

use super::StorageError;
use super::backup::Backupfout;
use super::connection::{Conn, Db};
use crate::auth::policy::Grant;

#[derive(QueryableByName)]
struct Naam {
    #[diesel(sql_type = Text)]
    naam: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

/// Replaces every row by those of `stand`, a copy that [`super::backup::backup`] made of this database. All or nothing;
/// who reads meanwhile sees the one or the other.
pub fn restore(db: &Db, _grant: &Grant, stand: &Path) -> Result<(), Backupfout> {
    let path = stand.to_str().ok_or(Backupfout::Pad)?;
    match db.write_conn()? {
        Conn::Pg(_) => Err(Backupfout::Postgres),
        Conn::Sqlite(mut conn) => {
            let failed = StorageError::from;
            conn.batch_execute(&format!("ATTACH '{}' AS stand", path.replace('\'', "''"))).map_err(failed)?;
            let outcome = conn.immediate_transaction(replace);
            // The connection goes back to the pool: without this the next time would fail.
            conn.batch_execute("DETACH stand").map_err(failed)?;
            Ok(outcome.map_err(failed)?)
        }
    }
}

fn replace(conn: &mut SqliteConnection) -> QueryResult<()> {
    // Rows come back table by table; what points at what is judged at the end.
    conn.batch_execute("PRAGMA defer_foreign_keys = ON")?;
    let guards = find(conn, "main", "trigger")?;
    let tables = find(conn, "stand", "table")?;
    for guard in &guards {
        conn.batch_execute(&format!("DROP TRIGGER main.\"{}\"", guard.naam))?;
    }
    for table in &tables {
        conn.batch_execute(&format!("DELETE FROM main.\"{}\"", table.naam))?;
    }
    for table in &tables {
        conn.batch_execute(&format!("INSERT INTO main.\"{0}\" SELECT * FROM stand.\"{0}\"", table.naam))?;
    }
    guards.iter().try_for_each(|guard| conn.batch_execute(&guard.sql))
}

fn find(conn: &mut SqliteConnection, part: &str, kind: &str) -> QueryResult<Vec<Naam>> {
    let query = format!(
        "SELECT name AS naam, sql FROM {part}.sqlite_master WHERE type = '{kind}' AND name NOT LIKE 'sqlite_%'"
    );
    sql_query(query).load(conn)
}
