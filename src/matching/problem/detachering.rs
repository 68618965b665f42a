//! Detachering: board staff lent to the pool. Extra supply for the region, less for the school and the board that lend.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;

/// Where a lent regiodocent comes from, and what was agreed.
///
/// What is lent is the werktijdfactor of the contracts of this person on the days of `periode`. From then on the home school
/// and the T of its board lack it, placed or not: the pool has it. It is counted in the peiling of the home school as its own
/// staff (`beschikbaarBevoegdFte`); tekort, bezetting, the 3%-regeling and the leerling-leraar-ratio take it off, as
/// fte × days lent in the schooljaar ÷ days of the schooljaar. The number of people of the 7%-regeling does not change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemDetachering {
    /// The home school; its board is the one that lends. Nobody is placed at the own home school.
    pub vestigingscode: Vestigingscode,
    /// Days of the lending, with an end.
    pub periode: Periode,
    /// Day on which the person consented; on or before the first day of the lending.
    pub ingestemd_op: NaiveDate,
    /// Up to and including this day the home school keeps a place for the return; not before the end of the lending.
    pub terugkeergarantie_tot: NaiveDate,
}
