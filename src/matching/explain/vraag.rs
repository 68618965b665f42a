//! Vraag and Antwoord: a question about a plan of a frozen Problem and what comes of it, both documents.
//!
//! A kind of question is one file next to this one: its question, its answer, and how the one becomes the other.

use serde::{Deserialize, Serialize};

use super::analyse::{Analyse, AnalyseAntwoord};
use super::herstel::{Herstel, HerstelAntwoord};
use super::overzicht::{Overzicht, OverzichtAntwoord};
use super::waarom_niet::{WaaromNiet, WaaromNietAntwoord};
use super::wat_is_nodig::{WatIsNodig, WatIsNodigAntwoord};
use crate::domain::invoer::Invoerfout;
use crate::domain::onderzoek::Onderzoeksoort;
use crate::matching::problem::Problem;

/// A question about a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum Vraag {
    /// Why is this regiodocent not on this vacature?
    WaaromNiet(WaaromNiet),
    /// The same in bulk: one regiodocent, one vacature, or what one schoolbestuur has open.
    Overzicht(Overzicht),
    /// What would it take to fill this vacature or place this regiodocent?
    WatIsNodig(WatIsNodig),
    /// Which hard rules do not hold together, and what are the ways out?
    Herstel(Herstel),
    /// What is this plan worth?
    Analyse(Analyse),
}

/// What the engine says to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum Antwoord {
    /// Why this regiodocent is not on this vacature.
    WaaromNiet(WaaromNietAntwoord),
    /// Why-nots in bulk.
    Overzicht(OverzichtAntwoord),
    /// What it would take.
    WatIsNodig(WatIsNodigAntwoord),
    /// Which hard rules are in conflict, and the ways out.
    Herstel(HerstelAntwoord),
    /// What the plan is worth.
    Analyse(AnalyseAntwoord),
}

impl Vraag {
    /// Its kind.
    pub fn soort(&self) -> Onderzoeksoort {
        match self {
            Vraag::WaaromNiet(_) => Onderzoeksoort::WaaromNiet,
            Vraag::Overzicht(_) => Onderzoeksoort::Overzicht,
            Vraag::WatIsNodig(_) => Onderzoeksoort::WatIsNodig,
            Vraag::Herstel(_) => Onderzoeksoort::Herstel,
            Vraag::Analyse(_) => Onderzoeksoort::Analyse,
        }
    }

    /// Everything that is wrong with the question: whom or what it names must be in the Problem.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        match self {
            Vraag::WaaromNiet(vraag) => vraag.check(problem),
            Vraag::Overzicht(vraag) => vraag.check(problem),
            Vraag::WatIsNodig(vraag) => vraag.check(problem),
            Vraag::Herstel(_) => Ok(()),
            Vraag::Analyse(vraag) => vraag.check(problem),
        }
    }
}

impl Antwoord {
    /// The answer in Dutch sentences, to be read in this order.
    pub fn zinnen(&self) -> &[String] {
        match self {
            Antwoord::WaaromNiet(antwoord) => &antwoord.zinnen,
            Antwoord::Overzicht(antwoord) => &antwoord.zinnen,
            Antwoord::WatIsNodig(antwoord) => &antwoord.zinnen,
            Antwoord::Herstel(antwoord) => &antwoord.zinnen,
            Antwoord::Analyse(antwoord) => &antwoord.zinnen,
        }
    }
}
