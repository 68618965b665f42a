//! Reading the audit log: the rows of a regio, by what one looks for.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::AuditregelRow;
use crate::auth::policy::Bereik;
use crate::domain::pagina::{Lijst, Pagina};
use crate::storage::StorageError;
use crate::storage::connection::{Conn, with_db};
use crate::storage::schema::auditregel;
use crate::storage::types::{DbInstant, DbUuid};

/// Which rows are asked; what is absent does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditregelFilter {
    /// By this caller.
    pub actor: Option<String>,
    /// Of this action (`vacature:maken`).
    pub actie: Option<String>,
    /// About this kind of object.
    pub object_soort: Option<String>,
    /// About this object.
    pub object_id: Option<String>,
    /// Of this request.
    pub trace_id: Option<String>,
    /// From this moment.
    pub vanaf: Option<DateTime<Utc>>,
    /// Before this moment.
    pub tot: Option<DateTime<Utc>>,
}

/// The rows of the regio within reach, oldest first.
pub fn list_within(
    conn: &mut Conn,
    bereik: &Bereik,
    filter: &AuditregelFilter,
    pagina: &Pagina,
) -> Result<Lijst<AuditregelRow>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<AuditregelRow> = with_db!(c = conn => {
        let mut query = auditregel::table.select(AuditregelRow::as_select()).into_boxed();
        if let Some(regio) = bereik.regio() {
            query = query.filter(auditregel::regio.eq(regio));
        }
        if let Some(actor) = &filter.actor {
            query = query.filter(auditregel::actor.eq(actor));
        }
        if let Some(actie) = &filter.actie {
            query = query.filter(auditregel::actie.eq(actie));
        }
        if let Some(soort) = &filter.object_soort {
            query = query.filter(auditregel::object_soort.eq(soort));
        }
        if let Some(id) = &filter.object_id {
            query = query.filter(auditregel::object_id.eq(id));
        }
        if let Some(trace) = &filter.trace_id {
            query = query.filter(auditregel::trace_id.eq(trace));
        }
        if let Some(vanaf) = filter.vanaf {
            query = query.filter(auditregel::tijdstip.ge(DbInstant(vanaf)));
        }
        if let Some(tot) = filter.tot {
            query = query.filter(auditregel::tijdstip.lt(DbInstant(tot)));
        }
        if let Some(na) = na {
            query = query.filter(auditregel::id.gt(DbUuid(na)));
        }
        query.order(auditregel::id).limit(pagina.lees_aantal()).load(c)
    })?;
    Ok(Lijst::from_rows(rows, pagina, |row: &AuditregelRow| row.id.to_string()))
}
