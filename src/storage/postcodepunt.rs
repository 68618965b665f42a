//! Centroids of four-digit postcodes: where a school or person is when no address point is known.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::connection::{Conn, Tx, with_db};
use super::schema::postcodepunt;
use super::{BLOK, StorageError, lees};
use crate::domain::kenmerk::Postcode4;
use crate::domain::punt::Punt;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = postcodepunt, treat_none_as_default_value = false)]
struct PostcodepuntRow {
    pc4: String,
    lon_e6: i32,
    lat_e6: i32,
}

/// Adds or moves centroids, in blocks.
pub fn upsert_postcodepunten(tx: &mut Tx<'_>, punten: &[(Postcode4, Punt)]) -> Result<(), StorageError> {
    for blok in punten.chunks(BLOK) {
        let rows: Vec<_> = blok
            .iter()
            .map(|(pc4, punt)| PostcodepuntRow { pc4: pc4.to_string(), lon_e6: punt.lon_e6, lat_e6: punt.lat_e6 })
            .collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(postcodepunt::table)
            .values(&rows)
            .on_conflict(postcodepunt::pc4)
            .do_update()
            .set((
                postcodepunt::lon_e6.eq(excluded(postcodepunt::lon_e6)),
                postcodepunt::lat_e6.eq(excluded(postcodepunt::lat_e6)),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// All centroids: about 4,000 for the country.
pub fn load_postcodepunten(conn: &mut Conn) -> Result<BTreeMap<Postcode4, Punt>, StorageError> {
    let rows: Vec<PostcodepuntRow> =
        with_db!(c = conn => postcodepunt::table.select(PostcodepuntRow::as_select()).load(c))?;
    rows.into_iter()
        .map(|row| Ok((lees("postcodepunt.pc4", &row.pc4)?, Punt { lon_e6: row.lon_e6, lat_e6: row.lat_e6 })))
        .collect()
}
