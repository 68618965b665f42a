//! A question to a solver process and its answer, with progress passed on and signals passed in, for every kind of job.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until};

use super::bericht::{Bericht, Opdracht};
use super::kind::{Kind, Solverstart};
use super::{Mislukking, Signaal, Werk};
use crate::app::App;
use crate::app::error::AppError;
use crate::matching::plan::Plan;
use crate::storage::job::Claim;

/// Time above its own limit after which a child is taken to hang, and time it gets to hand in its plan after a stop.
const UITLOOP: Duration = Duration::from_secs(60);

/// How a child ended.
pub(super) enum Uitkomst<T> {
    /// The answer.
    Antwoord(T),
    /// There is no answer, and why, in Dutch.
    Geen(String),
    /// It was stopped before there was an answer.
    Gestopt,
}

/// Takes the answer that a job asked for out of what the child says; anything else is `None`.
pub(super) type Lezer<T> = fn(Bericht) -> Option<T>;

/// The answer to an ordinary question.
pub(super) fn plan(bericht: Bericht) -> Option<Box<Plan>> {
    if let Bericht::Plan(plan) = bericht { Some(plan) } else { None }
}

/// Lets a solver process of its own answer the question.
pub(super) async fn reken<T>(
    solver: &Solverstart,
    werk: &mut Werk,
    opdracht: &Opdracht,
    lezer: Lezer<T>,
) -> Result<Uitkomst<T>, Mislukking> {
    let tijd = Duration::from_millis(opdracht.tijd_ms);
    let mut kind = solver.start(opdracht).await.map_err(gestrand)?;
    match follow(werk, &mut kind, Instant::now() + tijd + UITLOOP, lezer).await {
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
async fn follow<T>(
    werk: &mut Werk,
    kind: &mut Kind,
    deadline: Instant,
    lezer: Lezer<T>,
) -> Result<Option<Uitkomst<T>>, Mislukking> {
    let mut deadline = deadline;
    let mut gestopt = false;
    loop {
        tokio::select! {
            bericht = kind.luister() => match bericht.map_err(gestrand)? {
                Some(Bericht::Voortgang(stand)) => werk.meld(serde_json::to_string(&stand).unwrap_or_default()),
                Some(Bericht::Geen(_)) if gestopt => return Ok(Some(Uitkomst::Gestopt)),
                Some(Bericht::Geen(why)) => return Ok(Some(Uitkomst::Geen(why))),
                Some(answer) => {
                    let other = || Mislukking::Voorgoed("De rekenmotor gaf antwoord op een andere vraag.".into());
                    return lezer(answer).map(|answer| Some(Uitkomst::Antwoord(answer))).ok_or_else(other);
                }
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

fn gestrand(why: std::io::Error) -> Mislukking {
    Mislukking::Poging(format!("De rekenmotor is niet te bereiken: {why}."))
}

/// Runs a use case of the worker on the blocking pool.
pub(super) async fn blocking<T: Send + 'static>(
    werk: &Werk,
    use_case: impl FnOnce(&App, &Claim) -> Result<T, AppError> + Send + 'static,
) -> Result<T, Mislukking> {
    let (app, claim) = (werk.app.clone(), werk.claim.clone());
    match spawn_blocking(move || use_case(&app, &claim)).await {
        Ok(done) => done.map_err(mislukt),
        Err(why) => Err(Mislukking::Poging(format!("Onderbroken: {why}."))),
    }
}

/// What went wrong in a use case, for the worker.
pub(super) fn mislukt(why: AppError) -> Mislukking {
    match why {
        AppError::Verouderd => Mislukking::Kwijt,
        AppError::Invoer(fouten) => {
            let details: Vec<String> = fouten.iter().map(|f| format!("{}: {}", f.pointer, f.detail)).collect();
            Mislukking::Voorgoed(format!("De gegevens kloppen niet: {}.", details.join("; ")))
        }
        // What went wrong inside belongs in the log, not in front of a coordinator.
        other => {
            tracing::error!(oorzaak = %other, "attempt at a job failed");
            Mislukking::Poging("Er ging iets mis bij ons; de beheerder kan het in het logboek vinden.".into())
        }
    }
}
