//! Verloop: who came, stayed and left at a school in the quarter of a peildatum, and the begeleiding that was really given.

use serde::{Deserialize, Serialize};

use super::fte::Fte;

/// Fte of one movement, by how people came to the school; what is absent was not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stroom {
    /// Qualified teachers on the payroll.
    pub regulier: Option<Fte>,
    /// Zij-instromers.
    pub zij_instroom: Option<Fte>,
    /// Hired staff, not on the payroll.
    pub inhuur: Option<Fte>,
}

impl Stroom {
    /// The three, each with its word in JSON.
    pub fn delen(&self) -> [(&'static str, Option<Fte>); 3] {
        [("regulier", self.regulier), ("zijInstroom", self.zij_instroom), ("inhuur", self.inhuur)]
    }
}

/// Movements of a school in the quarter of a peildatum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Verloop {
    /// Came in the quarter.
    #[serde(default)]
    pub instroom: Stroom,
    /// Was there before the quarter and still is.
    #[serde(default)]
    pub behoud: Stroom,
    /// Left in the quarter.
    #[serde(default)]
    pub uitstroom: Stroom,
    /// Coach time that was really given to beginners.
    pub begeleiding_geleverd_fte: Option<Fte>,
}
