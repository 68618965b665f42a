//! A hard rule that gives way for one board.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;

/// For this board, in this sector, a rule that is hard for everybody is soft.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Versoepeling {
    /// Rule id: one that asks something of every board by itself.
    pub regel: String,
    /// The board.
    pub bestuursnummer: Bestuursnummer,
    /// In this sector.
    pub sector: Sector,
}
