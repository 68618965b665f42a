//! The real binary as a person runs it: commands in a folder, a service in a process of its own, and HTTP to talk to it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use ureq::Agent;
use ureq::http::Response;

/// Longest wait for the service to answer at all, and for one whole answer: also that of a matchronde on a busy machine.
const GEDULD: Duration = Duration::from_secs(600);

/// `rato …` in `folder`, where its database and its key are; nothing of whoever runs the tests comes along.
pub fn rato(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rato"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RATO_")) {
        command.env_remove(name);
    }
    command.args(arguments).current_dir(folder).env("RATO__LOG__NIVEAU", "warn");
    command
}

/// Runs a command to its end; what it printed, when it went well.
#[track_caller]
pub fn gelukt(mut command: Command) -> String {
    let out = command.output().unwrap();
    let errors = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{command:?}: {} {errors}", out.status);
    String::from_utf8(out.stdout).unwrap()
}

/// A token made as a developer makes it.
pub fn token(folder: &Path, arguments: &[&str]) -> String {
    gelukt(rato(folder, &[&["token"], arguments].concat())).trim().to_owned()
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// `rato serve` in a folder; killed when this value goes.
pub struct Dienst {
    child: Child,
    basis: String,
}

impl Dienst {
    /// Starts it and waits until it is ready.
    pub fn start(folder: &Path) -> Dienst {
        let port = free_port();
        let mut command = rato(folder, &["serve"]);
        command.env("RATO__SERVER__POORT", port.to_string()).env("RATO__JOBS__SOLVER_GEHEUGEN_MIB", "4096");
        Dienst::watch(command.stdout(Stdio::null()).spawn().unwrap(), &format!("http://127.0.0.1:{port}"))
    }

    /// Waits until a process that serves on `basis` is ready.
    #[track_caller]
    pub fn watch(child: Child, basis: &str) -> Dienst {
        let mut dienst = Dienst { child, basis: basis.to_owned() };
        let client = Client::new(basis, "");
        let patience = Instant::now() + GEDULD;
        while !client.try_get("/health/ready").is_ok_and(|answer| answer.status == 200) {
            assert_eq!(dienst.child.try_wait().unwrap(), None, "the service ended before it was ready");
            assert!(Instant::now() < patience, "the service never became ready");
            std::thread::sleep(Duration::from_millis(50));
        }
        dienst
    }

    /// A client with this token.
    pub fn client(&self, token: &str) -> Client {
        Client::new(&self.basis, &format!("Bearer {token}"))
    }

    /// Asks it to end, as an operator does, and waits until it has.
    pub fn end(mut self) -> ExitStatus {
        // The shell has its own `kill`; the program of that name is not on every machine.
        let asked = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status().unwrap();
        assert!(asked.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Dienst {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// What came back.
#[derive(Debug)]
pub struct Antwoord {
    pub status: u16,
    pub etag: String,
    pub link: String,
    pub text: String,
}

impl Antwoord {
    /// The body as JSON, when the status is as it should be.
    #[track_caller]
    pub fn json(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        serde_json::from_str(&self.text).unwrap()
    }
}

/// One caller on a connection that is kept alive.
pub struct Client {
    agent: Agent,
    basis: String,
    authorization: String,
}

impl Client {
    /// With a whole header `Authorization`.
    pub fn new(basis: &str, authorization: &str) -> Client {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(GEDULD));
        let agent = config.build().new_agent();
        Client { agent, basis: basis.to_owned(), authorization: authorization.to_owned() }
    }

    fn try_get(&self, path: &str) -> Result<Antwoord, ureq::Error> {
        let url = format!("{}{path}", self.basis);
        read(self.agent.get(url).header("authorization", &self.authorization).call()?)
    }

    /// GET.
    #[track_caller]
    pub fn get(&self, path: &str) -> Antwoord {
        self.try_get(path).unwrap_or_else(|why| panic!("GET {path}: {why}"))
    }

    /// POST of a JSON body.
    #[track_caller]
    pub fn post(&self, path: &str, body: &Value) -> Antwoord {
        let call = self.agent.post(format!("{}{path}", self.basis)).header("authorization", &self.authorization);
        let answer = call.header("content-type", "application/json").send(body.to_string());
        answer.and_then(read).unwrap_or_else(|why| panic!("POST {path}: {why}"))
    }

    /// PUT of a JSON body, on the version with this ETag.
    #[track_caller]
    pub fn put(&self, path: &str, etag: &str, body: &Value) -> Antwoord {
        let call = self.agent.put(format!("{}{path}", self.basis)).header("authorization", &self.authorization);
        let call = call.header("content-type", "application/json").header("if-match", etag);
        call.send(body.to_string()).and_then(read).unwrap_or_else(|why| panic!("PUT {path}: {why}"))
    }

    /// Every item of a list, page after page.
    #[track_caller]
    pub fn list(&self, path: &str) -> Vec<Value> {
        let (mut items, mut next) = (Vec::new(), format!("{path}?pageSize=200"));
        loop {
            let answer = self.get(&next);
            items.extend(answer.json(200)["resultaten"].as_array().unwrap().iter().cloned());
            match answer.link.strip_prefix('<').and_then(|link| link.split_once('>')) {
                Some((path, _)) => path.clone_into(&mut next),
                None => return items,
            }
        }
    }

    /// Reads a stream of events to its end; the name and the data of each.
    #[track_caller]
    pub fn follow(&self, path: &str) -> Vec<(String, Value)> {
        let call = self.agent.get(format!("{}{path}", self.basis)).header("authorization", &self.authorization);
        let answer = call.call().unwrap();
        assert_eq!(answer.status(), 200);
        let (mut events, mut name) = (Vec::new(), String::new());
        for line in BufReader::new(answer.into_body().into_reader()).lines().map(Result::unwrap) {
            match line.split_once(": ") {
                Some(("event", word)) => word.clone_into(&mut name),
                Some(("data", data)) => events.push((name.clone(), serde_json::from_str(data).unwrap())),
                _ => {}
            }
        }
        events
    }
}

fn read(answer: Response<ureq::Body>) -> Result<Antwoord, ureq::Error> {
    let (head, mut body) = answer.into_parts();
    let header = |name: &str| head.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let (etag, link) = (header("etag"), header("link"));
    Ok(Antwoord { status: head.status.as_u16(), etag, link, text: body.read_to_string()? })
}
