//! The commands of `rato`, one file each: what a person types, and how it is wired to the rest.

mod audit;
mod backup;
mod bench;
mod demo;
mod document;
mod duur;
mod explain;
mod import;
mod match_plan;
mod migrate;
mod openapi;
mod problem;
mod problemdocument;
mod sandbox;
mod schema;
mod serve;
mod setup;
mod solve;
mod stopsein;
mod token;
pub mod tweede_mening;
mod verify;
mod werkers;
mod work;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Centrale pool van regiodocenten: wie geeft waar les, waarom, en houdt iedereen zich aan de afspraken.
#[derive(Parser)]
#[command(name = "rato", version)]
pub struct Cli {
    /// Bestand met instellingen; zie config/default.toml voor alle instellingen.
    #[arg(long, global = true, env = "RATO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Rekent het auditlog na: is er geen regel gewijzigd of verdwenen?
    Audit,
    /// Maakt een kopie van de SQLite-database, terwijl de dienst draait.
    Backup(backup::BackupArgs),
    /// Meet de matcher en de API op vaste gevallen; alles is na te maken.
    Bench(bench::BenchArgs),
    /// Toont alles in één keer: een verzonnen regio, een matchronde, de uitleg en de API.
    Demo(demo::DemoArgs),
    /// Beantwoordt een vraag over een Plan, zoals: waarom staat deze regiodocent daar niet?
    Explain(explain::ExplainArgs),
    /// Leest openbare bestanden in: scholen en besturen, plaatsen, formatiepeilingen.
    Import(import::Import),
    /// Lost een Problem uit een bestand op en schrijft het Plan.
    Match(match_plan::MatchArgs),
    /// Brengt de tabellen van de database op orde.
    Migrate,
    /// Schrijft de API-beschrijving (YAML) naar de uitvoer.
    Openapi(openapi::OpenapiArgs),
    /// Maakt een Problem uit openbare gegevens, om cijfers na te maken.
    Problem(problem::ProblemArgs),
    /// Schrijft het JSON Schema van Problem of Plan naar de uitvoer.
    Schema(schema::SchemaArgs),
    /// Start de API, met de werkers erbij.
    Serve,
    /// Rekenproces van een werker; niet voor mensen.
    #[command(hide = true)]
    Solve,
    /// Keurt een Plan opnieuw, los van wie het maakte.
    Verify(verify::VerifyArgs),
    /// Start alleen werkers, naast de API op dezelfde database.
    Work,
    /// Maakt een token voor ontwikkeling.
    Token(token::TokenArgs),
}

/// Runs the command; the exit code says whether it worked.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let config = cli.config.as_deref();
    match cli.command {
        Command::Audit => audit::run(config),
        Command::Backup(args) => backup::run(config, &args),
        Command::Bench(args) => bench::run(&args),
        Command::Demo(args) => demo::run(config, &args),
        Command::Explain(args) => explain::run(&args),
        Command::Import(wat) => import::run(config, wat),
        Command::Match(args) => match_plan::run(&args),
        Command::Migrate => migrate::run(config),
        Command::Openapi(args) => openapi::run(&args),
        Command::Problem(args) => problem::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Serve => serve::run(config),
        Command::Solve => solve::run(),
        Command::Verify(args) => verify::run(&args),
        Command::Work => work::run(config),
        Command::Token(args) => token::run(config, args),
    }
}
