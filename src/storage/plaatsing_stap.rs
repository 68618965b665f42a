//! The steps that were taken with a plaatsing. Append-only.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::plaatsing_stap;
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::domain::plaatsing::GezetteStap;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = plaatsing_stap)]
struct StapRow {
    id: DbUuid,
    plaatsing_id: DbUuid,
    stap: String,
    namens: String,
    door: String,
    tijdstip: DbInstant,
    bron: Option<String>,
    motivering: Option<String>,
    datum: Option<NaiveDate>,
}

/// Adds a step.
pub fn insert_stap(tx: &mut Tx<'_>, plaatsing_id: Uuid, stap: &GezetteStap) -> Result<(), StorageError> {
    let row = StapRow {
        id: DbUuid::new(),
        plaatsing_id: DbUuid(plaatsing_id),
        stap: stap.stap.to_string(),
        namens: stap.namens.to_string(),
        door: stap.door.clone(),
        tijdstip: DbInstant(stap.tijdstip),
        bron: stap.bron.clone(),
        motivering: stap.motivering.clone(),
        datum: stap.datum,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(plaatsing_stap::table).values(&row).execute(c))?;
    Ok(())
}

/// The steps of a plaatsing, oldest first.
pub fn list_stappen(conn: &mut Conn, plaatsing_id: Uuid) -> Result<Vec<GezetteStap>, StorageError> {
    let rows: Vec<StapRow> = with_db!(c = conn => plaatsing_stap::table
        .filter(plaatsing_stap::plaatsing_id.eq(DbUuid(plaatsing_id)))
        .order((plaatsing_stap::tijdstip, plaatsing_stap::id))
        .select(StapRow::as_select())
        .load(c))?;
    let read = |row: StapRow| {
        Ok(GezetteStap {
            stap: lees("plaatsing_stap.stap", &row.stap)?,
            namens: lees("plaatsing_stap.namens", &row.namens)?,
            door: row.door,
            tijdstip: row.tijdstip.0,
            bron: row.bron,
            motivering: row.motivering,
            datum: row.datum,
        })
    };
    rows.into_iter().map(read).collect()
}
