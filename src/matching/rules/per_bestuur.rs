//! What a rule that asks something of every board adds to the tiers: most boards where the rule says, one that was let off in
//! the tier of the rule when it is soft.

use crate::domain::beleid::{Modus, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::formulation::Formulation;

/// Sums of how far boards break a rule, by how it holds for each of them.
pub(super) fn per_trap(zacht: Tier, besturen: impl Iterator<Item = (Modus, Breuk)>) -> Vec<(Tier, Breuk)> {
    let mut sums: Vec<(Tier, Breuk)> = Vec::new();
    for (modus, size) in besturen {
        let Some(tier) = Formulation::tier_van(modus, zacht) else { continue };
        match sums.iter_mut().find(|(own, _)| *own == tier) {
            Some((_, sum)) => *sum += size,
            None => sums.push((tier, size)),
        }
    }
    sums
}
