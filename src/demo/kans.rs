//! Chance with a seed: every draw a generator needs, the same on every machine.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A source of chance.
pub struct Kans(ChaCha8Rng);

impl Kans {
    /// The same seed gives the same draws.
    pub fn new(zaad: u64) -> Self {
        Kans(ChaCha8Rng::seed_from_u64(zaad))
    }

    /// A whole number from `low` up to and including `high`.
    pub fn tussen(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high.max(low))
    }

    /// A position below `length` (0 when there is nothing to choose).
    pub fn index(&mut self, length: usize) -> usize {
        if length == 0 { 0 } else { self.0.random_range(0..length) }
    }

    /// True in `percent` of the cases.
    pub fn procent(&mut self, percent: i64) -> bool {
        self.tussen(1, 100) <= percent
    }

    /// One of `items`; `None` when there are none.
    pub fn kies<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.index(items.len()))
    }

    /// A draw from the normal distribution with mean 0 and deviation 1 (Box and Muller, 1958).
    pub fn normaal(&mut self) -> f64 {
        let (u, v): (f64, f64) = (1.0 - self.0.random::<f64>(), self.0.random());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}
