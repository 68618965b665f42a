//! Many processes on one PostgreSQL: three that serve, three that work, and a region each for 35 rondes. One worker is
//! killed, one is paused until its lease is gone, and the database is restarted. Everything ends exactly once.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rato::storage::connection::Db;
use serde_json::{Value, json};
use tokio_postgres::types::FromSql;

use super::bedrijf::{EINDELOOS, EVEN};
use crate::support::cluster::{Cluster, find_binaries};
use crate::support::db::clock;
use crate::support::dienst::{Client, Dienst, free_port, rato, token};
use crate::support::postgres::with_client;
use crate::support::wereld::wereld_van;

const REGIOS: usize = 35;
const MENSEN: usize = 8;
/// So many rondes end before three that end only when they are stopped.
const MIDDEN: usize = 14;
const KLAAR: &str = "SELECT count(*) FROM matchronde WHERE status NOT IN ('wachtend', 'loopt')";
const ZOEKT: &str = "SELECT count(*) FROM job JOIN matchronde ON matchronde.id = onderwerp_id WHERE werklimiet > 1000000 \
    AND job.status = 'loopt' AND voortgang LIKE '%zoeken%'";

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
}

impl Drop for Werker {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn query<T: for<'a> FromSql<'a> + Send>(url: &str, sql: &str) -> T {
    with_client(url, async |client| Ok(client.query_one(sql, &[]).await?.get(0))).unwrap()
}

/// Waits until `sql` counts at least so many.
#[track_caller]
fn wacht_op(url: &str, sql: &str, aantal: i64) {
    let patience = Instant::now() + Duration::from_secs(240);
    while query::<i64>(url, sql) < aantal {
        assert!(Instant::now() < patience, "{aantal} never came of: {sql}");
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
            let werk = if (MIDDEN..MIDDEN + 3).contains(&n) { EINDELOOS } else { EVEN };
            let body = json!({ "schooljaar": "2026-2027", "werklimiet": werk });
            let path = format!("/v1/matchrondes?regio={}", regio(n));
            clients[n % 3].post(&path, &body).json(201)["id"].as_str().unwrap().to_owned()
        })
        .collect();

    let mut werkers: Vec<Werker> = (0..3).map(|_| Werker::start(folder, &url)).collect();
    wacht_op(&url, KLAAR, MIDDEN as i64);
    wacht_op(&url, ZOEKT, 3);
    // In the middle all three hold a ronde that only a stop ends. One is killed, one is paused, and the database restarts.
    let rest = werkers.pop().unwrap();
    werkers.iter().zip(["KILL", "STOP"]).for_each(|(werker, sein)| werker.sein(sein));
    let (klaar, gezien) = (AtomicBool::new(false), &clients[0]);
    std::thread::scope(|scope| {
        let bezoeker = scope.spawn(|| bezoek(gezien, &klaar));
        cluster.restart();
        klaar.store(true, Ordering::SeqCst);
        bezoeker.join().unwrap();
    });
    // The third ends its own, then takes over what the two held, one after the other.
    let van_rest = format!("{ZOEKT} AND eigenaar LIKE '{}:%'", rest.0.id());
    for _ in 0..3 {
        wacht_op(&url, &van_rest, 1);
        let held = van_rest.replace("count(*)", "onderwerp_id::text");
        let ronde: String = query(&url, &held);
        let n = rondes.iter().position(|own| *own == ronde).unwrap();
        let path = format!("/v1/matchrondes/{ronde}/beeindigingen?regio={}", regio(n));
        clients[1].post(&path, &json!({})).json(201);
        // Its end is seen from an instance that neither started it nor was asked to stop it.
        let events = clients[2].follow(&format!("/v1/matchrondes/{ronde}/voortgang?regio={}", regio(n)));
        assert_eq!(events.last().map(|(name, _)| name.as_str()), Some("einde"), "{events:?}");
    }
    // The paused one wakes up with a plan for a ronde that is no longer its own.
    werkers[1].sein("CONT");
    wacht_op(&url, KLAAR, REGIOS as i64);

    let one = |sql: &str| query::<i64>(&url, sql);
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
