//! One door to the database: reads and audited writes, the same on SQLite and PostgreSQL.
//!
//! No grant, no connection; no write without its audit row in the same transaction.
//! Engine-specific SQL lives here and in the job claim only.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::r2d2::{self, ConnectionManager, CustomizeConnection, ManageConnection};
use diesel::{Connection, SqliteConnection};
use uuid::Uuid;

use super::afsluiting::sluit_af;
use super::auditregel::AuditregelRow;
use super::pool::{Geleend, Pool};
use super::postgres::{PgConn, PgManager};
use super::wal::Bijwerker;
use super::{Audited, StorageError};
use crate::auth::policy::Grant;
use crate::clock::Clock;

type SqliteManager = ConnectionManager<SqliteConnection>;

/// A connection to either engine.
pub enum Conn {
    /// PostgreSQL; boxed because it is three times the size of the other.
    Pg(Box<Geleend<PgManager>>),
    /// SQLite.
    Sqlite(Geleend<SqliteManager>),
}

/// Runs one query body against whichever engine the connection belongs to; it is type-checked against both.
macro_rules! with_db {
    ($c:ident = $conn:expr => $body:expr) => {
        match $conn {
            $crate::storage::connection::Conn::Pg($c) => {
                let $c = &mut ****$c;
                $body
            }
            $crate::storage::connection::Conn::Sqlite($c) => {
                let $c = &mut **$c;
                $body
            }
        }
    };
}
pub(crate) use with_db;

/// The pools. Cheap to clone.
#[derive(Clone)]
pub enum Db {
    /// PostgreSQL: one pool.
    Pg {
        /// Connections for reads and writes.
        pool: Pool<PgManager>,
        /// Time of audit rows.
        clock: Clock,
    },
    /// SQLite: many readers and exactly one writer, because several writers only wait for each other.
    Sqlite {
        /// Connections that only read.
        readers: Pool<SqliteManager>,
        /// The one connection that writes.
        writer: Pool<SqliteManager>,
        /// Brings what it wrote to the file.
        bijwerker: Arc<Bijwerker>,
        /// Time of audit rows.
        clock: Clock,
    },
}

/// Pages in the WAL (64 MiB) after which a commit brings to the file what the [`Bijwerker`] has not yet, and starts the journal
/// anew: all writers wait for the disk then.
const WAL_PAGINAS: u32 = 16_384;

/// Set on every SQLite connection; holds how long to wait for a lock.
#[derive(Debug)]
struct Pragmas(Duration);

impl CustomizeConnection<SqliteConnection, r2d2::Error> for Pragmas {
    fn on_acquire(&self, conn: &mut SqliteConnection) -> Result<(), r2d2::Error> {
        // The timeout goes first: switching to WAL may have to wait as well.
        conn.batch_execute(&format!(
            "PRAGMA busy_timeout = {}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; \
             PRAGMA wal_autocheckpoint = {WAL_PAGINAS};",
            self.0.as_millis()
        ))
        .map_err(r2d2::Error::QueryError)
    }
}

impl Db {
    /// Opens the database of `url` (`sqlite://path` or `postgres://…`) with `connections` readers and brings its tables
    /// up to date. A caller waits at most `wait` for a connection or a lock.
    pub fn open(url: &str, connections: u32, wait: Duration, clock: Clock) -> Result<Db, StorageError> {
        let db = Db::connect(url, connections, wait, clock)?;
        super::migrations::migrate(&mut db.write_conn()?)?;
        Ok(db)
    }

