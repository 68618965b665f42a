//! Many processes on one PostgreSQL: three that serve, three that work, and a region each for 35 rondes. One worker is
//! killed, one is paused until its lease is gone, and the database is restarted. Everything ends exactly once.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rato::storage::connection::Db;
use serde_json::{Value, json};

use super::bedrijf::EVEN;
use crate::support::cluster::{Cluster, find_binaries};
use crate::support::db::clock;
use crate::support::dienst::{Client, Dienst, free_port, rato, token};
use crate::support::postgres::with_client;
use crate::support::wereld::wereld_van;

const REGIOS: usize = 35;
const MENSEN: usize = 8;

/// `rato …` of the fleet: short leases, so that a lost worker is missed soon.
fn lid(folder: &Path, url: &str, opdracht: &str, werkers: u8) -> Command {
    let mut command = rato(folder, &[opdracht]);
    let settings = [
        ("DATABASE__URL", url.to_owned()),
        ("DATABASE__WACHT_SECONDEN", "30".into()),
        ("JOBS__WERKERS", werkers.to_string()),
        ("JOBS__LEASE_SECONDEN", "5".into()),
        ("JOBS__HARTSLAG_SECONDEN", "1".into()),
        ("JOBS__POLL_SECONDEN", "1".into()),
        ("JOBS__SOLVER_GEHEUGEN_MIB", "4096".into()),
        ("MATCHING__THREADS", "1".into()),
    ];
    for (name, value) in settings {
        command.env(format!("RATO__{name}"), value);
    }
    command.stdout(Stdio::null());
    command
}

/// `rato work` in a process of its own; killed when this value goes.
struct Werker(Child);

impl Werker {
    fn start(folder: &Path, url: &str) -> Werker {
        Werker(lid(folder, url, "work", 1).spawn().unwrap())
    }

    fn sein(&self, sein: &str) {
        let told = Command::new("sh").args(["-c", &format!("kill -{sein} {}", self.0.id())]).status().unwrap();
        assert!(told.success());
    }

