//! What follows when a school changes: the board it had keeps what was, what is not over goes along to the new board, and a
//! school that closes leaves its regio.

use chrono::NaiveDate;
use serde_json::json;

use crate::app::deelname::check_overlap;
use crate::app::error::AppError;
use crate::audit::AuditEntry;
use crate::domain::invoer::Invoerfout;
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
    if was.gesloten_per != wordt.gesloten_per {
        move_einde(tx, &wordt.vestigingscode, was.gesloten_per, wordt.gesloten_per)?;
    }
    Ok(())
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

/// A deelname ends with the school. One that ended because of the day that was told before goes along with the new day.
fn move_einde(
    tx: &mut Tx<'_>,
    code: &Vestigingscode,
    oud: Option<NaiveDate>,
    nieuw: Option<NaiveDate>,
) -> Result<(), AppError> {
    for (_, deelname) in list_deelnames_of_school(tx.conn, code)? {
        let Periode { van, tot_en_met } = deelname.noun.periode;
        let by_closing = oud.is_some_and(|oud| tot_en_met.is_some() && tot_en_met == oud.pred_opt());
        let last = match nieuw {
            Some(dicht) if by_closing || deelname.noun.periode.einde() >= dicht => dicht.pred_opt(),
            None if by_closing => None,
            _ => continue,
        };
        if nieuw.is_some_and(|dicht| dicht <= van) {
            let detail = format!("de school doet pas mee vanaf {}", van.format("%-d-%-m-%Y"));
            let herstel = "Kies een latere dag.";
            return Err(vec![Invoerfout::new("/geslotenPer", "gesloten-voor-deelname", detail, herstel)].into());
        }
        let periode = Periode::new(van, last);
        if let Some(fout) = check_overlap(tx, code, &periode, Some(deelname.id))? {
            return Err(vec![Invoerfout { pointer: "/geslotenPer".into(), ..fout }].into());
        }
        update_deelname(tx, deelname.id, deelname.versie, &periode)?;
        let what = json!({ "vestigingscode": code, "totEnMet": last });
        tx.audit(AuditEntry::new("school:schrijven", "deelname", deelname.id, what))?;
    }
    Ok(())
}
