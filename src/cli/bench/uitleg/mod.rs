//! `rato bench uitleg`: how long an explanation of a plan of amsterdam-v1 takes, and whether it is right.

mod bord;
mod dossier;
mod front;
mod herronde;
mod waarom_niet;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::document::write_stroom;
use crate::cli::duur::parse_duur;
use crate::cli::solve::explain;
use crate::demo::instantie::amsterdam::amsterdam;
use crate::demo::kans::Kans;
use crate::matching::explain::beantwoord;
use crate::matching::explain::vraag::{Antwoord, Vraag};
use crate::matching::plan::Plan;
use crate::matching::problem::{self, Pin, Pinsoort, Problem};
use crate::matching::{Limits, Niemand, solve};

/// Which instance, which explanation, and how long each thing may take.
#[derive(Args)]
pub struct UitlegArgs {
    /// Welke uitleg.
    #[arg(value_enum, default_value_t = Deel::WaaromNiet)]
    deel: Deel,
    /// Map met de openbare gegevens.
    #[arg(long, env = "RATO_DATA_DIR")]
    data: PathBuf,
    /// Aantal regiodocenten.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    regiodocenten: u32,
    /// Zaad van de instantie en van de trekking van de paren.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Rekentijd van het plan.
    #[arg(long, default_value = "15s", value_parser = parse_duur)]
    plan: Duration,
    /// Rekentijd van één antwoord; standaard 2 s, voor het front 55 s en voor het bord 90 s.
    #[arg(long, value_parser = parse_duur)]
    vraag: Option<Duration>,
    /// Werk per zoektocht binnen een antwoord: zetten per rekendraad.
    #[arg(long, default_value_t = 1_000_000)]
    werk: u64,
    /// Aantal paren dat op zichzelf mag, willekeurig getrokken; bij dossier: aantal dossiers per soort; bij
    /// herronde: aantal wijzigingen.
    #[arg(long, default_value_t = 200)]
    paren: usize,
    /// Rekentijd van de losse controle van één prijs, vanaf niets, op één rekendraad; 0s controleert niet.
    #[arg(long, default_value = "60s", value_parser = parse_duur)]
    controle: Duration,
    /// Percentage van de plaatsingen waarvan de plek vaststaat (niet de omvang), willekeurig getrokken: zo stuit een vraag op een
    /// besluit.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=100))]
    vast: u8,
    /// Aantal punten van het front.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(3..=50))]
    punten: u8,
    /// Aantal rekendraden.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// De uitkomst als JSON.
    #[arg(long)]
    json: bool,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deel {
    /// Waarom-niet: hoe lang een antwoord duurt, en of de prijs klopt met een losse berekening.
    WaaromNiet,
    /// Het front: de prijs van eerlijk verdelen.
    Front,
    /// Het scenariobord: 2, 3 en 4 % naast 5, 7 en 9 %.
    Bord,
    /// Het dossier van regiodocenten, vacatures en schoolbesturen.
    Dossier,
    /// Een herronde na één wijziging, binnen het wijzigingsbudget.
    Herronde,
}

/// Asks, checks and prints; ends with 1 when an answer is not right.
pub fn run(args: &UitlegArgs) -> anyhow::Result<ExitCode> {
    let zaak = Zaak::new(args)?;
    match args.deel {
        Deel::WaaromNiet => waarom_niet::run(&zaak),
        Deel::Front => front::run(&zaak),
        Deel::Bord => bord::run(&zaak),
        Deel::Dossier => dossier::run(&zaak),
        Deel::Herronde => herronde::run(&zaak),
    }
}

/// The instance and its plan, to be asked about.
struct Zaak<'a> {
    args: &'a UitlegArgs,
    problem: Problem,
    plan: Plan,
}

impl<'a> Zaak<'a> {
    fn new(args: &'a UitlegArgs) -> anyhow::Result<Zaak<'a>> {
        let mut problem = amsterdam(&args.data, usize::try_from(args.regiodocenten)?, args.seed)?;
        let mut plan = los_op(&problem, args.plan, args.threads)?;
        if args.vast > 0 {
            problem.pins = vastgezet(&plan, args);
            plan = los_op(&problem, args.plan, args.threads)?;
        }
        Ok(Zaak { args, problem, plan })
    }

    /// The answer as the service asks for it (within an amount of work), and the seconds it took.
    fn vraag(&self, vraag: &Vraag, standaard_s: u64) -> anyhow::Result<(Antwoord, f64)> {
        let tijd = Some(self.args.vraag.unwrap_or(Duration::from_secs(standaard_s)));
        let limits = Limits { werk: Some(self.args.werk), tijd, threads: usize::from(self.args.threads) };
        let began = Instant::now();
        let answer = beantwoord(&self.problem, &self.plan, vraag, &limits, &Niemand);
        Ok((answer.map_err(|why| anyhow!(explain(&why)))?, began.elapsed().as_secs_f64()))
    }

    /// Prints the figures: as JSON, or in words.
    fn toon(&self, meting: &impl Serialize, tekst: &str) -> anyhow::Result<()> {
        let text = if self.args.json { serde_json::to_string_pretty(meting)? + "\n" } else { tekst.to_owned() };
        write_stroom(text.as_bytes())
    }
}

/// Decisions that keep some people where the plan has them, for whatever fte.
fn vastgezet(plan: &Plan, args: &UitlegArgs) -> Vec<Pin> {
    let mut kans = Kans::new(args.seed);
    let chosen: Vec<_> = plan.plaatsingen.iter().filter(|_| kans.procent(i64::from(args.vast))).collect();
    let pin = |regiodocent: &str, deel: &problem::Deel| Pin {
        regiodocent: regiodocent.to_owned(),
        vestigingscode: None,
        vacature: Some(deel.vacature.clone()),
        soort: Pinsoort::Vastzetten,
        fte: None,
    };
    chosen.into_iter().flat_map(|one| one.delen.iter().map(|deel| pin(&one.regiodocent, deel))).collect()
}

/// Solves from nothing.
fn los_op(problem: &Problem, tijd: Duration, threads: u16) -> anyhow::Result<Plan> {
    let limits = Limits { werk: None, tijd: Some(tijd), threads: usize::from(threads) };
    solve(problem, &limits, &Niemand).map_err(|why| anyhow!(explain(&why)))
}

/// Seconds of several answers.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Duur {
    mediaan: f64,
    p95: f64,
    hoogste: f64,
}

impl Duur {
    fn van(mut seconden: Vec<f64>) -> Duur {
        seconden.sort_by(f64::total_cmp);
        let at = |percent: usize| seconden.get(seconden.len() * percent / 100).or(seconden.last()).copied();
        Duur {
            mediaan: at(50).unwrap_or(0.0),
            p95: at(95).unwrap_or(0.0),
            hoogste: seconden.last().copied().unwrap_or(0.0),
        }
    }

    fn tekst(&self) -> String {
        format!("mediaan {:.3} s, 95 % binnen {:.3} s, hoogste {:.3} s", self.mediaan, self.p95, self.hoogste)
    }
}
