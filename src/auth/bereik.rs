//! What lies within a grant. `storage` filters every read and write by it.

use uuid::Uuid;

use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};

/// What lies within a grant.
///
/// A query asks what the reach is narrowed to ([`Bereik::bestuursnummer`], [`Bereik::vestigingscode`],
/// [`Bereik::regiodocent`]) and filters by each that its table knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bereik {
    /// Everything.
    Land,
    /// One region, by its code.
    Regio(String),
    /// One board within one region.
    Bestuur {
        /// Code of the region.
        regio: String,
        /// The board.
        bestuursnummer: Bestuursnummer,
    },
    /// One school within one region.
    School {
        /// Code of the region.
        regio: String,
        /// Its board.
        bestuursnummer: Bestuursnummer,
        /// The school.
        vestigingscode: Vestigingscode,
    },
    /// One regiodocent and nobody else.
    Zelf {
        /// Code of the region.
        regio: String,
        /// The regiodocent.
        regiodocent: Uuid,
    },
    /// One region, but only figures that are added up: nothing about one person or one board.
    Totalen(String),
}

impl Bereik {
    /// Code of the region; `None` for all of them.
    pub fn regio(&self) -> Option<&str> {
        match self {
            Bereik::Land => None,
            Bereik::Regio(regio) | Bereik::Totalen(regio) => Some(regio),
            Bereik::Bestuur { regio, .. } | Bereik::School { regio, .. } | Bereik::Zelf { regio, .. } => Some(regio),
        }
    }

    /// Only what belongs to this board.
    pub fn bestuursnummer(&self) -> Option<&Bestuursnummer> {
        match self {
            Bereik::Bestuur { bestuursnummer, .. } | Bereik::School { bestuursnummer, .. } => Some(bestuursnummer),
            Bereik::Land | Bereik::Regio(_) | Bereik::Zelf { .. } | Bereik::Totalen(_) => None,
        }
    }

    /// Only what belongs to this school.
    pub fn vestigingscode(&self) -> Option<&Vestigingscode> {
        match self {
            Bereik::School { vestigingscode, .. } => Some(vestigingscode),
            Bereik::Land | Bereik::Regio(_) | Bereik::Bestuur { .. } | Bereik::Zelf { .. } | Bereik::Totalen(_) => None,
        }
    }

    /// Only what is about this regiodocent.
    pub fn regiodocent(&self) -> Option<Uuid> {
        match self {
            Bereik::Zelf { regiodocent, .. } => Some(*regiodocent),
            Bereik::Land | Bereik::Regio(_) | Bereik::Bestuur { .. } | Bereik::School { .. } | Bereik::Totalen(_) => {
                None
            }
        }
    }
}
