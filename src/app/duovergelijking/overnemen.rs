//! Takes one line of a vergelijking over, judged against the school as it is now.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use crate::app::error::AppError;
use crate::app::school::{follow_school, taken};
use crate::audit::AuditEntry;
use crate::domain::deelname::Deelname;
use crate::domain::duovergelijking::{Duoregel, Duoverschil, Schoolgegevens};
use crate::domain::invoer::Invoerfout;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::periode::Periode;
use crate::domain::school::School;
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::storage::connection::Tx;
use crate::storage::deelname::{insert_deelname, list_deelnames_of_school};
use crate::storage::school::{self as storage, list_vorige_besturen};
use crate::storage::schoolbestuur::{find_schoolbestuur, insert_schoolbestuur};

/// A board cannot begin before the board that the school had before, and a school cannot close before it takes part.
pub(super) fn check_dag(tx: &mut Tx<'_>, regels: &[Duoregel], per: NaiveDate) -> Result<(), AppError> {
    let mut fouten = Vec::new();
    for regel in regels {
        let code = &regel.vestigingscode;
        let before = match regel.verschil {
            Duoverschil::AnderBestuur => list_vorige_besturen(tx.conn, code)?.pop().map(|vorig| vorig.tot_en_met),
            Duoverschil::Gesloten => {
                let deelnames =
                    list_deelnames_of_school(tx.conn, code)?.into_iter().map(|(_, deelname)| deelname.noun.periode);
                deelnames.filter(|periode| periode.einde() >= per).map(|periode| periode.van).max()
            }
            _ => None,
        };
        if let Some(before) = before.filter(|before| *before >= per) {
            let detail = format!("school {code} is pas na {} zoals zij nu is", before.format("%-d-%-m-%Y"));
            let herstel = "Kies een latere ingangsdatum, of laat deze regel weg.";
            fouten.push(Invoerfout::new("/ingangsdatum", "ingangsdatum-te-vroeg", detail, herstel));
        }
    }
    if fouten.is_empty() { Ok(()) } else { Err(fouten.into()) }
}

/// Writes what the line says, as of `per`; false, and nothing written, when the school is not any more as the line says it was.
pub(super) fn neem_over(tx: &mut Tx<'_>, regio: Uuid, regel: &Duoregel, per: NaiveDate) -> Result<bool, AppError> {
    match (&regel.was, &regel.wordt) {
        (None, Some(wordt)) => add(tx, regio, regel, wordt, per),
        (Some(was), wordt) => change(tx, regio, regel, was, wordt.as_ref(), per),
        (None, None) => Err(AppError::Intern(format!("duoregel {} says nothing", regel.nummer))),
    }
}

fn add(
    tx: &mut Tx<'_>,
    regio: Uuid,
    regel: &Duoregel,
    wordt: &Schoolgegevens,
    per: NaiveDate,
) -> Result<bool, AppError> {
    let code = &regel.vestigingscode;
    // No other regio lets it join meanwhile.
    storage::lock_school(tx, code)?;
    if !list_deelnames_of_school(tx.conn, code)?.is_empty() {
        return Ok(false);
    }
    ensure_bestuur(tx, &wordt.bestuursnummer)?;
    match storage::find_school(tx.conn, code)? {
        None => {
            let school = wordt.clone().into_school(code.clone());
            storage::insert_school(tx, &school).map_err(|why| AppError::if_dubbel(why, taken))?;
        }
        Some(there) => {
            let fresh = wordt.clone().into_school(code.clone());
            let School { punt, schoolweging_e2, leerlingen, .. } = there.noun.clone();
            let school = School { punt, schoolweging_e2, leerlingen, ..fresh };
            storage::update_school(tx, there.versie, &school)?;
            follow_school(tx, &there.noun, &school, per)?;
        }
    }
    let deelname = Deelname { vestigingscode: code.clone(), periode: Periode::new(per, None) };
    insert_deelname(tx, regio, &deelname)?;
    told(tx, regel, per)?;
    Ok(true)
}

fn change(
    tx: &mut Tx<'_>,
    regio: Uuid,
    regel: &Duoregel,
    was: &Schoolgegevens,
    wordt: Option<&Schoolgegevens>,
    per: NaiveDate,
) -> Result<bool, AppError> {
    let (code, today) = (&regel.vestigingscode, tx.clock.today());
    let deelnames = list_deelnames_of_school(tx.conn, code)?;
    let takes_part = deelnames.iter().any(|(at, deelname)| at.id == regio && deelname.noun.periode.einde() >= today);
    let Some(stored) = storage::find_school(tx.conn, code)?.filter(|_| takes_part) else { return Ok(false) };
    let school = match wordt {
        Some(wordt) if regel.verschil.is_gelijk(&Schoolgegevens::of(&stored.noun), was) => {
            ensure_bestuur(tx, &wordt.bestuursnummer)?;
            regel.verschil.neem_over(&stored.noun, wordt)
        }
        None if stored.noun.gesloten_per.is_none() => School { gesloten_per: Some(per), ..stored.noun.clone() },
        _ => return Ok(false),
    };
    storage::update_school(tx, stored.versie, &school)?;
    follow_school(tx, &stored.noun, &school, per)?;
    told(tx, regel, per)?;
    Ok(true)
}

fn told(tx: &mut Tx<'_>, regel: &Duoregel, per: NaiveDate) -> Result<(), AppError> {
    let bestuursnummer = regel.wordt.as_ref().map(|wordt| &wordt.bestuursnummer);
    let what = json!({ "duo": regel.verschil, "bestuursnummer": bestuursnummer, "ingangsdatum": per });
    Ok(tx.audit(AuditEntry::new("school:schrijven", "school", &regel.vestigingscode, what))?)
}

/// DUO names a board by its number only.
fn ensure_bestuur(tx: &mut Tx<'_>, nummer: &Bestuursnummer) -> Result<(), AppError> {
    if find_schoolbestuur(tx.conn, nummer)?.is_some() {
        return Ok(());
    }
    insert_schoolbestuur(tx, &Schoolbestuur { bestuursnummer: nummer.clone(), naam: None })?;
    let entry = AuditEntry::new("schoolbestuur:schrijven", "schoolbestuur", nummer, json!({ "versie": 1 }));
    Ok(tx.audit(entry)?)
}
