//! The workers of a process, on threads of their own: a busy job never keeps a request waiting.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Context;

use crate::app::App;
use crate::config::Config;
use crate::jobs::import::Importjob;
use crate::jobs::ingreep::Ingreepjob;
use crate::jobs::kind::Solverstart;
use crate::jobs::onderzoek::Onderzoekjob;
use crate::jobs::solve::Matchrondejob;
use crate::jobs::webhook::Bezorger;
use crate::jobs::worker::Worker;
use crate::jobs::{Job, Ritme, tijd};

/// Starts `jobs.werkers` workers (0 = none). They end after SIGTERM, SIGINT or
/// [`crate::app::wachtrij::Wachtrij::sluit`]; join the handle to wait for that.
pub fn start(app: &App, config: &Config) -> anyhow::Result<JoinHandle<()>> {
    let programma = std::env::current_exe().context("het eigen programma is niet te vinden")?;
    let solver = Solverstart { programma, geheugen_mib: config.jobs.solver_geheugen_mib };
    let threads = config.matching.threads;
    let jobs: [Box<dyn Job>; 4] = [
        Box::new(Matchrondejob { solver: solver.clone(), threads }),
        Box::new(Ingreepjob { solver: solver.clone(), threads }),
        Box::new(Onderzoekjob { solver, threads }),
        Box::new(Importjob),
    ];
    let ritme = Ritme {
        lease: Duration::from_secs(config.jobs.lease_seconden),
        hartslag: Duration::from_secs(config.jobs.hartslag_seconden),
        poll: Duration::from_secs(config.jobs.poll_seconden),
        stoptijd: Duration::from_secs(config.server.stoptijd_seconden),
    };
    let worker = Worker { app: app.clone(), jobs: Arc::from(jobs), ritme };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("werker")
        .enable_all()
        .build()
        .context("de werkers starten niet")?;
    let (app, aantal) = (app.clone(), config.jobs.werkers);
    let kalender = app.clone();
    let bezorger = Bezorger::new(&app);
    app.wachtrij.verwacht(aantal);
    let run = move || {
        runtime.block_on(async move {
            let close = async move {
                let mut sluiting = app.wachtrij.sluiting();
                tokio::select! {
                    heard = signal() => if let Err(why) = heard {
                        tracing::error!(oorzaak = %why, "signals cannot be heard; closing");
                    },
                    // The rest of the process ended by itself, such as a port that is taken.
                    _ = sluiting.wait_for(|closed| *closed) => {}
                }
                tracing::info!("closing: no new jobs, running ones may finish");
                app.wachtrij.sluit();
            };
            let calendar = async move {
                if aantal > 0 {
                    tijd::run(kalender).await;
                }
            };
            let webhooks = async move {
                if aantal > 0 {
                    bezorger.run().await;
                }
            };
            tokio::join!(close, worker.run(aantal), calendar, webhooks);
        });
    };
    std::thread::Builder::new().name("werkers".into()).spawn(run).context("de werkers starten niet")
}

/// Until somebody asks this process to end.
async fn signal() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut term = signal(SignalKind::terminate())?;
        let mut int = signal(SignalKind::interrupt())?;
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
        Ok(())
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
