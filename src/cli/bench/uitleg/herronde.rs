//! A re-run after one change: somebody falls out of a plan that runs, everybody else may be moved, and few are.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::bail;
use serde::Serialize;

use super::{Duur, Zaak, los_op};
use crate::demo::kans::Kans;
use crate::domain::beleid::Waarde;
use crate::domain::instemming::Instemmingsoort;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::matching::checker::check;
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::{HuidigePlaatsing, Problem, ProblemInstemming};
use crate::verify::verify;

/// How many people may be moved.
const BUDGET: i64 = 3;

/// Time for the search; the rest of the second is for what comes before and after it.
const TIJD: Duration = Duration::from_millis(700);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    regiodocenten: u32,
    budget: i64,
    /// Seconds of one re-run.
    #[serde(flatten)]
    duur: Duur,
    herrondes: usize,
    /// Re-runs in which somebody was moved, and the most people in one.
    met_verplaatsing: usize,
    meeste: usize,
    /// Re-runs that end better than leaving everybody where they are, and worse (the time was too short).
    beter: usize,
    slechter: usize,
}

/// Changes, solves and prints; ends with 1 when a plan is worse than changing nothing.
pub(super) fn run(zaak: &Zaak) -> anyhow::Result<ExitCode> {
    let today = lopend(&zaak.problem, &zaak.plan);
    let mut kans = Kans::new(zaak.args.seed);
    let mut seconden = Vec::new();
    let mut meting = Meting {
        regiodocenten: zaak.args.regiodocenten,
        budget: BUDGET,
        duur: Duur::van(Vec::new()),
        herrondes: 0,
        met_verplaatsing: 0,
        meeste: 0,
        beter: 0,
        slechter: 0,
    };
    for _ in 0..zaak.args.paren {
        let Some(uit) = kans.kies(&zaak.plan.plaatsingen) else { bail!("het plan is leeg") };
        let problem = zonder(&today, &uit.regiodocent);
        let began = Instant::now();
        let plan = los_op(&problem, TIJD, zaak.args.threads)?;
        seconden.push(began.elapsed().as_secs_f64());
        let verslag = verify(&problem, &plan);
        if !verslag.geldig {
            bail!("{}", verslag.samenvatting());
        }
        meting.telt(&problem, &plan, &niemand_verplaatst(&problem, zaak.args.threads)?)?;
    }
    meting.duur = Duur::van(seconden);
    zaak.toon(&meting, &meting.tekst())?;
    Ok(if meting.slechter == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Meting {
    /// Counts one re-run, beside the plan in which everybody stays.
    fn telt(&mut self, problem: &Problem, plan: &Plan, unmoved: &Plan) -> anyhow::Result<()> {
        let stayed = plan.plaatsingen.iter().filter(|line| line.bestaand.is_some()).count();
        let moved = problem.plaatsingen.len().saturating_sub(stayed);
        self.herrondes += 1;
        self.met_verplaatsing += usize::from(moved > 0);
        self.meeste = self.meeste.max(moved);
        let (own, other) = (check(problem, &plan.plaatsingen)?, check(problem, &unmoved.plaatsingen)?);
        self.beter += usize::from(own.volgorde() < other.volgorde());
        self.slechter += usize::from(own.volgorde() > other.volgorde());
        Ok(())
    }

    fn tekst(&self) -> String {
        let Meting { herrondes, duur, met_verplaatsing, meeste, beter, slechter, .. } = self;
        format!(
            "{herrondes} herrondes met een budget van {BUDGET}: {}; {met_verplaatsing} keer iemand verplaatst, ten hoogste {meeste}; {beter} keer beter dan niemand verplaatsen, {slechter} keer slechter\n",
            duur.tekst()
        )
    }
}

fn niemand_verplaatst(problem: &Problem, threads: u16) -> anyhow::Result<Plan> {
    let mut nobody = problem.clone();
    zet_budget(&mut nobody, 0);
    los_op(&nobody, TIJD, threads)
}

/// The plan as what runs today; everybody agrees to be moved.
fn lopend(problem: &Problem, plan: &Plan) -> Problem {
    let mut today = Problem { herronde: true, normen: Vec::new(), ..problem.clone() };
    let runs = |(number, line): (usize, &VoorgesteldePlaatsing)| HuidigePlaatsing {
        id: format!("p{number:05}"),
        regiodocent: line.regiodocent.clone(),
        vestigingscode: line.vestigingscode.clone(),
        status: Plaatsingstatus::Actief,
        sinds: None,
        netto_vanaf: line.netto_vanaf,
        delen: line.delen.clone(),
    };
    today.plaatsingen = plan.plaatsingen.iter().enumerate().map(runs).collect();
    let agreed =
        ProblemInstemming { soort: Instemmingsoort::Verplaatsing, periode: Periode::new(problem.peildatum, None) };
    today.regiodocenten.iter_mut().for_each(|docent| docent.instemmingen.push(agreed.clone()));
    zet_budget(&mut today, BUDGET);
    today
}

fn zet_budget(problem: &mut Problem, personen: i64) {
    if let Some(parameter) = problem.beleid.parameter_mut("wijzigingsbudget", "personen") {
        parameter.waarde = Waarde::Geheel(personen);
    }
}

/// The same without somebody who falls out.
fn zonder(problem: &Problem, regiodocent: &str) -> Problem {
    let mut changed = problem.clone();
    changed.regiodocenten.retain(|docent| docent.id != regiodocent);
    changed.plaatsingen.retain(|line| line.regiodocent != regiodocent);
    changed
}
