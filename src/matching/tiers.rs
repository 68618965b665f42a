//! Tiers: what they are measured in, and the exact value of each in a finished plan.

use std::collections::BTreeMap;

use super::facts::Feiten;
use super::plan::VoorgesteldePlaatsing;
use super::rules::RULES;
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;

/// Unit of a tier's value.
pub fn eenheid(tier: Tier) -> &'static str {
    match tier {
        Tier::HardeRegels => "omvang",
        Tier::Solidariteit | Tier::GevuldeFte => "fte",
        Tier::TekortEerst => "gewogen fte",
        Tier::Zevenprocent => "personen",
        Tier::Mensen => "minuten",
        Tier::Loting => "lotpunten",
    }
}

/// The value of every tier, in the order of the beleid. Two plans are compared by these lists, with the voorrang in its
/// place (`checker::Oordeel::volgorde`).
pub fn tier_values(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
    let mut sums: BTreeMap<Tier, Breuk> = BTreeMap::new();
    for rule in RULES {
        for (tier, value) in rule.tier_values(feiten, plan)? {
            *sums.entry(tier).or_default() += value;
        }
    }
    let tiers = feiten.beleid().tiers.iter();
    Ok(tiers.map(|tier| (*tier, sums.get(tier).cloned().unwrap_or_default())).collect())
}
