//! The rules. One file per rule, file name = id; this file holds the trait and the one list.
//!
//! Adding a rule: write `rules/<id>.rs`, add its word to the list below, and give it a section in `config/beleid.toml`.

use crate::domain::beleid::{Modus, OnvolledigBeleid};
use crate::matching::plan::{Bevinding, Reden, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Problem, ProblemRegiodocent, ProblemVacature};

/// What kind of rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regelsoort {
    /// Has no mode: a plan that breaks it does not exist.
    Structureel,
    /// A promise between boards, with a mode.
    Solidariteit,
    /// An agreement of the region about its own conduct, with a mode.
    Beleid,
    /// Something to improve; cannot be breached.
    Doel,
}

/// A parameter that a rule reads from the beleid. Its default value stands in `config/beleid.toml`, nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParameterInfo {
    /// Name in the beleid.
    pub naam: &'static str,
    /// What kind of value it takes.
    pub vorm: Vorm,
    /// What it does, one sentence in Dutch.
    pub uitleg: &'static str,
}

/// The values a parameter may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vorm {
    /// An exact number between two whole numbers, both included.
    Getal(i64, i64),
    /// A whole number between two whole numbers, both included.
    Geheel(i64, i64),
    /// A list of exact numbers, none negative.
    Lijst,
    /// One of these words.
    Keuze(&'static [&'static str]),
    /// Yes or no.
    JaNee,
}

/// What a rule says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleInfo {
    /// Id = file name with dashes.
    pub id: &'static str,
    /// Title in Dutch.
    pub titel: &'static str,
    /// Kind.
    pub soort: Regelsoort,
    /// Modes that make sense for it; empty for structural rules and objectives.
    pub modi: &'static [Modus],
    /// Where it is written down.
    pub bron: &'static str,
    /// What it reads from the beleid.
    pub parameters: &'static [ParameterInfo],
}

/// A rule: five parts, in this order. Only `info` and `check` are owed; the others default to saying nothing.
pub trait Rule: Sync {
    /// Id, title, source and parameters.
    fn info(&self) -> RuleInfo;

    /// What the rule demands per subject, derived step by step from the facts.
    fn norm(&self, _problem: &Problem) -> Result<Vec<Norm>, OnvolledigBeleid> {
        Ok(Vec::new())
    }

    /// Why this regiodocent may not fill this vacature; `None` when this rule has no objection.
    fn refusal(&self, _problem: &Problem, _docent: &ProblemRegiodocent, _vacature: &ProblemVacature) -> Option<Reden> {
        None
    }

    /// What the rule finds in a finished plan: breaches and reports, recomputed from the facts in exact arithmetic.
    /// Calls neither `norm` nor `formulate`, so that a mistake there shows up here.
    fn check(&self, problem: &Problem, plan: &[VoorgesteldePlaatsing]) -> Vec<Bevinding>;
}
