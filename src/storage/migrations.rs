//! The migrations, compiled in: one folder per engine.

use std::collections::BTreeMap;

use diesel::sql_types::{Bool, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::StorageError;
use super::connection::{Conn, with_db};

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

fn all_for(conn: &Conn) -> EmbeddedMigrations {
    match conn {
        Conn::Pg(_) => POSTGRES,
        Conn::Sqlite(_) => SQLITE,
    }
}

/// Brings the tables up to date; how many migrations ran. Processes that start together go one after another.
pub fn migrate(conn: &mut Conn) -> Result<usize, StorageError> {
    let migrations = all_for(conn);
    let failed = |why: Box<dyn std::error::Error + Send + Sync>| StorageError::Migratie(why.to_string());
    conn.with_turn(|conn| {
        with_db!(c = conn => c.run_pending_migrations(migrations).map(|ran| ran.len())).map_err(failed)
    })
}

/// Are there migrations that did not run yet? Somebody took them back, or restored an older copy under a running service.
pub fn has_pending(conn: &mut Conn) -> Result<bool, StorageError> {
    let migrations = all_for(conn);
    let failed = |why: Box<dyn std::error::Error + Send + Sync>| StorageError::Migratie(why.to_string());
    with_db!(c = conn => c.has_pending_migration(migrations)).map_err(failed)
}

/// Takes every migration back; for the test that walks up, down and up again.
pub fn revert_all(conn: &mut Conn) -> Result<usize, StorageError> {
    let migrations = all_for(conn);
    let failed = |why: Box<dyn std::error::Error + Send + Sync>| StorageError::Migratie(why.to_string());
    with_db!(c = conn => c.revert_all_migrations(migrations).map(|ran| ran.len())).map_err(failed)
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    kolom: String,
    #[diesel(sql_type = Bool)]
    verplicht: bool,
}

/// Every column as `table.column`, with whether it must have a value: what must be equal on both engines.
pub fn columns(conn: &mut Conn) -> Result<BTreeMap<String, bool>, StorageError> {
    let query = match conn {
        Conn::Pg(_) => {
            "SELECT table_name || '.' || column_name AS kolom, is_nullable = 'NO' AS verplicht \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'"
        }
        Conn::Sqlite(_) => {
            "SELECT t.name || '.' || c.name AS kolom, c.\"notnull\" = 1 AS verplicht \
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'"
        }
    };
    let rows: Vec<ColumnRow> = with_db!(c = conn => sql_query(query).load(c))?;
    Ok(rows.into_iter().map(|row| (row.kolom, row.verplicht)).collect())
}
