//! What rules need to know of a pair and a place to write their rows: indexes into the Problem and days.

use chrono::NaiveDate;

use crate::domain::periode::Periode;

/// A place: vacatures of one school that are interchangeable.
#[derive(Debug, Clone)]
pub struct PlekFeit {
    /// Position of the school in the Problem.
    pub school: usize,
    /// Positions of the vacatures in the Problem, in the order of the parts of the place.
    pub vacatures: Vec<usize>,
    /// Its days inside the schooljaar.
    pub periode: Periode,
}

/// A pair: a regiodocent at a place.
#[derive(Debug, Clone)]
pub struct PaarFeit {
    /// Person in the model.
    pub persoon: usize,
    /// Place in the model.
    pub plek: usize,
    /// Position of the regiodocent in the Problem.
    pub docent: usize,
    /// Position of the school in the Problem.
    pub school: usize,
    /// Does this regiodocent work at this school already?
    pub loopt_hier: bool,
    /// Days of the placement.
    pub bruto_dagen: i64,
    /// Days on which it counts as netto; 0 for an opleidingsplaats.
    pub netto_dagen: i64,
    /// First day on which this person counts as netto; absent: at once.
    pub netto_vanaf: Option<NaiveDate>,
    /// Stays in this plaatsing of today (position in the Problem); absent: goes there anew.
    pub bestaand: Option<usize>,
    /// How many schools this person may have anew on every day of the place, this one included.
    pub scholen: usize,
}
