//! First answers to POSTs with an Idempotency-Key, per caller and key.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::StorageError;
use super::connection::{Tx, with_db};
use super::schema::idempotentie;
use super::types::DbInstant;

/// What is kept under a key.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = idempotentie)]
pub struct IdempotentieRow {
    /// Who sent it: a hash of the caller.
    pub beller: String,
    /// The key.
    pub sleutel: String,
    /// Hash of the request.
    pub verzoek: String,
    /// Status of the answer; `None` while it is made.
    pub status: Option<i32>,
    /// Headers of the answer, as JSON.
    pub koppen: Option<String>,
    /// Body of the answer.
    pub antwoord: Option<String>,
    /// When it was first sent.
    pub aangemaakt_op: DbInstant,
}

/// Takes the key for a request, or gives what stands there. Forgets everything from before `since` first.
pub fn take_sleutel(
    tx: &mut Tx<'_>,
    row: &IdempotentieRow,
    since: DateTime<Utc>,
) -> Result<Option<IdempotentieRow>, StorageError> {
    let old = idempotentie::table.filter(idempotentie::aangemaakt_op.lt(DbInstant(since)));
    with_db!(c = &mut *tx.conn => diesel::delete(old).execute(c))?;
    let taken = with_db!(c = &mut *tx.conn => diesel::insert_into(idempotentie::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if taken == 1 {
        return Ok(None);
    }
    Ok(with_db!(c = &mut *tx.conn => idempotentie::table
        .find((&row.beller, &row.sleutel))
        .select(IdempotentieRow::as_select())
        .first(c)
        .optional())?)
}

/// Keeps the answer.
pub fn keep_antwoord(tx: &mut Tx<'_>, row: &IdempotentieRow) -> Result<(), StorageError> {
    let target = idempotentie::table.find((&row.beller, &row.sleutel));
    let answer = (
        idempotentie::status.eq(row.status),
        idempotentie::koppen.eq(&row.koppen),
        idempotentie::antwoord.eq(&row.antwoord),
    );
    with_db!(c = &mut *tx.conn => diesel::update(target).set(answer).execute(c))?;
    Ok(())
}

/// Gives the key back: the request changed nothing.
pub fn release_sleutel(tx: &mut Tx<'_>, beller: &str, sleutel: &str) -> Result<(), StorageError> {
    let target = idempotentie::table.find((beller, sleutel));
    with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?;
    Ok(())
}
