//! Verhuizing: a vaststelling moves somebody who agreed to that. What was only proposed is taken back; what is active ends
//! when the new place begins, in the same transaction.
//!
//! Whoever works somewhere goes on there until the last day on which both sides can agree to the new place, so that no
//! class stands empty while they think. Whoever takes over their old place begins on the day after too.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use uuid::Uuid;

use super::einde::close_if_over;
use super::stap::{entry, step};
use crate::app::error::AppError;
use crate::app::levensloop::Stapgegevens;
use crate::domain::invoer::Invoerfout;
use crate::domain::levensloop::Partij;
use crate::domain::plaatsing::{Plaatsing, Plaatsingstap, Plaatsingstatus};
use crate::domain::stored::Stored;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::storage;
use crate::storage::connection::Tx;

/// Holds the plaatsingen that are left. Proposals among them are taken back, with the motivering of the vaststelling; the
/// active ones come back.
pub(in crate::app) fn withdraw_moved(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    verlaten: &BTreeSet<String>,
    motivering: &str,
) -> Result<Vec<Stored<Plaatsing>>, AppError> {
    let mut lopend = Vec::new();
    for id in verlaten.iter().filter_map(|id| id.parse().ok()) {
        let found = storage::plaatsing::lock_plaatsing(tx, regio_id, tx.grant.bereik(), id)?;
        let Some(found) = found.filter(|found| found.noun.status.houdt_fte_vast()) else { continue };
        if found.noun.status == Plaatsingstatus::Actief {
            lopend.push(found);
            continue;
        }
        let gegevens = Stapgegevens { motivering: Some(motivering.to_owned()), ..Stapgegevens::default() };
        let stored = step(tx, found, Plaatsingstap::Intrekken, Partij::Coordinator, &gegevens)?;
        tx.audit(entry(tx.grant, &stored, Plaatsingstap::Intrekken, Partij::Coordinator))?;
    }
    Ok(lopend)
}

/// Ends what runs, and lets the lines of who left and of who takes over begin after it.
pub(in crate::app) fn hand_over(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    lopend: Vec<Stored<Plaatsing>>,
    mut nieuw: Vec<VoorgesteldePlaatsing>,
    akkoord_tot: NaiveDate,
    motivering: &str,
) -> Result<Vec<VoorgesteldePlaatsing>, AppError> {
    for mut old in lopend {
        let last = last_day(&old.noun, &nieuw, akkoord_tot);
        require_movable(&old.noun, last)?;
        begin_after(&old.noun, &mut nieuw, last);
        old.noun.eindig_op(last);
        let gegevens =
            Stapgegevens { motivering: Some(motivering.to_owned()), datum: Some(last), ..Stapgegevens::default() };
        let stored = step(tx, old, Plaatsingstap::Beeindigen, Partij::Coordinator, &gegevens)?;
        tx.audit(entry(tx.grant, &stored, Plaatsingstap::Beeindigen, Partij::Coordinator))?;
        close_if_over(tx, regio_id, stored)?;
    }
    Ok(nieuw)
}

/// The last day at the old place: the day before the new one begins, but not before both could agree.
fn last_day(old: &Plaatsing, nieuw: &[VoorgesteldePlaatsing], akkoord_tot: NaiveDate) -> NaiveDate {
    let own = nieuw.iter().filter(|line| is_of(old, line)).flat_map(|line| &line.delen);
    let before = own.map(|deel| deel.van).min().and_then(|first| first.pred_opt());
    before.map_or(akkoord_tot, |before| before.max(akkoord_tot))
}

fn is_of(old: &Plaatsing, line: &VoorgesteldePlaatsing) -> bool {
    line.regiodocent == old.regiodocent_id.to_string()
}

/// There must be days left to move for, and no contract that goes over to a board.
fn require_movable(old: &Plaatsing, last: NaiveDate) -> Result<(), AppError> {
    let (code, why) = match old.overdracht_op {
        Some(day) => ("overdracht-afgesproken", format!("gaat op {} over naar het bestuur", day.format("%-d-%-m-%Y"))),
        None if old.laatste_dag().is_none_or(|end| end <= last) => (
            "verhuizing-te-laat",
            format!("werkt daar tot en met {}, en eerder kan de verhuizing niet ingaan", last.format("%-d-%-m-%Y")),
        ),
        None => return Ok(()),
    };
    let at = format!("/regiodocenten/{}", old.regiodocent_id);
    let detail = format!("Deze regiodocent werkt al op school {} en {why}.", old.vestigingscode);
    let herstel = "Stel de overige plaatsingen vast, of start een nieuwe matchronde.";
    Err(AppError::PastNiet(vec![Invoerfout::new(&at, code, detail, herstel)]))
}

/// Cuts the lines of who left, and those on the vacatures that were left, to the days after `last`.
fn begin_after(old: &Plaatsing, nieuw: &mut Vec<VoorgesteldePlaatsing>, last: NaiveDate) {
    let left: BTreeSet<String> = old.delen.iter().map(|deel| deel.vacature_id.to_string()).collect();
    let Some(first) = last.succ_opt() else { return };
    for line in nieuw.iter_mut() {
        let own = is_of(old, line);
        for deel in line.delen.iter_mut().filter(|deel| own || left.contains(&deel.vacature)) {
            deel.van = deel.van.max(first);
        }
        line.delen.retain(|deel| deel.van <= deel.tot_en_met);
    }
    nieuw.retain(|line| !line.delen.is_empty());
}
