//! Zaak: a plan and its Problem, made ready to be asked about, with the clock of the whole answer.

use std::time::{Duration, Instant};

use crate::domain::invoer::Invoerfout;
use crate::matching::canonical::{canonical, problem_hash, with_norms};
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::Problem;
use crate::matching::solve::{SolveError, solve_from, solve_prijs};
use crate::matching::voortgang::{Limits, Waarnemer};

/// What every kind of question begins with.
pub struct Zaak<'a> {
    /// The Problem, canonical and with its norms.
    pub problem: Problem,
    /// The plan that is asked about.
    pub plan: &'a Plan,
    limits: Limits,
    waarnemer: &'a dyn Waarnemer,
    tot: Option<Instant>,
}

impl<'a> Zaak<'a> {
    /// Makes it ready; the time of `limits` is that of the whole answer and begins here.
    pub fn new(
        problem: &Problem,
        plan: &'a Plan,
        limits: &Limits,
        waarnemer: &'a dyn Waarnemer,
    ) -> Result<Self, SolveError> {
        let tot = limits.tijd.map(|tijd| Instant::now() + tijd);
        let hash = problem_hash(problem).map_err(|why| SolveError::Solver(why.to_string()))?;
        if hash != plan.problem_hash {
            let detail = "dit plan is het antwoord op een ander Problem";
            let herstel = "Geef het Problem waar dit plan bij hoort.";
            return Err(SolveError::Invoer(vec![Invoerfout::new("/problemHash", "ander-problem", detail, herstel)]));
        }
        let problem = match problem.normen.is_empty() {
            true => with_norms(problem.clone()).map_err(SolveError::Invoer)?,
            false => canonical(problem.clone()),
        };
        Ok(Zaak { problem, plan, limits: *limits, waarnemer, tot })
    }

    /// Solves a changed Problem from the plan that is there, for the price of the change, within `deel` of the time that is
    /// left.
    pub fn los_op(&self, anders: &Problem, deel: f64) -> Result<Plan, SolveError> {
        let limits = Limits { tijd: self.rest().map(|rest| rest.mul_f64(deel)), ..self.limits };
        solve_prijs(anders, self.plan, &limits, self.waarnemer)
    }

    /// Solves a changed Problem from any plan (empty: from nothing), within `deel` of the time that is left, on this many
    /// threads.
    pub fn los_op_met(
        &self,
        anders: &Problem,
        start: &[VoorgesteldePlaatsing],
        deel: f64,
        threads: usize,
    ) -> Result<Plan, SolveError> {
        let limits = Limits { tijd: self.rest().map(|rest| rest.mul_f64(deel)), threads, ..self.limits };
        solve_from(anders, start, &limits, self.waarnemer)
    }

    /// Threads that the whole answer may use.
    pub fn threads(&self) -> usize {
        self.limits.threads
    }

    /// The same with this share of the time that is left.
    pub fn met_deel(&self, deel: f64) -> Zaak<'a> {
        let tot = self.rest().map(|rest| Instant::now() + rest.mul_f64(deel));
        Zaak { problem: self.problem.clone(), plan: self.plan, limits: self.limits, waarnemer: self.waarnemer, tot }
    }

    /// What is left of the time; `None`: no limit.
    pub fn rest(&self) -> Option<Duration> {
        self.tot.map(|tot| tot.saturating_duration_since(Instant::now()))
    }
}