    /// Opens the database without touching its tables.
    pub fn connect(url: &str, connections: u32, wait: Duration, clock: Clock) -> Result<Db, StorageError> {
        let failed = |why: r2d2::PoolError| StorageError::Verbinding(why.to_string());
        if let Some(path) = url.strip_prefix("sqlite://") {
            // A pool would try again and again; what is wrong with the file is said at once. This connection also makes
            // the file and switches it to WAL, before readers come.
            let mut first =
                SqliteConnection::establish(path).map_err(|why| StorageError::Verbinding(why.to_string()))?;
            Pragmas(wait).on_acquire(&mut first).map_err(|why| StorageError::Verbinding(why.to_string()))?;
            let pool = |size| {
                let builder = r2d2::Pool::builder().max_size(size).min_idle(Some(0)).connection_timeout(wait);
                // A file does not hang up: nothing to ask before every use.
                let builder = builder.test_on_check_out(false);
                let builder = builder.connection_customizer(Box::new(Pragmas(wait)));
                builder.build(SqliteManager::new(path)).map(Pool::new).map_err(failed)
            };
            let (writer, readers) = (pool(1)?, pool(connections.max(1))?);
            let bijwerker = Arc::new(Bijwerker::start(path, wait)?);
            return Ok(Db::Sqlite { readers, writer, bijwerker, clock });
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let builder = r2d2::Pool::builder().max_size(connections.max(1)).min_idle(Some(0)).connection_timeout(wait);
            let manager = PgManager::new(url)?;
            manager.connect().map_err(|why| StorageError::Verbinding(why.to_string()))?;
            return Ok(Db::Pg { pool: builder.build(manager).map(Pool::new).map_err(failed)?, clock });
        }
        Err(StorageError::Verbinding("a database url begins with sqlite:// or postgres://".into()))
    }

    /// The clock that stamps what is written.
    pub fn clock(&self) -> &Clock {
        match self {
            Db::Pg { clock, .. } | Db::Sqlite { clock, .. } => clock,
        }
    }

    /// A connection that may write; for migrations and the job claim, everything else goes through [`Db::write`].
    pub(super) fn write_conn(&self) -> Result<Conn, StorageError> {
        Ok(match self {
            Db::Pg { pool, .. } => Conn::Pg(Box::new(pool.leen()?)),
            Db::Sqlite { writer, .. } => Conn::Sqlite(writer.leen()?),
        })
    }

    /// Reads, under a grant. Blocks: call it on the blocking pool.
    pub fn read<T, E: From<StorageError>>(
        &self,
        _grant: &Grant,
        body: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = match self {
            Db::Pg { pool, .. } => Conn::Pg(Box::new(pool.leen()?)),
            Db::Sqlite { readers, .. } => Conn::Sqlite(readers.leen()?),
        };
        body(&mut conn)
    }

    /// Reads everything as it was at one moment, under a grant: what others write meanwhile is not seen.
    /// Blocks: call it on the blocking pool.
    pub fn snapshot<T, E: From<StorageError>>(
        &self,
        grant: &Grant,
        body: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read(grant, |conn| snapshot_on(conn, body))
    }

    /// The same, of what is on disk: for who keeps as proof what is told.
    pub fn settled_snapshot<T, E: From<StorageError>>(
        &self,
        grant: &Grant,
        body: impl FnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read(grant, |conn| {
            let found = snapshot_on(conn, body)?;
            // On the connection that read: another one may be of a server that has started anew since.
            conn.settle()?;
            Ok(found)
        })
    }

    /// Writes in one transaction, under a grant. `body` can only succeed with an [`Audited`] value: everything it did
    /// is undone on an error. Blocks: call it on the blocking pool.
    pub fn write<T, E: From<StorageError>>(
        &self,
        grant: &Grant,
        body: impl FnOnce(&mut Tx<'_>) -> Result<Audited<T>, E>,
    ) -> Result<T, E> {
        let mut conn = self.write_conn()?;
        conn.begin()?;
        let mut tx = Tx { conn: &mut conn, grant, clock: self.clock(), import: None, regels: Vec::new() };
        let outcome = body(&mut tx).and_then(|audited| Ok((audited, sluit_af(&mut tx)?)));
        match outcome {
            Ok((audited, alleen_nieuw)) => {
                conn.commit()?;
                if let Db::Sqlite { bijwerker, .. } = self {
                    bijwerker.meld();
                }
                if alleen_nieuw {
                    conn.settle().map_err(|why| StorageError::Ongewis(why.to_string()))?;
                }
                Ok(audited.into_value())
            }
            Err(why) => {
                conn.rollback()?;
                Err(why)
            }
        }
    }
}

fn snapshot_on<T, E: From<StorageError>>(
    conn: &mut Conn,
    body: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    conn.begin_snapshot()?;
    let outcome = body(conn);
    conn.rollback()?;
    outcome
}

/// A write transaction under a grant.
pub struct Tx<'a> {
    /// The connection inside the transaction.
    pub conn: &'a mut Conn,
    /// On whose behalf.
    pub grant: &'a Grant,
    /// The time of what is written.
    pub clock: &'a Clock,
    /// The import that writes, when one does: values tell where they come from.
    pub import: Option<Uuid>,
    /// Audit rows to write at the end.
    pub(super) regels: Vec<AuditregelRow>,
}

