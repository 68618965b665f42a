//! P14 and P15: what the plan says of its own quality.

use super::gegevens::Gegevens;
use crate::domain::beleid::Tier;
use crate::matching::plan::{Plan, PlanStatus};

/// P14: no bound above its value.
pub(super) fn grenzen(_: &Gegevens, plan: &Plan) -> Vec<String> {
    let above = plan.tiers.iter().filter(|tier| tier.grens.as_ref().is_some_and(|grens| *grens > tier.waarde));
    above.map(|tier| format!("De grens van trap {} ligt boven de waarde.", tier.tier)).collect()
}

/// P15: proven means that every value is its bound; within the margin means that every tier but the lots has a bound;
/// a hard rule is broken exactly when the status says so.
pub(super) fn status(_: &Gegevens, plan: &Plan) -> Vec<String> {
    let broken = plan.tiers.iter().any(|tier| tier.tier == Tier::HardeRegels && !tier.waarde.is_nul());
    let mut found = Vec::new();
    if broken != (plan.status == PlanStatus::BeleidOnhaalbaar) {
        found.push(format!("De status {} past niet bij de waarde van harde-regels.", plan.status));
    }
    let open = |tier: &&crate::matching::plan::TierUitkomst| match plan.status {
        PlanStatus::BewezenOptimaal => tier.grens.as_ref() != Some(&tier.waarde),
        PlanStatus::BinnenMarge => tier.tier != Tier::Loting && tier.grens.is_none(),
        _ => false,
    };
    for tier in plan.tiers.iter().filter(open) {
        found.push(format!("De status {} is niet bewezen in trap {}.", plan.status, tier.tier));
    }
    found
}
