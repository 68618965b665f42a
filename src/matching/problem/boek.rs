//! A page of the solidariteitsboek inside a Problem.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Id, Norm, Onderwerp};
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;

/// What one rule demands, frozen by an earlier matchronde of the schooljaar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProblemBoek {
    /// Rule id.
    pub regel: String,
    /// Day on which it was taken.
    pub peildatum: NaiveDate,
    /// Its lines; only of boards that have a school here.
    pub normen: Vec<Norm>,
    /// Plaatsingen that were part of the formation on that day.
    #[serde(default)]
    pub in_formatie: Vec<Id>,
}

impl ProblemBoek {
    /// The line of a board in a sector.
    pub fn norm(&self, sector: Sector, bestuur: &Bestuursnummer) -> Option<&Norm> {
        let own = |norm: &&Norm| {
            norm.sector == Some(sector)
                && matches!(&norm.onderwerp, Onderwerp::Schoolbestuur(nummer) if nummer == bestuur)
        };
        self.normen.iter().find(own)
    }
}
