//! Job `matchronde`: freeze the question, let the child solve it, store the plan as voorstel.

use super::bericht::Opdracht;
use super::kind::Solverstart;
use super::rekenen::{Uitkomst, blocking, mislukt, plan, reken};
use super::{Belofte, Job, Mislukking, Werk};
use crate::app::App;
use crate::app::matchronde::{self, Begin, JOBSOORT};
use crate::matching::plan::Plan;
use crate::storage::job::Claim;

/// Solves matchrondes.
pub struct Matchrondejob {
    /// How to start the solver.
    pub solver: Solverstart,
    /// Threads per solve.
    pub threads: usize,
}

impl Job for Matchrondejob {
    fn soort(&self) -> &'static str {
        JOBSOORT
    }

    fn run<'a>(&'a self, werk: &'a mut Werk) -> Belofte<'a, Result<(), Mislukking>> {
        Box::pin(async move {
            let begin = blocking(werk, matchronde::begin).await?;
            let uitkomst = if begin.gestopt { Uitkomst::Gestopt } else { self.solve(werk, begin).await? };
            match uitkomst {
                Uitkomst::Antwoord(plan) => {
                    blocking(werk, move |app, claim| matchronde::finish_plan(app, claim, &plan)).await
                }
                Uitkomst::Geen(why) => blocking(werk, move |app, claim| matchronde::fail(app, claim, &why)).await,
                Uitkomst::Gestopt => blocking(werk, matchronde::finish_stopped).await,
            }
        })
    }

    fn give_up(&self, app: &App, claim: &Claim, reden: &str) -> Result<(), Mislukking> {
        matchronde::fail(app, claim, reden).map_err(mislukt)
    }
}

impl Matchrondejob {
    async fn solve(&self, werk: &mut Werk, begin: Begin) -> Result<Uitkomst<Box<Plan>>, Mislukking> {
        let Begin { problem, tijdlimiet_s, werklimiet, .. } = begin;
        let tijd_ms = tijdlimiet_s.saturating_mul(1_000);
        let opdracht =
            Opdracht { problem, werk: werklimiet, tijd_ms, threads: self.threads, start: Vec::new(), onderzoek: None };
        reken(&self.solver, werk, &opdracht, plan).await
    }
}
