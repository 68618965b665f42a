//! Vraag and Antwoord: a question about a plan of a frozen Problem and what comes of it, both documents.
//!
//! A kind of question is one file next to this one: its question, its answer, and how the one becomes the other.

use serde::{Deserialize, Serialize};

use super::waarom_niet::{WaaromNiet, WaaromNietAntwoord};
use crate::domain::invoer::Invoerfout;
use crate::domain::onderzoek::Onderzoeksoort;
use crate::matching::problem::Problem;

/// A question about a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum Vraag {
    /// Why is this regiodocent not on this vacature?
    WaaromNiet(WaaromNiet),
}

/// What the engine says to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum Antwoord {
    /// Why this regiodocent is not on this vacature.
    WaaromNiet(WaaromNietAntwoord),
}

impl Vraag {
    /// Its kind.
    pub fn soort(&self) -> Onderzoeksoort {
        match self {
            Vraag::WaaromNiet(_) => Onderzoeksoort::WaaromNiet,
        }
    }

    /// Everything that is wrong with the question: whom or what it names must be in the Problem.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        match self {
            Vraag::WaaromNiet(vraag) => vraag.check(problem),
        }
    }
}

impl Antwoord {
    /// The answer in Dutch sentences, to be read in this order.
    pub fn zinnen(&self) -> &[String] {
        match self {
            Antwoord::WaaromNiet(antwoord) => &antwoord.zinnen,
        }
    }
}
