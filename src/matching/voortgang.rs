//! How a solve is watched and bounded from outside: limits, progress out, stop in.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::keuze::keuze;

/// How long the search goes on. Rondes stop on work, so that the same question has the same answer; time is a safety net.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Number of proposals of the search over all its chains; `None`: a default that grows with the Problem, or, with a
    /// time given, no limit.
    pub werk: Option<u64>,
    /// Wall-clock time of the whole solve; a plan that time cut short cannot be reproduced.
    pub tijd: Option<Duration>,
    /// Threads to use at once; does not change the plan.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { werk: None, tijd: None, threads: 2 }
    }
}

keuze! {
    /// What the engine is doing.
    Fase {
        /// Reading, checking the input, writing the model.
        Voorbereiden = "voorbereiden",
        /// Solving the LP that guides the search.
        Lp = "lp",
        /// Searching.
        Zoeken = "zoeken",
        /// Proving bounds.
        Grens = "grens",
        /// Judging the plan in exact arithmetic.
        Controle = "controle",
    }
}

/// How far the engine is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Voortgang {
    /// What it is doing.
    pub fase: Fase,
    /// Share of the whole solve that is done, in thousandths, 0 to 1,000.
    pub deel: u16,
    /// Per tier, in order, the best plan so far and what is proven of it; empty when there is no plan yet.
    pub tiers: Vec<Tussenstand>,
}

/// One tier of the best plan so far. Read in their order, the values never get worse; a bound that was told once only
/// gets higher, and never above what the finished plan says is proven.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tussenstand {
    /// Which.
    pub tier: Tier,
    /// Its value by the model; the checker gives the final one.
    pub waarde: Breuk,
    /// No plan that does as well in the tiers above can be below this; absent while nothing is proven.
    pub grens: Option<Breuk>,
    /// Value less bound.
    pub verschil: Option<Breuk>,
    /// Unit of all three: `omvang`, `fte`, `gewogen fte`, `personen`, `minuten` or `lotpunten`.
    pub eenheid: String,
}

/// Who watches a solve.
pub trait Waarnemer: Sync {
    /// Progress; called often, so keep it short.
    fn voortgang(&self, voortgang: &Voortgang);

    /// Should the engine stop and hand over the best valid plan so far (that of today, when there is no model yet)? Asked
    /// before every rule, after every few thousand proposals, and every 20 ms while a solver of its own is at work.
    fn gestopt(&self) -> bool;
}

/// Nobody watches and nobody stops it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Niemand;

impl Waarnemer for Niemand {
    fn voortgang(&self, _: &Voortgang) {}

    fn gestopt(&self) -> bool {
        false
    }
}
