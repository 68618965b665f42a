//! What a board received earlier in the schooljaar and no plaatsing of today shows any more.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Id;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::plaatsing::Plaatsingstatus;

/// Netto days of a part of a plaatsing that ended, or of what went on after its overdracht. They stay in the ledger of the
/// board: what was received is not received back because it stopped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemInstroom {
    /// The plaatsing.
    pub plaatsing: Id,
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// State of the plaatsing.
    pub status: Plaatsingstatus,
    /// How much, gross.
    pub fte: Fte,
    /// First day of the part, also when it was not netto yet.
    pub sinds: NaiveDate,
    /// First day that counts here; the day after `totEnMet` when none does, of a part that only counted in the formation.
    pub van: NaiveDate,
    /// Last day that counts here, itself included.
    pub tot_en_met: NaiveDate,
    /// Are these the days on which the contract is with the board?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub na_overdracht: bool,
    /// The day from which the contract is with the board, also when the days that count begin later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdracht_op: Option<NaiveDate>,
}

impl ProblemInstroom {
    /// Did the part run on `day`, netto or not?
    pub fn liep_op(&self, day: NaiveDate) -> bool {
        (self.sinds..=self.tot_en_met).contains(&day)
    }

    /// Was this person staff of the board itself on `day`?
    pub fn is_eigen_op(&self, day: NaiveDate) -> bool {
        self.na_overdracht && self.overdracht_op.unwrap_or(self.van) <= day
    }
}
