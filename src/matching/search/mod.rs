//! The search: always holds a valid plan, improves whole placements, and compares plans by exact whole numbers per tier.
//!
//! Works on the typed model only; floats steer (temperature, weights) and never judge.

pub mod aanvulling;
pub mod afdaling;
pub mod afkoelen;
pub mod ketens;
pub mod rijen;
pub mod staat;
pub mod stukken;
pub mod tabel;
pub mod toeval;
pub mod verdeling;
pub mod volledig;
pub mod zet;
pub mod zetten;

use super::formulation::model::Waarden;

/// One placement in the model: pair and amount in ten-thousandths fte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Optie {
    /// The pair.
    pub paar: usize,
    /// How much.
    pub fte_e4: i64,
}

/// A complete answer in the model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oplossing {
    /// The placement of every person, if any.
    pub keuzes: Vec<Option<Optie>>,
    /// Cost per tier.
    pub waarden: Waarden,
}
