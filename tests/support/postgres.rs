//! A throw-away PostgreSQL server for this test process, and a fresh database per test.
//!
//! With `TEST_DATABASE_URL` that server is used (plain connection, a user that may create databases).
//! Otherwise a cluster is made in a new folder from the binaries on this machine, reachable through a
//! Unix socket only, and gone when the tests end, however they end. Without binaries the tests say so
//! loudly and go on without PostgreSQL; `CI_REQUIRE_PG=1` makes that a failure.
//!
//! Must not know tables: the caller brings the migrations.

use std::future::Future;
use std::io::Write;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::{Client, Error, NoTls};

use super::cluster::{Cluster, find_binaries};

const UITLEG: &str = "\n\
    ==========================================================================\n\
    POSTGRESQL OVERGESLAGEN: de tests op PostgreSQL draaien nu NIET mee.\n\
    Herstel: installeer PostgreSQL (Debian: apt-get install postgresql) of zet\n\
    TEST_DATABASE_URL=postgres://gebruiker:wachtwoord@host/database\n\
    ==========================================================================\n";

/// The server of this test process.
enum Server {
    /// Our own cluster.
    Own(Cluster),
    /// Somebody's server, by its URL: nothing may stay behind on it.
    Given(String),
}

/// A database of one test, dropped with this value.
pub struct PgDatabase {
    server: &'static Server,
    name: String,
    url: String,
}

impl PgDatabase {
    /// The URL to connect to, as tokio-postgres and our own configuration read it.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for PgDatabase {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        if let Err(error) = execute(&self.server.admin_url(), &sql) {
            let _ = writeln!(std::io::stderr(), "database {} bleef achter: {error}", self.name);
        }
    }
}

/// A migrated database that is copied for every test. Lives in a `static` next to the migrations it is made with.
pub struct Template {
    name: OnceLock<String>,
}

impl Template {
    /// Made at the first call of [`database`].
    pub const fn new() -> Self {
        Self { name: OnceLock::new() }
    }
}

/// A fresh, migrated database; `None` (after a loud message) when this machine has no PostgreSQL.
///
/// `migrate` gets the URL of an empty database and must close its connections before it returns. On our own
/// cluster it runs once per template (a copy costs 50 ms); on a given server, where a template would stay
/// behind, once per database.
pub fn database(template: &Template, migrate: impl FnOnce(&str)) -> Option<PgDatabase> {
    let server = server()?;
    if let Server::Given(_) = server {
        let fresh = create_database(server, "template1");
        migrate(fresh.url());
        return Some(fresh);
    }
    let name = template.name.get_or_init(|| {
        let fresh = create_database(server, "template1");
        migrate(fresh.url());
        let name = fresh.name.clone();
        std::mem::forget(fresh); // a template lives as long as the cluster
        name
    });
    Some(create_database(server, name))
}

/// A fresh database without tables; `None` (after a loud message) when this machine has no PostgreSQL.
pub fn empty_database() -> Option<PgDatabase> {
    server().map(|server| create_database(server, "template1"))
}

/// A program that came with the server, such as `pg_dump`; `None` when it is not there.
pub fn program(name: &str) -> Option<PathBuf> {
    find_binaries().map(|folder| folder.join(name)).filter(|program| program.is_file())
}

/// The one server of this process, started at the first call.
fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
                return Some(Server::Given(url));
            }
            let Some(binaries) = find_binaries() else {
                // Straight to stderr: the test harness only captures the print macros.
                let _ = std::io::stderr().write_all(UITLEG.as_bytes());
                return None;
            };
            Some(Server::Own(Cluster::start(&binaries)))
        })
        .as_ref()
        .or_else(|| {
            let required = std::env::var("CI_REQUIRE_PG").is_ok_and(|value| value == "1");
            assert!(!required, "CI_REQUIRE_PG=1, maar er is geen PostgreSQL op deze machine");
            None
        })
}

