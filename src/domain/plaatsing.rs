//! Plaatsing: a regiodocent at one school, on one or more of its vacatures.

use chrono::NaiveDate;
use uuid::Uuid;

use super::fte::Fte;
use super::kenmerk::{Bestuursnummer, Vestigingscode};
use super::keuze::keuze;

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
    pub delen: Vec<Plaatsingdeel>,
}

/// Some fte on one vacature for some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plaatsingdeel {
    /// The vacature.
    pub vacature_id: Uuid,
    /// How much, gross.
    pub fte: Fte,
    /// First day.
    pub van: NaiveDate,
    /// Last day, itself included.
    pub tot_en_met: NaiveDate,
}

impl Plaatsing {
    /// First and last day over all parts; `None` without parts.
    pub fn dagen(&self) -> Option<(NaiveDate, NaiveDate)> {
        let van = self.delen.iter().map(|deel| deel.van).min()?;
        Some((van, self.delen.iter().map(|deel| deel.tot_en_met).max()?))
    }
}
