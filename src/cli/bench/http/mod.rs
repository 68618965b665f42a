//! `rato bench http`: the real server with an invented region, asked by a load generator in the same process.
//!
//! Speeds differ per machine; the ratio to a greeting behind the same middleware, measured in turns with the request, does
//! so much less.

mod lader;
mod verslag;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use clap::Args;

use self::lader::{Grens, Meting, Verzoek, meet};
use self::verslag::{Regel, Ronde, Verslag};
use super::in_map;
use crate::app::prepare::{Opname, prepare};
use crate::app::{App, error::AppError, vacature};
use crate::auth::actor::Rol;
use crate::auth::dev_key::Ontwikkelsleutel;
use crate::auth::issue::{Tokenaanvraag, issue};
use crate::auth::policy::Grant;
use crate::auth::token::Verifier;
use crate::cli::setup;
use crate::config::{Config, Geheim, Server as Settings, load_from};
use crate::demo::vullen::{Omvang, REGIO, as_role, fill};
use crate::domain::pagina::Pagina;
use crate::domain::schooljaar::Schooljaar;
use crate::http::server::{GROET, Server};
use crate::matching::problem::Problem;
use crate::storage::regio::find_regio;
use crate::telemetry;

/// How to measure.
#[derive(Args)]
pub struct HttpArgs {
    /// Lege PostgreSQL-database (postgres://…) om naast SQLite te meten.
    #[arg(long)]
    postgres: Option<String>,
    /// Verbindingen tegelijk.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    verbindingen: u16,
    /// Milliseconden per meting.
    #[arg(long, default_value_t = 1_500, value_parser = clap::value_parser!(u64).range(50..=60_000))]
    duur: u64,
    /// Rondes per soort verzoek.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..=50))]
    rondes: u16,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
}

/// Most requests in one measurement.
const MOST: u32 = 200_000;

/// Measures SQLite, and PostgreSQL when its url is given.
pub fn run(args: &HttpArgs) -> anyhow::Result<ExitCode> {
    in_map(args.json, |folder| measure(args, folder))
}

fn measure(args: &HttpArgs, folder: &Path) -> anyhow::Result<Verslag> {
    let mut databases = vec![("SQLite", format!("sqlite://{}", folder.join("rato.sqlite").display()))];
    databases.extend(args.postgres.iter().map(|url| ("PostgreSQL", url.clone())));
    let mut regels = Vec::new();
    for (database, url) in databases {
        regels.extend(measure_on(args, folder, database, &url)?);
    }
    Ok(Verslag {
        versie: env!("CARGO_PKG_VERSION").to_owned(),
        geoptimaliseerd: !cfg!(debug_assertions),
        verbindingen: usize::from(args.verbindingen),
        rondes: usize::from(args.rondes),
        regels,
    })
}

fn measure_on(args: &HttpArgs, folder: &Path, database: &str, url: &str) -> anyhow::Result<Vec<Regel>> {
    let mut config = load_from(None, [])?;
    config.database.url = Geheim::new(url);
    config.auth.ontwikkelsleutel = folder.join("sleutel.pem");
    config.log.niveau = "warn".to_owned();
    // The second database finds the logging switched on already.
    drop(telemetry::init(&config.log));
    let app = setup::app(&config)?;
    let schooljaar = Schooljaar::of(app.clock.today()).volgend();
    fill(&app, Omvang { scholen: 75, regiodocenten: 150, zaad: 7 }, schooljaar, &|_| {})?;
    let problem = problem(&app, schooljaar)?;
    let (asked, hello) = requests(&app, &config)?;
    let address = serve(&app, &config)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let grens =
        Grens { verbindingen: usize::from(args.verbindingen), duur: Duration::from_millis(args.duur), verzoeken: MOST };
    wait_for(&runtime, address, &hello)?;
    let mut regels = Vec::new();
    for busy in [false, true] {
        let solving = if busy { Some(Rekenen::start(folder, &problem)?) } else { None };
        for (name, request) in &asked {
            let mut rounds = Vec::new();
            for _ in 0..args.rondes {
                let measured = |request: &Verzoek| -> anyhow::Result<Meting> {
                    runtime.block_on(meet(address, request, grens)).with_context(|| format!("{database}, {name}"))
                };
                let before = measured(&hello)?;
                let meting = measured(request)?;
                rounds.push(Ronde { meting, groet: [before, measured(&hello)?] });
            }
            regels.push(Regel::new(database, name, busy, &rounds));
        }
        drop(solving);
    }
    Ok(regels)
}

