//! `rato bench uitleg`: why-nots on amsterdam-v1: how long each takes, and whether a price holds what a solve of its own reaches.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{anyhow, bail};
use clap::Args;
use serde::Serialize;

use crate::cli::document::write_stroom;
use crate::cli::duur::parse_duur;
use crate::cli::solve::explain;
use crate::demo::instantie::amsterdam::amsterdam;
use crate::demo::kans::Kans;
use crate::matching::canonical::with_norms;
use crate::matching::explain::conflict::{Conflict, Onderdeel, Ruimte};
use crate::matching::explain::prijs::Prijs;
use crate::matching::explain::vraag::{Antwoord, Vraag};
use crate::matching::explain::waarom_niet::{Oordeel, WaaromNiet};
use crate::matching::explain::{beantwoord, zeven};
use crate::matching::facts::Feiten;
use crate::matching::plan::{Plan, TierUitkomst};
use crate::matching::problem::{Pin, Pinsoort, Problem};
use crate::matching::{Limits, Niemand, SolveError, solve};

/// Which instance, how many questions, and how long each thing may take.
#[derive(Args)]
pub struct UitlegArgs {
    /// Map met de openbare gegevens.
    #[arg(long, env = "RATO_DATA_DIR")]
    data: PathBuf,
    /// Aantal regiodocenten.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    regiodocenten: u32,
    /// Zaad van de instantie en van de trekking van de paren.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Aantal paren dat op zichzelf mag, willekeurig getrokken.
    #[arg(long, default_value_t = 200)]
    paren: usize,
    /// Rekentijd van het plan.
    #[arg(long, default_value = "15s", value_parser = parse_duur)]
    plan: Duration,
    /// Rekentijd van één antwoord.
    #[arg(long, default_value = "2s", value_parser = parse_duur)]
    vraag: Duration,
    /// Rekentijd van de losse controle van één prijs, vanaf niets.
    #[arg(long, default_value = "60s", value_parser = parse_duur)]
    controle: Duration,
    /// Aantal rekendraden.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
}

/// What came out.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    regiodocenten: u32,
    seed: u64,
    /// Seconds per answer.
    mediaan: f64,
    p95: f64,
    hoogste: f64,
    /// Per outcome how many.
    uitkomsten: BTreeMap<&'static str, usize>,
    /// Prices that are proven up to the tier that decides.
    bewezen: usize,
    /// Prices that hold what a solve of its own reaches, and those that do not.
    binnen: usize,
    buiten: Vec<String>,
    /// Conflicts in which every part is needed.
    kleinst: usize,
}

