//! Herkomst: how another system knows a thing that has no place for that itself.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::StorageError;
use super::connection::{Conn, Tx, with_db};
use super::schema::herkomst;
use super::types::DbUuid;

/// What the system `bron_systeem` knows as `extern_id`.
pub fn find_object(
    conn: &mut Conn,
    regio: Uuid,
    soort: &str,
    bron_systeem: &str,
    extern_id: &str,
) -> Result<Option<Uuid>, StorageError> {
    let found: Option<DbUuid> = with_db!(c = conn => herkomst::table
        .filter(herkomst::regio_id.eq(DbUuid(regio)).and(herkomst::soort.eq(soort)))
        .filter(herkomst::bron_systeem.eq(bron_systeem).and(herkomst::extern_id.eq(extern_id)))
        .select(herkomst::object_id)
        .first(c)
        .optional())?;
    Ok(found.map(|id| id.0))
}

/// Remembers how another system knows a thing.
pub fn insert_herkomst(
    tx: &mut Tx<'_>,
    regio: Uuid,
    soort: &str,
    (bron_systeem, extern_id): (&str, &str),
    object: Uuid,
) -> Result<(), StorageError> {
    let values = (
        herkomst::regio_id.eq(DbUuid(regio)),
        herkomst::soort.eq(soort),
        herkomst::bron_systeem.eq(bron_systeem),
        herkomst::extern_id.eq(extern_id),
        herkomst::object_id.eq(DbUuid(object)),
    );
    with_db!(c = &mut *tx.conn => diesel::insert_into(herkomst::table).values(values).execute(c))?;
    Ok(())
}

/// How other systems know these things; one of each when several do.
pub fn herkomst_of(conn: &mut Conn, ids: &[Uuid]) -> Result<HashMap<Uuid, (String, String)>, StorageError> {
    let ids: Vec<DbUuid> = ids.iter().copied().map(DbUuid).collect();
    let rows: Vec<(DbUuid, String, String)> = with_db!(c = conn => herkomst::table
        .filter(herkomst::object_id.eq_any(ids))
        .select((herkomst::object_id, herkomst::bron_systeem, herkomst::extern_id))
        .order((herkomst::bron_systeem.desc(), herkomst::extern_id.desc()))
        .load(c))?;
    Ok(rows.into_iter().map(|(id, bron, extern_id)| (id.0, (bron, extern_id))).collect())
}
