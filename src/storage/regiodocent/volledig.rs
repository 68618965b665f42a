//! Regiodocenten with all onderdelen: one person, or the whole pool of a regio in a constant number of queries.

use std::collections::HashMap;

use diesel::prelude::*;
use uuid::Uuid;

use super::row::RegiodocentRow;
use super::{Opslag, find_regiodocent};
use crate::domain::regiodocent::VolledigeRegiodocent;
use crate::domain::stored::Stored;
use crate::storage::StorageError;
use crate::storage::connection::{Conn, with_db};
use crate::storage::schema::{postcodepunt, regiodocent};
use crate::storage::types::DbUuid;

/// The regiodocent with this id and all onderdelen, when of this regio. Read it in a snapshot or a write: only then does
/// its versie belong to all of it.
pub fn find_volledig(conn: &mut Conn, regio: Uuid, id: Uuid) -> Result<Option<VolledigeRegiodocent>, StorageError> {
    let Some(regiodocent) = find_regiodocent(conn, regio, id)? else { return Ok(None) };
    Ok(Some(VolledigeRegiodocent {
        regiodocent,
        contracten: Opslag::list(conn, id)?,
        bevoegdheden: Opslag::list(conn, id)?,
        voorkeuren: Opslag::list(conn, id)?,
        uitsluitingen: Opslag::list(conn, id)?,
        instemmingen: Opslag::list(conn, id)?,
    }))
}

/// Everybody in the pool of a regio with all onderdelen, in order of id, in six queries.
///
/// Read it in a snapshot, so that all six see the same moment.
pub fn pool_of_regio(conn: &mut Conn, regio: Uuid) -> Result<Vec<VolledigeRegiodocent>, StorageError> {
    let rows: Vec<RegiodocentRow> = with_db!(c = conn => regiodocent::table
        .filter(regiodocent::regio_id.eq(DbUuid(regio)))
        .order(regiodocent::id)
        .select(RegiodocentRow::as_select())
        .load(c))?;
    let mut contracten = by_person(conn, regio)?;
    let mut bevoegdheden = by_person(conn, regio)?;
    let mut voorkeuren = by_person(conn, regio)?;
    let mut uitsluitingen = by_person(conn, regio)?;
    let mut instemmingen = by_person(conn, regio)?;
    let volledig = rows.into_iter().map(|row| {
        let regiodocent = row.stored()?;
        let id = regiodocent.id;
        Ok(VolledigeRegiodocent {
            regiodocent,
            contracten: contracten.remove(&id).unwrap_or_default(),
            bevoegdheden: bevoegdheden.remove(&id).unwrap_or_default(),
            voorkeuren: voorkeuren.remove(&id).unwrap_or_default(),
            uitsluitingen: uitsluitingen.remove(&id).unwrap_or_default(),
            instemmingen: instemmingen.remove(&id).unwrap_or_default(),
        })
    });
    volledig.collect()
}

/// One line per person in the pool: id, versie and the centroid of where they live. Whatever changes of a person, or of where
/// their postcode lies, changes their line.
pub type Poolstand = Vec<(DbUuid, i32, Option<(i32, i32)>)>;

/// How the pool of a regio stands, in one narrow query; in order of id.
pub fn stand_of_pool(conn: &mut Conn, regio: Uuid) -> Result<Poolstand, StorageError> {
    let home = regiodocent::woon_postcode.eq(postcodepunt::pc4.nullable());
    Ok(with_db!(c = conn => regiodocent::table
        .left_join(postcodepunt::table.on(home))
        .filter(regiodocent::regio_id.eq(DbUuid(regio)))
        .order(regiodocent::id)
        .select((regiodocent::id, regiodocent::versie, (postcodepunt::lon_e6, postcodepunt::lat_e6).nullable()))
        .load(c))?)
}

fn by_person<T: Opslag>(conn: &mut Conn, regio: Uuid) -> Result<HashMap<Uuid, Vec<Stored<T>>>, StorageError> {
    let mut found: HashMap<Uuid, Vec<Stored<T>>> = HashMap::new();
    for (van, onderdeel) in T::list_of_regio(conn, regio)? {
        found.entry(van).or_default().push(onderdeel);
    }
    Ok(found)
}
