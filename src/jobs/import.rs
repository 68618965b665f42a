//! Job `import`: reads a file that somebody sent, block by block.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::spawn_blocking;

use super::rekenen::mislukt;
use super::{Belofte, Job, Mislukking, Signaal, Werk};
use crate::app::App;
use crate::app::import::aanvraag::JOBSOORT;
use crate::app::import::werk::{Importstop, fail, run};
use crate::storage::job::Claim;

/// Reads files.
pub struct Importjob;

impl Job for Importjob {
    fn soort(&self) -> &'static str {
        JOBSOORT
    }

    /// A file never waits for a matchronde.
    fn is_vlot(&self) -> bool {
        true
    }

    fn run<'a>(&'a self, werk: &'a mut Werk) -> Belofte<'a, Result<(), Mislukking>> {
        Box::pin(async move {
            let stop = Arc::new(AtomicBool::new(false));
            let (app, claim, told) = (werk.app.clone(), werk.claim.clone(), stop.clone());
            let mut done = spawn_blocking(move || run(&app, &claim, &|| !told.load(Ordering::Relaxed)));
            loop {
                tokio::select! {
                    ended = &mut done => return match ended {
                        Ok(outcome) => outcome.map_err(as_mislukking),
                        Err(why) => Err(Mislukking::Poging(format!("Onderbroken: {why}."))),
                    },
                    // The block in hand is finished, or undone because the job is somebody else's: never dropped half-way.
                    told = werk.signaal.changed(), if !stop.load(Ordering::Relaxed) => {
                        let ends = matches!(*werk.signaal.borrow_and_update(), Signaal::Afsluiten | Signaal::Kwijt);
                        stop.store(ends || told.is_err(), Ordering::Relaxed);
                    }
                }
            }
        })
    }

    fn give_up(&self, app: &App, claim: &Claim, reden: &str) -> Result<(), Mislukking> {
        fail(app, claim, reden).map_err(mislukt)
    }
}

fn as_mislukking(why: Importstop) -> Mislukking {
    match why {
        Importstop::Kwijt => Mislukking::Kwijt,
        Importstop::Onderbroken => Mislukking::Afgesloten,
        Importstop::Voorgoed(why) => Mislukking::Voorgoed(why),
        Importstop::Poging(why) => {
            tracing::error!(oorzaak = %why, "attempt at an import failed");
            Mislukking::Poging("Er ging iets mis bij ons; de beheerder kan het in het logboek vinden.".into())
        }
    }
}
