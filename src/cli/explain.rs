//! `rato explain`: a question about a plan, answered in Dutch sentences. No database, no settings: anybody can repeat it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;

use super::document::{read_text, write_stroom};
use super::duur::parse_duur;
use super::problemdocument::{read_plan, read_problem, refuse};
use super::solve::explain;
use crate::matching::explain::beantwoord;
use crate::matching::explain::vraag::Vraag;
use crate::matching::{Limits, Niemand, SolveError};

/// What is asked of which plan.
#[derive(Args)]
pub struct ExplainArgs {
    /// Bestand met het Problem (JSON); - leest de invoer.
    problem: PathBuf,
    /// Bestand met het Plan (JSON).
    plan: PathBuf,
    /// Bestand met de vraag (JSON), zoals {"soort":"waarom-niet","regiodocent":"…","vacature":"…"}; - leest de invoer.
    #[arg(long)]
    vraag: PathBuf,
    /// Langste rekentijd van het hele antwoord, bijvoorbeeld 500ms, 10s of 2m.
    #[arg(long, value_parser = parse_duur)]
    time_limit: Option<Duration>,
    /// Aantal voorstellen dat elke zoektocht naar een ander plan bekijkt.
    #[arg(long)]
    work_limit: Option<u64>,
    /// Aantal rekendraden; verandert het antwoord niet.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// Het hele antwoord als JSON.
    #[arg(long)]
    json: bool,
}

/// Asks and prints the answer.
pub fn run(args: &ExplainArgs) -> anyhow::Result<ExitCode> {
    let problem = match read_problem(&args.problem)? {
        Ok(problem) => problem,
        Err(fouten) => return refuse(&args.problem, &fouten, args.json),
    };
    let plan = match read_plan(&args.plan)? {
        Ok(plan) => plan,
        Err(fouten) => return refuse(&args.plan, &fouten, args.json),
    };
    let text = read_text(&args.vraag)?;
    let vraag: Vraag =
        serde_json::from_str(&text).context("de vraag is niet te lezen; zie de voorbeelden bij --help")?;
    let limits = Limits { werk: args.work_limit, tijd: args.time_limit, threads: usize::from(args.threads) };
    let antwoord = match beantwoord(&problem, &plan, &vraag, &limits, &Niemand) {
        Ok(antwoord) => antwoord,
        Err(SolveError::Invoer(fouten)) => return refuse(&args.vraag, &fouten, args.json),
        Err(why) => bail!(explain(&why)),
    };
    let shown = match args.json {
        true => serde_json::to_string_pretty(&antwoord)? + "\n",
        false => antwoord.zinnen().join("\n") + "\n",
    };
    write_stroom(shown.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
