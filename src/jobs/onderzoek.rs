//! Job `onderzoek`: a question about a plan, answered by a solver process of its own.

use super::bericht::{Bericht, Onderzoeksopdracht, Opdracht};
use super::kind::Solverstart;
use super::rekenen::{Uitkomst, blocking, mislukt, reken};
use super::{Belofte, Job, Mislukking, Werk};
use crate::app::App;
use crate::app::onderzoek::{self, Antwoord, Begin, JOBSOORT};
use crate::storage::job::Claim;

/// Answers questions about plans.
pub struct Onderzoekjob {
    /// How to start the solver.
    pub solver: Solverstart,
    /// Threads per solve.
    pub threads: usize,
}

impl Job for Onderzoekjob {
    fn soort(&self) -> &'static str {
        JOBSOORT
    }

    /// Somebody waits for it.
    fn is_vlot(&self) -> bool {
        true
    }

    fn run<'a>(&'a self, werk: &'a mut Werk) -> Belofte<'a, Result<(), Mislukking>> {
        Box::pin(async move {
            let Begin { problem, plan, vraag, tijdlimiet_s, werklimiet } = blocking(werk, onderzoek::begin).await?;
            let opdracht = Opdracht {
                problem,
                werk: Some(werklimiet),
                tijd_ms: tijdlimiet_s.saturating_mul(1_000),
                threads: self.threads,
                start: Vec::new(),
                onderzoek: Some(Onderzoeksopdracht { plan, vraag }),
            };
            match reken(&self.solver, werk, &opdracht, antwoord).await? {
                Uitkomst::Antwoord(found) => {
                    blocking(werk, move |app, claim| onderzoek::finish(app, claim, &found)).await
                }
                Uitkomst::Geen(why) => blocking(werk, move |app, claim| onderzoek::fail(app, claim, &why)).await,
                Uitkomst::Gestopt => {
                    blocking(werk, |app, claim| onderzoek::fail(app, claim, "Gestopt voordat er een antwoord was."))
                        .await
                }
            }
        })
    }

    fn give_up(&self, app: &App, claim: &Claim, reden: &str) -> Result<(), Mislukking> {
        onderzoek::fail(app, claim, reden).map_err(mislukt)
    }
}

fn antwoord(bericht: Bericht) -> Option<Box<Antwoord>> {
    if let Bericht::Antwoord(antwoord) = bericht { Some(antwoord) } else { None }
}
