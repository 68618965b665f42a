//! Storing what an import read: one transaction per set of files, and nothing touched that stays the same.
//!
//! What a file does not give stays as it was; what a file no longer names is told, never deleted. Each import that
//! changed something leaves one audit row with its counts.

mod deelname;
mod duo;
mod formatie;
mod geo;
mod regio;

pub use duo::store_duo;
pub use formatie::store_formatie;
pub use geo::store_geo;
pub use regio::Regiokeuze;

use serde_json::json;

use super::verslag::Importverslag;
use crate::app::error::AppError;
use crate::audit::AuditEntry;
use crate::storage::Audited;
use crate::storage::connection::Tx;

/// How far the storing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voortgang {
    /// What is being stored, Dutch, plural.
    pub wat: &'static str,
    /// Done so far.
    pub klaar: usize,
    /// To do.
    pub totaal: usize,
}

/// Is told how far the storing is.
pub type Melder<'a> = &'a mut dyn FnMut(Voortgang);

/// The part of `nieuw` that is not stored as it is; each is counted as new, changed or unchanged.
fn changed<T: PartialEq>(
    soort: &'static str,
    nieuw: impl IntoIterator<Item = T>,
    stored: impl Fn(&T) -> Option<T>,
    verslag: &mut Importverslag,
) -> Vec<T> {
    let mut changed = Vec::new();
    for item in nieuw {
        let telling = match stored(&item) {
            None => (1, 0, 0),
            Some(old) if old != item => (0, 1, 0),
            Some(_) => (0, 0, 1),
        };
        verslag.tel(soort, telling);
        if telling.2 == 0 {
            changed.push(item);
        }
    }
    changed
}

/// Ends an import: with one audit row when something changed, else without.
fn audited(
    tx: &mut Tx<'_>,
    actie: &'static str,
    object_id: &str,
    verslag: Importverslag,
) -> Result<Audited<Importverslag>, AppError> {
    if verslag.nieuw == 0 && verslag.gewijzigd == 0 {
        return Ok(tx.unchanged(verslag));
    }
    let summary = json!({
        "bestanden": verslag.bestanden.iter().map(|telling| &telling.bestand).collect::<Vec<_>>(),
        "soorten": verslag.soorten,
        "afgewezenRijen": verslag.afgewezen_rijen(),
    });
    Ok(tx.audited(AuditEntry::new(actie, "import", object_id, summary), verslag)?)
}