    /// Pauses it at a moment at which it holds a job.
    fn pauzeer_aan_het_werk(&self, url: &str) {
        let held = format!("SELECT count(*) FROM job WHERE status = 'loopt' AND eigenaar LIKE '{}:%'", self.0.id());
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            if count(url, &held) == 1 {
                self.sein("STOP");
                // It may have ended the job just before it stopped.
                if count(url, &held) == 1 {
                    return;
                }
                self.sein("CONT");
            }
            assert!(Instant::now() < patience, "this worker never held a job");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Werker {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn count(url: &str, sql: &str) -> i64 {
    with_client(url, async |client| Ok(client.query_one(sql, &[]).await?.get(0))).unwrap()
}

/// Waits until so many rondes have nothing left to do.
#[track_caller]
fn wacht_op(url: &str, klaar: i64) {
    let patience = Instant::now() + Duration::from_secs(240);
    while count(url, "SELECT count(*) FROM matchronde WHERE status NOT IN ('wachtend', 'loopt')") < klaar {
        assert!(Instant::now() < patience, "{klaar} rondes never ended");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn regio(n: usize) -> String {
    format!("regio-{n:02}")
}

/// A vaststelling of the same voorstel by two instances at the same moment; the plaatsingen of the one that won.
fn stel_tweemaal_vast(clients: &[Client], n: usize, ronde: &str) -> Vec<Value> {
    let path = format!("/v1/matchrondes/{ronde}/vaststellingen?regio={}", regio(n));
    let besluit = json!({ "motivering": "Besproken met alle besturen." });
    let vast = |client: &Client| client.post(&path, &besluit);
    let (een, twee) = std::thread::scope(|scope| {
        let ander = scope.spawn(|| vast(&clients[(n + 1) % clients.len()]));
        (vast(&clients[n % clients.len()]), ander.join().unwrap())
    });
    let mut statuses = [een.status, twee.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", een.text, twee.text);
    let won = if een.status == 201 { een } else { twee };
    won.json(201)["plaatsingen"].as_array().unwrap().clone()
}

/// Somebody who keeps looking while the database is away: an answer, or the advice to come back; never a failure.
fn bezoek(client: &Client, klaar: &AtomicBool) {
    while !klaar.load(Ordering::SeqCst) {
        let answer = client.get(&format!("/v1/vacatures?regio={}", regio(0)));
        assert!(matches!(answer.status, 200 | 503), "{} {}", answer.status, answer.text);
    }
}

#[test]
fn a_fleet_on_one_postgresql_ends_every_ronde_exactly_once_whatever_falls_away() {
    let Some(binaries) = find_binaries() else { return };
    let mut cluster = Cluster::start(&binaries);
    let url = cluster.url("postgres");
    {
        let db = Db::open(&url, 4, Duration::from_secs(30), clock()).unwrap();
        for n in 0..REGIOS {
            wereld_van(&db, &regio(n), n * 10, MENSEN);
        }
    }
    let home = tempfile::tempdir().unwrap();
    let folder = home.path();
    let codes: Vec<String> = (0..REGIOS).map(regio).collect();
    let regios: Vec<&str> = codes.iter().flat_map(|code| ["--regio", code.as_str()]).collect();
    let coordinator = token(folder, &[&["--rol", "regiocoordinator"], regios.as_slice()].concat());
    let diensten: Vec<Dienst> = (0..3)
        .map(|_| {
            let port = free_port();
            let mut command = lid(folder, &url, "serve", 0);
            let child = command.env("RATO__SERVER__POORT", port.to_string()).spawn().unwrap();
            Dienst::watch(child, &format!("http://127.0.0.1:{port}"))
        })
        .collect();
    let clients: Vec<Client> = diensten.iter().map(|dienst| dienst.client(&coordinator)).collect();
    let rondes: Vec<String> = (0..REGIOS)
        .map(|n| {
            let body = json!({ "schooljaar": "2026-2027", "werklimiet": EVEN });
            let path = format!("/v1/matchrondes?regio={}", regio(n));
            clients[n % 3].post(&path, &body).json(201)["id"].as_str().unwrap().to_owned()
        })
        .collect();

    let werkers: Vec<Werker> = (0..3).map(|_| Werker::start(folder, &url)).collect();
    // Progress is seen from an instance that neither started the ronde nor works on it.
    let events = clients[2].follow(&format!("/v1/matchrondes/{}/voortgang?regio={}", rondes[0], regio(0)));
    assert_eq!(events.last().map(|(name, _)| name.as_str()), Some("einde"), "{events:?}");
    werkers[0].pauzeer_aan_het_werk(&url);
    werkers[0].sein("KILL");
    werkers[1].pauzeer_aan_het_werk(&url);
    let klaar = count(&url, "SELECT count(*) FROM matchronde WHERE status NOT IN ('wachtend', 'loopt')");
    assert!(klaar < REGIOS as i64 / 2, "the middle is over: {klaar} rondes ended");
    let (klaar, gezien) = (AtomicBool::new(false), &clients[0]);
    std::thread::scope(|scope| {
        let bezoeker = scope.spawn(|| bezoek(gezien, &klaar));
        cluster.restart();
        klaar.store(true, Ordering::SeqCst);
        bezoeker.join().unwrap();
    });
    // The third worker goes on, and takes over what the paused one held.
    let verloren =
        format!("SELECT count(*) FROM job WHERE eigenaar LIKE '{}:%' AND status = 'loopt'", werkers[1].0.id());
    let patience = Instant::now() + Duration::from_secs(120);
    while count(&url, &verloren) > 0 {
        assert!(Instant::now() < patience, "nobody took over from the paused worker");
        std::thread::sleep(Duration::from_millis(50));
    }
    werkers[1].sein("CONT");
    wacht_op(&url, REGIOS as i64);

    let one = |sql: &str| count(&url, sql);
    assert_eq!(one("SELECT count(*) FROM matchronde WHERE status = 'voorstel'"), REGIOS as i64);
    assert_eq!(one("SELECT count(*) FROM matchronde_document WHERE soort = 'plan'"), REGIOS as i64);
    assert_eq!(one("SELECT count(*) FROM job WHERE status = 'klaar'"), REGIOS as i64);
    assert!(one("SELECT count(*) FROM job WHERE pogingen > 1") >= 2, "two jobs were taken over");
    let ends = "SELECT count(*) FROM auditregel WHERE actie = 'matchronde:eindigen'";
    assert_eq!(one(ends), REGIOS as i64, "every ronde ends exactly once");
    let mut geplaatst = 0;
    for (n, ronde) in rondes.iter().enumerate() {
        geplaatst += stel_tweemaal_vast(&clients, n, ronde).len();
    }
    assert!(geplaatst >= REGIOS, "{geplaatst}");
    assert_eq!(one("SELECT count(*) FROM plaatsing"), geplaatst as i64, "no plan is applied twice");
}
