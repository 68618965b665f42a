//! Vaststelling in the database. Append-only.

use std::collections::BTreeSet;

use diesel::prelude::*;
use uuid::Uuid;

use super::StorageError;
use super::connection::{Conn, Tx, with_db};
use super::schema::{plaatsing, vaststelling};
use super::types::{DbInstant, DbUuid};
use crate::domain::stored::Stored;
use crate::domain::vaststelling::Vaststelling;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = vaststelling)]
struct VaststellingRow {
    id: DbUuid,
    matchronde_id: DbUuid,
    motivering: String,
    door: String,
    vastgesteld_op: DbInstant,
    ingrepen: i32,
    gewijzigd: String,
}

impl VaststellingRow {
    fn stored(self) -> Result<Stored<Vaststelling>, StorageError> {
        let unreadable = |_| StorageError::Onleesbaar("vaststelling.gewijzigd".into());
        let noun = Vaststelling {
            matchronde_id: self.matchronde_id.0,
            motivering: self.motivering,
            door: self.door,
            vastgesteld_op: self.vastgesteld_op.0,
            ingrepen: self.ingrepen,
            gewijzigd: serde_json::from_str(&self.gewijzigd).map_err(unreadable)?,
        };
        Ok(Stored { id: self.id.0, versie: 1, noun })
    }
}

/// Adds a vaststelling.
pub fn insert_vaststelling(tx: &mut Tx<'_>, noun: Vaststelling) -> Result<Stored<Vaststelling>, StorageError> {
    let row = VaststellingRow {
        id: DbUuid::new(),
        matchronde_id: DbUuid(noun.matchronde_id),
        motivering: noun.motivering,
        door: noun.door,
        vastgesteld_op: DbInstant(noun.vastgesteld_op),
        ingrepen: noun.ingrepen,
        gewijzigd: serde_json::to_string(&noun.gewijzigd)
            .map_err(|_| StorageError::Onleesbaar("vaststelling.gewijzigd".into()))?,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(vaststelling::table).values(&row).execute(c))?;
    row.stored()
}

/// What earlier vaststellingen of this matchronde placed: regiodocent and school.
pub fn list_vastgesteld(conn: &mut Conn, matchronde_id: Uuid) -> Result<BTreeSet<(Uuid, String)>, StorageError> {
    let rows: Vec<(DbUuid, String)> = with_db!(c = conn => vaststelling::table
        .inner_join(plaatsing::table)
        .filter(vaststelling::matchronde_id.eq(DbUuid(matchronde_id)))
        .select((plaatsing::regiodocent_id, plaatsing::vestigingscode))
        .load(c))?;
    Ok(rows.into_iter().map(|(regiodocent, school)| (regiodocent.0, school)).collect())
}

/// The vaststellingen of one matchronde, oldest first.
pub fn list_vaststellingen(conn: &mut Conn, matchronde_id: Uuid) -> Result<Vec<Stored<Vaststelling>>, StorageError> {
    let rows: Vec<VaststellingRow> = with_db!(c = conn => vaststelling::table
        .filter(vaststelling::matchronde_id.eq(DbUuid(matchronde_id)))
        .order(vaststelling::id)
        .select(VaststellingRow::as_select())
        .load(c))?;
    rows.into_iter().map(VaststellingRow::stored).collect()
}
