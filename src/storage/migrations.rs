//! The migrations, compiled in: one folder per engine.

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

/// Brings the tables up to date; how many migrations ran.
pub fn migrate(conn: &mut Conn) -> Result<usize, StorageError> {
    let migrations = all_for(conn);
    let failed = |why: Box<dyn std::error::Error + Send + Sync>| StorageError::Migratie(why.to_string());
    with_db!(c = conn => c.run_pending_migrations(migrations).map(|ran| ran.len())).map_err(failed)
}

/// Takes every migration back; for the test that walks up, down and up again.
pub fn revert_all(conn: &mut Conn) -> Result<usize, StorageError> {
    let migrations = all_for(conn);
    let failed = |why: Box<dyn std::error::Error + Send + Sync>| StorageError::Migratie(why.to_string());
    with_db!(c = conn => c.revert_all_migrations(migrations).map(|ran| ran.len())).map_err(failed)
}
