//! Overdracht: the board takes over the contract, once school and regiodocent both asked for the same day.

use chrono::NaiveDate;
use uuid::Uuid;

use super::contract::end_contract;
use super::einde::close_if_over;
use super::stap::{entry, side_of, step, take};
use crate::app::levensloop::{Stapgegevens, partij};
use crate::app::regio::regio_of;
use crate::app::{Ctx, error::AppError};
use crate::auth::policy::Actie;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::levensloop::{Levensloop, Partij};
use crate::domain::plaatsing::{GezetteStap, Plaatsing, Plaatsingstap};
use crate::domain::stored::Stored;
use crate::storage;
use crate::storage::connection::Tx;

/// One side says on which day it wants the contract to go over. When the other side named the same day, it is agreed:
/// the plaatsing and the contract of the region end the day before.
pub fn transfer_plaatsing(ctx: &Ctx, id: Uuid, gegevens: &Stapgegevens) -> Result<Stored<Plaatsing>, AppError> {
    let grant = ctx.authorize(Actie::PlaatsingOverdragen)?;
    let namens = side_of(&grant, gegevens)?;
    let (stap, other) = match namens {
        Partij::Docent => (Plaatsingstap::KlikDocent, Plaatsingstap::KlikSchool),
        _ => (Plaatsingstap::KlikSchool, Plaatsingstap::KlikDocent),
    };
    let today = ctx.app.clock.today();
    ctx.app.db.write(&grant, |tx| {
        let mut found = take(tx, &grant, id)?;
        found.noun.status.overgang(stap, partij(grant.actor()))?;
        let day = gegevens.datum.unwrap_or(today);
        check(&found.noun, day, today)?;
        let heard = storage::plaatsing_stap::list_stappen(tx.conn, id)?;
        let agreed = last_day(&heard, other) == Some(day);
        if agreed {
            require_last_plaatsing(tx, &found, day)?;
            found.noun.eindig_op(day.pred_opt().unwrap_or(day));
            found.noun.overdracht_op = Some(day);
        }
        let stored = step(tx, found, stap, namens, gegevens)?;
        if agreed {
            let regio_id = regio_of(tx.conn, &grant)?.id;
            end_contract(tx, regio_id, &stored.noun, day)?;
            tx.audit(entry(&grant, &stored, stap, namens))?;
            let stored = close_if_over(tx, regio_id, stored)?;
            return Ok(tx.audited(entry(&grant, &stored, stap, namens), stored)?);
        }
        Ok(tx.audited(entry(&grant, &stored, stap, namens), stored)?)
    })
}

fn check(plaatsing: &Plaatsing, day: NaiveDate, today: NaiveDate) -> Result<(), AppError> {
    let mut invoer = Invoer::default();
    invoer.eis(day >= today, || {
        let detail = "de overdracht ligt in het verleden";
        Invoerfout::new("/datum", "in-het-verleden", detail, "Kies vandaag of een latere dag.")
    });
    let first = plaatsing.delen.iter().map(|deel| deel.periode.van).min();
    invoer.eis(first.is_none_or(|first| first < day), || {
        let detail = "de plaatsing is dan nog niet begonnen";
        Invoerfout::new("/datum", "voor-begin", detail, "Kies een dag na de eerste dag van de plaatsing.")
    });
    invoer.eis(plaatsing.overdracht_op.is_none(), || {
        let detail = "de overdracht is al afgesproken";
        Invoerfout::new("/datum", "al-afgesproken", detail, "Bespreek een andere dag met de regiocoördinator.")
    });
    Ok(invoer.af()?)
}

/// The day this side named last.
fn last_day(heard: &[GezetteStap], stap: Plaatsingstap) -> Option<NaiveDate> {
    heard.iter().rev().find(|gezet| gezet.stap == stap)?.datum
}

/// Somebody who leaves the pool has nothing else there after that day.
fn require_last_plaatsing(tx: &mut Tx<'_>, found: &Stored<Plaatsing>, day: NaiveDate) -> Result<(), AppError> {
    let docent = found.noun.regiodocent_id;
    match storage::huidige_plaatsing::find_other_after(tx.conn, docent, found.id, day)? {
        None => Ok(()),
        Some(other) => Err(AppError::Conflict {
            code: "nog-een-plaatsing",
            detail: format!("Deze regiodocent heeft na {} nog een plaatsing: {other}.", day.format("%-d-%-m-%Y")),
            herstel: "Beëindig die plaatsing eerst, of trek het voorstel in.".into(),
        }),
    }
}
