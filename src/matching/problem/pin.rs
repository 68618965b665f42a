//! Pins: what a coordinator decided before the matcher began. Part of the Problem, so that the plan can be redone by anybody.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Id;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::keuze::keuze;

keuze! {
    /// What was decided.
    Pinsoort {
        /// This regiodocent goes here.
        Vastzetten = "vastzetten",
        /// This regiodocent does not go here.
        Verbieden = "verbieden",
    }
}

/// A decision about one regiodocent at one school or on one vacature. A plan that does otherwise breaks a hard rule; a pin
/// that no valid plan can follow is refused before anything is solved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pin {
    /// Who.
    pub regiodocent: Id,
    /// At this school, on whichever of its vacatures; absent when a vacature is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// On this vacature; absent when a school is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vacature: Option<Id>,
    /// Decided how.
    pub soort: Pinsoort,
    /// Gross fte here, exactly, what runs today counted; only with `vastzetten`. Absent: whatever fits, but not nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fte: Option<Fte>,
}

impl Pin {
    /// Is the pin about this vacature of this school?
    pub fn raakt(&self, vacature: &str, school: &Vestigingscode) -> bool {
        match (&self.vacature, &self.vestigingscode) {
            (Some(own), _) => own == vacature,
            (None, own) => own.as_ref() == Some(school),
        }
    }

    /// The school or vacature, for people to read.
    pub fn plek(&self) -> String {
        match (&self.vacature, &self.vestigingscode) {
            (Some(vacature), _) => format!("vacature {vacature}"),
            (None, Some(school)) => format!("school {school}"),
            (None, None) => "geen plek".to_owned(),
        }
    }
}
