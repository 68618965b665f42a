//! Formatiepeiling: what a school needs and has on a day, counted or foreseen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::fte::Fte;
use super::kenmerk::Vestigingscode;
use super::keuze::keuze;

keuze! {
    /// Counted, or foreseen for the coming schooljaar.
    Peilingsoort {
        /// Counted on the peildatum.
        Telling = "telling",
        /// Foreseen for the schooljaar of the peildatum; wins over the last telling.
        Prognose = "prognose",
    }
}

/// The figures of one school on one peildatum. Optional figures are filled in by the beleid, and then listed as such.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Formatiepeiling {
    /// The school.
    pub vestigingscode: Vestigingscode,
    /// Day of the figures.
    pub peildatum: NaiveDate,
    /// Counted or foreseen.
    pub soort: Peilingsoort,
    /// Fte needed.
    pub benodigd_fte: Fte,
    /// Fte of qualified staff employed by the board itself.
    pub beschikbaar_bevoegd_fte: Fte,
    /// Of which not deployable (illness, leave).
    pub niet_inzetbaar_fte: Fte,
    /// Part of the shortage that emergency solutions hide.
    pub verborgen_fte: Option<Fte>,
    /// Pupils.
    pub leerlingen: i32,
    /// Classes.
    pub groepen: Option<i32>,
    /// Teachers, in persons.
    pub personen: Option<i32>,
    /// Fte expected to leave within the schooljaar.
    pub verwachte_uitstroom_fte: Option<Fte>,
    /// First-year zij-instromers the board employs itself, in persons.
    pub eerstejaars_zij_instromers_eigen: i32,
    /// Coach time the school has, in fte.
    pub begeleiding_fte: Option<Fte>,
}
