//! A change of the plan under work, before anybody knows whether it is allowed or good.

use super::Optie;

/// A change: at most three persons get another placement (or none).
#[derive(Debug, Clone, Copy, Default)]
pub struct Zet {
    stappen: [(usize, Option<Optie>); 3],
    aantal: usize,
}

impl Zet {
    /// Adds a person to the change; beyond three is ignored.
    #[inline]
    pub fn met(mut self, persoon: usize, naar: Option<Optie>) -> Zet {
        if let Some(place) = self.stappen.get_mut(self.aantal) {
            *place = (persoon, naar);
            self.aantal += 1;
        }
        self
    }

    /// The persons with their new placement.
    #[inline]
    pub fn stappen(&self) -> &[(usize, Option<Optie>)] {
        self.stappen.get(..self.aantal).unwrap_or_default()
    }
}
