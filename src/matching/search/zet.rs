//! A change of the plan under work, before anybody knows whether it is allowed or good.

use super::Optie;
use super::rijen::kort;

/// A change: at most four persons get another placement (or none).
#[derive(Debug, Clone, Copy, Default)]
pub struct Zet {
    stappen: [Stap; 4],
    aantal: u32,
}

/// Short, since changes are made and thrown away millions of times.
#[derive(Debug, Clone, Copy, Default)]
struct Stap {
    persoon: u32,
    paar: u32,
    fte_e4: i32,
}

/// No pair.
const NERGENS: u32 = u32::MAX;

impl Zet {
    /// Adds a person to the change; beyond four is ignored.
    #[inline]
    pub fn met(mut self, persoon: usize, naar: Option<Optie>) -> Zet {
        if let Some(place) = self.stappen.get_mut(self.aantal as usize) {
            let (paar, fte_e4) =
                naar.map_or((NERGENS, 0), |optie| (kort(optie.paar), i32::try_from(optie.fte_e4).unwrap_or(i32::MAX)));
            *place = Stap { persoon: kort(persoon), paar, fte_e4 };
            self.aantal += 1;
        }
        self
    }

    /// The persons with their new placement.
    #[inline]
    pub fn stappen(&self) -> impl Iterator<Item = (usize, Option<Optie>)> {
        self.stappen.get(..self.aantal as usize).unwrap_or_default().iter().map(|stap| {
            let naar =
                (stap.paar != NERGENS).then(|| Optie { paar: stap.paar as usize, fte_e4: i64::from(stap.fte_e4) });
            (stap.persoon as usize, naar)
        })
    }
}
