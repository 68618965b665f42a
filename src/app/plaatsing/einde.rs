//! How an active plaatsing stops by itself: its last day passed, or the day of the overdracht came.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::contract::hand_over_contract;
use super::stap::step;
use crate::app::error::AppError;
use crate::app::levensloop::Stapgegevens;
use crate::audit::AuditEntry;
use crate::domain::levensloop::Partij;
use crate::domain::plaatsing::{Plaatsing, Plaatsingstap, Plaatsingstatus};
use crate::domain::stored::Stored;
use crate::storage::connection::Tx;

/// Takes the step that time asks for, if any, with its audit row. The plaatsing is held by the caller.
pub(super) fn close_if_over(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    found: Stored<Plaatsing>,
) -> Result<Stored<Plaatsing>, AppError> {
    let today = tx.clock.today();
    let Some(stap) = due(&found.noun, today) else { return Ok(found) };
    if stap == Plaatsingstap::Overdragen {
        hand_over_contract(tx, regio_id, &found.noun)?;
    }
    let stored = step(tx, found, stap, Partij::Dienst, &Stapgegevens::default())?;
    let what = json!({ "stap": stap, "status": stored.noun.status, "laatsteDag": stored.noun.laatste_dag() });
    tx.audit(AuditEntry::new("plaatsing:tijd", "plaatsing", stored.id, what))?;
    Ok(stored)
}

/// The step that is due on `today`.
fn due(plaatsing: &Plaatsing, today: NaiveDate) -> Option<Plaatsingstap> {
    if plaatsing.status != Plaatsingstatus::Actief {
        let open = plaatsing.status.houdt_fte_vast();
        return (open && plaatsing.akkoord_tot.is_some_and(|last| last < today)).then_some(Plaatsingstap::Verlopen);
    }
    let ended = plaatsing.laatste_dag().is_none_or(|last| last < today);
    match plaatsing.overdracht_op {
        Some(day) if day <= today => Some(Plaatsingstap::Overdragen),
        _ => ended.then_some(Plaatsingstap::Aflopen),
    }
}
