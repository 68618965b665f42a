//! Deelname: ties a school to a regio for a period.

use super::kenmerk::Vestigingscode;
use super::periode::Periode;

/// A school takes part in a regio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deelname {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// When.
    pub periode: Periode,
}
