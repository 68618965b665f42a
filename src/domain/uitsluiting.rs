//! Uitsluiting: a school or board where a regiodocent will not be placed.

use serde::{Deserialize, Serialize};

use super::kenmerk::{Bestuursnummer, Vestigingscode};

/// Where not. The reason is not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Uitsluiting {
    /// Not at this school.
    Vestigingscode(Vestigingscode),
    /// At no school of this board.
    Bestuursnummer(Bestuursnummer),
}
