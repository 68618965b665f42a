//! Brings what was written to an SQLite database from its journal (WAL) to the file, beside the writer.
//!
//! Left to itself SQLite does so at the end of the commit that makes the journal too long, and all who want to write wait tens of
//! milliseconds for the disk. A passive checkpoint from another connection lets the writer go on. While writing never pauses the
//! journal still grows to the length at which a commit starts it anew, but by then almost all of it is in the file.
//! (Source: SQLite documentation, "Write-Ahead Logging", 3.3 and 3.4.)

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};

use super::StorageError;

/// Commits after which the journal is brought to the file.
const SCHRIJFBEURTEN: u64 = 100;

/// Time after which it is anyhow; with nothing to bring that touches no disk.
const RUST: Duration = Duration::from_secs(1);

/// The thread that does so, for as long as somebody holds this value.
pub struct Bijwerker {
    geschreven: AtomicU64,
    sein: Option<SyncSender<()>>,
    draad: Option<JoinHandle<()>>,
}

impl Bijwerker {
    /// Starts for a database that is there and has a WAL; `wait` is how long to wait for a lock.
    pub fn start(path: &str, wait: Duration) -> Result<Bijwerker, StorageError> {
        Bijwerker::start_met(path, wait, RUST)
    }

    fn start_met(path: &str, wait: Duration, rust: Duration) -> Result<Bijwerker, StorageError> {
        let failed = |why: &dyn std::fmt::Display| StorageError::Verbinding(why.to_string());
        let mut conn = SqliteConnection::establish(path).map_err(|why| failed(&why))?;
        let pragmas = format!(
            "PRAGMA busy_timeout = {}; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;",
            wait.as_millis()
        );
        conn.batch_execute(&pragmas)?;
        let (sein, geseind) = sync_channel(1);
        let file = PathBuf::from(path);
        let work = move || {
            let mut fails = false;
            while is_beurt(&geseind, rust) {
                let found = conn.batch_execute("PRAGMA wal_checkpoint(PASSIVE)");
                if let (false, Err(why)) = (fails, &found) {
                    // Said once; the writer does it later, when the journal is long.
                    tracing::warn!(bestand = %file.display(), fout = %why, "the journal is not brought to the file");
                }
                fails = found.is_err();
            }
        };
        let draad = std::thread::Builder::new().name("rato-wal".into()).spawn(work).map_err(|why| failed(&why))?;
        Ok(Bijwerker { geschreven: AtomicU64::new(0), sein: Some(sein), draad: Some(draad) })
    }

    /// Something was committed.
    pub fn meld(&self) {
        let count = self.geschreven.fetch_add(1, Ordering::Relaxed) + 1;
        if let (0, Some(sein)) = (count % SCHRIJFBEURTEN, &self.sein) {
            // When it is full a turn is coming already.
            sein.try_send(()).ok();
        }
    }
}

impl Drop for Bijwerker {
    fn drop(&mut self) {
        drop(self.sein.take());
        if let Some(Err(_)) = self.draad.take().map(JoinHandle::join) {
            tracing::warn!("the thread that brings the journal to the file ended early");
        }
    }
}

/// Waits for the next turn; false when nobody writes any more.
fn is_beurt(geseind: &Receiver<()>, rust: Duration) -> bool {
    geseind.recv_timeout(rust) != Err(RecvTimeoutError::Disconnected)
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use diesel::RunQueryDsl;
    use diesel::dsl::sql;
    use diesel::sql_types::BigInt;

    use super::*;

    const LANG: Duration = Duration::from_secs(3_600);

    /// Rows in the file, without its journal; `None` while that is being written.
    fn in_the_file(path: &str) -> Option<i64> {
        let copy = format!("{path}-alleen");
        std::fs::copy(path, &copy).unwrap();
        let mut conn = SqliteConnection::establish(&copy).ok()?;
        sql::<BigInt>("SELECT count(*) FROM t").get_result(&mut conn).ok()
    }

    #[test]
    fn after_a_hundred_writes_the_file_has_them_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.sqlite").display().to_string();
        let mut writer = SqliteConnection::establish(&path).unwrap();
        writer.batch_execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (n);").unwrap();
        let bijwerker = Bijwerker::start_met(&path, LANG, LANG).unwrap();
        for number in 0..SCHRIJFBEURTEN {
            writer.batch_execute(&format!("INSERT INTO t VALUES ({number})")).unwrap();
            bijwerker.meld();
        }
        let patience = Instant::now() + Duration::from_secs(60);
        while in_the_file(&path) != Some(100) {
            assert!(Instant::now() < patience, "it stays in the journal");
            std::thread::yield_now();
        }
    }
}
