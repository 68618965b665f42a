//! Job `matchronde`: freeze the question, let the child solve it, store the plan as voorstel.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until};

use super::bericht::{Bericht, Opdracht};
use super::kind::{Kind, Solverstart};
use super::{Belofte, Job, Mislukking, Signaal, Werk};
use crate::app::App;
use crate::app::error::AppError;
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

/// Time above its own limit after which a child is taken to hang, and time it gets to hand in its plan after a stop.
const UITLOOP: Duration = Duration::from_secs(60);

/// How a child ended.
enum Uitkomst {
    Plan(Box<Plan>),
    Geen(String),
    Gestopt,
}

impl Job for Matchrondejob {
    fn soort(&self) -> &'static str {
        JOBSOORT
    }

    fn run<'a>(&'a self, werk: &'a mut Werk) -> Belofte<'a, Result<(), Mislukking>> {
        Box::pin(async move {
            let begin = blocking(werk, matchronde::begin).await?;
            let gestopt = begin.gestopt;
            let uitkomst = if gestopt { Uitkomst::Gestopt } else { self.solve(werk, begin).await? };
            match uitkomst {
                Uitkomst::Plan(plan) => {
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
    async fn solve(&self, werk: &mut Werk, begin: Begin) -> Result<Uitkomst, Mislukking> {
        let tijd = Duration::from_secs(begin.tijdlimiet_s);
        let tijd_ms = u64::try_from(tijd.as_millis()).unwrap_or(u64::MAX);
        let opdracht = Opdracht { problem: begin.problem, werk: begin.werklimiet, tijd_ms, threads: self.threads };
        let mut kind = self.solver.start(&opdracht).await.map_err(gestrand)?;
        match self.follow(werk, &mut kind, Instant::now() + tijd + UITLOOP).await {
            Ok(Some(Uitkomst::Gestopt)) => {
                kind.doof().await;
                Ok(Uitkomst::Gestopt)
            }
            Ok(Some(uitkomst)) => {
                kind.einde().await.map_err(gestrand)?;
                Ok(uitkomst)
            }
            Ok(None) => {
                let status = kind.einde().await.map_err(gestrand)?;
                let raad = "Had hij te weinig geheugen? De beheerder kan jobs.solver-geheugen-mib verhogen.";
                Err(Mislukking::Poging(format!("De rekenmotor stopte zonder antwoord ({status}). {raad}")))
            }
            Err(why) => {
                kind.doof().await;
                Err(why)
            }
        }
    }

    /// Passes progress on and signals in, until the child gives its answer; `None` when it went without one.
    async fn follow(
        &self,
        werk: &mut Werk,
        kind: &mut Kind,
        deadline: Instant,
    ) -> Result<Option<Uitkomst>, Mislukking> {
        let mut deadline = deadline;
        let mut gestopt = false;
        loop {
            tokio::select! {
                bericht = kind.luister() => match bericht.map_err(gestrand)? {
                    Some(Bericht::Voortgang(stand)) => werk.meld(serde_json::to_string(&stand).unwrap_or_default()),
                    Some(Bericht::Plan(plan)) => return Ok(Some(Uitkomst::Plan(plan))),
                    Some(Bericht::Geen(_)) if gestopt => return Ok(Some(Uitkomst::Gestopt)),
                    Some(Bericht::Geen(why)) => return Ok(Some(Uitkomst::Geen(why))),
                    None => return Ok(None),
                },
                () = sleep_until(deadline) => match gestopt {
                    true => return Ok(Some(Uitkomst::Gestopt)),
                    false => return Err(Mislukking::Poging("De rekenmotor liep ver over zijn tijd heen.".into())),
                },
                changed = werk.signaal.changed() => {
                    let signaal = *werk.signaal.borrow_and_update();
                    match (changed, signaal) {
                        (Err(_), _) | (_, Signaal::Kwijt) => return Err(Mislukking::Kwijt),
                        (_, Signaal::Afsluiten) => return Err(Mislukking::Afgesloten),
                        (_, Signaal::Stop) if !gestopt => {
                            gestopt = true;
                            deadline = deadline.min(Instant::now() + UITLOOP);
                            kind.vraag_stop().await.map_err(gestrand)?;
                        }
                        _ => {}
                    }
                },
            }
        }
    }
}

fn gestrand(why: std::io::Error) -> Mislukking {
    Mislukking::Poging(format!("De rekenmotor is niet te bereiken: {why}."))
}

/// Runs a use case of the worker on the blocking pool.
async fn blocking<T: Send + 'static>(
    werk: &Werk,
    use_case: impl FnOnce(&App, &Claim) -> Result<T, AppError> + Send + 'static,
) -> Result<T, Mislukking> {
    let (app, claim) = (werk.app.clone(), werk.claim.clone());
    match spawn_blocking(move || use_case(&app, &claim)).await {
        Ok(done) => done.map_err(mislukt),
        Err(why) => Err(Mislukking::Poging(format!("Onderbroken: {why}."))),
    }
}

fn mislukt(why: AppError) -> Mislukking {
    match why {
        AppError::Verouderd => Mislukking::Kwijt,
        AppError::Invoer(fouten) => {
            let details: Vec<String> = fouten.iter().map(|f| format!("{}: {}", f.pointer, f.detail)).collect();
            Mislukking::Voorgoed(format!("De gegevens kloppen niet: {}.", details.join("; ")))
        }
        // What went wrong inside belongs in the log, not in front of a coordinator.
        other => {
            tracing::error!(oorzaak = %other, "matchronde attempt failed");
            Mislukking::Poging("Er ging iets mis bij ons; de beheerder kan het in het logboek vinden.".into())
        }
    }
}
