//! The rules. One file per rule, file name = id with underscores; this file holds the trait and the one list.
//!
//! Adding a rule: write `rules/<id>.rs`, add its word to the list below, and give it a section in `config/beleid.toml`.

use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::solidariteitsboek::Schoolbijdrage;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, Reden, Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp, ProblemRegiodocent, ProblemVacature};

pub(in crate::matching) mod getallen;
mod per_bestuur;

/// Declares the rule files and the list, in the order in which people read about them.
macro_rules! rules {
    ($($bestand:ident),+ $(,)?) => {
        $(pub mod $bestand;)+

        /// Every rule.
        pub static RULES: &[&dyn Rule] = &[$(&$bestand::Regel),+];
    };
}

rules! {
    pin, instemming, bevoegdheid, opleidingsplaats, contractomvang, vacatureomvang, reistijd, spreiding, begeleiding,
    drieprocent, leerling_leraar_ratio, zevenprocent, bezetting, wijzigingsbudget, tekort_eerst, voorkeur, loting,
}

/// The rules that keep a ledger per board: what they demand is frozen once per schooljaar.
pub const BOEKREGELS: [&str; 3] = ["drieprocent", "leerling-leraar-ratio", "zevenprocent"];

/// The rule with this id.
pub fn find_rule(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().copied().find(|rule| rule.info().id == id)
}

/// What kind of rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regelsoort {
    /// Has no mode: a plan that breaks it does not exist.
    Structureel,
    /// A promise between boards, with a mode.
    Solidariteit,
    /// What a coordinator decided for this one question; always hard, and a breach has a size.
    Besluit,
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
    /// An exact number between two whole numbers that only a region can decide: there is no default. It may be absent while
    /// the rule is `uit`.
    Besluit(i64, i64),
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
    /// Can it object to a pair of regiodocent and vacature? Then it is a step in the funnel.
    pub weigert: bool,
}

/// A rule: five parts, in this order. Only `info` and `check` are owed; the others default to saying nothing.
pub trait Rule: Sync {
    /// Id, title, source and parameters.
    fn info(&self) -> RuleInfo;

    /// What the rule demands per subject, derived step by step from the facts.
    fn norm(&self, _feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        Ok(Vec::new())
    }

    /// What each school adds to the norm of its board: the figures under the derivation.
    fn bijdragen(&self, _feiten: &Feiten) -> Result<Vec<Schoolbijdrage>, OnvolledigBeleid> {
        Ok(Vec::new())
    }

    /// Code of the reason why this regiodocent may not fill this vacature; `None` when this rule has no objection.
    /// Asked for every pair: whole numbers, cheapest test first, nothing on the heap.
    fn objection(&self, _feiten: &Feiten, _docent: &ProblemRegiodocent, _vacature: &ProblemVacature) -> Option<Code> {
        None
    }

    /// The sentence that belongs to an objection.
    fn objection_tekst(&self, _feiten: &Feiten, _: &ProblemRegiodocent, _: &ProblemVacature, code: Code) -> String {
        code.to_owned()
    }

    /// The objection for people to read.
    fn refusal(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Reden> {
        let code = self.objection(feiten, docent, vacature)?;
        let tekst = self.objection_tekst(feiten, docent, vacature, code);
        Some(Reden { regel: self.info().id.into(), code: code.into(), tekst })
    }

    /// What the rule asks of the model: counters, limits and prices, by name. The only way in which a rule steers the solver.
    fn formulate(&self, _feiten: &Feiten, _model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        Ok(())
    }

    /// What the rule finds in a finished plan: breaches and reports, recomputed from the facts in exact arithmetic.
    /// Calls neither `norm` nor `formulate`, so that a mistake there shows up here.
    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid>;

    /// Where every subject stands against this rule in a finished plan, kept or broken: for the solidariteitsboek.
    fn standen(&self, _feiten: &Feiten, _plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Stand>, OnvolledigBeleid> {
        Ok(Vec::new())
    }

    /// What decides between plans that are equal up to and including this tier, lower first: no tier of its own, and
    /// without a bound. At most one rule has this.
    fn voorrang(
        &self,
        _feiten: &Feiten,
        _plan: &[VoorgesteldePlaatsing],
    ) -> Result<Option<(Tier, Breuk)>, OnvolledigBeleid> {
        Ok(None)
    }

    /// What this rule adds to each tier in a finished plan; lower is better.
    fn tier_values(
        &self,
        _feiten: &Feiten,
        _plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        Ok(Vec::new())
    }
}

/// Code of an objection, stable, kebab-case (`geen-bevoegdheid`, `te-ver`).
pub type Code = &'static str;

/// Every mode: what a rule with a mode usually allows.
const ALLE_MODI: &[Modus] = &[Modus::Uit, Modus::Rapport, Modus::Zacht, Modus::Hard];

impl RuleInfo {
    /// A breach of a structural rule.
    fn breuk(&self, onderwerp: Onderwerp, omvang: Breuk, eenheid: &str, tekst: String) -> Bevinding {
        self.bevinding(Modus::Hard, true, onderwerp, omvang, eenheid, tekst)
    }

    /// A report that is no breach.
    fn melding(&self, onderwerp: Onderwerp, omvang: Breuk, eenheid: &str, tekst: String) -> Bevinding {
        self.bevinding(Modus::Rapport, false, onderwerp, omvang, eenheid, tekst)
    }

    fn bevinding(
        &self,
        modus: Modus,
        overtreding: bool,
        onderwerp: Onderwerp,
        omvang: Breuk,
        eenheid: &str,
        tekst: String,
    ) -> Bevinding {
        Bevinding { regel: self.id.into(), modus, onderwerp, overtreding, omvang, eenheid: eenheid.into(), tekst }
    }
}
