//! The outcome of `rato bench import`, as JSON and as a table.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What one process measured.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Meting {
    /// Rows that were handled.
    pub rijen: i64,
    /// Seconds by the clock.
    pub seconden: f64,
    /// Seconds of computing by this process (a database server computes elsewhere).
    pub rekenseconden: f64,
    /// Peak of memory, MiB.
    pub geheugen_mib: f64,
}

/// One measurement beside the floor.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Regel {
    /// `SQLite` or `PostgreSQL`.
    pub database: String,
    /// What was done.
    pub wat: String,
    /// What was measured.
    #[serde(flatten)]
    pub meting: Meting,
    /// Rows per second.
    pub per_seconde: f64,
    /// Seconds ÷ seconds of the floor.
    pub maal_vloer: f64,
}

impl Regel {
    /// Beside its floor.
    pub fn new(database: &str, wat: &str, meting: Meting, vloer: &Meting) -> Self {
        // A count of rows is far below what a float holds exactly.
        let per_seconde = meting.rijen as f64 / meting.seconden;
        let maal_vloer = meting.seconden / vloer.seconden;
        Regel { database: database.to_owned(), wat: wat.to_owned(), meting, per_seconde, maal_vloer }
    }
}

/// All of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verslag {
    /// Version of the program.
    pub versie: String,
    /// Was it built with optimisation?
    pub geoptimaliseerd: bool,
    /// Rows in the file.
    pub rijen: u32,
    /// What was measured.
    pub regels: Vec<Regel>,
}

impl fmt::Display for Verslag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| database | {} rows | ÷ floor | s | computing s | rows/s | peak MiB |", self.rijen)?;
        writeln!(f, "| --- | --- | ---: | ---: | ---: | ---: | ---: |")?;
        for Regel { database, wat, meting, per_seconde, maal_vloer } in &self.regels {
            let Meting { seconden, rekenseconden, geheugen_mib, .. } = meting;
            writeln!(
                f,
                "| {database} | {wat} | {maal_vloer:.2} | {seconden:.1} | {rekenseconden:.1} | {per_seconde:.0} | {geheugen_mib:.0} |"
            )?;
        }
        Ok(())
    }
}
