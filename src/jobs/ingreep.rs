//! Job `ingreep`: the price of an override, by solving the frozen question again with the pin, from the plan that is there.

use super::bericht::Opdracht;
use super::kind::Solverstart;
use super::rekenen::{Uitkomst, blocking, mislukt, plan, reken};
use super::{Belofte, Job, Mislukking, Werk};
use crate::app::App;
use crate::app::ingreep::{self, Begin, JOBSOORT};
use crate::storage::job::Claim;

/// Prices ingrepen.
pub struct Ingreepjob {
    /// How to start the solver.
    pub solver: Solverstart,
    /// Threads per solve.
    pub threads: usize,
}

impl Job for Ingreepjob {
    fn soort(&self) -> &'static str {
        JOBSOORT
    }

    /// Somebody waits for it.
    fn is_vlot(&self) -> bool {
        true
    }

    fn run<'a>(&'a self, werk: &'a mut Werk) -> Belofte<'a, Result<(), Mislukking>> {
        Box::pin(async move {
            let Begin { problem, start, tijdlimiet_s, werklimiet } = blocking(werk, ingreep::begin).await?;
            let tijd_ms = tijdlimiet_s.saturating_mul(1_000);
            let opdracht =
                Opdracht { problem, werk: Some(werklimiet), tijd_ms, threads: self.threads, start, onderzoek: None };
            match reken(&self.solver, werk, &opdracht, plan).await? {
                Uitkomst::Antwoord(plan) => blocking(werk, move |app, claim| ingreep::finish(app, claim, &plan)).await,
                Uitkomst::Geen(why) => blocking(werk, move |app, claim| ingreep::fail(app, claim, &why)).await,
                Uitkomst::Gestopt => {
                    blocking(werk, |app, claim| ingreep::fail(app, claim, "Gestopt voordat er een prijs was.")).await
                }
            }
        })
    }

    fn give_up(&self, app: &App, claim: &Claim, reden: &str) -> Result<(), Mislukking> {
        ingreep::fail(app, claim, reden).map_err(mislukt)
    }
}
