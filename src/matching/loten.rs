//! Loten: how a seed becomes the lots of a Problem. Anybody can redo it with SHA-256 alone; docs/LOTING.md shows how.
//!
//! Only the place in a sorted list goes in, never an id or a name. `verify::loting` writes it a second time.

use sha2::{Digest, Sha256};

/// What the lots of people are drawn for; part of the text that is hashed.
pub const MENSEN: &str = "regiodocenten";

/// What the lots of boards are drawn for.
pub const BESTUREN: &str = "schoolbesturen";

/// A lot for each place in a sorted list. The key of place `n` (from 0) is SHA-256 of `zaad:soort:n`; the lot of a place is
/// how many keys are lower than its own.
pub fn loten(aantal: usize, soort: &str, zaad: &str) -> Vec<u64> {
    let mut keys: Vec<_> =
        (0..aantal).map(|place| (Sha256::digest(format!("{zaad}:{soort}:{place}")), place)).collect();
    keys.sort_unstable();
    let mut drawn: Vec<(usize, u64)> = keys.into_iter().map(|(_, place)| place).zip(0..).collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|(_, lot)| lot).collect()
}

/// SHA-256 of the seed, lower-case hex: published before the seed is used.
pub fn zaad_hash(zaad: &str) -> String {
    Sha256::digest(zaad.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_gets_its_own_lot_and_the_seed_decides_which() {
        let lots = loten(100, MENSEN, "zaad");
        assert_eq!(lots, loten(100, MENSEN, "zaad"));
        assert_ne!(lots, loten(100, MENSEN, "ander zaad"));
        assert_ne!(lots, loten(100, BESTUREN, "zaad"));
        let mut sorted = lots;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..100));
    }

    #[test]
    fn the_example_of_the_documentation_comes_out() {
        // printf 'zaad:regiodocenten:0' | sha256sum, and so on.
        assert_eq!(loten(4, MENSEN, "zaad"), [3, 1, 0, 2]);
        assert_eq!(zaad_hash("zaad"), "0c1bde1e84e9eb5456dbd8ee98eba834c2b73f2ce864a56fc836fe56b4955556");
    }
}
