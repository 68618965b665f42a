//! Metrics in the database: what the operator of the service watches, over all regios.

use chrono::TimeDelta;
use diesel::dsl::count_star;
use diesel::prelude::*;
use uuid::Uuid;

use super::StorageError;
use super::connection::{Conn, with_db};
use super::schema::{job, matchronde, regio};
use super::types::{DbInstant, DbUuid};

/// A matchronde that was answered with a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antwoord {
    /// Code of the regio.
    pub regio: String,
    /// Id of the matchronde.
    pub matchronde: Uuid,
    /// From the question to the answer, waiting in the queue included.
    pub duur: TimeDelta,
}

/// How many jobs there are by kind and state, in order.
pub fn count_jobs(conn: &mut Conn) -> Result<Vec<(String, String, i64)>, StorageError> {
    Ok(with_db!(c = conn => job::table
        .group_by((job::soort, job::status))
        .select((job::soort, job::status, count_star()))
        .order((job::soort, job::status))
        .load(c))?)
}

/// The matchrondes with a plan, the oldest answer first.
pub fn list_antwoorden(conn: &mut Conn) -> Result<Vec<Antwoord>, StorageError> {
    let rows: Vec<(String, DbUuid, DbInstant, DbInstant)> = with_db!(c = conn => matchronde::table
        .inner_join(regio::table)
        .filter(matchronde::plan_status.is_not_null())
        .filter(matchronde::klaar_op.is_not_null())
        .order((matchronde::klaar_op, matchronde::id))
        .select((regio::code, matchronde::id, matchronde::aangemaakt_op, matchronde::klaar_op.assume_not_null()))
        .load(c))?;
    let antwoord = |(regio, id, asked, answered): (String, DbUuid, DbInstant, DbInstant)| Antwoord {
        regio,
        matchronde: id.0,
        duur: answered.0 - asked.0,
    };
    Ok(rows.into_iter().map(antwoord).collect())
}
