//! A PostgreSQL cluster in a new folder, run by a watcher that ends it when this process ends.
//!
//! The watcher is a shell that reads from a pipe we hold. The kernel closes that pipe when we end, by
//! return, panic or kill, so the server and its folder never outlive the tests. It runs in a process
//! group of its own: Ctrl-C reaches the tests, and through the pipe the watcher.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::postgres::with_client;

/// `$1` = folder with the binaries, `$2` = folder of the cluster. Ends with status 1 when the server could not
/// start, after showing why; the folder is removed either way.
const WATCHER: &str = r#"
exec 3<&0 </dev/null
fail() { cat "$2/log" >&2; rm -rf "$2"; exit 1; }
"$1/initdb" -D "$2/data" -U rato -A trust -E UTF8 --no-locale --no-sync >"$2/log" 2>&1 || fail "$@"
# TERM for a server that has no signal handlers yet, QUIT for one that would wait for its clients.
end() { read -r server <"$2/pid" && { kill -TERM "$server"; kill -QUIT "$server"; }; }
{ cat <&3; : >"$2/ended"; end "$@"; } >/dev/null 2>&1 &
while :; do
    rm -f "$2/again"
    "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses='' -c max_connections=400 -c timezone=UTC \
        -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off >>"$2/log" 2>&1 &
    server=$!
    echo $server >"$2/pid"
    # Told to end between two servers: nobody else will end this one.
    [ ! -e "$2/ended" ] || end "$@"
    wait $server
    [ -e "$2/again" ] || break
done
[ -e "$2/ended" ] || fail "$@"
rm -rf "$2"
"#;

/// Longest wait for a new server. Half a second is usual; a loaded machine may need many.
const START_LIMIT: Duration = Duration::from_secs(120);

/// A running cluster.
pub struct Cluster {
    watcher: Child,
    folder: PathBuf,
}

impl Cluster {
    /// Makes and starts a cluster; returns when it answers.
    pub fn start(binaries: &Path) -> Self {
        // Not TMPDIR: a socket path may be 107 bytes at most, and another user must be able to enter.
        let folder = tempfile::Builder::new().prefix("rato-pg-").tempdir_in("/tmp").expect("een nieuwe map in /tmp");
        let mut command = Command::new("/bin/sh");
        command.args(["-c", WATCHER, "rato-pg"]).arg(binaries).arg(folder.path());
        command.current_dir(folder.path()).env("LC_ALL", "C").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        if fs::metadata(folder.path()).expect("de nieuwe map").uid() == 0 {
            // PostgreSQL refuses to run as root.
            let (uid, gid) = unprivileged_user().expect("een gebruiker postgres of nobody in /etc/passwd");
            chown(folder.path(), Some(uid), Some(gid)).expect("de map aan een gewone gebruiker geven");
            command.uid(uid).gid(gid);
        }
        let watcher = command.spawn().expect("een shell");
        // From here on the folder is the watcher's to remove.
        let mut cluster = Self { watcher, folder: folder.keep() };
        cluster.wait_until_ready();
        cluster
    }

    /// The URL of one of its databases.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://rato@{folder}/{database}")
    }

    /// Stops the server, which throws everybody out, and starts it again; returns when the new one answers.
    pub fn restart(&mut self) {
        let again = self.folder.join("again");
        fs::write(&again, "").expect("schrijven in de map van het cluster");
        let signal = Command::new("/bin/sh").args(["-c", r#"kill -INT "$(cat "$0/pid")""#]).arg(&self.folder).status();
        assert!(signal.expect("een shell").success(), "PostgreSQL hoort het sein niet");
        let started = Instant::now();
        while again.exists() {
            assert!(started.elapsed() < START_LIMIT, "PostgreSQL stopt niet binnen {START_LIMIT:?}");
            std::thread::sleep(Duration::from_millis(20)); // between two looks, to leave it a core
        }
        self.wait_until_ready();
    }

    fn wait_until_ready(&mut self) {
        let started = Instant::now();
        loop {
            let Err(error) = with_client(&self.url("postgres"), async |client| client.batch_execute("SELECT 1").await)
            else {
                return;
            };
            let ended = self.watcher.try_wait().expect("de status van de shell");
            assert!(ended.is_none(), "PostgreSQL startte niet ({ended:?}); de uitvoer staat hierboven");
            assert!(started.elapsed() < START_LIMIT, "PostgreSQL antwoordt niet binnen {START_LIMIT:?}: {error}");
            std::thread::sleep(Duration::from_millis(20)); // between two attempts, to leave it a core
        }
    }

    /// Ends it as the end of the process would, and waits until nothing is left.
    #[cfg(test)]
    fn stop(mut self) -> PathBuf {
        drop(self.watcher.stdin.take());
        self.watcher.wait().expect("de shell eindigt");
        self.folder
    }
}

/// The folder with `initdb` and `postgres`: on the PATH, else the newest of the distribution.
pub fn find_binaries() -> Option<PathBuf> {
    let complete = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).find(complete).or_else(|| {
        let versions = fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|entry| {
            let entry = entry.ok()?;
            let version: u32 = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        });
        versions.filter(|(_, folder)| complete(folder)).max().map(|(_, folder)| folder)
    })
}

/// User and group id of `postgres`, else `nobody`.
fn unprivileged_user() -> Option<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").ok()?;
    let find = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    find("postgres").or_else(|| find("nobody"))
}

#[test]
fn a_cluster_leaves_nothing_behind() {
    let Some(binaries) = find_binaries() else { return };
    let cluster = Cluster::start(&binaries);
    let url = cluster.url("postgres");
    let folder = cluster.stop();
    assert!(!folder.exists(), "{} is er nog", folder.display());
    assert!(with_client(&url, async |client| client.batch_execute("SELECT 1").await).is_err());
}
