//! Where values come from, in the database. Triggers write down which fields a transaction touched; [`publish`] says by whom.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{Nullable, Text};
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::onthouden::onthoud;
use super::schema::{veldherkomst, veldverandering};
use super::types::{DbInstant, DbUuid, InstantSql, UuidSql};
use super::{StorageError, lees};
use crate::auth::policy::Actie;
use crate::domain::herkomst::{Herkomstbron, Herkomstobject, Veldherkomst};

/// `true` keeps SQLite from reading ON CONFLICT as a join.
const MERGE: &str = "INSERT INTO veldherkomst (bron, import_id, door, rol, tijdstip, soort, object_id, veld) \
    SELECT DISTINCT $1, $2, $3, $4, $5, soort, object_id, veld FROM veldverandering WHERE true \
    ON CONFLICT (soort, object_id, veld) DO UPDATE SET bron = excluded.bron, import_id = excluded.import_id, \
    door = excluded.door, rol = excluded.rol, tijdstip = excluded.tijdstip";

/// Says who wrote what this transaction touched. Called once, when nothing more is written but the audit rows.
pub(super) fn publish(tx: &mut Tx<'_>) -> Result<(), StorageError> {
    let actor = tx.grant.actor();
    let bron = match tx.import {
        Some(_) => Herkomstbron::Import,
        None if tx.grant.actie() == Actie::Systeem => Herkomstbron::Dienst,
        None => Herkomstbron::Api,
    };
    let told = with_db!(c = &mut *tx.conn => onthoud(sql_query(MERGE)
        .bind::<Text, _>(bron.as_str())
        .bind::<Nullable<UuidSql>, _>(tx.import.map(DbUuid))
        .bind::<Text, _>(&actor.id)
        .bind::<Text, _>(actor.rol.to_string())
        .bind::<InstantSql, _>(DbInstant(tx.clock.now())))
        .execute(c))?;
    if told > 0 {
        with_db!(c = &mut *tx.conn => diesel::delete(veldverandering::table).execute(c))?;
    }
    Ok(())
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
