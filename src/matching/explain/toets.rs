//! Toets: does a price hold what another plan with the same pair reaches? For whoever solves it once more, in another way.

use std::fmt;

use super::prijs::{Prijs, Tierprijs};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::matching::plan::TierUitkomst;

/// What the other plan says of the price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Toets {
    /// Price and other plan are both proven, up to and including the tier that decides, and they are equal.
    Gelijk,
    /// The price holds it.
    Binnen,
    /// The other plan is worse than the price allows and not proven best: it says nothing against the price.
    Zwakker(Afwijking),
    /// The price is wrong.
    Onjuist(Afwijking),
}

/// Where the other plan lies outside the price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Afwijking {
    /// In this tier.
    pub tier: Tier,
    /// How much worse the other plan is than the plan without the pair.
    pub verschil: Breuk,
    /// What the price said, as far as it is proven.
    pub minstens: Option<Breuk>,
    /// See `minstens`.
    pub hoogstens: Option<Breuk>,
}

impl fmt::Display for Afwijking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |value: &Option<Breuk>| value.as_ref().map_or("?".to_owned(), |value| value.tekst(4));
        let (least, most) = (side(&self.minstens), side(&self.hoogstens));
        write!(f, "{} {} niet tussen {least} en {most}", self.tier, self.verschil.tekst(4))
    }
}

/// Judges `prijs` by the tiers of another plan. A tier only says something while every tier above is as it was.
pub fn toets(prijs: &Prijs, ander: &[TierUitkomst]) -> Toets {
    let mut proven = true;
    for (one, other) in prijs.tiers.iter().zip(ander).filter(|(one, _)| one.tier != Tier::Loting) {
        let best = other.grens.as_ref() == Some(&other.waarde);
        if let Some(found) = buiten(one, other, best) {
            return found;
        }
        proven &= best && one.is_bewezen();
        if other.waarde != one.na {
            return Toets::Binnen;
        }
        if one.voor != one.na {
            break;
        }
    }
    if proven { Toets::Gelijk } else { Toets::Binnen }
}

/// Can no other plan with the pair, however long one searches, contradict the price from below? Told by the bounds of `ander`:
/// what is reached later lies between them and what was reached. What is worse than the price allows says nothing, so then
/// there is nothing left to find out.
pub fn ligt_vast(prijs: &Prijs, ander: &[TierUitkomst]) -> bool {
    for (one, other) in prijs.tiers.iter().zip(ander).filter(|(one, _)| one.tier != Tier::Loting) {
        let Some(grens) = &other.grens else { return one.minstens.is_none() && one.voor != one.na };
        if one.minstens.as_ref().is_some_and(|least| grens - &one.voor < *least) {
            return false;
        }
        // After the tier that decides, and after one that ends elsewhere, nothing is judged any more.
        let elsewhere = one.na < *grens || other.waarde < one.na;
        if one.voor != one.na || elsewhere {
            return true;
        }
        // Bounds of what follows are about plans that do as well here.
        if *grens != other.waarde {
            return false;
        }
    }
    true
}

/// What is wrong in one tier, if anything is; `best`: no other plan is better in it.
fn buiten(one: &Tierprijs, other: &TierUitkomst, best: bool) -> Option<Toets> {
    let verschil = &other.waarde - &one.voor;
    let below = one.minstens.as_ref().is_some_and(|least| verschil < *least);
    let above = one.hoogstens.as_ref().is_some_and(|most| verschil > *most);
    let unequal = best && one.is_bewezen() && other.waarde != one.na;
    let (minstens, hoogstens) = (one.minstens.clone(), one.hoogstens.clone());
    let found = Afwijking { tier: one.tier, verschil, minstens, hoogstens };
    match () {
        () if below || unequal || (above && best) => Some(Toets::Onjuist(found)),
        () if above => Some(Toets::Zwakker(found)),
        () => None,
    }
}
