//! The outcome of `rato bench http`, as JSON and as a table for docs/BENCHMARKS.md.

use std::fmt;

use serde::Serialize;

use super::lader::Meting;

/// One kind of request on one database.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Regel {
    /// `SQLite` or `PostgreSQL`.
    pub database: String,
    /// What was asked.
    pub verzoek: String,
    /// Was a plan calculated at the same time?
    pub tijdens_rekenen: bool,
    /// Median over the rounds of throughput ÷ throughput of the greeting beside it.
    pub verhouding: f64,
    /// Answers per second, median over the rounds.
    pub per_seconde: f64,
    /// Half of the answers came within this many milliseconds, median over the rounds.
    pub p50_ms: f64,
    /// 99 of 100 came within this many milliseconds, the worst round.
    pub p99_ms: f64,
}

/// One round: the request and the greetings before and after it.
pub struct Ronde {
    /// The request.
    pub meting: Meting,
    /// The greeting before and after.
    pub groet: [Meting; 2],
}

impl Regel {
    /// From its rounds.
    pub fn new(database: &str, verzoek: &str, tijdens_rekenen: bool, rondes: &[Ronde]) -> Self {
        let ratio = |ronde: &Ronde| {
            let [before, after] = &ronde.groet;
            ronde.meting.per_seconde() * 2.0 / (before.per_seconde() + after.per_seconde())
        };
        let of = |figure: &dyn Fn(&Ronde) -> f64| median(rondes.iter().map(figure).collect());
        Regel {
            database: database.to_owned(),
            verzoek: verzoek.to_owned(),
            tijdens_rekenen,
            verhouding: of(&ratio),
            per_seconde: of(&|ronde| ronde.meting.per_seconde()),
            p50_ms: of(&|ronde| ronde.meting.percentiel_ms(50)),
            p99_ms: rondes.iter().map(|ronde| ronde.meting.percentiel_ms(99)).fold(0.0, f64::max),
        }
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(0.0)
}

/// All of it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verslag {
    /// Version of the program.
    pub versie: String,
    /// Was it built with optimisation?
    pub geoptimaliseerd: bool,
    /// Connections at the same time.
    pub verbindingen: usize,
    /// Rounds per request.
    pub rondes: usize,
    /// What was measured.
    pub regels: Vec<Regel>,
}

impl fmt::Display for Verslag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| database | request | while solving | ÷ hello | per second | p50 ms | p99 ms |")?;
        writeln!(f, "| --- | --- | --- | ---: | ---: | ---: | ---: |")?;
        for line in &self.regels {
            let busy = if line.tijdens_rekenen { "yes" } else { "no" };
            let Regel { database, verzoek, verhouding, per_seconde, p50_ms, p99_ms, .. } = line;
            writeln!(
                f,
                "| {database} | {verzoek} | {busy} | {verhouding:.2} | {per_seconde:.0} | {p50_ms:.1} | {p99_ms:.1} |"
            )?;
        }
        Ok(())
    }
}
