//! `rato bench amsterdam`: instances of amsterdam-v1, a seed at a time, solved within the same limits.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::document::write_stroom;
use crate::cli::duur::parse_duur;
use crate::cli::solve::explain;
use crate::demo::instantie::amsterdam::amsterdam;
use crate::domain::breuk::Breuk;
use crate::matching::plan::TierUitkomst;
use crate::matching::problem::Problem;
use crate::matching::{Limits, Niemand, solve, solve_gewogen};

/// Which instances, how long, and what is measured.
#[derive(Args)]
pub struct AmsterdamArgs {
    /// Map met de openbare gegevens.
    #[arg(long, env = "RATO_DATA_DIR")]
    data: PathBuf,
    /// Aantal regiodocenten.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=20_000))]
    regiodocenten: u32,
    /// Eén zaad (3) of een reeks (1-5).
    #[arg(long, default_value = "1-5", value_parser = parse_seeds)]
    seeds: Reeks,
    /// Langste rekentijd per geval, bijvoorbeeld 10s; zonder tijd en werk geldt de standaardhoeveelheid werk.
    #[arg(long, value_parser = parse_duur)]
    time_limit: Option<Duration>,
    /// Aantal voorstellen dat de zoektocht bekijkt.
    #[arg(long)]
    work_limit: Option<u64>,
    /// Aantal rekendraden.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// Wat er gemeten wordt.
    #[arg(long, value_enum, default_value_t = Doel::Tiers)]
    doel: Doel,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum Doel {
    /// Elke tier apart, in de volgorde van het beleid.
    Tiers,
    /// Eén gewogen doel, om te vergelijken met wie geen tiers kent.
    Gewogen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reeks {
    van: u64,
    tot_en_met: u64,
}

/// What came out of all seeds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    instantie: &'static str,
    regiodocenten: u32,
    doel: Doel,
    gevallen: Vec<Geval>,
}

/// What came out of one seed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Geval {
    seed: u64,
    seconden: f64,
    uitkomsten: Vec<Uitkomst>,
}

/// One value with what is proven of it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Uitkomst {
    naam: String,
    waarde: Breuk,
    grens: Option<Breuk>,
    /// How far the value is above the bound, as a percentage of the bound; absent without a bound or with bound 0.
    verschil_procent: Option<f64>,
}

impl Uitkomst {
    fn new(naam: &str, waarde: Breuk, grens: Option<Breuk>) -> Uitkomst {
        let above = |grens: &Breuk| match () {
            () if *grens == waarde => Some(0.0),
            () if grens.is_nul() => None,
            () => (&waarde - grens).gedeeld_door(grens).map(|share| share.to_f64() * 100.0),
        };
        let verschil_procent = grens.as_ref().and_then(above);
        Uitkomst { naam: naam.to_owned(), waarde, grens, verschil_procent }
    }
}

/// Measures every seed and prints a table or JSON.
pub fn run(args: &AmsterdamArgs) -> anyhow::Result<ExitCode> {
    let mut gevallen = Vec::new();
    for seed in args.seeds.van..=args.seeds.tot_en_met {
        let problem = amsterdam(&args.data, usize::try_from(args.regiodocenten)?, seed)?;
        let geval = measure(args, seed, &problem)?;
        if !args.json {
            write_stroom(line(&geval).as_bytes())?;
        }
        gevallen.push(geval);
    }
    let meting = Meting { instantie: "amsterdam-v1", regiodocenten: args.regiodocenten, doel: args.doel, gevallen };
    let text = if args.json { serde_json::to_string_pretty(&meting)? + "\n" } else { medians(&meting.gevallen) };
    write_stroom(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn measure(args: &AmsterdamArgs, seed: u64, problem: &Problem) -> anyhow::Result<Geval> {
    let limits = Limits { werk: args.work_limit, tijd: args.time_limit, threads: usize::from(args.threads) };
    let began = Instant::now();
    let answer = match args.doel {
        Doel::Tiers => solve(problem, &limits, &Niemand).map(|plan| per_tier(plan.tiers)),
        Doel::Gewogen => solve_gewogen(problem, &limits, &Niemand).map(|found| {
            let whole = Uitkomst::new("gewogen", found.waarde, found.grens);
            std::iter::once(whole).chain(per_tier(found.plan.tiers)).collect()
        }),
    };
    let seconden = began.elapsed().as_secs_f64();
    match answer {
        Ok(uitkomsten) => Ok(Geval { seed, seconden, uitkomsten }),
        Err(why) => bail!(explain(&why)),
    }
}

fn per_tier(tiers: Vec<TierUitkomst>) -> Vec<Uitkomst> {
    tiers.into_iter().map(|tier| Uitkomst::new(tier.tier.as_str(), tier.waarde, tier.grens)).collect()
}

fn line(geval: &Geval) -> String {
    let mut text = format!("zaad {}, {:.1} s\n", geval.seed, geval.seconden);
    for found in &geval.uitkomsten {
        let grens = found.grens.as_ref().map_or_else(|| "-".to_owned(), |grens| format!("{:.3}", grens.to_f64()));
        let gap = percentage(found.verschil_procent);
        text += &format!("  {:<14} {:>18.3} {grens:>18} {gap:>10}\n", found.naam, found.waarde.to_f64());
    }
    text
}

/// Median over the seeds of every difference; a seed without a bound counts as the worst.
fn medians(gevallen: &[Geval]) -> String {
    let names = gevallen.first().into_iter().flat_map(|geval| &geval.uitkomsten).map(|found| found.naam.as_str());
    let mut text = "mediaan van het verschil met de bewezen grens\n".to_owned();
    for naam in names {
        let own = gevallen.iter().flat_map(|geval| &geval.uitkomsten).filter(|found| found.naam == naam);
        let mut gaps: Vec<f64> = own.map(|found| found.verschil_procent.unwrap_or(f64::INFINITY)).collect();
        gaps.sort_by(f64::total_cmp);
        let median = gaps.get(gaps.len() / 2).copied().filter(|gap| gap.is_finite());
        text += &format!("  {naam:<14} {:>10}\n", percentage(median));
    }
    text
}

fn percentage(gap: Option<f64>) -> String {
    gap.map_or_else(|| "-".to_owned(), |gap| format!("{gap:.4} %"))
}

fn parse_seeds(text: &str) -> Result<Reeks, String> {
    let wrong = || format!("'{text}' is geen zaad of reeks; schrijf bijvoorbeeld 3 of 1-5");
    let (van, tot) = text.split_once('-').unwrap_or((text, text));
    let reeks = Reeks { van: van.parse().map_err(|_| wrong())?, tot_en_met: tot.parse().map_err(|_| wrong())? };
    if reeks.van <= reeks.tot_en_met { Ok(reeks) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeds_are_one_number_or_a_range() {
        assert_eq!(parse_seeds("3"), Ok(Reeks { van: 3, tot_en_met: 3 }));
        assert_eq!(parse_seeds("1-5"), Ok(Reeks { van: 1, tot_en_met: 5 }));
        for wrong in ["", "a", "5-1", "1-", "-"] {
            assert!(parse_seeds(wrong).is_err(), "{wrong}");
        }
    }
}
