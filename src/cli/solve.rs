//! `rato solve` (hidden): the child process of a worker. A question on the input, progress and the answer on the output.

use std::io::{BufRead, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::tweede_mening::tweede_mening;
use crate::jobs::bericht::{Bericht, Opdracht, STOP};
use crate::matching::explain::beantwoord;
use crate::matching::{Limits, SolveError, Voortgang, Waarnemer, solve_from};

/// Shortest time between two reports of progress in the same phase.
const TUSSENTIJD: Duration = Duration::from_millis(200);

/// Reads one question, answers it, and ends. Ends at once when the parent is gone.
pub fn run() -> anyhow::Result<ExitCode> {
    let mut first = String::new();
    std::io::stdin().lock().read_line(&mut first).context("geen opdracht")?;
    let opdracht: Opdracht = serde_json::from_str(&first).context("de opdracht is niet te lezen")?;
    let seinen = Arc::new(Seinen::default());
    let hoort = seinen.clone();
    std::thread::Builder::new().name("seinen".into()).spawn(move || listen(&hoort))?;
    let tijd = Some(Duration::from_millis(opdracht.tijd_ms));
    let limits = Limits { werk: opdracht.werk, tijd, threads: opdracht.threads };
    let spreker = Spreker { gestopt: &seinen.gestopt, vorige: Mutex::new(None) };
    let answer = answer(&opdracht, &limits, &spreker).unwrap_or_else(|why| Bericht::Geen(explain(&why)));
    seinen.klaar.store(true, Ordering::SeqCst);
    say(&answer)?;
    Ok(ExitCode::SUCCESS)
}

fn answer(opdracht: &Opdracht, limits: &Limits, spreker: &Spreker<'_>) -> Result<Bericht, SolveError> {
    let problem = &opdracht.problem;
    match &opdracht.onderzoek {
        Some(asked) => {
            let found = beantwoord(problem, &asked.plan, &asked.vraag, limits, spreker)?;
            Ok(Bericht::Antwoord(Box::new(found)))
        }
        None => {
            let plan = solve_from(problem, &opdracht.start, limits, spreker)?;
            Ok(tweede_mening(problem, plan).map_or_else(Bericht::Geen, |plan| Bericht::Plan(Box::new(plan))))
        }
    }
}

#[derive(Default)]
struct Seinen {
    gestopt: AtomicBool,
    klaar: AtomicBool,
}

/// Hears the parent. The end of the input means that it is gone: nobody waits for the answer, and another worker may
/// have begun the same ronde already.
fn listen(seinen: &Seinen) {
    for line in std::io::stdin().lock().lines() {
        match line {
            Ok(line) if line == STOP => seinen.gestopt.store(true, Ordering::SeqCst),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    if !seinen.klaar.load(Ordering::SeqCst) {
        std::process::exit(1);
    }
}

struct Spreker<'a> {
    gestopt: &'a AtomicBool,
    vorige: Mutex<Option<(Instant, crate::matching::Fase)>>,
}

impl Waarnemer for Spreker<'_> {
    fn voortgang(&self, voortgang: &Voortgang) {
        let mut vorige = self.vorige.lock().unwrap_or_else(PoisonError::into_inner);
        if vorige.is_some_and(|(when, fase)| fase == voortgang.fase && when.elapsed() < TUSSENTIJD) {
            return;
        }
        *vorige = Some((Instant::now(), voortgang.fase));
        // A parent that does not listen any more is noticed by `listen`.
        drop(say(&Bericht::Voortgang(voortgang.clone())));
    }

    fn gestopt(&self) -> bool {
        self.gestopt.load(Ordering::SeqCst)
    }
}

fn say(bericht: &Bericht) -> anyhow::Result<()> {
    let mut line = serde_json::to_vec(bericht)?;
    line.push(b'\n');
    let mut out = std::io::stdout().lock();
    out.write_all(&line)?;
    Ok(out.flush()?)
}

/// Why there is no plan, for a coordinator.
pub(super) fn explain(why: &SolveError) -> String {
    match why {
        SolveError::Invoer(fouten) => {
            let first: Vec<String> = fouten.iter().take(5).map(|f| format!("{}: {}", f.pointer, f.detail)).collect();
            format!("De gegevens kloppen niet ({} fouten): {}.", fouten.len(), first.join("; "))
        }
        SolveError::Controle(bevindingen) => {
            let first: Vec<&str> = bevindingen.iter().take(5).map(|b| b.tekst.as_str()).collect();
            format!("Het plan is bij de eigen controle afgekeurd: {}", first.join(" "))
        }
        SolveError::Solver(why) => format!("De rekenmotor kwam er niet uit: {why}."),
    }
}
