//! Ctrl-C as a request: the first asks to stop with what there is, the second ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

/// How a shell writes down that somebody pressed Ctrl-C.
const AFGEBROKEN: i32 = 130;

/// Becomes true when somebody presses Ctrl-C, or the system asks to end. Listens from the moment that this returns.
pub(super) fn listen() -> anyhow::Result<Arc<AtomicBool>> {
    let gestopt = Arc::new(AtomicBool::new(false));
    let sein = gestopt.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("geen seinen te horen")?;
    let mut oren = {
        let _guard = runtime.enter();
        Oren::open().context("geen seinen te horen")?
    };
    std::thread::Builder::new().name("stopsein".into()).spawn(move || {
        runtime.block_on(async {
            while oren.hear().await {
                if sein.swap(true, Ordering::SeqCst) {
                    std::process::exit(AFGEBROKEN);
                }
                eprintln!("Stoppen: het beste plan tot nu toe wordt nog geschreven (nog eens Ctrl-C breekt af).");
            }
        });
    })?;
    Ok(gestopt)
}

#[cfg(unix)]
struct Oren {
    druk: tokio::signal::unix::Signal,
    einde: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Oren {
    fn open() -> std::io::Result<Oren> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Oren { druk: signal(SignalKind::interrupt())?, einde: signal(SignalKind::terminate())? })
    }

    /// Waits for a request; false when none can come any more.
    async fn hear(&mut self) -> bool {
        tokio::select! {
            heard = self.druk.recv() => heard.is_some(),
            heard = self.einde.recv() => heard.is_some(),
        }
    }
}

#[cfg(windows)]
struct Oren {
    druk: tokio::signal::windows::CtrlC,
}

#[cfg(windows)]
impl Oren {
    fn open() -> std::io::Result<Oren> {
        Ok(Oren { druk: tokio::signal::windows::ctrl_c()? })
    }

    /// Waits for a request; false when none can come any more.
    async fn hear(&mut self) -> bool {
        self.druk.recv().await.is_some()
    }
}
