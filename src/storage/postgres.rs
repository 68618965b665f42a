//! PostgreSQL behind diesel's synchronous API, without libpq and OpenSSL: tokio-postgres and rustls underneath.
//!
//! Never call it on an async worker thread: it blocks until the server answers.

use std::cell::Cell;
use std::error::Error as _;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::Connection;
use diesel::connection::TransactionManager;
use diesel::r2d2::ManageConnection;
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::{AsyncConnectionWrapper, BlockOn};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::NoTls;
use tokio_postgres::config::SslMode;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::StorageError;

/// A PostgreSQL connection.
pub type PgConn = AsyncConnectionWrapper<AsyncPgConnection, PgRuntime>;

/// A connection with the moment at which the pool last heard that it works.
pub struct PgVerbinding {
    conn: PgConn,
    runtime: PgRuntime,
    answered: Instant,
}

impl PgVerbinding {
    /// Waits for questions that are all asked before the first is answered: one round trip for all. The server takes them in
    /// the order in which they were asked, and after one that fails in a transaction the others fail too.
    pub fn in_one_trip<'a, F: Future>(&'a self, ask: impl FnOnce(&'a AsyncPgConnection) -> F) -> F::Output {
        self.runtime.block_on(ask(&self.conn))
    }

    /// Begins a transaction with a statement that also says of what kind.
    pub fn begin_with(&mut self, sql: &str) -> diesel::QueryResult<()> {
        self.runtime.block_on(diesel_async::AnsiTransactionManager::begin_transaction_sql(&mut *self.conn, sql))
    }
}

/// So long a connection is taken to work without being asked: asking at every request costs a round trip. Whoever gets one
/// that broke in the meantime is told to try again.
const VERS: Duration = Duration::from_millis(500);

impl Deref for PgVerbinding {
    type Target = PgConn;
    fn deref(&self) -> &PgConn {
        &self.conn
    }
}

impl DerefMut for PgVerbinding {
    fn deref_mut(&mut self) -> &mut PgConn {
        &mut self.conn
    }
}

/// What drives the socket of one connection: whoever asks something waits for the answer itself, so that no other thread has
/// to be woken for it. Between questions nobody looks at the socket.
#[derive(Clone)]
pub struct PgRuntime(Option<Arc<Runtime>>);

thread_local! {
    /// The runtime on which this thread just opened a connection. The wrapper asks for one and takes no arguments.
    static OPENED: Cell<Option<PgRuntime>> = const { Cell::new(None) };
}

impl PgRuntime {
    fn new() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(PgRuntime(Some(Arc::new(runtime))))
    }
}

impl BlockOn for PgRuntime {
    fn block_on<F: Future>(&self, f: F) -> F::Output {
        match &self.0 {
            Some(runtime) => runtime.block_on(f),
            None => std::panic::resume_unwind(Box::new("a connection without a runtime")),
        }
    }

    fn get_runtime() -> Self {
        OPENED.take().or_else(|| PgRuntime::new().ok()).unwrap_or(PgRuntime(None))
    }
}

impl Drop for PgRuntime {
    fn drop(&mut self) {
        // Not waiting for the socket, so that a connection may go anywhere, also where nobody may wait.
        if let Some(runtime) = self.0.take().and_then(Arc::into_inner) {
            runtime.shutdown_background();
        }
    }
}

/// Opens connections for the pool, with TLS unless the url says `sslmode=disable`.
pub struct PgManager {
    config: tokio_postgres::Config,
    tls: Option<MakeRustlsConnect>,
}

impl PgManager {
    /// Reads a `postgres://` url. An `sslmode` that cannot be honoured is refused.
    pub fn new(url: &str) -> Result<Self, StorageError> {
        let config: tokio_postgres::Config =
            url.parse().map_err(|why: tokio_postgres::Error| StorageError::Verbinding(readable(&why)))?;
        let tls = match config.get_ssl_mode() {
            SslMode::Disable => None,
            _ => Some(MakeRustlsConnect::new(tls_config()?)),
        };
        Ok(PgManager { config, tls })
    }
}

/// The whole story in one line: what the library says, and why.
fn readable(why: &tokio_postgres::Error) -> String {
    match why.source() {
        Some(cause) => format!("{why}: {cause}"),
        None => why.to_string(),
    }
}

fn tls_config() -> Result<rustls::ClientConfig, StorageError> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|why| StorageError::Verbinding(why.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

impl ManageConnection for PgManager {
    type Connection = PgVerbinding;
    type Error = diesel::ConnectionError;

    fn connect(&self) -> Result<PgVerbinding, Self::Error> {
        let failed = |why: tokio_postgres::Error| diesel::ConnectionError::BadConnection(readable(&why));
        let runtime = PgRuntime::new().map_err(|why| diesel::ConnectionError::BadConnection(why.to_string()))?;
        let connection = runtime.block_on(async {
            match &self.tls {
                Some(tls) => {
                    let (client, connection) = self.config.connect(tls.clone()).await.map_err(failed)?;
                    AsyncPgConnection::try_from_client_and_connection(client, connection).await
                }
                None => {
                    let (client, connection) = self.config.connect(NoTls).await.map_err(failed)?;
                    AsyncPgConnection::try_from_client_and_connection(client, connection).await
                }
            }
        })?;
        OPENED.set(Some(runtime.clone()));
        Ok(PgVerbinding { conn: PgConn::from(connection), runtime, answered: Instant::now() })
    }

    fn is_valid(&self, conn: &mut PgVerbinding) -> Result<(), Self::Error> {
        use diesel::connection::SimpleConnection;
        if conn.answered.elapsed() < VERS {
            return Ok(());
        }
        conn.batch_execute("SELECT 1").map_err(diesel::ConnectionError::CouldntSetupConfiguration)?;
        conn.answered = Instant::now();
        Ok(())
    }

    fn has_broken(&self, conn: &mut PgVerbinding) -> bool {
        <PgConn as Connection>::TransactionManager::is_broken_transaction_manager(conn)
    }
}
