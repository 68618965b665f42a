//! Prijs: what a change costs: the plan with it against the plan without it, both of the same frozen data.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::plan::{Bevinding, Plan, PlanStatus, Schooltekort, Stand, TierUitkomst};
use crate::matching::rules::zevenprocent::voorrang::{gemis, is_vast, stuurt};

/// What a change costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Prijs {
    /// What may be said of the plan with it.
    pub status: PlanStatus,
    /// Per tier, in order.
    pub tiers: Vec<Tierprijs>,
    /// Right after which tier the voorrang of the 7%-regeling decides, and how much worse (above 0) or better it is; absent
    /// when it is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voorrang: Option<(Tier, Breuk)>,
    /// Whose plaatsing is different, sorted by id.
    pub mensen: Vec<Verschuiving>,
    /// Schools of which the tekort is different: before and after, sorted by code.
    pub scholen: Vec<Schoolprijs>,
    /// Boards that stand elsewhere under a rule: before and after.
    pub standen: Vec<(Stand, Stand)>,
}

impl Prijs {
    /// Is it exactly this, proven up to and including the first tier in which it matters? What comes after that decides
    /// nothing; nor do lots. Of the voorrang nothing is proven.
    pub fn is_bewezen(&self) -> bool {
        if self.beslissende_voorrang().is_some() {
            return false;
        }
        let decides = self.tiers.iter().position(|one| one.voor != one.na).unwrap_or(self.tiers.len());
        self.tiers.iter().take(decides + 1).filter(|one| one.tier != Tier::Loting).all(Tierprijs::is_bewezen)
    }

    /// The first tier in which it matters.
    pub fn beslissend(&self) -> Option<&Tierprijs> {
        self.tiers.iter().find(|one| one.voor != one.na)
    }

    /// How much worse (above 0) or better the voorrang is, when it matters in no tier before it.
    pub fn beslissende_voorrang(&self) -> Option<&Breuk> {
        let (na, by) = self.voorrang.as_ref()?;
        let before = self.tiers.iter().position(|one| one.tier == *na)? + 1;
        self.tiers.iter().take(before).all(|one| one.voor == one.na).then_some(by)
    }
}

/// One tier before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tierprijs {
    /// Which.
    pub tier: Tier,
    /// Its unit.
    pub eenheid: String,
    /// Without it.
    pub voor: Breuk,
    /// With it.
    pub na: Breuk,
    /// Between these two lies the price, as far as it is proven; both equal: exactly this.
    pub minstens: Option<Breuk>,
    /// See `minstens`.
    pub hoogstens: Option<Breuk>,
}

impl Tierprijs {
    /// How much worse (above 0) or better (below 0).
    pub fn verschil(&self) -> Breuk {
        &self.na - &self.voor
    }

    /// Is it exactly this?
    pub fn is_bewezen(&self) -> bool {
        self.minstens.is_some() && self.minstens == self.hoogstens
    }
}

/// Where somebody was and is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verschuiving {
    /// Who.
    pub regiodocent: String,
    /// Fte per school without it.
    pub voor: BTreeMap<Vestigingscode, Fte>,
    /// With it.
    pub na: BTreeMap<Vestigingscode, Fte>,
}

impl Verschuiving {
    /// Does this person have less than without it?
    pub fn verliest(&self) -> bool {
        let total = |per_school: &BTreeMap<Vestigingscode, Fte>| per_school.values().copied().sum::<Fte>();
        total(&self.na) < total(&self.voor)
    }
}

/// The tekort of one school, netto fte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schoolprijs {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Without it.
    pub voor: Breuk,
    /// With it.
    pub na: Breuk,
}

