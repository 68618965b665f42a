//! `rato demo`: an invented region in a fresh folder, matched, summarised and served. Nothing to install or to set.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use uuid::Uuid;

use super::{sandbox, setup, werkers};
use crate::app::matchronde::{Rondeaanvraag, find_stand, start_matchronde};
use crate::app::{App, Ctx};
use crate::auth::actor::Rol;
use crate::auth::dev_key::Ontwikkelsleutel;
use crate::auth::issue::{Tokenaanvraag, issue};
use crate::auth::token::Verifier;
use crate::config::{Config, Geheim, Server as Settings, load};
use crate::demo::samenvatting::{Samenvatting, summarise};
use crate::demo::vullen::{Inhoud, Omvang, REGIO, as_role, fill};
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::schooljaar::Schooljaar;
use crate::http::server::Server;
use crate::matching::voortgang::Voortgang;
use crate::telemetry;

/// The file with everything, in its folder.
pub(super) const DATABASE: &str = "rato.sqlite";

/// What the demo should look like.
#[derive(Args)]
pub struct DemoArgs {
    /// Aantal scholen, 2 tot en met 160.
    #[arg(long, default_value_t = 75, value_parser = clap::value_parser!(u64).range(2..=160))]
    scholen: u64,
    /// Aantal regiodocenten, 1 tot en met 5000.
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u64).range(1..=5000))]
    regiodocenten: u64,
    /// Hetzelfde zaad geeft dezelfde regio.
    #[arg(long, default_value_t = 7)]
    zaad: u64,
    /// Map voor de database; standaard een nieuwe map bij de tijdelijke bestanden.
    #[arg(long)]
    map: Option<PathBuf>,
    /// Stop na de samenvatting, zonder de API te openen.
    #[arg(long)]
    once: bool,
    /// De samenvatting als JSON.
    #[arg(long)]
    json: bool,
    /// Proefomgeving: elke keer dezelfde kleine regio, met een vast token per rol.
    #[arg(long, conflicts_with_all = ["scholen", "regiodocenten", "zaad", "once", "json"])]
    sandbox: bool,
}

/// Runs the demo.
pub fn run(file: Option<&Path>, args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let folder = args.map.clone().unwrap_or_else(|| std::env::temp_dir().join(format!("rato-demo-{}", Uuid::now_v7())));
    let known = args.sandbox && sandbox::begin(&folder)?;
    let config = config(file, &folder, known)?;
    let app = setup::app(&config)?;
    let crew = werkers::start(&app, &config)?;
    let served = match args.sandbox {
        true => sandbox::run(&app, &config, &folder, known),
        false => show(&app, &config, &folder, args),
    };
    app.wachtrij.sluit();
    crew.join().map_err(|_| anyhow!("de werkers zijn onverwacht gestopt"))?;
    served?;
    Ok(ExitCode::SUCCESS)
}

/// Makes the region, says what came of it and serves it.
fn show(app: &App, config: &Config, folder: &Path, args: &DemoArgs) -> anyhow::Result<()> {
    let omvang = Omvang {
        scholen: usize::try_from(args.scholen)?,
        regiodocenten: usize::try_from(args.regiodocenten)?,
        zaad: args.zaad,
    };
    let (ctx, id, inhoud) = make(app, omvang)?;
    let summary = summarise(&ctx, id, &inhoud)?;
    print(&summary, args.json)?;
    if args.once { Ok(()) } else { serve(app, config, folder, &summary) }
}

/// Fills the region and waits for a plan for the next schooljaar.
pub(super) fn make(app: &App, omvang: Omvang) -> anyhow::Result<(Ctx, Uuid, Inhoud)> {
    let (ctx, id, inhoud) = prepare(app, omvang)?;
    follow(&ctx, id)?;
    Ok((ctx, id, inhoud))
}

/// The usual settings, with everything that is kept in `folder`.
fn config(file: Option<&Path>, folder: &Path, known: bool) -> anyhow::Result<Config> {
    std::fs::create_dir_all(folder).with_context(|| format!("de map {} is niet te maken", folder.display()))?;
    if !known && folder.join(DATABASE).exists() {
        bail!("in {} staat al een database; kies een lege map", folder.display());
    }
    let mut config = load(file)?;
    config.database.url = Geheim::new(format!("sqlite://{}", folder.join(DATABASE).display()));
    config.auth.ontwikkelsleutel = folder.join("sleutel.pem");
    config.auth.max_levensduur_seconden = 86_400;
    config.log.niveau = "warn".to_owned();
    config.jobs.werkers = config.jobs.werkers.max(1);
    telemetry::init(&config.log)?;
    Ok(config)
}

