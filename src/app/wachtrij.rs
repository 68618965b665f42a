//! Wachtrij: what the use cases know of background work: its limits, how to wake a worker, and that the service closes.
//!
//! Works within one process. Between processes the table of jobs is all there is; workers look at it regularly.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;

use super::kluis::Kluis;
use crate::config::Config;

/// Limits and signals of background work; clones share the signals.
#[derive(Clone)]
pub struct Wachtrij {
    /// Longest time limit of a matchronde, seconds; also the default.
    pub tijdlimiet_s: u64,
    /// Work limit of a matchronde that names none.
    pub werklimiet: u64,
    /// Safety net for the price of an ingreep, seconds.
    pub ingreep_tijdlimiet_s: u64,
    /// Work limit for the price of an ingreep.
    pub ingreep_werklimiet: u64,
    /// Longest time that the answer to an onderzoek takes, seconds.
    pub onderzoek_tijdlimiet_s: u64,
    /// Attempts per job.
    pub max_pogingen: i32,
    /// May webhooks go to this machine itself?
    pub webhooks_lokaal: bool,
    /// Must a receiver say first that it wants messages from us, and under which name do we ask?
    pub webhooks_handdruk: Option<String>,
    /// Seals the secrets of webhooks.
    pub kluis: Kluis,
    /// Days for which the feed and the rows of imports are kept.
    pub bewaar_dagen: i64,
    /// Who we are for other systems: the `source` of events.
    pub bron: String,
    seinen: Arc<Seinen>,
}

struct Seinen {
    wek: watch::Sender<u64>,
    sluit: watch::Sender<bool>,
    verwacht: AtomicUsize,
    levend: AtomicUsize,
}

/// Counts a worker as alive for as long as it exists.
pub struct Levensteken(Arc<Seinen>);

impl Drop for Levensteken {
    fn drop(&mut self) {
        self.0.levend.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Wachtrij {
    /// With the limits of the settings.
    pub fn new(config: &Config) -> Self {
        let seinen = Seinen {
            wek: watch::Sender::new(0),
            sluit: watch::Sender::new(false),
            verwacht: AtomicUsize::new(0),
            levend: AtomicUsize::new(0),
        };
        Wachtrij {
            tijdlimiet_s: config.matching.tijdlimiet_seconden,
            werklimiet: config.matching.werklimiet,
            ingreep_tijdlimiet_s: config.matching.ingreep_seconden,
            ingreep_werklimiet: config.matching.ingreep_werklimiet,
            onderzoek_tijdlimiet_s: config.matching.onderzoek_seconden,
            max_pogingen: i32::try_from(config.jobs.max_pogingen).unwrap_or(i32::MAX),
            webhooks_lokaal: config.jobs.webhooks_lokaal,
            webhooks_handdruk: config.jobs.webhooks_handdruk.then(|| config.jobs.webhooks_oorsprong.clone()),
            kluis: Kluis::new(&config.jobs.webhooks_sleutels),
            bewaar_dagen: config.jobs.bewaar_dagen,
            bron: config.server.bron.clone(),
            seinen: Arc::new(seinen),
        }
    }

    /// Something changed in the queue or in the progress of a job: look now instead of at the next poll.
    pub fn wek(&self) {
        self.seinen.wek.send_modify(|beurt| *beurt = beurt.wrapping_add(1));
    }

    /// Hears every [`Wachtrij::wek`].
    pub fn luister(&self) -> watch::Receiver<u64> {
        self.seinen.wek.subscribe()
    }

    /// The service closes: no new work, no endless answers.
    pub fn sluit(&self) {
        self.seinen.sluit.send_replace(true);
    }

    /// Hears [`Wachtrij::sluit`].
    pub fn sluiting(&self) -> watch::Receiver<bool> {
        self.seinen.sluit.subscribe()
    }

    /// This process should have this many workers.
    pub fn verwacht(&self, werkers: usize) {
        self.seinen.verwacht.store(werkers, Ordering::SeqCst);
    }

    /// Reports a worker as alive until the answer is dropped.
    pub fn meld_aan(&self) -> Levensteken {
        self.seinen.levend.fetch_add(1, Ordering::SeqCst);
        Levensteken(self.seinen.clone())
    }

    /// Are all workers that belong here alive?
    pub fn is_bemand(&self) -> bool {
        self.seinen.levend.load(Ordering::SeqCst) >= self.seinen.verwacht.load(Ordering::SeqCst)
    }
}
