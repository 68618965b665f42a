//! `rato match`: a Problem from a file, the Plan to a file. No database, no settings: anybody can repeat a number.

mod balk;
mod samenvatting;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{anyhow, bail};
use clap::Args;

use self::balk::Balk;
use self::samenvatting::Samenvatting;
use super::document::{is_stroom, write_json, write_stroom};
use super::duur::parse_duur;
use super::problemdocument::{read_problem, refuse};
use super::solve::explain;
use super::stopsein;
use super::tweede_mening::tweede_mening;
use crate::matching::{Limits, SolveError, solve};

/// What to solve, and how long.
#[derive(Args)]
pub struct MatchArgs {
    /// Bestand met het Problem (JSON); - leest de invoer.
    problem: PathBuf,
    /// Bestand voor het Plan (JSON); - schrijft naar de uitvoer, de samenvatting komt dan op het scherm voor fouten.
    #[arg(short, long)]
    output: PathBuf,
    /// Langste rekentijd, bijvoorbeeld 500ms, 10s of 2m. Een plan dat door tijd is afgekapt, is niet na te maken.
    #[arg(long, value_parser = parse_duur)]
    time_limit: Option<Duration>,
    /// Aantal voorstellen dat de zoektocht bekijkt: hetzelfde getal geeft hetzelfde plan, byte voor byte.
    #[arg(long)]
    work_limit: Option<u64>,
    /// Aantal rekendraden; verandert het plan niet.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// De samenvatting als JSON.
    #[arg(long)]
    json: bool,
}

/// Solves it and writes the plan.
pub fn run(args: &MatchArgs) -> anyhow::Result<ExitCode> {
    let gestopt = stopsein::listen()?;
    let problem = match read_problem(&args.problem)? {
        Ok(problem) => problem,
        Err(fouten) => return refuse(&args.problem, &fouten, args.json),
    };
    let limits = Limits { werk: args.work_limit, tijd: args.time_limit, threads: usize::from(args.threads) };
    let began = Instant::now();
    let balk = Balk::new(&gestopt);
    let answer = solve(&problem, &limits, &balk);
    balk.weg();
    let took = began.elapsed();
    let plan = match answer {
        Ok(plan) => plan,
        Err(SolveError::Invoer(fouten)) => return refuse(&args.problem, &fouten, args.json),
        Err(why) => bail!(explain(&why)),
    };
    let plan = tweede_mening(&problem, plan).map_err(|why| anyhow!(why))?;
    let summary = Samenvatting::new(&problem, &plan, took);
    write_json(&args.output, &plan)?;
    let text = if args.json { serde_json::to_string_pretty(&summary)? + "\n" } else { summary.to_string() };
    if is_stroom(&args.output) {
        eprint!("{text}");
    } else {
        write_stroom(text.as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
