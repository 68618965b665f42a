//! The progress bar of an import: on stderr, and only when a person is looking.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::app::import::opslaan::Voortgang;

/// The bar; it says that files are being read until the storing begins.
pub(super) struct Balk(ProgressBar);

impl Balk {
    pub(super) fn new() -> Self {
        // Draws nothing when stderr is no terminal.
        let bar = ProgressBar::new_spinner().with_message("bestanden lezen");
        bar.enable_steady_tick(Duration::from_millis(100));
        Balk(bar)
    }

    /// Shows how far the storing is.
    pub(super) fn meld(&self, stand: Voortgang) {
        if let Ok(style) = ProgressStyle::with_template("{msg:<16} {bar:30} {pos}/{len}") {
            self.0.set_style(style);
        }
        self.0.set_message(stand.wat);
        self.0.set_length(u64::try_from(stand.totaal).unwrap_or_default());
        self.0.set_position(u64::try_from(stand.klaar).unwrap_or_default());
    }

    /// Takes the bar away before the report is printed.
    pub(super) fn weg(&self) {
        self.0.finish_and_clear();
    }
}