/// Names the turn of [`Conn::with_turn`] on a PostgreSQL server: "rato" in ASCII.
const BEURT: i64 = 0x7261_746f;

impl Conn {
    /// Runs `body` while no other process on the same PostgreSQL runs one. A file of SQLite is locked by its own writer.
    pub(super) fn with_turn<T>(
        &mut self,
        body: impl FnOnce(&mut Conn) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        if let Conn::Pg(c) = self {
            c.batch_execute(&format!("SELECT pg_advisory_lock({BEURT})"))?;
        }
        let outcome = body(self);
        if let Conn::Pg(c) = self {
            c.batch_execute(&format!("SELECT pg_advisory_unlock({BEURT})"))?;
        }
        outcome
    }

    fn begin(&mut self) -> Result<(), StorageError> {
        match self {
            Conn::Pg(c) => <PgConn as Connection>::TransactionManager::begin_transaction(&mut ****c),
            // IMMEDIATE: a transaction that reads first and writes later would be refused when another wrote in between.
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(&mut **c, "BEGIN IMMEDIATE"),
        }
        .map_err(StorageError::from)
    }

    /// The commit of this transaction lets go of its locks before it is on disk; [`Conn::settle`] waits for that after it.
    /// Only for what was made just now: of a thing that changes somebody may already hold the version that a crash takes back.
    pub(super) fn commit_without_disk(&mut self) -> Result<(), StorageError> {
        match self {
            Conn::Pg(c) => Ok(c.batch_execute("SET LOCAL synchronous_commit TO off")?),
            Conn::Sqlite(_) => Ok(()),
        }
    }

    /// PostgreSQL: waits until all that was committed before, by anybody, is on disk. After a write that did not wait itself, so
    /// that what was promised stays; and after a read whose reader goes on from there (the feed) or keeps it as proof (the
    /// audit log): a number that is lost in a crash is given out again.
    ///
    /// PostgreSQL writes its journal in one order, so one small record that is waited for takes all before it along, and many
    /// who wait at once share one write. (Source: PostgreSQL documentation, "Asynchronous Commit".)
    ///
    /// SQLite has nothing to wait for: what a crash of the process leaves is whole. It writes its journal to disk now and then
    /// (`synchronous = NORMAL`), so a power failure may take the last changes, all from one moment on.
    pub fn settle(&mut self) -> Result<(), StorageError> {
        match self {
            Conn::Pg(c) => Ok(c.batch_execute("SELECT pg_logical_emit_message(true, 'rato', '')")?),
            Conn::Sqlite(_) => Ok(()),
        }
    }

    fn begin_snapshot(&mut self) -> Result<(), StorageError> {
        match self {
            Conn::Pg(c) => c.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
            // The first read fixes the moment.
            Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(&mut **c, "BEGIN"),
        }
        .map_err(StorageError::from)
    }

    fn commit(&mut self) -> Result<(), StorageError> {
        match self {
            Conn::Pg(c) => <PgConn as Connection>::TransactionManager::commit_transaction(&mut ****c),
            Conn::Sqlite(c) => AnsiTransactionManager::commit_transaction(&mut **c),
        }
        .map_err(StorageError::from)
    }

    fn rollback(&mut self) -> Result<(), StorageError> {
        match self {
            Conn::Pg(c) => <PgConn as Connection>::TransactionManager::rollback_transaction(&mut ****c),
            Conn::Sqlite(c) => AnsiTransactionManager::rollback_transaction(&mut **c),
        }
        .map_err(StorageError::from)
    }
}
