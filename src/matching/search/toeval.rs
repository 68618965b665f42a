//! Chance for the search: quick, and the same from the same seed.

/// Entries of the tables.
const VAKKEN: usize = 4_096;

/// A stream of draws (SplitMix64), with tables for the two draws that would ask a root or a logarithm every time.
#[derive(Debug, Clone)]
pub struct Toeval {
    stand: u64,
    /// u^1.5 × 2^16.
    voorin: Vec<u32>,
    /// −ln u.
    drempels: Vec<f32>,
}

impl Toeval {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Toeval {
        let share = |vak: usize| (vak as f64 + 0.5) / VAKKEN as f64;
        let voorin = (0..VAKKEN).map(|vak| (share(vak).powf(1.5) * 65_536.0) as u32).collect();
        let drempels = (0..VAKKEN).map(|vak| -share(vak).ln() as f32).collect();
        Toeval { stand: seed, voorin, drempels }
    }

    #[inline]
    fn volgende(&mut self) -> u64 {
        self.stand = self.stand.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.stand ^ (self.stand >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, evenly.
    #[inline]
    pub fn onder(&mut self, n: usize) -> usize {
        (((self.volgende() >> 32) * n as u64) >> 32) as usize
    }

    /// A number below `n`, drawn towards the front: floor(u^1.5 × n).
    #[inline]
    pub fn voorin(&mut self, n: usize) -> usize {
        let vak = self.onder(VAKKEN);
        (self.voorin.get(vak).copied().unwrap_or(0) as usize * n) >> 16
    }

    /// −ln u of an even draw: what a change may cost, in temperatures.
    #[inline]
    pub fn drempel(&mut self) -> f64 {
        let vak = self.onder(VAKKEN);
        self.drempels.get(vak).copied().map_or(0.0, f64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_in_range_and_the_first_places_come_most() {
        let mut toeval = Toeval::new(7);
        let mut seen = [0u32; 20];
        for _ in 0..20_000 {
            assert!(toeval.onder(3) < 3);
            assert!((0.0..10.0).contains(&toeval.drempel()));
            seen[toeval.voorin(20)] += 1;
        }
        // (1/20)^(2/3) of the draws is in the first place, the last has 1 − (19/20)^(2/3).
        assert!((2_500..2_950).contains(&seen[0]), "{seen:?}");
        assert!((550..800).contains(&seen[19]), "{seen:?}");
    }
}
