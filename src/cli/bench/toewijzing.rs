//! `rato bench assign` and `rato bench gap`: instances with published optima, solved by the parts of the engine below
//! Problem; for gap plain HiGHS runs on the same instance right after it, with the same time and threads.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::orlib::{Vorm, instances, read};
use crate::cli::document::write_stroom;
use crate::cli::duur::parse_duur;
use crate::matching::toewijzing::{Toewijzing, los_kaal_op, los_op};

/// Which instances, and how long.
#[derive(Args)]
pub struct ToewijzingArgs {
    /// Map met de instanties en optima.csv.
    map: PathBuf,
    /// Langste rekentijd per instantie, bijvoorbeeld 10s.
    #[arg(long, default_value = "60s", value_parser = parse_duur)]
    time_limit: Duration,
    /// Alleen bestanden waarvan de naam hiermee begint; mag vaker.
    #[arg(long)]
    only: Vec<String>,
    /// Aantal rekendraden.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
}

/// One instance: what is published, what we made of it, and what plain HiGHS did.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Geval {
    bestand: String,
    optimum: i64,
    wij: Uitkomst,
    /// Pairs that were left for the MIP, when it was needed.
    kern: Option<usize>,
    paren: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    kaal: Option<Uitkomst>,
}

/// What one solver reached.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Uitkomst {
    waarde: Option<i64>,
    grens: Option<i64>,
    bewezen: bool,
    seconden: f64,
}

impl Uitkomst {
    fn new(waarde: Option<i64>, grens: Option<i64>, began: Instant) -> Uitkomst {
        // Nothing costs less than itself.
        let grens = grens.zip(waarde).map(|(grens, waarde)| grens.min(waarde)).or(grens);
        Uitkomst {
            waarde,
            grens,
            bewezen: waarde.is_some() && waarde == grens,
            seconden: began.elapsed().as_secs_f64(),
        }
    }

    fn tekst(&self) -> String {
        let number = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let proven = if self.bewezen { "ja" } else { "nee" };
        format!("{:>8} {:>8} {proven:>8} {:>7.1}", number(self.waarde), number(self.grens), self.seconden)
    }
}

/// Solves every instance, prints it, and says whether every published optimum of the assignment problems was reached.
pub fn run(args: &ToewijzingArgs, vorm: Vorm) -> anyhow::Result<ExitCode> {
    let wanted = |name: &String| args.only.is_empty() || args.only.iter().any(|only| name.starts_with(only.as_str()));
    let mut gevallen = Vec::new();
    for (bestand, optimum) in instances(&args.map)?.into_iter().filter(|(name, _)| wanted(name)) {
        let instance = read(&args.map.join(&bestand), vorm)?;
        let geval = measure(args, vorm, bestand, optimum, &instance)?;
        if !args.json {
            if gevallen.is_empty() {
                write_stroom(heading(vorm).as_bytes())?;
            }
            write_stroom(line(&geval).as_bytes())?;
        }
        gevallen.push(geval);
    }
    if args.json {
        write_stroom((serde_json::to_string_pretty(&gevallen)? + "\n").as_bytes())?;
    } else {
        write_stroom(summary(&gevallen).as_bytes())?;
    }
    let missed = gevallen.iter().any(|geval| vorm == Vorm::Assign && geval.wij.waarde != Some(geval.optimum));
    Ok(if missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn measure(
    args: &ToewijzingArgs,
    vorm: Vorm,
    bestand: String,
    optimum: i64,
    instance: &Toewijzing,
) -> anyhow::Result<Geval> {
    let threads = usize::from(args.threads);
    let began = Instant::now();
    let own = los_op(instance, args.time_limit, threads).map_err(|why| anyhow!(why))?;
    let wij = Uitkomst::new(own.plan.as_ref().map(|(_, kost)| *kost), own.grens, began);
    let kaal = match vorm {
        Vorm::Assign => None,
        Vorm::Gap => {
            let began = Instant::now();
            let plain = los_kaal_op(instance, args.time_limit, threads).map_err(|why| anyhow!(why))?;
            let value = plain.keuze.as_ref().and_then(|keuze| instance.kost(keuze));
            Some(Uitkomst::new(value, plain.grens, began))
        }
    };
    let paren = instance.personen.iter().map(Vec::len).sum();
    Ok(Geval { bestand, optimum, wij, kern: own.kern, paren, kaal })
}

fn heading(vorm: Vorm) -> String {
    let columns = format!("{:>8} {:>8} {:>8} {:>7}", "waarde", "grens", "bewezen", "s");
    let kaal = if vorm == Vorm::Gap { format!(" | HiGHS kaal: {columns}") } else { String::new() };
    format!("{:<22} {:>8} | {columns} {:>8} {:>8}{kaal}\n", "bestand", "optimum", "paren", "kern")
}

fn line(geval: &Geval) -> String {
    let core = geval.kern.map_or_else(|| "-".to_owned(), |kern| kern.to_string());
    let kaal = geval.kaal.as_ref().map(|kaal| format!(" | {:>11} {}", "", kaal.tekst())).unwrap_or_default();
    let Geval { bestand, optimum, wij, paren, .. } = geval;
    format!("{bestand:<22} {optimum:>8} | {} {paren:>8} {core:>8}{kaal}\n", wij.tekst())
}

fn summary(gevallen: &[Geval]) -> String {
    let count = |test: &dyn Fn(&Geval) -> bool| gevallen.iter().filter(|geval| test(geval)).count();
    let all = gevallen.len();
    let exact = count(&|geval| geval.wij.waarde == Some(geval.optimum));
    let proven = count(&|geval| geval.wij.bewezen);
    let mut text = format!("Het gepubliceerde optimum: {exact} van {all}; bewezen: {proven} van {all}.\n");
    if gevallen.iter().any(|geval| geval.kaal.is_some()) {
        let plain = count(&|geval| geval.kaal.as_ref().is_some_and(|kaal| kaal.bewezen));
        let worse = count(&|geval| {
            geval
                .kaal
                .as_ref()
                .is_some_and(|kaal| kaal.waarde.is_some_and(|value| geval.wij.waarde.is_none_or(|own| own > value)))
        });
        text += &format!("HiGHS alleen bewijst er {plain}; slechter dan HiGHS zijn wij bij {worse}.\n");
    }
    text
}
