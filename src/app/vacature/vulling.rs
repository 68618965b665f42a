//! How far a vacature is filled, kept up with its plaatsingen. Every step of a plaatsing ends here.

use std::collections::BTreeSet;

use serde_json::json;
use uuid::Uuid;

use crate::app::error::AppError;
use crate::audit::AuditEntry;
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::vacature::stap_door_vulling;
use crate::storage;
use crate::storage::connection::Tx;

/// Brings these vacatures where their active plaatsingen say they are, each change with its audit row.
pub(crate) fn follow_vulling(tx: &mut Tx<'_>, ids: &BTreeSet<Uuid>) -> Result<(), AppError> {
    let today = tx.clock.today();
    for id in ids {
        let Some(found) = storage::vacature::lock_vacature(tx, *id)? else { continue };
        let actief = storage::huidige_plaatsing::list_actieve_delen(tx.conn, *id)?;
        let (status, vacature) = (found.noun.status, &found.noun.vacature);
        let Some(stap) = stap_door_vulling(status, vacature, &actief, today) else { continue };
        let naar = status.overgang(stap, Partij::Dienst)?.naar;
        storage::vacature::set_status(tx, *id, found.versie, naar)?;
        let what = json!({ "stap": stap, "status": naar });
        tx.audit(AuditEntry::new("vacature:vulling", "vacature", id, what))?;
    }
    Ok(())
}
