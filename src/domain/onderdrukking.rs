//! Onderdrukking: which sums may be shown to somebody who may not see what they are made of.
//!
//! Two dangers. A sum over too few boards says too much about each of them; and a sum that is left out can be had back by
//! taking those that are shown from their total. So a sum is shown when enough *other* boards than the reader's are in it,
//! and what is left out together also covers enough boards: else one more sum is left out, or the total itself.
//!
//! What it does not hold against: readers who put their figures together, and figures of different days subtracted from each
//! other.

use std::collections::BTreeSet;

/// Steps of a board's line in the solidariteitsboek that are made of the figures of all boards of the sector.
pub const GEDEELDE_STAPPEN: [&str; 9] = ["ΣT", "ΣW", "E", "d-eigen", "d-norm", "d-afstand", "jaren", "Σeis", "Σquotum"];

/// What may be shown of some sums and their total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toonbaar {
    /// Per sum, in the order given.
    pub delen: Vec<bool>,
    /// The sum of the sums.
    pub totaal: bool,
}

/// Which of the sums over `delen` (each the contributors to one sum) and of their total may be shown to a reader who is
/// contributor `own`, or none of them. `drempel`: at least this many contributors besides the reader must be in a sum, so
/// that nobody's figure follows; a reader who is none of them might be told by one, so for that reader it is one more.
pub fn toonbaar<T: Ord>(delen: &[BTreeSet<T>], own: Option<&T>, drempel: usize) -> Toonbaar {
    let least = if own.is_some() { drempel } else { drempel + 1 };
    let others = |sets: &mut dyn Iterator<Item = &BTreeSet<T>>| {
        sets.flatten().filter(|one| Some(*one) != own).collect::<BTreeSet<_>>().len()
    };
    let sizes: Vec<usize> = delen.iter().map(|set| others(&mut std::iter::once(set))).collect();
    // A sum of nobody, or of the reader alone, tells the reader nothing new.
    let mut shown: Vec<bool> = sizes.iter().map(|size| *size == 0 || *size >= least).collect();
    let all = others(&mut delen.iter());
    if all > 0 && all < least {
        return Toonbaar { delen: shown, totaal: false };
    }
    loop {
        let hidden = || delen.iter().zip(&shown).filter(|(_, shown)| !**shown).map(|(set, _)| set);
        if hidden().next().is_none() || others(&mut hidden()) >= least {
            return Toonbaar { delen: shown, totaal: true };
        }
        let more = sizes.iter().enumerate().filter(|(at, size)| **size > 0 && shown.get(*at) == Some(&true));
        let Some((at, _)) = more.min_by_key(|(at, size)| (**size, *at)) else {
            return Toonbaar { delen: shown, totaal: false };
        };
        if let Some(flag) = shown.get_mut(at) {
            *flag = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sets(of: &[&[u8]]) -> Vec<BTreeSet<u8>> {
        of.iter().map(|set| set.iter().copied().collect()).collect()
    }

    fn shown(of: &[&[u8]], own: Option<u8>) -> (Vec<bool>, bool) {
        let found = toonbaar(&sets(of), own.as_ref(), 3);
        (found.delen, found.totaal)
    }

    #[test]
    fn a_sum_over_enough_others_is_shown_and_a_small_one_takes_another_with_it() {
        assert_eq!(shown(&[&[1, 2, 3, 4]], Some(1)), (vec![true], true));
        assert_eq!(shown(&[&[1, 2, 3]], Some(1)), (vec![false], false), "two others are too few");
        assert_eq!(
            shown(&[&[2, 3, 4]], None),
            (vec![false], false),
            "a reader from outside might be told one of three"
        );
        // The small sum would follow from the total, so the smallest of the rest goes too.
        assert_eq!(shown(&[&[1, 2], &[3, 4, 5], &[6, 7, 8, 9]], Some(1)), (vec![false, false, true], true));
        // Two small ones that together cover enough boards hide each other.
        assert_eq!(shown(&[&[2, 3], &[4, 5], &[6, 7, 8, 9]], Some(1)), (vec![false, false, true], true));
        // The same boards in both cover no more than in one.
        assert_eq!(shown(&[&[2], &[2], &[6, 7, 8]], Some(1)), (vec![false, false, false], true));
        assert_eq!(shown(&[&[1], &[6, 7, 8]], Some(1)), (vec![true, true], true), "one's own sum is no secret");
    }

    proptest! {
        /// What is shown, and what follows from it by subtraction, always covers enough boards besides the reader.
        #[test]
        fn nothing_small_is_shown_or_follows(
            delen in prop::collection::vec(prop::collection::btree_set(0u8..9, 0..6), 0..6),
            own in prop::option::of(0u8..9),
            drempel in 1usize..5,
        ) {
            let found = toonbaar(&delen, own.as_ref(), drempel);
            let least = if own.is_some() { drempel } else { drempel + 1 };
            let others = |sets: Vec<&BTreeSet<u8>>| {
                sets.into_iter().flatten().filter(|one| Some(**one) != own).collect::<BTreeSet<_>>().len()
            };
            let enough = |count: usize| count == 0 || count >= least;
            for (set, shown) in delen.iter().zip(&found.delen) {
                prop_assert!(!shown || enough(others(vec![set])));
            }
            if found.totaal {
                prop_assert!(enough(others(delen.iter().collect())));
                let hidden = delen.iter().zip(&found.delen).filter(|(_, shown)| !**shown).map(|(set, _)| set).collect();
                prop_assert!(enough(others(hidden)), "total less the sums that are shown");
            }
        }
    }
}
