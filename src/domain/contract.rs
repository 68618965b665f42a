//! Contract: how much a regiodocent works, when, at what cost and with which formal employer.

use super::fte::Fte;
use super::kenmerk::Bestuursnummer;
use super::periode::Periode;

/// An employment contract of a regiodocent. Contracts of one person never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// When it holds.
    pub periode: Periode,
    /// Share of a full job, above 0 and at most 1.
    pub werktijdfactor: Fte,
    /// Cost in cents per fte-year, the basis of doorbelasting.
    pub loonkosten_cent: i64,
    /// Formal employer under today's law; absent when the region itself is.
    pub formeel_werkgever: Option<Bestuursnummer>,
}
