//! Ctrl-C as a request: the first asks to stop with what there is, the second ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;

/// How a shell writes down that somebody pressed Ctrl-C.
const AFGEBROKEN: i32 = 130;

/// Becomes true when somebody presses Ctrl-C, or the system asks to end.
pub(super) fn listen() -> anyhow::Result<Arc<AtomicBool>> {
    let gestopt = Arc::new(AtomicBool::new(false));
    let sein = gestopt.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("geen seinen te horen")?;
    std::thread::Builder::new().name("stopsein".into()).spawn(move || {
        runtime.block_on(async {
            while wait().await.is_ok() {
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
async fn wait() -> std::io::Result<()> {
    let mut end = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed,
        _ = end.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn wait() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
