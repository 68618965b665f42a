//! What a worker and its solver process say to each other: one JSON document per line, either way.

use serde::{Deserialize, Serialize};

use crate::matching::explain::vraag::{Antwoord, Vraag};
use crate::matching::plan::{Plan, VoorgesteldePlaatsing};
use crate::matching::problem::Problem;
use crate::matching::voortgang::Voortgang;

/// The first line to the child. After it only the line [`STOP`] may come; the end of the input means that the parent is gone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Opdracht {
    /// The question.
    pub problem: Problem,
    /// Work limit; absent: the engine decides.
    pub werk: Option<u64>,
    /// Time limit, milliseconds.
    pub tijd_ms: u64,
    /// Threads to use.
    pub threads: usize,
    /// A plan to begin with; empty: none.
    #[serde(default)]
    pub start: Vec<VoorgesteldePlaatsing>,
    /// A question about a plan of the Problem; absent: solve the Problem.
    #[serde(default)]
    pub onderzoek: Option<Onderzoeksopdracht>,
}

/// A question about a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Onderzoeksopdracht {
    /// The plan that is asked about.
    pub plan: Plan,
    /// What is asked.
    pub vraag: Vraag,
}

/// Asks the child for the best plan it has.
pub const STOP: &str = "stop";

/// A line from the child. The last one is `Plan`, `Antwoord` or `Geen`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Bericht {
    /// How far it is.
    Voortgang(Voortgang),
    /// The answer, judged by the checker.
    Plan(Box<Plan>),
    /// The answer to a question about a plan.
    Antwoord(Box<Antwoord>),
    /// There is no answer, and trying again will not help. Why, in Dutch.
    Geen(String),
}
