//! Auditregel: who did what to which object, written in the transaction that did it. Append-only, and chained.

mod keten;
mod lijst;

use diesel::prelude::*;

pub(super) use keten::chain;
pub use keten::{Breuk, Ketenverslag, ketens, verify_keten};
pub use lijst::{AuditregelFilter, list_within};

use super::connection::{Conn, Tx, with_db};
use super::schema::auditregel;
use super::types::{DbInstant, DbUuid};
use super::{Audited, StorageError};
use crate::audit::AuditEntry;

/// A row of the audit log.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = auditregel, treat_none_as_default_value = false)]
pub struct AuditregelRow {
    /// Id, sorts by time.
    pub id: DbUuid,
    /// When.
    pub tijdstip: DbInstant,
    /// Who: subject of the token, or `systeem:…`.
    pub actor: String,
    /// In which role.
    pub rol: String,
    /// In which regio (code).
    pub regio: Option<String>,
    /// Did what.
    pub actie: String,
    /// To what kind of object.
    pub object_soort: String,
    /// To which object.
    pub object_id: String,
    /// What changed, as JSON without personal data.
    pub samenvatting: String,
    /// Trace of the request.
    pub trace_id: Option<String>,
    /// Place in the chain of its regio, from 1; 0 = written before there was a chain.
    pub volgnummer: i64,
    /// Hash of this row and the one before it.
    pub hash: String,
}

impl Tx<'_> {
    /// Writes the audit row and hands over the value: the only way out of a write that changed something.
    pub fn audited<T>(&mut self, entry: AuditEntry, value: T) -> Result<Audited<T>, StorageError> {
        self.audit(entry)?;
        Ok(Audited(value))
    }

    /// Hands over a value when nothing was written, so that there is nothing to audit.
    pub fn unchanged<T>(&self, value: T) -> Audited<T> {
        Audited(value)
    }

    /// Writes one audit row; a write that touches several objects calls it for each but the last.
    ///
    /// It is stored at the very end of the transaction: the chain is the one thing all writers of a regio share, and
    /// whoever took it earlier would wait for others while they wait for it.
    pub fn audit(&mut self, entry: AuditEntry) -> Result<(), StorageError> {
        self.regels.push(AuditregelRow {
            id: DbUuid::new(),
            tijdstip: DbInstant(self.clock.now()),
            actor: self.grant.actor().id.clone(),
            rol: self.grant.actor().rol.to_string(),
            regio: self.grant.regio().map(str::to_owned),
            actie: entry.actie.to_owned(),
            object_soort: entry.object_soort.to_owned(),
            object_id: entry.object_id,
            samenvatting: entry.samenvatting.to_string(),
            trace_id: self.grant.spoor().map(str::to_owned),
            volgnummer: 0,
            hash: String::new(),
        });
        Ok(())
    }
}

/// The audit rows of one object, oldest first.
pub fn list_auditregels(conn: &mut Conn, soort: &str, id: &str) -> Result<Vec<AuditregelRow>, StorageError> {
    Ok(with_db!(c = conn => auditregel::table
        .filter(auditregel::object_soort.eq(soort).and(auditregel::object_id.eq(id)))
        .order((auditregel::tijdstip, auditregel::id))
        .select(AuditregelRow::as_select())
        .load(c))?)
}