/// What `na` costs against `voor`.
pub fn compare(voor: &Plan, na: &Plan) -> Prijs {
    let standen = voor.standen.iter().filter_map(|was| {
        let same = |is: &&Stand| (&is.regel, &is.onderwerp, is.sector) == (&was.regel, &was.onderwerp, was.sector);
        let is = na.standen.iter().find(same)?;
        (was.waarde != is.waarde).then(|| (was.clone(), is.clone()))
    });
    let voorrang = verschil_in_voorrang(voor, na);
    // What comes after it is only bounded when it cannot be better itself.
    let open = stuurt(bevindingen(voor, na)) && !(is_vast(&voor.standen) && is_vast(&na.standen));
    let tot = (open || voorrang.is_some()).then_some(Tier::Zevenprocent);
    Prijs {
        status: na.status,
        tiers: tiers(&voor.tiers, &na.tiers, tot),
        voorrang,
        mensen: mensen(voor, na),
        scholen: scholen(&voor.cijfers.scholen, &na.cijfers.scholen),
        standen: standen.collect(),
    }
}

/// The best value without the change lies between bound and value of `voor`, that with it between those of `na`. A bound
/// of a tier only means something while every tier above it stayed as it was; after `tot` that is no longer so.
fn tiers(voor: &[TierUitkomst], na: &[TierUitkomst], tot: Option<Tier>) -> Vec<Tierprijs> {
    let mut gelijk = true;
    let one = |was: &TierUitkomst, is: &TierUitkomst| {
        let tier = Tierprijs {
            tier: was.tier,
            eenheid: was.eenheid.clone(),
            minstens: is.grens.as_ref().filter(|_| gelijk).map(|grens| grens - &was.waarde),
            hoogstens: was.grens.as_ref().filter(|_| gelijk).map(|grens| &is.waarde - grens),
            voor: was.waarde.clone(),
            na: is.waarde.clone(),
        };
        gelijk = gelijk && was.waarde == is.waarde && was.grens.as_ref() == Some(&was.waarde);
        gelijk = gelijk && tot != Some(was.tier);
        tier
    };
    voor.iter()
        .zip(na)
        .map({
            let mut one = one;
            move |(was, is)| one(was, is)
        })
        .collect()
}

/// How much the voorrang of the 7%-regeling is worse in `na` than in `voor`.
fn verschil_in_voorrang(voor: &Plan, na: &Plan) -> Option<(Tier, Breuk)> {
    let by = gemis(&na.standen) - gemis(&voor.standen);
    (stuurt(bevindingen(voor, na)) && !by.is_nul()).then_some((Tier::Zevenprocent, by))
}

fn bevindingen<'p>(voor: &'p Plan, na: &'p Plan) -> impl Iterator<Item = &'p Bevinding> {
    voor.bevindingen.iter().chain(&na.bevindingen)
}

fn mensen(voor: &Plan, na: &Plan) -> Vec<Verschuiving> {
    let per_person = |plan: &Plan| {
        let mut found: BTreeMap<String, BTreeMap<Vestigingscode, Fte>> = BTreeMap::new();
        for line in &plan.plaatsingen {
            let school = found.entry(line.regiodocent.clone()).or_default().entry(line.vestigingscode.clone());
            let fte = school.or_insert(Fte::NUL);
            *fte += line.fte();
        }
        found
    };
    let (mut before, mut after) = (per_person(voor), per_person(na));
    let everybody: BTreeSet<String> = before.keys().chain(after.keys()).cloned().collect();
    let moved = everybody.into_iter().filter_map(|regiodocent| {
        let (voor, na) =
            (before.remove(&regiodocent).unwrap_or_default(), after.remove(&regiodocent).unwrap_or_default());
        (voor != na).then_some(Verschuiving { regiodocent, voor, na })
    });
    moved.collect()
}

fn scholen(voor: &[Schooltekort], na: &[Schooltekort]) -> Vec<Schoolprijs> {
    let after: BTreeMap<&Vestigingscode, &Schooltekort> = na.iter().map(|one| (&one.vestigingscode, one)).collect();
    let changed = voor.iter().filter_map(|was| {
        let is = after.get(&was.vestigingscode)?;
        (was.tekort_na != is.tekort_na).then(|| Schoolprijs {
            vestigingscode: was.vestigingscode.clone(),
            voor: was.tekort_na.clone(),
            na: is.tekort_na.clone(),
        })
    });
    changed.collect()
}
