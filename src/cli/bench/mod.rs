//! `rato bench`: how good and how fast the matcher and the API are on fixed instances. Every number can be repeated.

mod amsterdam;
mod http;
mod import;
mod keur;
mod orlib;
mod toewijzing;
mod uitleg;

use std::process::ExitCode;

use clap::{Args, Subcommand};

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
