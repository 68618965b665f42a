//! What a plan costs in the model: a number per tier, and right after one of them what decides between plans that are equal
//! up to there (the voorrang of the 7%-regeling). The order of two of these is the order of two plans: lower is better.

use std::cmp::Ordering;
use std::ops::{Deref, DerefMut};

use super::model::TIERS;

/// Cost per tier, in model units, in the order of the tiers, and the voorrang.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waarden {
    per_tier: [i64; TIERS],
    voorrang: i128,
    /// How many tiers are compared before the voorrang.
    eerst: usize,
}

impl Waarden {
    /// Nothing yet; the voorrang comes right after the tier at position `na`, if anywhere.
    pub fn new(na: Option<usize>) -> Waarden {
        Waarden { per_tier: [0; TIERS], voorrang: 0, eerst: na.map_or(TIERS, |at| at + 1) }
    }

    /// The voorrang, in its own unit; 0: nobody lacks anything that it orders.
    pub fn voorrang(&self) -> i128 {
        self.voorrang
    }

    /// Position of the tier right after which the voorrang decides.
    pub fn voorrang_na(&self) -> Option<usize> {
        self.eerst.checked_sub(1).filter(|_| self.eerst < TIERS)
    }

    /// Adds to the voorrang.
    #[inline]
    pub fn tel_voorrang(&mut self, amount: i128) {
        self.voorrang += amount;
    }

    /// The order of two plans by their first `tiers` tiers, with the voorrang when it comes before the next one.
    #[inline]
    pub fn vergelijk_tot(&self, ander: &Waarden, tiers: usize) -> Ordering {
        let own = self.per_tier.get(..tiers).unwrap_or(&self.per_tier);
        let other = ander.per_tier.get(..tiers).unwrap_or(&ander.per_tier);
        match (own.split_at_checked(self.eerst), other.split_at_checked(self.eerst)) {
            (Some((before, after)), Some((others_before, others_after))) => {
                before.cmp(others_before).then(self.voorrang.cmp(&ander.voorrang)).then(after.cmp(others_after))
            }
            _ => own.cmp(other),
        }
    }
}

impl Default for Waarden {
    fn default() -> Self {
        Waarden::new(None)
    }
}

impl Deref for Waarden {
    type Target = [i64; TIERS];

    fn deref(&self) -> &Self::Target {
        &self.per_tier
    }
}

impl DerefMut for Waarden {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.per_tier
    }
}

impl Ord for Waarden {
    fn cmp(&self, ander: &Self) -> Ordering {
        self.vergelijk_tot(ander, TIERS)
    }
}

impl PartialOrd for Waarden {
    fn partial_cmp(&self, ander: &Self) -> Option<Ordering> {
        Some(self.cmp(ander))
    }
}
