//! Metrics: how the background work stands, for the operator of the service. Counts and times; nothing of a person.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::Deserialize;

use super::App;
use super::error::AppError;
use crate::auth::policy::Grant;
use crate::domain::breuk::Breuk;
use crate::matching::plan::TierUitkomst;
use crate::storage::connection::Conn;
use crate::storage::matchronde::{Documentsoort, find_document};
use crate::storage::metrics::{Antwoord, count_jobs, list_antwoorden};

/// What `/metrics` tells of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// Number of jobs by kind and state.
    pub jobs: Vec<(String, String, i64)>,
    /// The last solve of each regio, by code.
    pub solves: Vec<Solve>,
}

/// The last solve of a regio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solve {
    /// Code of the regio.
    pub regio: String,
    /// From the question to the answer, waiting in the queue included.
    pub duur: TimeDelta,
    /// Per tier that has a bound: what the plan may be from the best, as a share of its value.
    pub gaps: Vec<(String, Breuk)>,
}

/// Of a plan only the tiers.
#[derive(Deserialize)]
struct Tiers {
    tiers: Vec<TierUitkomst>,
}

/// Reads the figures.
pub fn get_metrics(app: &App) -> Result<Metrics, AppError> {
    app.db.read(&Grant::systeem("metrics"), |conn| {
        let jobs = count_jobs(conn)?;
        let last: BTreeMap<String, Antwoord> =
            list_antwoorden(conn)?.into_iter().map(|one| (one.regio.clone(), one)).collect();
        let solves = last.into_values().map(|one| solve(conn, one)).collect::<Result<_, AppError>>()?;
        Ok(Metrics { jobs, solves })
    })
}

fn solve(conn: &mut Conn, antwoord: Antwoord) -> Result<Solve, AppError> {
    let text = find_document(conn, antwoord.matchronde, Documentsoort::Plan)?;
    // A plan of an older form has no gap to show; the rest of the figures stands.
    let plan = text.and_then(|text| serde_json::from_str::<Tiers>(&text).ok());
    let tiers = plan.map_or(Vec::new(), |plan| plan.tiers);
    let gaps = tiers.iter().filter_map(|one| Some((one.tier.to_string(), gap(one)?))).collect();
    Ok(Solve { regio: antwoord.regio, duur: antwoord.duur, gaps })
}

/// `(value − bound) / value`; zero when they are equal, and nothing when nothing is proven.
fn gap(tier: &TierUitkomst) -> Option<Breuk> {
    let left = &tier.waarde - tier.grens.as_ref()?;
    if left.is_nul() { Some(left) } else { left.gedeeld_door(&tier.waarde) }
}
