//! `rato verify`: a second opinion on a plan, whoever made it. Ends with 0 when every property holds, else with 1.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::document::write_stroom;
use super::problemdocument::{read_plan, read_problem, refuse};
use crate::verify::{Oordeel, Trekking, Verslag, verify, verify_loting};

/// The question and the answer.
#[derive(Args)]
pub struct VerifyArgs {
    /// Bestand met het Problem (JSON); - leest de invoer.
    problem: PathBuf,
    /// Bestand met het Plan (JSON).
    plan: PathBuf,
    /// Het zaad van de loting, 64 hexadecimale cijfers: dan worden ook de loten nagetrokken.
    #[arg(long)]
    zaad: Option<String>,
    /// De hash van het zaad die voor de matchronde bekend was.
    #[arg(long, requires = "zaad")]
    zaad_hash: Option<String>,
    /// Code van de regio: dan worden ook de loten van de schoolbesturen nagetrokken.
    #[arg(long, requires = "zaad")]
    regio: Option<String>,
    /// Elke eigenschap als JSON.
    #[arg(long)]
    json: bool,
}

/// Judges it and says which properties fail.
pub fn run(args: &VerifyArgs) -> anyhow::Result<ExitCode> {
    let problem = match read_problem(&args.problem)? {
        Ok(problem) => problem,
        Err(fouten) => return refuse(&args.problem, &fouten, args.json),
    };
    let plan = match read_plan(&args.plan)? {
        Ok(plan) => plan,
        Err(fouten) => return refuse(&args.plan, &fouten, args.json),
    };
    let mut verslag = verify(&problem, &plan);
    if let Some(zaad) = &args.zaad {
        let trekking = Trekking { zaad, zaad_hash: args.zaad_hash.as_deref(), regio: args.regio.as_deref() };
        verslag = verslag.met(verify_loting(&problem, &trekking));
    }
    let shown = if args.json { serde_json::to_string_pretty(&verslag)? + "\n" } else { tekst(&verslag) };
    write_stroom(shown.as_bytes())?;
    Ok(if verslag.geldig { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every property on a line, with the first breaches below it.
fn tekst(verslag: &Verslag) -> String {
    const SHOWN: usize = 5;
    let mut lines = Vec::new();
    for uitslag in &verslag.eigenschappen {
        let mark = if uitslag.gebreken.is_empty() { "goed" } else { "FOUT" };
        lines.push(format!("{mark}  {:<4} {}", uitslag.eigenschap.code, uitslag.eigenschap.titel));
        lines.extend(uitslag.gebreken.iter().take(SHOWN).map(|gebrek| format!("           {gebrek}")));
        if let Some(more @ 1..) = uitslag.gebreken.len().checked_sub(SHOWN) {
            lines.push(format!("           en nog {more}"));
        }
    }
    lines.push("Bewijs per trap, nagerekend uit de prijzen in het plan:".to_owned());
    for trap in &verslag.bewijs {
        let mark = match trap.oordeel {
            Oordeel::BewezenOptimaal => "bewezen, beter bestaat niet",
            Oordeel::Bewezen => "bewezen",
            Oordeel::GeenGrens => "geen grens",
            Oordeel::NietNaTeRekenen => "niet na te rekenen",
            Oordeel::TeHoog => "FOUT",
        };
        lines.push(format!("  {:<14} {mark}. {}", trap.tier.as_str(), trap.uitleg));
    }
    let broken = verslag.gebroken().count();
    lines.push(match broken {
        0 => "Het plan houdt elke eigenschap.".to_owned(),
        _ => format!("{broken} van de {} eigenschappen houden niet.", verslag.eigenschappen.len()),
    });
    lines.join("\n") + "\n"
}
