//! `rato bench`: how good and how fast the matcher and the API are on fixed instances. Every number can be repeated.

mod amsterdam;
mod http;
mod import;
mod keur;
mod orlib;
mod toewijzing;
mod uitleg;

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use serde::Serialize;
use uuid::Uuid;

/// Which instances.
#[derive(Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    soort: Soort,
}

#[derive(Subcommand)]
enum Soort {
    /// amsterdam-v1: waarde, bewezen grens en verschil per tier, of van één gewogen doel.
    Amsterdam(amsterdam::AmsterdamArgs),
    /// Toewijzingsproblemen van de OR-Library: het gepubliceerde optimum, precies.
    Assign(toewijzing::ToewijzingArgs),
    /// Gegeneraliseerde toewijzing (OR-Library, Yagiura), met kale HiGHS ernaast.
    Gap(toewijzing::ToewijzingArgs),
    /// De API: verzoeken per seconde, als verhouding tot een groet achter dezelfde tussenlagen.
    Http(http::HttpArgs),
    /// Een groot bestand met regiodocenten: seconden, geheugen en de verhouding tot een vloer.
    Import(import::ImportArgs),
    /// Wat een plan van een andere oplosser waard is: dezelfde maat en hetzelfde onafhankelijke oordeel.
    Keur(keur::KeurArgs),
    /// Uitleg over een plan van amsterdam-v1: hoe lang een antwoord duurt, en of het klopt met een losse berekening.
    Uitleg(uitleg::UitlegArgs),
}

/// Measures and prints.
pub fn run(args: &BenchArgs) -> anyhow::Result<ExitCode> {
    match &args.soort {
        Soort::Amsterdam(args) => amsterdam::run(args),
        Soort::Assign(args) => toewijzing::run(args, orlib::Vorm::Assign),
        Soort::Http(args) => http::run(args),
        Soort::Import(args) => import::run(args),
        Soort::Keur(args) => keur::run(args),
        Soort::Uitleg(args) => uitleg::run(args),
        Soort::Gap(args) => toewijzing::run(args, orlib::Vorm::Gap),
    }
}

/// Measures in a folder of its own, which goes afterwards whatever happened, and prints the outcome as text or JSON.
fn in_map<V: Serialize + Display>(
    json: bool,
    measure: impl FnOnce(&Path) -> anyhow::Result<V>,
) -> anyhow::Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("rato-bench-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).context("er is geen tijdelijke map te maken")?;
    let measured = measure(&folder);
    std::fs::remove_dir_all(&folder).context("de tijdelijke map is niet te verwijderen")?;
    let verslag = measured?;
    match json {
        true => println!("{}", serde_json::to_string_pretty(&verslag)?),
        false => print!("{verslag}"),
    }
    Ok(ExitCode::SUCCESS)
}