/// Asks, checks and prints; ends with 1 when a price does not hold or a conflict is not a smallest one.
pub fn run(args: &UitlegArgs) -> anyhow::Result<ExitCode> {
    let fout = |why: SolveError| anyhow!(explain(&why));
    let limits = |tijd: Duration| Limits { werk: None, tijd: Some(tijd), threads: usize::from(args.threads) };
    let problem = amsterdam(&args.data, usize::try_from(args.regiodocenten)?, args.seed)?;
    let plan = solve(&problem, &limits(args.plan), &Niemand).map_err(fout)?;
    let mut meting = Meting { regiodocenten: args.regiodocenten, seed: args.seed, ..Meting::default() };
    let mut seconden = Vec::new();
    for (regiodocent, vacature) in trek(&problem, args)? {
        let vraag = WaaromNiet { regiodocent: regiodocent.clone(), vacature: vacature.clone() };
        let began = Instant::now();
        let answer = beantwoord(&problem, &plan, &Vraag::WaaromNiet(vraag), &limits(args.vraag), &Niemand);
        let Antwoord::WaaromNiet(answer) = answer.map_err(fout)? else { bail!("een antwoord op een andere vraag") };
        seconden.push(began.elapsed().as_secs_f64());
        *meting.uitkomsten.entry(woord(&answer.oordeel)).or_default() += 1;
        match &answer.oordeel {
            Oordeel::MogelijkMaar { prijs, bewezen, .. } => {
                let own = solve(&met_pin(&problem, &regiodocent, &vacature), &limits(args.controle), &Niemand)
                    .map_err(fout)?;
                meting.bewezen += usize::from(*bewezen);
                match buiten(prijs, &own.tiers) {
                    None => meting.binnen += 1,
                    Some(why) => meting.buiten.push(format!("{regiodocent} op {vacature}: {why}")),
                }
            }
            Oordeel::Onmogelijk { conflict } => {
                meting.kleinst += usize::from(is_kleinst(&problem, &plan, (&regiodocent, &vacature), conflict)?);
            }
            _ => {}
        }
    }
    seconden.sort_by(f64::total_cmp);
    let at = |percent: usize| seconden.get(seconden.len() * percent / 100).or(seconden.last()).copied();
    (meting.mediaan, meting.p95) = (at(50).unwrap_or(0.0), at(95).unwrap_or(0.0));
    meting.hoogste = seconden.last().copied().unwrap_or(0.0);
    let text = if args.json { serde_json::to_string_pretty(&meting)? + "\n" } else { tekst(&meting) };
    write_stroom(text.as_bytes())?;
    let onmogelijk = meting.uitkomsten.get("onmogelijk").copied().unwrap_or(0);
    let right = meting.buiten.is_empty() && meting.kleinst == onmogelijk;
    Ok(if right { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Pairs to which no rule objects, drawn without looking at the plan.
fn trek(problem: &Problem, args: &UitlegArgs) -> anyhow::Result<Vec<(String, String)>> {
    const DRAWS: usize = 1_000;
    let feiten = Feiten::new(problem)?;
    let (zeven, mut kans, mut found) = (zeven(), Kans::new(args.seed), Vec::new());
    for _ in 0..args.paren.saturating_mul(DRAWS) {
        let (Some(docent), Some(vacature)) = (kans.kies(&problem.regiodocenten), kans.kies(&problem.vacatures)) else {
            break;
        };
        if found.len() == args.paren {
            break;
        }
        if zeven.iter().all(|(rule, _)| rule.objection(&feiten, docent, vacature).is_none()) {
            found.push((docent.id.clone(), vacature.id.clone()));
        }
    }
    Ok(found)
}

fn woord(oordeel: &Oordeel) -> &'static str {
    match oordeel {
        Oordeel::StaatInPlan { .. } => "staat-in-plan",
        Oordeel::NietToegestaan { .. } => "niet-toegestaan",
        Oordeel::Onmogelijk { .. } => "onmogelijk",
        Oordeel::NietGevonden { .. } => "niet-gevonden",
        Oordeel::MogelijkMaar { .. } => "mogelijk-maar",
    }
}

/// The same question with the pair, to be solved from nothing.
fn met_pin(problem: &Problem, regiodocent: &str, vacature: &str) -> Problem {
    let mut asked = problem.clone();
    asked.pins.push(Pin {
        regiodocent: regiodocent.to_owned(),
        vestigingscode: None,
        vacature: Some(vacature.to_owned()),
        soort: Pinsoort::Vastzetten,
        fte: None,
    });
    asked
}

/// Why a price does not hold what the other plan has; nothing when it does. A price says something of a tier only while
/// the tiers above are as they were.
fn buiten(prijs: &Prijs, ander: &[TierUitkomst]) -> Option<String> {
    for (one, other) in prijs.tiers.iter().zip(ander) {
        let by = &other.waarde - &one.voor;
        let below = one.minstens.as_ref().is_some_and(|least| by < *least);
        let above = one.hoogstens.as_ref().is_some_and(|most| by > *most);
        if below || above {
            let side =
                |value: Option<&crate::domain::breuk::Breuk>| value.map_or("?".to_owned(), |value| value.tekst(4));
            let (least, most) = (side(one.minstens.as_ref()), side(one.hoogstens.as_ref()));
            return Some(format!("{} {} niet tussen {least} en {most}", one.tier, by.tekst(4)));
        }
        if other.waarde != one.na {
            return None;
        }
    }
    None
}

/// Do the parts leave no room together, and is there room without any one of them?
fn is_kleinst(
    problem: &Problem,
    plan: &Plan,
    (docent, vacature): (&str, &str),
    conflict: &Conflict,
) -> anyhow::Result<bool> {
    let problem = with_norms(problem.clone()).map_err(|fouten| anyhow!("{} fouten in de instantie", fouten.len()))?;
    let Some(ruimte) = Ruimte::new(&problem, plan, docent, vacature) else { return Ok(false) };
    let parts: Vec<Onderdeel> = conflict.onderdelen.iter().map(|part| part.onderdeel.clone()).collect();
    let mut smallest = ruimte.past(&parts)?.is_none();
    for left_out in &parts {
        let others: Vec<Onderdeel> = parts.iter().filter(|part| *part != left_out).cloned().collect();
        smallest &= ruimte.past(&others)?.is_some();
    }
    Ok(smallest)
}

fn tekst(meting: &Meting) -> String {
    let mut text = format!(
        "{} regiodocenten, zaad {}: mediaan {:.2} s, 95 % binnen {:.2} s, hoogste {:.2} s\n",
        meting.regiodocenten, meting.seed, meting.mediaan, meting.p95, meting.hoogste
    );
    for (uitkomst, aantal) in &meting.uitkomsten {
        text += &format!("  {uitkomst:<16} {aantal:>6}\n");
    }
    text += &format!("prijzen: {} bewezen, {} binnen, {} buiten\n", meting.bewezen, meting.binnen, meting.buiten.len());
    for why in &meting.buiten {
        text += &format!("  {why}\n");
    }
    text
}
