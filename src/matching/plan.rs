//! Plan: the answer to a Problem. It changes nothing by itself; a person adopts it or does not.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::{Deel, Id, Onderwerp};
use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::keuze::keuze;
use crate::domain::sector::Sector;

/// Version of this document's form.
pub const PLAN_VERSIE: u32 = 1;

keuze! {
    /// What may be said of a plan.
    PlanStatus {
        /// No better plan exists, in any tier; what the voorrang of the 7%-regeling decides between equals is proven too.
        BewezenOptimaal = "bewezen-optimaal",
        /// Every tier lies within its tolerance of its proven bound.
        BinnenMarge = "binnen-marge",
        /// The work or time limit was reached first.
        Werklimiet = "werklimiet",
        /// Somebody stopped it; the best valid plan so far.
        Gestopt = "gestopt",
        /// A hard rule cannot hold; the plan with the least breach.
        BeleidOnhaalbaar = "beleid-onhaalbaar",
    }
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    /// Form of this document; today 1.
    pub versie: u32,
    /// Version of the engine that made it.
    pub engine_versie: String,
    /// SHA-256 of the Problem it answers, lower-case hex.
    pub problem_hash: String,
    /// What may be said of it.
    pub status: PlanStatus,
    /// Who goes where, sorted by regiodocent, then school.
    pub plaatsingen: Vec<VoorgesteldePlaatsing>,
    /// Per tier, in order: value, bound and gap.
    pub tiers: Vec<TierUitkomst>,
    /// What rules have to say, sorted by rule, then subject.
    pub bevindingen: Vec<Bevinding>,
    /// Where every board stands against each rule that asks something of it, sorted by rule, sector and board.
    pub standen: Vec<Stand>,
    /// Why somebody is not placed or a vacature stays open.
    pub redenen: Vec<Trechter>,
    /// Figures for people: shortage before and after, filled fte, spread.
    pub cijfers: Cijfers,
}

/// A proposed plaatsing: one regiodocent at one school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VoorgesteldePlaatsing {
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// First day on which this person counts as netto; absent: from the first day. After the last day: never in this schooljaar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub netto_vanaf: Option<NaiveDate>,
    /// On which vacatures, sorted by vacature.
    pub delen: Vec<Deel>,
    /// The existing plaatsing that this continues unchanged, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bestaand: Option<Id>,
}

impl VoorgesteldePlaatsing {
    /// Gross fte at this school (all parts together).
    pub fn fte(&self) -> Fte {
        self.delen.iter().map(|deel| deel.fte).sum()
    }
}

/// How well one tier came out. Lower is better in every tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TierUitkomst {
    /// Which.
    pub tier: Tier,
    /// Its value in this plan.
    pub waarde: Breuk,
    /// No plan that does as well in the tiers above can be below this; absent when nothing is proven.
    pub grens: Option<Breuk>,
    /// Unit of value and bound: `omvang`, `fte`, `gewogen fte`, `personen`, `minuten` or `lotpunten`.
    pub eenheid: String,
    /// The prices that prove the bound; absent when there is no bound, or none that prices prove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificaat: Option<Certificaat>,
}

/// Prices that prove a bound (weak duality): the demands that tie people and schools together are taken out of the
/// question and priced. Any prices give a bound that holds, so whoever reckons it again need not trust them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Certificaat {
    /// Every amount below is a whole number of `1 / noemer` of the unit of this tier.
    pub noemer: Breuk,
    /// What one unit of each tier above weighs, in their order.
    pub gewichten: Vec<Breuk>,
    /// By name of what is counted: per netto fte × day in ten-thousandths (`tekort`, `bezetting`, `drieprocent`), per person
    /// (`zevenprocent`), per smallest common part of coach time (`begeleiding`), per ten-thousandth of an fte (`plek` with
    /// the first vacature of those that are alike, `contract`). What is not named costs nothing.
    pub prijzen: BTreeMap<String, Breuk>,
    /// Price of the one place that somebody can take, by regiodocent; empty: what that is worth at the other prices.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub personen: BTreeMap<Id, Breuk>,
}

/// Where one subject stands against what a rule demands of it, with this plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stand {
    /// Rule id.
    pub regel: String,
    /// Of whom.
    pub onderwerp: Onderwerp,
    /// In this sector.
    pub sector: Option<Sector>,
    /// The demand (a ceiling or a quota); absent: none.
    pub norm: Option<Breuk>,
    /// What it is with this plan.
    pub waarde: Breuk,
    /// Unit of both: `fte` or `personen`.
    pub eenheid: String,
}

/// What a rule says of one subject in this plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Bevinding {
    /// Rule id.
    pub regel: String,
    /// How the rule was applied.
    pub modus: Modus,
    /// About whom.
    pub onderwerp: Onderwerp,
    /// Is this a breach (else a report)?
    pub overtreding: bool,
    /// Size.
    pub omvang: Breuk,
    /// Unit of the size.
    pub eenheid: String,
    /// One sentence in Dutch.
    pub tekst: String,
}

/// A reason why a regiodocent may not fill a vacature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reden {
    /// Rule id.
    pub regel: String,
    /// Stable code, kebab-case (`geen-bevoegdheid`, `te-ver`).
    pub code: String,
    /// One sentence in Dutch.
    pub tekst: String,
}

/// How the candidates of one subject fell away, rule by rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trechter {
    /// The regiodocent without (full) plaatsing, or the vacature left open.
    pub onderwerp: Onderwerp,
    /// Fte that stays without a place.
    pub open_fte: Fte,
    /// Candidates at the beginning: all open vacatures, or all regiodocenten.
    pub begin: usize,
    /// Each rule in order, with how many candidates were left after it.
    pub stappen: Vec<TrechterStap>,
    /// Conclusion, one or two sentences in Dutch.
    pub conclusie: String,
}

/// One rule in a [`Trechter`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrechterStap {
    /// Rule id.
    pub regel: String,
    /// Candidates left after it.
    pub over: usize,
}

/// Figures that people ask for first. Shortage in netto fte over the schooljaar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cijfers {
    /// Regiodocenten with at least one plaatsing.
    pub geplaatst: usize,
    /// Regiodocenten in the pool.
    pub regiodocenten: usize,
    /// Gross fte filled (fte × days of the schooljaar / days).
    pub gevuld_fte: Breuk,
    /// Netto fte filled.
    pub gevuld_netto_fte: Breuk,
    /// Netto fte that the LP relaxation fills in the same tier; absent when it was not solved.
    pub lp_netto_fte: Option<Breuk>,
    /// Tekort over all schools before.
    pub tekort_voor: Breuk,
    /// Tekort over all schools after.
    pub tekort_na: Breuk,
    /// The school with the largest relative tekort before.
    pub zwaarste_voor: Option<Schooltekort>,
    /// The school with the largest relative tekort after.
    pub zwaarste_na: Option<Schooltekort>,
    /// Largest relative tekort of the best 90 % of schools, before and after, as a share of benodigd.
    pub p90_voor: Breuk,
    /// The same after.
    pub p90_na: Breuk,
    /// Standard deviation of the relative tekort over schools, cut to six decimals, before and after.
    pub standaardafwijking_voor: Breuk,
    /// The same after.
    pub standaardafwijking_na: Breuk,
    /// Every school with a formatie, sorted by vestigingscode.
    pub scholen: Vec<Schooltekort>,
}

/// Shortage of one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Schooltekort {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Fte needed.
    pub benodigd: Fte,
    /// Tekort before, netto fte.
    pub tekort_voor: Breuk,
    /// Tekort after, netto fte.
    pub tekort_na: Breuk,
}
