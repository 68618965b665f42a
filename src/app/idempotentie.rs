//! The same POST sent twice is done once: the first answer is kept under the key of the caller.
//!
//! In the database, so that it also holds when the second one reaches another process.

use chrono::TimeDelta;

use super::{App, error::AppError};
use crate::auth::policy::Grant;
use crate::storage::idempotentie::{self as storage, IdempotentieRow};
use crate::storage::types::DbInstant;

/// A key of one caller, with the request it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sleutel {
    /// Who sent it: a hash of the caller.
    pub beller: String,
    /// The key.
    pub sleutel: String,
    /// Hash of the request.
    pub verzoek: String,
}

/// An answer as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antwoord {
    /// HTTP status.
    pub status: u16,
    /// Headers that belong to it, as JSON.
    pub koppen: String,
    /// Body.
    pub antwoord: String,
}

/// What to do with a request that has a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// Nobody sent it before: do it.
    Nieuw,
    /// It was done: this was the answer.
    Gedaan(Antwoord),
    /// It is being done, or the process that did it died.
    Bezig,
    /// The key stands for another request.
    AnderVerzoek,
}

/// Takes the key, or says what became of the request that holds it. Keys are remembered for `uren` hours.
pub fn begin(app: &App, sleutel: &Sleutel, uren: i64) -> Result<Stand, AppError> {
    let now = app.clock.now();
    let row = row(sleutel, DbInstant(now));
    let since = TimeDelta::try_hours(uren).and_then(|life| now.checked_sub_signed(life)).unwrap_or(now);
    let there = app.db.write(&grant(), |tx| {
        let there = storage::take_sleutel(tx, &row, since)?;
        Ok::<_, AppError>(tx.unchanged(there))
    })?;
    Ok(match there {
        None => Stand::Nieuw,
        Some(there) if there.verzoek != sleutel.verzoek => Stand::AnderVerzoek,
        Some(IdempotentieRow { status: Some(status), koppen, antwoord, .. }) => Stand::Gedaan(Antwoord {
            status: u16::try_from(status).map_err(|why| AppError::Intern(why.to_string()))?,
            koppen: koppen.unwrap_or_default(),
            antwoord: app.wachtrij.kluis.open(&plaats(sleutel), &antwoord.unwrap_or_default())?,
        }),
        Some(_) => Stand::Bezig,
    })
}

/// Keeps the answer for who sends the request again.
pub fn keep(app: &App, sleutel: &Sleutel, answer: Antwoord) -> Result<(), AppError> {
    let row = IdempotentieRow {
        status: Some(i32::from(answer.status)),
        koppen: Some(answer.koppen),
        // An answer may hold a secret that is told once.
        antwoord: Some(app.wachtrij.kluis.seal(&plaats(sleutel), &answer.antwoord)?),
        ..row(sleutel, DbInstant(app.clock.now()))
    };
    app.db.write(&grant(), |tx| {
        storage::keep_antwoord(tx, &row)?;
        Ok(tx.unchanged(()))
    })
}

/// Gives the key back: the request changed nothing and may be sent again.
pub fn release(app: &App, sleutel: &Sleutel) -> Result<(), AppError> {
    app.db.write(&grant(), |tx| {
        storage::release_sleutel(tx, &sleutel.beller, &sleutel.sleutel)?;
        Ok(tx.unchanged(()))
    })
}

/// Keys are no data of anybody: the change itself has its own right and its own audit row.
fn grant() -> Grant {
    Grant::systeem("idempotentie")
}

/// Where an answer belongs.
fn plaats(sleutel: &Sleutel) -> String {
    format!("{}:{}", sleutel.beller, sleutel.sleutel)
}

fn row(sleutel: &Sleutel, now: DbInstant) -> IdempotentieRow {
    IdempotentieRow {
        beller: sleutel.beller.clone(),
        sleutel: sleutel.sleutel.clone(),
        verzoek: sleutel.verzoek.clone(),
        status: None,
        koppen: None,
        antwoord: None,
        aangemaakt_op: now,
    }
}
