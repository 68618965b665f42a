//! Checker: judges any plan with every rule, in exact arithmetic, from the facts alone. Knows no solver and no norm.

use std::borrow::Cow;

use super::facts::Feiten;
use super::plan::{Bevinding, Stand, VoorgesteldePlaatsing};
use super::problem::{Onderwerp, Problem};
use super::rules::{RULES, Regelsoort};
use super::tiers::tier_values;
use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;

/// What the rules say of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oordeel {
    /// Every finding, sorted by rule, then subject.
    pub bevindingen: Vec<Bevinding>,
    /// Where every board stands against each rule, sorted by rule, sector and board.
    pub standen: Vec<Stand>,
    /// The value of every tier, in the order of the beleid.
    pub tiers: Vec<(Tier, Breuk)>,
    /// What decides, lower first, between plans that are equal up to and including this tier; absent: nothing does.
    pub voorrang: Option<(Tier, Breuk)>,
    /// Is no structural rule broken? A plan that is not valid does not exist.
    pub geldig: bool,
}

impl Oordeel {
    /// Does every rule with mode `hard` hold?
    pub fn is_haalbaar(&self) -> bool {
        self.tiers.iter().all(|(tier, value)| *tier != Tier::HardeRegels || value.is_nul())
    }

    /// What two plans are compared by, in order: the tiers, with the voorrang in its place.
    pub fn volgorde(&self) -> Vec<&Breuk> {
        let voorrang = |tier: &Tier| self.voorrang.as_ref().filter(|(na, _)| na == tier).map(|(_, value)| value);
        self.tiers.iter().flat_map(|(tier, value)| std::iter::once(value).chain(voorrang(tier))).collect()
    }

    /// Breaches of structural rules: why the plan is not valid.
    pub fn gebreken(&self) -> impl Iterator<Item = &Bevinding> {
        self.bevindingen.iter().filter(|found| found.overtreding && is_structureel(&found.regel))
    }
}

/// Judges `plan`. The Problem must have passed `validate`.
pub fn check(problem: &Problem, plan: &[VoorgesteldePlaatsing]) -> Result<Oordeel, OnvolledigBeleid> {
    check_feiten(&Feiten::new(problem)?, plan)
}

/// The same, for who already has the facts at hand.
pub fn check_feiten(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Oordeel, OnvolledigBeleid> {
    let (plan, mut bevindingen) = sane(plan);
    let plan = plan.as_ref();
    let mut standen = Vec::new();
    let mut voorrang = None;
    for rule in RULES {
        voorrang = voorrang.or(rule.voorrang(feiten, plan)?);
        bevindingen.extend(rule.check(feiten, plan)?);
        standen.extend(rule.standen(feiten, plan)?);
    }
    standen.sort_by(|a, b| (&a.regel, a.sector, &a.onderwerp).cmp(&(&b.regel, b.sector, &b.onderwerp)));
    bevindingen.sort_by(|a, b| (&a.regel, &a.onderwerp, &a.tekst).cmp(&(&b.regel, &b.onderwerp, &b.tekst)));
    let geldig = !bevindingen.iter().any(|found| found.overtreding && is_structureel(&found.regel));
    Ok(Oordeel { bevindingen, standen, tiers: tier_values(feiten, plan)?, voorrang, geldig })
}

/// Lines that can be reckoned with, and a breach for each that cannot: a plan may come from anywhere.
fn sane(plan: &[VoorgesteldePlaatsing]) -> (Cow<'_, [VoorgesteldePlaatsing]>, Vec<Bevinding>) {
    const MOST: Fte = Fte::from_e4(1_000_000);
    let absurd = |line: &&VoorgesteldePlaatsing| line.delen.iter().any(|deel| deel.fte > MOST || deel.fte < Fte::NUL);
    let breaches: Vec<Bevinding> = plan
        .iter()
        .filter(absurd)
        .map(|line| Bevinding {
            regel: "vacatureomvang".into(),
            modus: Modus::Hard,
            onderwerp: Onderwerp::Regiodocent(line.regiodocent.clone()),
            overtreding: true,
            omvang: line.delen.iter().map(|deel| deel.fte.breuk()).sum(),
            eenheid: "fte".into(),
            tekst: "Een deel heeft een onmogelijk aantal fte; de plaatsing telt nergens mee.".into(),
        })
        .collect();
    match breaches.is_empty() {
        true => (Cow::Borrowed(plan), breaches),
        false => (plan.iter().filter(|line| !absurd(line)).cloned().collect::<Vec<_>>().into(), breaches),
    }
}

fn is_structureel(regel: &str) -> bool {
    super::rules::find_rule(regel).is_none_or(|rule| rule.info().soort == Regelsoort::Structureel)
}
