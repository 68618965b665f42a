//! Worker: claims a job, keeps its lease alive, passes signals on, and closes without losing anything.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use tokio::task::{JoinSet, spawn_blocking};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tracing::Instrument;

use super::{Job, Mislukking, Ritme, Signaal, Werk};
use crate::app::App;
use crate::storage::StorageError;
use crate::storage::job::{Claim, Hartslag, beat_job, claim_job_of, release_job};

/// Everything a worker works with; cheap to clone.
#[derive(Clone)]
pub struct Worker {
    /// The application.
    pub app: App,
    /// The kinds of work it knows.
    pub jobs: Arc<[Box<dyn Job>]>,
    /// Its times.
    pub ritme: Ritme,
}

impl Worker {
    /// Works with `aantal` jobs at the same time until the service closes and every job is done or released. Short jobs
    /// for which somebody waits have a place of their own beside those.
    pub async fn run(self, aantal: usize) {
        let vlot: Vec<&'static str> =
            self.jobs.iter().filter(|job| aantal > 0 && job.is_vlot()).map(|job| job.soort()).collect();
        self.app.wachtrij.verwacht(aantal + vlot.len());
        let mut slots = JoinSet::new();
        for soort in vlot {
            slots.spawn(self.clone().slot(Some(soort)));
        }
        for _ in 0..aantal {
            slots.spawn(self.clone().slot(None));
        }
        while let Some(ended) = slots.join_next().await {
            if let Err(why) = ended {
                tracing::error!(oorzaak = %why, "worker ended unexpectedly");
            }
        }
    }

    /// One job after another; only of this kind, when one is given.
    async fn slot(self, soort: Option<&'static str>) {
        let _levend = self.app.wachtrij.meld_aan();
        let mut wek = self.app.wachtrij.luister();
        let mut sluiting = self.app.wachtrij.sluiting();
        while !*sluiting.borrow_and_update() {
            wek.mark_unchanged();
            match self.claim(soort).await {
                Ok(Some(claim)) => {
                    // At this level the trace is on every line, however little is logged.
                    let span = tracing::error_span!("job", id = %claim.id, spoor = claim.spoor.as_deref());
                    if !self.attend(claim).instrument(span).await {
                        // What just failed is not tried again in the same breath.
                        self.rest(&mut wek, &mut sluiting).await;
                    }
                }
                Ok(None) => self.rest(&mut wek, &mut sluiting).await,
                Err(why) => {
                    tracing::error!(oorzaak = %why, "no job could be claimed");
                    self.rest(&mut wek, &mut sluiting).await;
                }
            }
        }
    }

    async fn rest(&self, wek: &mut watch::Receiver<u64>, sluiting: &mut watch::Receiver<bool>) {
        tokio::select! {
            _ = wek.changed() => {}
            _ = sluiting.changed() => {}
            () = sleep(self.ritme.poll) => {}
        }
    }

    async fn claim(&self, soort: Option<&'static str>) -> Result<Option<Claim>, StorageError> {
        let (db, lease) = (self.app.db.clone(), self.ritme.lease);
        storage(move || claim_job_of(&db, lease, soort)).await
    }

    /// One attempt, from claim to its end. True when it ended the job.
    async fn attend(&self, claim: Claim) -> bool {
        let (job, poging) = (claim.id, claim.poging);
        tracing::info!(%job, soort = claim.soort, onderwerp = %claim.onderwerp_id, poging, "job begun");
        let outcome = match self.jobs.iter().find(|known| known.soort() == claim.soort) {
            None => Err(Mislukking::Poging(format!("Deze versie kent het werk '{}' niet.", claim.soort))),
            Some(_) if poging > claim.max_pogingen => {
                let why = format!("Na {} pogingen opgegeven: het proces viel telkens weg.", claim.max_pogingen);
                Err(Mislukking::Poging(why))
            }
            Some(known) => self.work(known.as_ref(), &claim).await,
        };
        if let Err(why) = &outcome {
            tracing::warn!(%job, poging, oorzaak = %why, "attempt did not end the job");
        } else {
            tracing::info!(%job, poging, "job done");
        }
        let ended = outcome.is_ok();
        if let Err(why) = self.settle(claim, outcome).await {
            tracing::error!(%job, oorzaak = %why, "job could not be settled; its lease will run out");
        }
        ended
    }

