//! `rato bench import`: a large file of regiodocenten, read in as a worker does it, with its memory; beside a floor.
//!
//! Every step is a process of its own, so that its peak of memory is its own. The floor writes the same rows to the same
//! tables in one transaction with the same feed, but reads, judges and remembers nothing: the ratio to it is what reading,
//! judging and telling of every row cost.

mod rijen;
mod stap;
mod verslag;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use self::verslag::{Meting, Regel, Verslag};
use super::in_map;

/// How to measure.
#[derive(Args)]
pub struct ImportArgs {
    /// Lege PostgreSQL-database (postgres://…) om naast SQLite te meten.
    #[arg(long)]
    postgres: Option<String>,
    /// Rijen in het bestand; één op de duizend is fout.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(100..=10_000_000))]
    rijen: u32,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
    /// Eén stap, in dit proces; zo start de meting zichzelf.
    #[arg(long, hide = true, requires = "database")]
    stap: Option<Stap>,
    /// De database van die stap.
    #[arg(long, hide = true)]
    database: Option<String>,
    /// Het bestand van die stap.
    #[arg(long, hide = true)]
    bestand: Option<PathBuf>,
}

/// What one process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stap {
    /// Makes the regio, so that the others find their tables.
    Regio,
    /// Reads the file.
    Import,
    /// Writes the same rows in one transaction, under other keys.
    Vloer,
}

/// Measures SQLite, and PostgreSQL when its url is given.
pub fn run(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    if let (Some(stap), Some(database)) = (args.stap, &args.database) {
        let meting = stap::run(stap, database, args.rijen, args.bestand.as_deref())?;
        println!("{}", serde_json::to_string(&meting)?);
        return Ok(ExitCode::SUCCESS);
    }
    in_map(args.json, |folder| measure(args, folder))
}

fn measure(args: &ImportArgs, folder: &Path) -> anyhow::Result<Verslag> {
    let bestand = folder.join("regiodocenten.csv");
    std::fs::write(&bestand, rijen::csv(args.rijen)).context("het bestand is niet te schrijven")?;
    let mut databases = vec![("SQLite", format!("sqlite://{}", folder.join("rato.sqlite").display()))];
    databases.extend(args.postgres.iter().map(|url| ("PostgreSQL", url.clone())));
    let mut regels = Vec::new();
    for (database, url) in databases {
        let step =
            |stap: Stap| child(stap, &url, args.rijen, &bestand).with_context(|| format!("{database}, {stap:?}"));
        step(Stap::Regio)?;
        let vloer = step(Stap::Vloer)?;
        regels.push(Regel::new(database, "new", step(Stap::Import)?, &vloer));
        regels.push(Regel::new(database, "again, unchanged", step(Stap::Import)?, &vloer));
        regels.push(Regel::new(database, "floor", vloer.clone(), &vloer));
    }
    Ok(Verslag {
        versie: env!("CARGO_PKG_VERSION").to_owned(),
        geoptimaliseerd: !cfg!(debug_assertions),
        rijen: args.rijen,
        regels,
    })
}

/// One step in a process of its own.
fn child(stap: Stap, url: &str, rijen: u32, bestand: &Path) -> anyhow::Result<Meting> {
    let name = stap.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bench", "import", "--stap", &name, "--database", url, "--rijen", &rijen.to_string()]);
    command.arg("--bestand").arg(bestand).stderr(Stdio::inherit());
    let output = command.output().context("de stap begint niet")?;
    if !output.status.success() {
        bail!("de stap mislukte");
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
