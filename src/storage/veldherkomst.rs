//! Where values come from, in the database. Triggers write down which fields a transaction touched; `afsluiting` says by whom.

use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::veldherkomst;
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::auth::policy::Actie;
use crate::domain::herkomst::{Herkomstbron, Herkomstobject, Veldherkomst};

/// Says who wrote what this transaction touched: through which door, in which import, who, in which role and when.
/// `true` keeps SQLite from reading ON CONFLICT as a join.
pub(super) const MERGE: &str = "INSERT INTO veldherkomst (bron, import_id, door, rol, tijdstip, soort, object_id, veld) \
    SELECT DISTINCT $1, $2, $3, $4, $5, soort, object_id, veld FROM veldverandering WHERE true \
    ON CONFLICT (soort, object_id, veld) DO UPDATE SET bron = excluded.bron, import_id = excluded.import_id, \
    door = excluded.door, rol = excluded.rol, tijdstip = excluded.tijdstip";

/// Through which door this transaction writes.
pub(super) fn bron(tx: &Tx<'_>) -> Herkomstbron {
    match tx.import {
        Some(_) => Herkomstbron::Import,
        None if tx.grant.actie() == Actie::Systeem => Herkomstbron::Dienst,
        None => Herkomstbron::Api,
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = veldherkomst)]
struct VeldherkomstRow {
    soort: String,
    object_id: String,
    veld: String,
    bron: String,
    import_id: Option<DbUuid>,
    door: String,
    rol: String,
    tijdstip: DbInstant,
}

impl VeldherkomstRow {
    fn noun(self) -> Result<Veldherkomst, StorageError> {
        Ok(Veldherkomst {
            soort: lees("veldherkomst.soort", &self.soort)?,
            object_id: self.object_id,
            veld: self.veld,
            bron: lees("veldherkomst.bron", &self.bron)?,
            import: self.import_id.map(|id: DbUuid| -> Uuid { id.0 }),
            door: Some(self.door),
            rol: self.rol,
            tijdstip: self.tijdstip.0,
        })
    }
}

/// What is known of one thing, as it is written: a field by itself, or `*` for all others.
pub fn list_veldherkomst(
    conn: &mut Conn,
    soort: Herkomstobject,
    object_id: &str,
) -> Result<Vec<Veldherkomst>, StorageError> {
    let rows: Vec<VeldherkomstRow> = with_db!(c = conn => veldherkomst::table
        .filter(veldherkomst::soort.eq(soort.as_str()).and(veldherkomst::object_id.eq(object_id)))
        .select(VeldherkomstRow::as_select())
        .load(c))?;
    rows.into_iter().map(VeldherkomstRow::noun).collect()
}
