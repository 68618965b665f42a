//! Freezing: the first matchronde of a schooljaar writes the numbers of the solidariteitsboek down; later ones take them over.
//! A page that was opened again is frozen anew by who closes it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use uuid::Uuid;

use super::bladzijde::{incomplete, lijnen, parameters};
use crate::app::error::AppError;
use crate::audit::AuditEntry;
use crate::domain::boekheropening::Boekregel;
use crate::domain::matchronde::Matchronde;
use crate::domain::solidariteitsboek::Solidariteitsboek;
use crate::domain::stored::Stored;
use crate::matching::facts::Feiten;
use crate::matching::problem::Problem;
use crate::matching::rules::{BOEKREGELS, drieprocent};
use crate::storage::connection::Tx;
use crate::storage::solidariteitsboek::{insert_boek, insert_loten, list_loten};

/// Freezes, in the transaction that freezes the Problem of `ronde`, what was not frozen yet this schooljaar: the page of
/// every rule that has norms, and the lots of boards. Each page has its audit row.
pub(in crate::app) fn leg_vast(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    ronde: &Stored<Matchronde>,
    problem: &Problem,
) -> Result<(), AppError> {
    keep_lots(tx, regio_id, problem)?;
    let feiten = Feiten::new(problem).map_err(incomplete)?;
    for regel in BOEKREGELS.into_iter().filter(|regel| feiten.boek(regel).is_none()) {
        freeze(tx, regio_id, &feiten, regel, Some(ronde.id))?;
    }
    Ok(())
}

/// Freezes the page of one rule anew, without a matchronde; its id, or nothing when there is nothing to freeze.
pub(in crate::app) fn leg_opnieuw_vast(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    problem: &Problem,
    regel: Boekregel,
) -> Result<Option<Uuid>, AppError> {
    keep_lots(tx, regio_id, problem)?;
    freeze(tx, regio_id, &Feiten::new(problem).map_err(incomplete)?, regel.as_str(), None)
}

fn freeze(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    feiten: &Feiten,
    regel: &str,
    matchronde_id: Option<Uuid>,
) -> Result<Option<Uuid>, AppError> {
    let lijnen = lijnen(feiten, regel)?;
    if lijnen.is_empty() {
        return Ok(None);
    }
    let boek = Solidariteitsboek {
        matchronde_id,
        schooljaar: feiten.problem.schooljaar,
        regel: regel.to_owned(),
        peildatum: feiten.problem.peildatum,
        parameters: parameters(feiten.problem, regel),
        lijnen,
        in_formatie: in_formatie(feiten, regel)?,
        vastgelegd_op: tx.clock.now(),
    };
    let id = insert_boek(tx, regio_id, &boek)?;
    let what = json!({
        "regel": regel, "schooljaar": boek.schooljaar, "peildatum": boek.peildatum, "matchronde": matchronde_id,
        "besturen": boek.lijnen.len(),
    });
    tx.audit(AuditEntry::new("solidariteitsboek:vastleggen", "solidariteitsboek", id, what))?;
    Ok(Some(id))
}

/// Boards that got their lot in this Problem keep it for the schooljaar.
fn keep_lots(tx: &mut Tx<'_>, regio_id: Uuid, problem: &Problem) -> Result<(), AppError> {
    let known = list_loten(tx.conn, regio_id, problem.schooljaar)?;
    let fresh = problem.schoolbesturen.iter().filter(|bestuur| !known.contains_key(&bestuur.bestuursnummer));
    let fresh: BTreeMap<_, _> = fresh.map(|bestuur| (bestuur.bestuursnummer.clone(), bestuur.lot)).collect();
    Ok(insert_loten(tx, regio_id, problem.schooljaar, &fresh)?)
}

/// Plaatsingen of which a part was in the formation on the peildatum, also those that ended or went over since. The quotum of
/// the 7%-regeling knows no formation.
fn in_formatie(feiten: &Feiten, regel: &str) -> Result<Vec<Uuid>, AppError> {
    let mut found = BTreeSet::new();
    if regel == "zevenprocent" {
        return Ok(Vec::new());
    }
    for today in &feiten.problem.plaatsingen {
        for deel in &today.delen {
            if drieprocent::telt_in_t(feiten, regel, today, deel).map_err(incomplete)? {
                found.insert(&today.id);
            }
        }
    }
    for earlier in &feiten.problem.instroom {
        if drieprocent::telde_in_t(feiten, regel, earlier).map_err(incomplete)? {
            found.insert(&earlier.plaatsing);
        }
    }
    let broken = |id: &str| AppError::Intern(format!("plaatsing {id} has no id of the database"));
    found.into_iter().map(|id| id.parse().map_err(|_| broken(id))).collect()
}