    /// After an attempt that did not end the job: give it up, put it back, or leave it to its new owner.
    async fn settle(&self, claim: Claim, outcome: Result<(), Mislukking>) -> Result<(), StorageError> {
        let (app, jobs) = (self.app.clone(), self.jobs.clone());
        let last = claim.poging >= claim.max_pogingen || matches!(outcome, Err(Mislukking::Voorgoed(_)));
        match outcome {
            Ok(()) | Err(Mislukking::Kwijt) => Ok(()),
            Err(Mislukking::Afgesloten) => storage(move || release_job(&app.db, &claim, false, None)).await,
            Err(Mislukking::Voorgoed(why) | Mislukking::Poging(why)) => {
                storage(move || {
                    let known = jobs.iter().find(|known| known.soort() == claim.soort);
                    if let (Some(known), true) = (known, last) {
                        match known.give_up(&app, &claim, &why) {
                            Ok(()) | Err(Mislukking::Kwijt) => return Ok(()),
                            Err(other) => tracing::error!(job = %claim.id, oorzaak = %other, "job not given up"),
                        }
                    }
                    release_job(&app.db, &claim, true, Some(&why))
                })
                .await
            }
        }
    }

    /// Runs the job while its lease is kept alive.
    async fn work(&self, job: &dyn Job, claim: &Claim) -> Result<(), Mislukking> {
        let (zender, signaal) = watch::channel(Signaal::Door);
        let laatste = Arc::new(Mutex::new(None));
        let mut werk = Werk { app: self.app.clone(), claim: claim.clone(), signaal, laatste: laatste.clone() };
        tokio::select! {
            outcome = job.run(&mut werk) => outcome,
            never = self.keep_alive(claim, &zender, &laatste) => match never {},
        }
    }

    /// Signs of life and signals, for as long as the job runs.
    async fn keep_alive(
        &self,
        claim: &Claim,
        zender: &watch::Sender<Signaal>,
        laatste: &Mutex<Option<String>>,
    ) -> std::convert::Infallible {
        let mut wek = self.app.wachtrij.luister();
        let mut sluiting = self.app.wachtrij.sluiting();
        // Progress and a stop are passed on every second; without news a sign of life is enough once per hartslag.
        let mut tik = interval(self.ritme.hartslag.min(std::time::Duration::from_secs(1)));
        tik.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut geslagen = Instant::now();
        let mut dicht = None;
        loop {
            let gewekt = tokio::select! {
                _ = tik.tick() => false,
                _ = wek.changed() => true,
                _ = sluiting.changed(), if dicht.is_none() => false,
            };
            if *sluiting.borrow() && dicht.is_none() {
                dicht = Some(Instant::now());
            }
            if dicht.is_some_and(|since| since.elapsed() >= self.ritme.stoptijd) {
                send(zender, Signaal::Afsluiten);
            }
            let nieuws = laatste.lock().unwrap_or_else(PoisonError::into_inner).take();
            if nieuws.is_none() && !gewekt && geslagen.elapsed() < self.ritme.hartslag {
                continue;
            }
            let meldt = nieuws.is_some();
            match self.beat(claim, nieuws).await {
                Ok(Hartslag::Door) => geslagen = Instant::now(),
                Ok(Hartslag::Stop) => {
                    geslagen = Instant::now();
                    send(zender, Signaal::Stop);
                }
                Ok(Hartslag::Kwijt) => send(zender, Signaal::Kwijt),
                // Perhaps the database is away for a moment; the lease covers that, and then somebody else has it.
                Err(why) if geslagen.elapsed() < self.ritme.lease => {
                    tracing::warn!(job = %claim.id, oorzaak = %why, "no sign of life could be given");
                }
                Err(_) => send(zender, Signaal::Kwijt),
            }
            if meldt {
                self.app.wachtrij.wek();
                wek.mark_unchanged();
            }
        }
    }

    async fn beat(&self, claim: &Claim, voortgang: Option<String>) -> Result<Hartslag, StorageError> {
        let (db, claim, lease) = (self.app.db.clone(), claim.clone(), self.ritme.lease);
        let done = storage(move || beat_job(&db, &claim, lease, voortgang.as_deref()));
        match timeout(self.ritme.lease, done).await {
            Ok(beat) => beat,
            Err(_) => Err(StorageError::Verbinding("no answer within a lease".into())),
        }
    }
}

/// Once told to close or that the job is gone, nothing else matters.
fn send(zender: &watch::Sender<Signaal>, signaal: Signaal) {
    zender.send_if_modified(|old| {
        let rank = |s: Signaal| match s {
            Signaal::Door => 0,
            Signaal::Stop => 1,
            Signaal::Afsluiten => 2,
            Signaal::Kwijt => 3,
        };
        let newer = rank(signaal) > rank(*old);
        if newer {
            *old = signaal;
        }
        newer
    });
}

async fn storage<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StorageError> + Send + 'static,
) -> Result<T, StorageError> {
    spawn_blocking(work).await.unwrap_or_else(|why| Err(StorageError::Verbinding(format!("interrupted: {why}"))))
}
