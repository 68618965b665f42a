//! Voorkeur: a school that a regiodocent would rather, or rather not, work at.

use serde::{Deserialize, Serialize};

use super::kenmerk::Vestigingscode;

/// A wish about one school. The reason is not stored: it may reveal belief or health.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Voorkeur {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// -3 (rather not) to 3 (gladly); 0 says nothing.
    pub sterkte: i32,
}
