//! Plaatsing: a regiodocent at one school, on one or more of its vacatures.

use chrono::NaiveDate;
use uuid::Uuid;

use super::fte::Fte;
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::keuze::keuze;
use super::periode::Periode;

keuze! {
    /// Where a plaatsing stands. Only `actief` counts in the ledgers; the states before it reserve fte.
    Plaatsingstatus {
        /// Proposed by a vaststelling; nobody has agreed yet.
        Voorgesteld = "voorgesteld",
        /// The school agreed.
        AkkoordSchool = "akkoord-school",
        /// The regiodocent agreed.
        AkkoordDocent = "akkoord-docent",
        /// Both agreed and it runs.
        Actief = "actief",
        /// Ended.
        Beeindigd = "beeindigd",
        /// The contract went to the board.
        Overgedragen = "overgedragen",
        /// One side refused.
        Geweigerd = "geweigerd",
        /// Withdrawn by the region.
        Ingetrokken = "ingetrokken",
        /// Not answered in time.
        Verlopen = "verlopen",
    }
}

impl Plaatsingstatus {
    /// Does it hold fte of the regiodocent and the vacature?
    pub fn houdt_fte_vast(self) -> bool {
        use Plaatsingstatus::{Actief, AkkoordDocent, AkkoordSchool, Voorgesteld};
        matches!(self, Voorgesteld | AkkoordSchool | AkkoordDocent | Actief)
    }
}

/// A part of a plaatsing: some fte on one vacature for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsingsdeel {
    /// The vacature.
    pub vacature_id: Uuid,
    /// How much, gross.
    pub fte: Fte,
    /// When; always with a last day.
    pub periode: Periode,
}

/// A plaatsing that holds fte, as far as the matcher needs to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoudendePlaatsing {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub regiodocent_id: Uuid,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// Where it stands.
    pub status: Plaatsingstatus,
    /// First day on which this person counts as netto; absent: from the first day.
    pub netto_vanaf: Option<NaiveDate>,
    /// On which vacatures, how much, when.
    pub delen: Vec<Plaatsingsdeel>,
}

/// Most fte that these parts hold together on any one day.
pub fn hoogste_fte(delen: &[Plaatsingsdeel]) -> Fte {
    let on = |day| delen.iter().filter(|deel| deel.periode.bevat(day)).map(|deel| deel.fte).sum();
    // The total only rises on the first day of a part.
    delen.iter().map(|deel| on(deel.periode.van)).max().unwrap_or_default()
}

/// A regiodocent at one school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsing {
    /// Who.
    pub regiodocent_id: Uuid,
    /// Where.
    pub vestigingscode: Vestigingscode,
    /// The board that runs the school.
    pub bestuursnummer: Bestuursnummer,
    /// The vaststelling that made it; absent for one that came from elsewhere.
    pub vaststelling_id: Option<Uuid>,
    /// Where it stands.
    pub status: Plaatsingstatus,
    /// First day on which this person counts as netto; absent: from the first day.
    pub netto_vanaf: Option<NaiveDate>,
    /// On which vacatures, sorted by vacature, then first day.
    pub delen: Vec<Plaatsingsdeel>,
}
