//! Voorkeur: a school that a regiodocent would rather, or rather not, work at.

use serde::{Deserialize, Serialize};

use super::kenmerk::Vestigingscode;

/// A wish about one school, in a unit everybody understands. The reason is not stored: it may reveal belief or health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Voorkeur {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// How many minutes of extra journey this school is worth, -60 to 60; below zero: rather not.
    pub minuten: i32,
}
