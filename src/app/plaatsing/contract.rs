//! What an overdracht does to the contract of the region: it ends the day before, and the board takes it over.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use crate::app::error::AppError;
use crate::app::regiodocent::ONBEKEND;
use crate::audit::AuditEntry;
use crate::domain::contract::{Contract, Contractstap, Contractstatus};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::plaatsing::Plaatsing;
use crate::domain::stored::Stored;
use crate::storage::connection::Tx;
use crate::storage::regiodocent::{Opslag, lock_regiodocent};

/// Lets the contract of `day` end the day before; the board of the school takes over then.
pub(super) fn end_contract(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    plaatsing: &Plaatsing,
    day: NaiveDate,
) -> Result<(), AppError> {
    let docent = plaatsing.regiodocent_id;
    lock_regiodocent(tx, regio_id, docent)?.ok_or(ONBEKEND)?;
    let running =
        |found: &Stored<Contract>| found.noun.status == Contractstatus::Actief && found.noun.periode.einde() >= day;
    for mut found in Contract::list(tx.conn, docent)?.into_iter().filter(running) {
        if found.noun.periode.van >= day {
            return Err(AppError::Conflict {
                code: "later-contract",
                detail: format!(
                    "Er is al een contract van de regio vanaf {}.",
                    found.noun.periode.van.format("%-d-%-m-%Y")
                ),
                herstel: "Beëindig dat contract eerst; na de overdracht is het bestuur werkgever.".into(),
            });
        }
        found.noun.periode.tot_en_met = day.pred_opt();
        found.noun.overgedragen_aan = Some(plaatsing.bestuursnummer.clone());
        keep(tx, docent, &found, "overdracht-afgesproken")?;
    }
    Ok(())
}

/// The day has come: the contract is with the board.
pub(super) fn hand_over_contract(tx: &mut Tx<'_>, regio_id: Uuid, plaatsing: &Plaatsing) -> Result<(), AppError> {
    let docent = plaatsing.regiodocent_id;
    lock_regiodocent(tx, regio_id, docent)?.ok_or(ONBEKEND)?;
    let due =
        |found: &Stored<Contract>| found.noun.status == Contractstatus::Actief && found.noun.overgedragen_aan.is_some();
    for mut found in Contract::list(tx.conn, docent)?.into_iter().filter(due) {
        found.noun.status = found.noun.status.overgang(Contractstap::Overdragen, Partij::Dienst)?.naar;
        keep(tx, docent, &found, "overgedragen")?;
    }
    Ok(())
}

fn keep(tx: &mut Tx<'_>, docent: Uuid, found: &Stored<Contract>, wijziging: &str) -> Result<(), AppError> {
    Contract::update(tx, docent, found.id, found.versie, &found.noun)?;
    let what = json!({
        "regiodocent": docent,
        "wijziging": wijziging,
        "status": found.noun.status,
        "totEnMet": found.noun.periode.tot_en_met,
        "overgedragenAan": found.noun.overgedragen_aan,
    });
    Ok(tx.audit(AuditEntry::new("contract:overdragen", "contract", found.id, what))?)
}