impl Server {
    /// Where databases are made and dropped.
    fn admin_url(&self) -> String {
        match self {
            Server::Own(cluster) => cluster.url("postgres"),
            Server::Given(url) => url.clone(),
        }
    }

    fn url(&self, database: &str) -> String {
        match self {
            Server::Own(cluster) => cluster.url(database),
            Server::Given(url) => with_database(url, database),
        }
    }
}

fn create_database(server: &'static Server, template: &str) -> PgDatabase {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // The process id keeps test processes that share a given server apart.
    let name = format!("rato_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    execute(&server.admin_url(), &format!("CREATE DATABASE {name} TEMPLATE {template}"))
        .unwrap_or_else(|error| panic!("kan testdatabase {name} niet maken: {error:?}"));
    PgDatabase { server, url: server.url(&name), name }
}

/// The same server, another database: only the path of the URL changes.
fn with_database(url: &str, database: &str) -> String {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let (scheme, rest) = base.split_once("://").expect("TEST_DATABASE_URL moet beginnen met postgres://");
    let authority = rest.split('/').next().unwrap_or(rest);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}://{authority}/{database}{query}")
}

fn execute(url: &str, sql: &str) -> Result<(), Error> {
    let sql = sql.to_owned();
    with_client(url, async move |client| client.batch_execute(&sql).await)
}

/// Runs `work` with a connection, on a thread and runtime of its own: callers may be inside one already.
pub fn with_client<T, F, W>(url: &str, work: W) -> Result<T, Error>
where
    T: Send,
    W: FnOnce(Client) -> F + Send,
    F: Future<Output = Result<T, Error>>,
{
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("een tokio-runtime");
        runtime.block_on(async {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
            let connection = tokio::spawn(connection);
            let outcome = work(client).await;
            // The client is gone here, so the connection says goodbye and ends.
            let _ = connection.await;
            outcome
        })
    };
    std::thread::scope(|scope| scope.spawn(run).join()).expect("de databasethread eindigt zonder paniek")
}

#[test]
fn a_given_url_keeps_everything_but_the_database() {
    assert_eq!(
        with_database("postgres://a:b@h:5433/old?sslmode=disable", "new"),
        "postgres://a:b@h:5433/new?sslmode=disable"
    );
    assert_eq!(with_database("postgresql://h", "new"), "postgresql://h/new");
}

#[test]
fn a_fresh_database_answers() {
    let Some(fresh) = empty_database() else { return };
    let one: i32 =
        with_client(fresh.url(), async |client| Ok(client.query_one("SELECT 1", &[]).await?.get(0))).unwrap();
    assert_eq!(one, 1);
}

#[test]
fn every_database_has_the_migrated_tables_and_no_rows_of_another() {
    static TEMPLATE: Template = Template::new();
    let fresh = || database(&TEMPLATE, |url| execute(url, "CREATE TABLE proef (n int)").unwrap());
    let (Some(first), Some(second)) = (fresh(), fresh()) else { return };
    execute(first.url(), "INSERT INTO proef VALUES (1)").unwrap();
    let count = |url: &str| -> i64 {
        with_client(url, async |client| Ok(client.query_one("SELECT count(*) FROM proef", &[]).await?.get(0))).unwrap()
    };
    assert_eq!((count(first.url()), count(second.url())), (1, 0));
}

#[test]
fn a_dropped_database_is_gone_even_with_an_open_connection() {
    let Some(fresh) = empty_database() else { return };
    let (server, name, url) = (fresh.server, fresh.name.clone(), fresh.url.clone());
    with_client(&url, async move |client| {
        client.batch_execute("SELECT 1").await?;
        drop(fresh);
        Ok(())
    })
    .unwrap();
    let left: i64 = with_client(&server.admin_url(), async |client| {
        Ok(client.query_one("SELECT count(*) FROM pg_database WHERE datname = $1", &[&name]).await?.get(0))
    })
    .unwrap();
    assert_eq!(left, 0);
}
