//! Background work: a job is claimed with a lease, done by one worker, and ends once.
//!
//! The table is the queue; nothing here remembers a job. Which rows a job changes is the business of `app`.

pub mod bericht;
pub mod import;
pub mod ingreep;
pub mod kind;
pub mod onderzoek;
mod rekenen;
pub mod solve;
pub mod tijd;
pub mod webhook;
pub mod worker;

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::storage::job::Claim;

/// What a running job is told from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signaal {
    /// Go on.
    Door,
    /// Somebody asked to stop: hand in what you have.
    Stop,
    /// The service closes: drop everything now, another will begin again.
    Afsluiten,
    /// The job is somebody else's by now.
    Kwijt,
}

/// Why an attempt did not end its job.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mislukking {
    /// This attempt failed; another may succeed. The text is for the log and, after the last attempt, for the coordinator.
    #[error("{0}")]
    Poging(String),
    /// Trying again will not help. The text is for the coordinator.
    #[error("{0}")]
    Voorgoed(String),
    /// We are closing; it does not count as an attempt.
    #[error("the service closes")]
    Afgesloten,
    /// Somebody else took it over.
    #[error("taken over by another worker")]
    Kwijt,
}

/// One attempt at one job.
pub struct Werk {
    /// The application.
    pub app: App,
    /// The claim that fences everything this attempt writes.
    pub claim: Claim,
    /// What we are told.
    pub signaal: watch::Receiver<Signaal>,
    laatste: Arc<Mutex<Option<String>>>,
}

impl Werk {
    /// Tells how far we are (JSON); goes along with the next sign of life.
    pub fn meld(&self, voortgang: String) {
        *self.laatste.lock().unwrap_or_else(PoisonError::into_inner) = Some(voortgang);
    }
}

/// A future that can be sent to another thread.
pub type Belofte<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A kind of background work.
pub trait Job: Send + Sync {
    /// Its name in the table.
    fn soort(&self) -> &'static str;

    /// Is it short, and does somebody wait for it? Then it never waits for a place behind long jobs.
    fn is_vlot(&self) -> bool {
        false
    }

    /// Does the work and stores its end, fenced by the claim.
    fn run<'a>(&'a self, werk: &'a mut Werk) -> Belofte<'a, Result<(), Mislukking>>;

    /// Gives the job up after the last attempt. Blocks.
    fn give_up(&self, app: &App, claim: &Claim, reden: &str) -> Result<(), Mislukking>;
}

/// Times of leases and looks.
#[derive(Debug, Clone, Copy)]
pub struct Ritme {
    /// After this long without a sign of life a job is anybody's.
    pub lease: Duration,
    /// Time between signs of life.
    pub hartslag: Duration,
    /// Time between looks for work.
    pub poll: Duration,
    /// How long running jobs may go on when the service closes.
    pub stoptijd: Duration,
}
