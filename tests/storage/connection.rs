//! Opening a database: what is wrong with it is told at once, and without its password.

use std::time::{Duration, Instant};

use rato::clock::Clock;
use rato::storage::StorageError;
use rato::storage::connection::Db;

#[test]
fn a_database_that_cannot_be_opened_is_told_at_once_and_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let missing = format!("sqlite://{}/geen/map/rato.sqlite", folder.path().display());
    let refused = "postgres://rato:geheim@127.0.0.1:1/rato?sslmode=disable".to_owned();
    let begin = Instant::now();
    for url in [missing, refused] {
        let Err(StorageError::Verbinding(why)) = Db::connect(&url, 1, Duration::from_secs(120), Clock::system()) else {
            panic!("{url} opened")
        };
        assert!(!why.contains(['{', '\n']) && !why.contains("geheim"), "{why}");
    }
    assert!(begin.elapsed() < Duration::from_secs(60), "it was tried again and again");
}