/// Fills the region and asks for a plan for the next schooljaar.
fn prepare(app: &App, omvang: Omvang) -> anyhow::Result<(Ctx, Uuid, Inhoud)> {
    let schooljaar = Schooljaar::of(app.clock.today()).volgend();
    let bar = bar("regio vullen");
    let inhoud = fill(app, omvang, schooljaar, &|deel| bar.set_position(deel as u64))?;
    bar.finish_and_clear();
    let ctx = as_role(app, Rol::Regiocoordinator);
    let asked = Rondeaanvraag {
        schooljaar,
        peildatum: None,
        ingangsdatum: None,
        tijdlimiet_s: None,
        werklimiet: None,
        wijzigingsbudget: None,
    };
    let ronde = start_matchronde(&ctx, &asked)?;
    Ok((ctx, ronde.id, inhoud))
}

fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(1_000).with_message(what);
    match ProgressStyle::with_template("  {msg:<24} [{bar:40}] {percent:>3} %") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Shows the progress of the matchronde until there is a plan.
fn follow(ctx: &Ctx, id: Uuid) -> anyhow::Result<()> {
    let bar = bar("matchronde");
    loop {
        let stand = find_stand(ctx, id)?;
        let told = stand.job.voortgang.as_deref().and_then(|text| serde_json::from_str::<Voortgang>(text).ok());
        if let Some(voortgang) = told {
            bar.set_position(u64::from(voortgang.deel));
            bar.set_message(format!("matchronde: {}", voortgang.fase));
        }
        match stand.ronde.noun.status {
            Matchrondestatus::Wachtend | Matchrondestatus::Loopt => {}
            Matchrondestatus::Voorstel => break,
            other => bail!("de matchronde is {other}: {}", stand.ronde.noun.reden.unwrap_or_default()),
        }
        // The pace of the progress bar; the end is read from the database.
        std::thread::sleep(Duration::from_millis(100));
    }
    bar.finish_and_clear();
    Ok(())
}

fn print(summary: &Samenvatting, json: bool) -> anyhow::Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(summary)?);
    } else {
        println!("{summary}");
    }
    Ok(())
}

/// Serves the API and says how to ask it something.
fn serve(app: &App, config: &Config, folder: &Path, summary: &Samenvatting) -> anyhow::Result<()> {
    let header = folder.join("coordinator");
    write_header(app, config, &header)?;
    let verifier = Verifier::new(&config.auth)?;
    let server =
        Server::new(app.clone(), verifier, &config.server).map_err(|why| anyhow!("de API-beschrijving: {why}"))?;
    let port = free_port(config)?;
    let base = format!("http://{}:{port}", config.server.adres);
    println!("De API luistert op {base} (stop met Ctrl-C). Plak in een ander venster:\n");
    let paths = [format!("/v1/matchrondes/{}/resultaat", summary.matchronde)];
    let examples = summary.voorbeelden.iter().rev().take(2).map(|voorbeeld| voorbeeld.pad.clone());
    for path in paths.into_iter().chain(examples) {
        println!("  curl -s -H @{} '{base}{path}'", header.display());
    }
    println!();
    Ok(server.serve(&Settings { poort: port, ..config.server.clone() })?)
}

/// Writes the header with a coordinator's token to a file that curl reads with `-H @file`.
fn write_header(app: &App, config: &Config, path: &Path) -> anyhow::Result<()> {
    let aanvraag = Tokenaanvraag {
        id: "demo-coordinator".to_owned(),
        rol: Rol::Regiocoordinator,
        regios: vec![REGIO.to_owned()],
        bestuursnummer: None,
        vestigingscode: None,
        regiodocent: None,
        machine: false,
        levensduur_seconden: None,
    };
    let token = issue(&Ontwikkelsleutel::open(&config.auth)?, &config.auth, &aanvraag, app.clock.now())?;
    Ok(std::fs::write(path, format!("Authorization: Bearer {token}\n"))?)
}

/// The port of the settings, or any free one when that is taken.
pub(super) fn free_port(config: &Config) -> std::io::Result<u16> {
    let address = |port| (config.server.adres, port);
    let listener = TcpListener::bind(address(config.server.poort)).or_else(|_| TcpListener::bind(address(0)))?;
    Ok(listener.local_addr()?.port())
}