/// The requests, each with its name, and the greeting.
fn requests(app: &App, config: &Config) -> anyhow::Result<(Vec<(&'static str, Verzoek)>, Verzoek)> {
    let coordinator = as_role(app, Rol::Regiocoordinator);
    let page = vacature::list_vacatures(&coordinator, &Default::default(), &Pagina { na: None, aantal: 1 })?;
    let first = page.items.first().context("de regio heeft geen vacatures")?;
    let aanvraag = Tokenaanvraag {
        id: "bench".to_owned(),
        rol: Rol::Regiocoordinator,
        regios: vec![REGIO.to_owned()],
        bestuursnummer: None,
        vestigingscode: None,
        regiodocent: None,
        machine: false,
        levensduur_seconden: None,
    };
    let token = issue(&Ontwikkelsleutel::open(&config.auth)?, &config.auth, &aanvraag, app.clock.now())?;
    let body = serde_json::json!({
        "vestigingscode": first.noun.vacature.vestigingscode, "soort": "regulier", "fte": 0.6,
        "bevoegdheid": { "sector": "bo", "vak": "groepsleraar", "graad": "pabo" },
        "van": "2030-08-01", "totEnMet": "2031-07-31",
    });
    let get = |path: &str| Verzoek::new("GET", path, &token, None, 200);
    let asked = vec![
        ("GET by id", get(&format!("/v1/vacatures/{}", first.id))),
        ("GET list of 50", get("/v1/vacatures?pageSize=50")),
        ("POST vacature", Verzoek::new("POST", "/v1/vacatures", &token, Some(&body.to_string()), 201)),
    ];
    Ok((asked, Verzoek::new("GET", GROET, "", None, 200)))
}

/// Serves on a free port of this machine for as long as the process lives.
fn serve(app: &App, config: &Config) -> anyhow::Result<SocketAddr> {
    let verifier = Verifier::new(&config.auth)?;
    // The point is how fast it can be, not how fast a caller may.
    let settings = crate::config::Server { verzoeken_per_minuut: 0, ..config.server.clone() };
    let server = Server::new(app.clone(), verifier, &settings).map_err(|why| anyhow!(why))?;
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let settings = Settings { adres: IpAddr::V4(Ipv4Addr::LOCALHOST), poort: address.port(), ..config.server.clone() };
    std::thread::Builder::new().name("bench-server".into()).spawn(move || {
        if let Err(why) = server.with_groet().serve(&settings) {
            eprintln!("de server van de meting is gestopt: {why}");
        }
    })?;
    Ok(address)
}

/// Until the server answers, at most ten seconds.
fn wait_for(runtime: &tokio::runtime::Runtime, address: SocketAddr, hello: &Verzoek) -> anyhow::Result<()> {
    let once = Grens { verbindingen: 1, duur: Duration::from_secs(1), verzoeken: 1 };
    let patience = Instant::now() + Duration::from_secs(10);
    while runtime.block_on(meet(address, hello, once)).is_err() {
        if Instant::now() > patience {
            bail!("de server van de meting antwoordt niet");
        }
    }
    Ok(())
}

fn problem(app: &App, schooljaar: Schooljaar) -> anyhow::Result<Problem> {
    let (grant, today) = (Grant::systeem("bench"), app.clock.today());
    Ok(app.db.snapshot(&grant, |conn| {
        let regio = find_regio(conn, REGIO)?.ok_or(AppError::NietGevonden("regio"))?;
        prepare(conn, &regio, &Opname { schooljaar, peildatum: today, ingangsdatum: None, zaad: "bench" })
    })?)
}

/// A plan that is calculated beside the requests as a worker does it, in a child that is nice to others, until this value
/// goes.
struct Rekenen(Child);

impl Rekenen {
    fn start(folder: &Path, problem: &Problem) -> anyhow::Result<Self> {
        let (question, plan) = (folder.join("problem.json"), folder.join("plan.json"));
        std::fs::write(&question, serde_json::to_vec(problem)?)?;
        let mut command = Command::new("nice");
        command.args(["-n", "10"]).arg(std::env::current_exe()?).arg("match").arg(question).arg("--output").arg(plan);
        command.args(["--time-limit", "600s"]).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Rekenen(command.spawn().context("het rekenen naast de meting begint niet")?))
    }
}

impl Drop for Rekenen {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}
