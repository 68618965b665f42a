//! Vraag and Antwoord: a question about a plan of a frozen Problem and what comes of it, both documents.
//!
//! A kind of question is one file next to this one: its question, its answer, and how the one becomes the other.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::analyse::{Analyse, AnalyseAntwoord};
use super::front::{FrontAntwoord, Frontvraag};
use super::herstel::{Herstel, HerstelAntwoord};
use super::kwetsbaarheid::Kwetsbaarheid;
use super::overzicht::{Overzicht, OverzichtAntwoord};
use super::ruil::Ruilen;
use super::scenario::{Scenarios, ScenariosAntwoord};
use super::waarom_niet::{WaaromNiet, WaaromNietAntwoord};
use super::wat_is_nodig::{WatIsNodig, WatIsNodigAntwoord};
use crate::domain::invoer::Invoerfout;
use crate::domain::onderzoek::Onderzoeksoort;
use crate::matching::problem::Problem;

/// Longest time for an answer that somebody waits for at the screen.
const VLOT: Duration = Duration::from_millis(1_800);

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
    /// What if the rules were different?
    Scenarios(Scenarios),
    /// What does fairness cost?
    Front(Frontvraag),
    /// Who could change places with whom?
    Ruil(ZonderVeld),
    /// Which vacatures fall open when one person is lost?
    Kwetsbaarheid(ZonderVeld),
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
    /// The scenarios side by side.
    Scenarios(Box<ScenariosAntwoord>),
    /// The price of fairness.
    Front(FrontAntwoord),
    /// The exchanges that are left.
    Ruil(Ruilen),
    /// Vacatures, the most fragile first.
    Kwetsbaarheid(Kwetsbaarheid),
}

/// A question about the whole plan, that needs nothing more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ZonderVeld {}

impl Vraag {
    /// How many other plans the answer makes: so many times it may take as long as an answer with one.
    pub fn plannen(&self) -> usize {
        match self {
            Vraag::Scenarios(vraag) => vraag.scenarios.len() + 1,
            Vraag::Front(vraag) => vraag.punten,
            _ => 1,
        }
    }

    /// The time for the answer, when there is a limit: a why-not is asked on the screen, so that what is not proven in
    /// [`VLOT`] is told as an interval.
    pub fn hoogstens(&self, tijd: Option<Duration>) -> Option<Duration> {
        match self {
            Vraag::WaaromNiet(_) => tijd.map(|tijd| tijd.min(VLOT)),
            _ => tijd,
        }
    }

    /// Its kind.
    pub fn soort(&self) -> Onderzoeksoort {
        match self {
            Vraag::WaaromNiet(_) => Onderzoeksoort::WaaromNiet,
            Vraag::Overzicht(_) => Onderzoeksoort::Overzicht,
            Vraag::WatIsNodig(_) => Onderzoeksoort::WatIsNodig,
            Vraag::Herstel(_) => Onderzoeksoort::Herstel,
            Vraag::Analyse(_) => Onderzoeksoort::Analyse,
            Vraag::Scenarios(_) => Onderzoeksoort::Scenarios,
            Vraag::Front(_) => Onderzoeksoort::Front,
            Vraag::Ruil(_) => Onderzoeksoort::Ruil,
            Vraag::Kwetsbaarheid(_) => Onderzoeksoort::Kwetsbaarheid,
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
            Vraag::Scenarios(vraag) => vraag.check(problem),
            Vraag::Front(vraag) => vraag.check(),
            Vraag::Ruil(_) | Vraag::Kwetsbaarheid(_) => Ok(()),
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
            Antwoord::Scenarios(antwoord) => &antwoord.zinnen,
            Antwoord::Front(antwoord) => &antwoord.zinnen,
            Antwoord::Ruil(antwoord) => &antwoord.zinnen,
            Antwoord::Kwetsbaarheid(antwoord) => &antwoord.zinnen,
        }
    }
}
