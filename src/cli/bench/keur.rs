//! `rato bench keur`: what a plan of another solver is worth, by the same measure and the same independent verdict as ours.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::cli::document::{read_text, write_json, write_stroom};
use crate::cli::problemdocument::{read_problem, refuse};
use crate::cli::solve::explain;
use crate::domain::breuk::Breuk;
use crate::matching::handmatig::plan_van;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::uitkomst::marge_van;
use crate::verify::verify;

/// The question, and who goes where.
#[derive(Args)]
pub struct KeurArgs {
    /// Bestand met het Problem (JSON).
    problem: PathBuf,
    /// Bestand met plaatsingen (JSON): een heel Plan, of alleen het veld plaatsingen.
    plan: PathBuf,
    /// Schrijft het ingevulde Plan naar dit bestand, voor rato verify.
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
}

/// Of a Plan only this is read: the rest is told again.
#[derive(Deserialize)]
struct Plaatsingen {
    plaatsingen: Vec<VoorgesteldePlaatsing>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Keuring {
    geldig: bool,
    /// Properties that do not hold, with how often.
    gebroken: Vec<Gebroken>,
    geplaatst: usize,
    tiers: Vec<Trap>,
}

#[derive(Serialize)]
struct Gebroken {
    code: &'static str,
    titel: &'static str,
    aantal: usize,
}

/// Value of a tier, and how much two plans may differ in it and still count as equal.
#[derive(Serialize)]
struct Trap {
    tier: String,
    waarde: Breuk,
    marge: Option<Breuk>,
    eenheid: String,
}

/// Judges it; ends with 1 when a property does not hold.
pub fn run(args: &KeurArgs) -> anyhow::Result<ExitCode> {
    let problem = match read_problem(&args.problem)? {
        Ok(problem) => problem,
        Err(fouten) => return refuse(&args.problem, &fouten, args.json),
    };
    let text = read_text(&args.plan)?;
    let mut reader = serde_json::Deserializer::from_str(&text);
    let found: Plaatsingen = serde_path_to_error::deserialize(&mut reader)
        .with_context(|| format!("{} heeft geen leesbare plaatsingen", args.plan.display()))?;
    let plan = plan_van(&problem, found.plaatsingen).map_err(|why| anyhow!(explain(&why)))?;
    let verslag = verify(&problem, &plan);
    if let Some(output) = &args.output {
        write_json(output, &plan)?;
    }
    let keuring = Keuring {
        geldig: verslag.geldig,
        gebroken: (verslag.gebroken())
            .map(|uitslag| Gebroken {
                code: uitslag.eigenschap.code,
                titel: uitslag.eigenschap.titel,
                aantal: uitslag.gebreken.len(),
            })
            .collect(),
        geplaatst: plan.cijfers.geplaatst,
        tiers: (plan.tiers.into_iter())
            .map(|tier| Trap {
                tier: tier.tier.to_string(),
                marge: marge_van(tier.tier, &tier.waarde),
                waarde: tier.waarde,
                eenheid: tier.eenheid,
            })
            .collect(),
    };
    let shown = if args.json { serde_json::to_string_pretty(&keuring)? + "\n" } else { tekst(&keuring) };
    write_stroom(shown.as_bytes())?;
    Ok(if keuring.geldig { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tekst(keuring: &Keuring) -> String {
    let broken =
        keuring.gebroken.iter().map(|one| format!("FOUT  {:<4} {} ({} keer)\n", one.code, one.titel, one.aantal));
    let tiers =
        keuring.tiers.iter().map(|trap| format!("  {:<16}{:>16}  {}\n", trap.tier, trap.waarde.tekst(3), trap.eenheid));
    let verdict = if keuring.geldig { "Het plan houdt elke eigenschap.\n" } else { "Het plan is ongeldig.\n" };
    broken.chain(tiers).chain([verdict.to_owned()]).collect()
}
