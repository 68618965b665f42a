//! The boards that schools had, in the database.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::vorig_bestuur::VorigBestuur;
use crate::storage::connection::{Conn, Tx, with_db};
use crate::storage::schema::{schoolbestuur, vorig_bestuur};
use crate::storage::{StorageError, lees};

type Row = (String, Option<NaiveDate>, NaiveDate, String);

fn noun((_, van, tot_en_met, nummer): Row) -> Result<VorigBestuur, StorageError> {
    Ok(VorigBestuur { bestuursnummer: lees("vorig_bestuur.bestuursnummer", &nummer)?, van, tot_en_met })
}

/// Keeps a board that a school had.
pub fn insert_vorig_bestuur(tx: &mut Tx<'_>, code: &Vestigingscode, vorig: &VorigBestuur) -> Result<(), StorageError> {
    let row = (
        vorig_bestuur::vestigingscode.eq(code.as_str()),
        vorig_bestuur::van.eq(vorig.van),
        vorig_bestuur::tot_en_met.eq(vorig.tot_en_met),
        vorig_bestuur::bestuursnummer.eq(vorig.bestuursnummer.as_str()),
    );
    with_db!(c = &mut *tx.conn => diesel::insert_into(vorig_bestuur::table).values(row).execute(c))?;
    Ok(())
}

/// Forgets one: the school has that board again, and no day went by.
pub fn delete_vorig_bestuur(tx: &mut Tx<'_>, code: &Vestigingscode, tot_en_met: NaiveDate) -> Result<(), StorageError> {
    let target = vorig_bestuur::table.find((code.as_str(), tot_en_met));
    with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?;
    Ok(())
}

/// The boards that a school had, in order of their days.
pub fn list_vorige_besturen(conn: &mut Conn, code: &Vestigingscode) -> Result<Vec<VorigBestuur>, StorageError> {
    let rows: Vec<Row> = with_db!(c = conn => vorig_bestuur::table
        .filter(vorig_bestuur::vestigingscode.eq(code.as_str()))
        .order(vorig_bestuur::tot_en_met)
        .load(c))?;
    rows.into_iter().map(noun).collect()
}

/// Those of every school that ever changed boards.
pub fn load_vorige_besturen(conn: &mut Conn) -> Result<BTreeMap<Vestigingscode, Vec<VorigBestuur>>, StorageError> {
    let rows: Vec<Row> = with_db!(c = conn => vorig_bestuur::table
        .order((vorig_bestuur::vestigingscode, vorig_bestuur::tot_en_met))
        .load(c))?;
    let mut found: BTreeMap<Vestigingscode, Vec<VorigBestuur>> = BTreeMap::new();
    for row in rows {
        found.entry(lees("vorig_bestuur.vestigingscode", &row.0)?).or_default().push(noun(row)?);
    }
    Ok(found)
}

/// The board on `day`, with its name, of every school that had another one then than now.
pub fn vorige_besturen_op(
    conn: &mut Conn,
    day: NaiveDate,
) -> Result<HashMap<Vestigingscode, (Bestuursnummer, Option<String>)>, StorageError> {
    let rows: Vec<(String, String, Option<String>)> = with_db!(c = conn => vorig_bestuur::table
        .inner_join(schoolbestuur::table)
        .filter(vorig_bestuur::van.is_null().or(vorig_bestuur::van.le(day)))
        .filter(vorig_bestuur::tot_en_met.ge(day))
        .select((vorig_bestuur::vestigingscode, vorig_bestuur::bestuursnummer, schoolbestuur::naam))
        .load(c))?;
    let read = |(code, nummer, naam): (String, String, Option<String>)| {
        let nummer = lees("vorig_bestuur.bestuursnummer", &nummer)?;
        Ok((lees("vorig_bestuur.vestigingscode", &code)?, (nummer, naam)))
    };
    rows.into_iter().map(read).collect()
}
