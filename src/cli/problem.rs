//! `rato problem`: instances from public figures and a seed, as files for `rato match`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};

use super::document::{is_stroom, write_json};
use crate::demo::instantie::amsterdam::amsterdam;
use crate::demo::instantie::nederland::nederland;

/// Which instance.
#[derive(Args)]
pub struct ProblemArgs {
    #[command(subcommand)]
    soort: Soort,
}

#[derive(Subcommand)]
enum Soort {
    /// amsterdam-v1: de echte basisscholen en besturen van Amsterdam met verzonnen regiodocenten en vacatures.
    Amsterdam {
        /// Aantal regiodocenten.
        #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=20_000))]
        regiodocenten: u32,
        #[command(flatten)]
        bron: Bron,
        /// Bestand voor het Problem (JSON); - schrijft naar de uitvoer.
        #[arg(short, long)]
        output: PathBuf,
    },
    /// nederland-v1: alle basisscholen, een bestand per arbeidsmarktregio.
    Nederland {
        #[command(flatten)]
        bron: Bron,
        /// Map voor de bestanden; zij wordt gemaakt als zij nog niet bestaat.
        #[arg(short, long)]
        output: PathBuf,
    },
}

#[derive(Args)]
struct Bron {
    /// Map met de openbare gegevens.
    #[arg(long, env = "RATO_DATA_DIR")]
    data: PathBuf,
    /// Hetzelfde zaad geeft hetzelfde Problem.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Writes the instance.
pub fn run(args: &ProblemArgs) -> anyhow::Result<ExitCode> {
    match &args.soort {
        Soort::Amsterdam { regiodocenten, bron, output } => {
            let problem = amsterdam(&bron.data, usize::try_from(*regiodocenten)?, bron.seed)?;
            write_json(output, &problem)?;
            if !is_stroom(output) {
                let (people, places) = (problem.regiodocenten.len(), problem.vacatures.len());
                println!("{people} regiodocenten en {places} vacatures staan in {}.", output.display());
            }
        }
        Soort::Nederland { bron, output } => {
            let regios = nederland(&bron.data, bron.seed)?;
            let folder = || format!("de map {} is niet te maken", output.display());
            std::fs::create_dir_all(output).with_context(folder)?;
            for regio in &regios {
                write_json(&output.join(format!("{}.json", regio.code)), &regio.problem)?;
            }
            let sum = |count: fn(&crate::matching::problem::Problem) -> usize| -> usize {
                regios.iter().map(|regio| count(&regio.problem)).sum()
            };
            let (schools, places) = (sum(|problem| problem.scholen.len()), sum(|problem| problem.vacatures.len()));
            let people = sum(|problem| problem.regiodocenten.len());
            let files = regios.len();
            println!("{files} regio's: {schools} scholen, {places} vacatures, {people} regiodocenten.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
