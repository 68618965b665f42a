//! What follows when a school changes: the board it had keeps what was, what is not over goes along to the new board, and a
//! school that closes leaves its regio.

use chrono::NaiveDate;
use serde_json::json;

use crate::app::error::AppError;
use crate::audit::AuditEntry;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::school::School;
use crate::domain::vorig_bestuur::VorigBestuur;
use crate::storage::connection::Tx;
use crate::storage::deelname::{list_deelnames_of_school, update_deelname};
use crate::storage::school as storage;

/// Writes what follows from `was` having become `wordt` as of `per`; the school itself is written already.
pub(crate) fn follow_school(tx: &mut Tx<'_>, was: &School, wordt: &School, per: NaiveDate) -> Result<(), AppError> {
    if was.bestuursnummer != wordt.bestuursnummer {
        keep_bestuur(tx, was, wordt, per)?;
        for moved in storage::follow_bestuur(tx, &wordt.vestigingscode, &wordt.bestuursnummer, per)? {
            let what = json!({ "bestuursnummer": wordt.bestuursnummer });
            tx.audit(AuditEntry::new("school:schrijven", moved.soort, moved.id, what))?;
        }
    }
    match wordt.gesloten_per {
        Some(dicht) if was.gesloten_per != wordt.gesloten_per => end_deelnames(tx, &wordt.vestigingscode, dicht),
        _ => Ok(()),
    }
}

/// The board that the school had until `per` keeps those days.
fn keep_bestuur(tx: &mut Tx<'_>, was: &School, wordt: &School, per: NaiveDate) -> Result<(), AppError> {
    let Some(tot_en_met) = per.pred_opt() else { return Ok(()) };
    let code = &was.vestigingscode;
    match storage::list_vorige_besturen(tx.conn, code)?.pop() {
        // It changed twice on one day: there is nothing that happened under the board in between.
        Some(last) if last.tot_en_met >= tot_en_met => {
            if last.bestuursnummer == wordt.bestuursnummer {
                storage::delete_vorig_bestuur(tx, code, last.tot_en_met)?;
            }
        }
        last => {
            let van = last.and_then(|last| last.tot_en_met.succ_opt());
            let vorig = VorigBestuur { bestuursnummer: was.bestuursnummer.clone(), van, tot_en_met };
            storage::insert_vorig_bestuur(tx, code, &vorig)?;
        }
    }
    Ok(())
}

fn end_deelnames(tx: &mut Tx<'_>, code: &Vestigingscode, dicht: NaiveDate) -> Result<(), AppError> {
    for (_, deelname) in list_deelnames_of_school(tx.conn, code)? {
        let Periode { van, .. } = deelname.noun.periode;
        if van >= dicht || deelname.noun.periode.einde() < dicht {
            continue;
        }
        update_deelname(tx, deelname.id, deelname.versie, &Periode::new(van, dicht.pred_opt()))?;
        let what = json!({ "vestigingscode": code, "totEnMet": dicht.pred_opt() });
        tx.audit(AuditEntry::new("school:schrijven", "deelname", deelname.id, what))?;
    }
    Ok(())
}
