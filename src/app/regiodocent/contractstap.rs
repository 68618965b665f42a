//! The steps of a contract: signed, changed from a day on, ended on a day. A change never touches days that have passed.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::onderdeel::{check, lock, take};
use crate::app::levensloop::partij;
use crate::app::{Ctx, error::AppError};
use crate::audit::AuditEntry;
use crate::auth::policy::{Actie, Grant};
use crate::domain::contract::{Contract, Contractstap, Contractstatus};
use crate::domain::fte::Fte;
use crate::domain::invoer::Invoerfout;
use crate::domain::levensloop::Levensloop;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::hoogste_fte;
use crate::domain::stored::Stored;
use crate::storage::connection::Tx;
use crate::storage::huidige_plaatsing::list_delen_of_docent;
use crate::storage::regiodocent::Opslag;

/// What changes from a day on; what is absent stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contractwijziging {
    /// First day of the change.
    pub vanaf: NaiveDate,
    /// The werktijdfactor from then on.
    pub werktijdfactor: Option<Fte>,
    /// Cost in cents per fte-year from then on.
    pub loonkosten_cent: Option<i64>,
}

/// The offer was signed.
pub fn accept_contract(ctx: &Ctx, van: Uuid, id: Uuid) -> Result<Stored<Contract>, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let (mut found, _) = take(lock::<Contract>(tx, &grant, van)?.1, id)?;
        found.noun.status = found.noun.status.overgang(Contractstap::Aanvaarden, partij(grant.actor()))?.naar;
        let stored = Contract::update(tx, van, id, found.versie, &found.noun)?;
        Ok(tx.audited(entry(&grant, van, &stored, Contractstap::Aanvaarden), stored)?)
    })
}

/// From a day on another werktijdfactor or cost: the contract ends the day before and goes on as a new one. Gives the new one.
pub fn amend_contract(
    ctx: &Ctx,
    van: Uuid,
    id: Uuid,
    wijziging: &Contractwijziging,
) -> Result<Stored<Contract>, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let (person, all) = lock::<Contract>(tx, &grant, van)?;
        let (mut found, mut others) = take(all, id)?;
        found.noun.status.overgang(Contractstap::Wijzigen, partij(grant.actor()))?;
        let day = wijziging.vanaf;
        require_within(&found.noun, day, "/vanaf")?;
        let new = Contract {
            periode: Periode::new(day, found.noun.periode.tot_en_met),
            werktijdfactor: wijziging.werktijdfactor.unwrap_or(found.noun.werktijdfactor),
            loonkosten_cent: wijziging.loonkosten_cent.unwrap_or(found.noun.loonkosten_cent),
            ..found.noun.clone()
        };
        require_room(tx, van, day, new.werktijdfactor)?;
        found.noun.periode.tot_en_met = day.pred_opt();
        found.noun.overgedragen_aan = None;
        let old = Contract::update(tx, van, id, found.versie, &found.noun)?;
        others.push(old.clone());
        check(tx.conn, &person, &new, &others)?;
        let stored = Contract::insert(tx, van, &new)?;
        tx.audit(entry(&grant, van, &old, Contractstap::Wijzigen))?;
        Ok(tx.audited(entry(&grant, van, &stored, Contractstap::Wijzigen), stored)?)
    })
}

/// The contract ends after `laatste`; an offer that is not signed lapses altogether.
pub fn end_contract(ctx: &Ctx, van: Uuid, id: Uuid, laatste: NaiveDate) -> Result<Stored<Contract>, AppError> {
    let grant = ctx.authorize(Actie::RegiodocentSchrijven)?;
    ctx.app.db.write(&grant, |tx| {
        let (mut found, _) = take(lock::<Contract>(tx, &grant, van)?.1, id)?;
        let row = found.noun.status.overgang(Contractstap::Beeindigen, partij(grant.actor()))?;
        let last = if found.noun.status == Contractstatus::Aangeboden {
            found.noun.periode.van.pred_opt().unwrap_or(laatste)
        } else {
            require_within(&found.noun, laatste, "/laatsteDag")?;
            require_room(tx, van, laatste.succ_opt().unwrap_or(laatste), Fte::NUL)?;
            laatste
        };
        found.noun.periode.tot_en_met = Some(last);
        found.noun.status = row.naar;
        let stored = Contract::update(tx, van, id, found.versie, &found.noun)?;
        Ok(tx.audited(entry(&grant, van, &stored, Contractstap::Beeindigen), stored)?)
    })
}

fn require_within(contract: &Contract, day: NaiveDate, pointer: &str) -> Result<(), Invoerfout> {
    if contract.periode.van < day && day <= contract.periode.einde() {
        return Ok(());
    }
    let detail = "op deze dag loopt het contract niet, of het begint dan pas";
    let herstel = "Kies een dag na de eerste en niet na de laatste van het contract.";
    Err(Invoerfout::new(pointer, "buiten-contract", detail, herstel))
}

/// What is placed from `day` on must fit in what is left of the contract.
pub(in crate::app) fn require_room(tx: &mut Tx<'_>, docent: Uuid, day: NaiveDate, fte: Fte) -> Result<(), AppError> {
    let held = hoogste_fte(&list_delen_of_docent(tx.conn, docent, day)?);
    if held <= fte {
        return Ok(());
    }
    Err(AppError::Conflict {
        code: "nog-een-plaatsing",
        detail: format!("Vanaf {} is {held} fte geplaatst of gereserveerd.", day.format("%-d-%-m-%Y")),
        herstel: "Beëindig eerst de plaatsingen, of kies een andere dag of omvang.".into(),
    })
}

fn entry(grant: &Grant, van: Uuid, stored: &Stored<Contract>, stap: Contractstap) -> AuditEntry {
    let what = json!({
        "regiodocent": van,
        "stap": stap,
        "status": stored.noun.status,
        "van": stored.noun.periode.van,
        "totEnMet": stored.noun.periode.tot_en_met,
        "werktijdfactor": stored.noun.werktijdfactor,
    });
    AuditEntry::new(grant.actie().as_str(), "contract", stored.id, what)
}
