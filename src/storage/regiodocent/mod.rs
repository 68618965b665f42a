//! Regiodocent in the database: the person itself. The onderdelen stand next to this file.

mod onderdeel;
mod onderdeel_row;
mod row;
mod verwijzing;
mod volledig;

use std::collections::BTreeMap;

use diesel::prelude::*;
use uuid::Uuid;

pub use onderdeel::Opslag;
pub use verwijzing::find_onbekende;
pub use volledig::{Poolstand, find_volledig, pool_of_regio, stand_of_pool};

use super::connection::{Conn, Tx, with_db};
use super::schema::{bevoegdheid, contract, regiodocent};
use super::types::{DbUuid, containing, lower};
use super::{BLOK, StorageError};
use crate::auth::policy::Bereik;
use crate::domain::kenmerk::{Bestuursnummer, Postcode4};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::regiodocent::{Regiodocent, Regiodocentsoort};
use crate::domain::sector::{Graad, Sector};
use crate::domain::stored::Stored;
use row::RegiodocentRow;

/// Adds a regiodocent to a regio. A `bronSysteem` + `externId` that is taken there is [`StorageError::Dubbel`].
pub fn insert_regiodocent(
    tx: &mut Tx<'_>,
    regio: Uuid,
    noun: &Regiodocent,
) -> Result<Stored<Regiodocent>, StorageError> {
    let row = RegiodocentRow::new(DbUuid::new(), regio.into(), 1, noun);
    with_db!(c = &mut *tx.conn => diesel::insert_into(regiodocent::table).values(&row).execute(c))?;
    row.stored()
}

/// The regiodocent with this id, when of this regio.
pub fn find_regiodocent(conn: &mut Conn, regio: Uuid, id: Uuid) -> Result<Option<Stored<Regiodocent>>, StorageError> {
    let (regio, id) = (DbUuid(regio), DbUuid(id));
    let row: Option<RegiodocentRow> = with_db!(c = conn => regiodocent::table
        .filter(regiodocent::id.eq(id).and(regiodocent::regio_id.eq(regio)))
        .select(RegiodocentRow::as_select())
        .first(c)
        .optional())?;
    row.map(RegiodocentRow::stored).transpose()
}

/// The regiodocent that another system knows as `extern_id`.
pub fn find_by_herkomst(
    conn: &mut Conn,
    regio: Uuid,
    bron_systeem: &str,
    extern_id: &str,
) -> Result<Option<Stored<Regiodocent>>, StorageError> {
    let row: Option<RegiodocentRow> = with_db!(c = conn => regiodocent::table
        .filter(regiodocent::regio_id.eq(DbUuid(regio)))
        .filter(regiodocent::bron_systeem.eq(bron_systeem).and(regiodocent::extern_id.eq(extern_id)))
        .select(RegiodocentRow::as_select())
        .first(c)
        .optional())?;
    row.map(RegiodocentRow::stored).transpose()
}

/// Those of these ids and of these names in other systems, each at most once.
pub fn find_many(
    conn: &mut Conn,
    regio: Uuid,
    ids: &[Uuid],
    namen: &[&(String, String)],
) -> Result<Vec<Stored<Regiodocent>>, StorageError> {
    let mut found: BTreeMap<Uuid, Stored<Regiodocent>> = BTreeMap::new();
    let mut by_bron: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (bron, extern_id) in namen {
        by_bron.entry(bron).or_default().push(extern_id);
    }
    for blok in ids.chunks(BLOK) {
        let ids: Vec<DbUuid> = blok.iter().copied().map(DbUuid).collect();
        let rows: Vec<RegiodocentRow> = with_db!(c = &mut *conn => regiodocent::table
            .filter(regiodocent::regio_id.eq(DbUuid(regio)).and(regiodocent::id.eq_any(ids)))
            .select(RegiodocentRow::as_select())
            .load(c))?;
        for row in rows {
            found.insert(row.id.0, row.stored()?);
        }
    }
    for (bron, namen) in by_bron {
        for blok in namen.chunks(BLOK) {
            let rows: Vec<RegiodocentRow> = with_db!(c = &mut *conn => regiodocent::table
                .filter(regiodocent::regio_id.eq(DbUuid(regio)))
                .filter(regiodocent::bron_systeem.eq(bron).and(regiodocent::extern_id.eq_any(blok.to_vec())))
                .select(RegiodocentRow::as_select())
                .load(c))?;
            for row in rows {
                found.insert(row.id.0, row.stored()?);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// Adds many under ids that were chosen before.
pub fn insert_regiodocenten(tx: &mut Tx<'_>, regio: Uuid, nouns: &[(Uuid, Regiodocent)]) -> Result<(), StorageError> {
    for blok in nouns.chunks(BLOK) {
        let new = |(id, noun): &(Uuid, Regiodocent)| RegiodocentRow::new(DbUuid(*id), DbUuid(regio), 1, noun);
        let rows: Vec<RegiodocentRow> = blok.iter().map(new).collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(regiodocent::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Which regiodocenten are asked; what is absent does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegiodocentFilter {
    /// Only this one.
    pub id: Option<Uuid>,
    /// Of this kind.
    pub soort: Option<Regiodocentsoort>,
    /// With a bevoegdheid of this sector, for this vak and of this graad; one that has all that is asked.
    pub bevoegdheid: Bevoegdheidfilter,
    /// Of whom this board is, was or will be the formeel werkgever.
    pub formeel_werkgever: Option<Bestuursnummer>,
    /// With this in the name, in capitals or not.
    pub naam: Option<String>,
    /// Living in this postcode of four digits.
    pub woon_postcode: Option<Postcode4>,
    /// From this system.
    pub bron_systeem: Option<String>,
    /// Known by this id in the system they come from.
    pub extern_id: Option<String>,
}

/// Which bevoegdheden; what is absent does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bevoegdheidfilter {
    /// Of this sector.
    pub sector: Option<Sector>,
    /// For this vak.
    pub vak: Option<String>,
    /// Of this graad.
    pub graad: Option<Graad>,
}

/// Who has, had or will have a contract with this board as formeel werkgever.
#[diesel::dsl::auto_type]
fn personeel_van<'a>(werkgever: &'a Bestuursnummer) -> _ {
    let nummer: &'a str = werkgever.as_str();
    contract::table.filter(contract::formeel_werkgever.eq(nummer)).select(contract::regiodocent_id)
}

/// Does the regiodocent with this id lie within reach?
pub fn is_within(conn: &mut Conn, regio: Uuid, bereik: &Bereik, id: Uuid) -> Result<bool, StorageError> {
    let filter = RegiodocentFilter { id: Some(id), ..Default::default() };
    Ok(!list_regiodocenten(conn, regio, bereik, &filter, &Pagina { na: None, aantal: 1 })?.items.is_empty())
}

/// Regiodocenten of a regio in order of id, as far as they lie within reach.
pub fn list_regiodocenten(
    conn: &mut Conn,
    regio: Uuid,
    bereik: &Bereik,
    filter: &RegiodocentFilter,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Regiodocent>>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<RegiodocentRow> = with_db!(c = conn => {
        let mut query = regiodocent::table.select(RegiodocentRow::as_select()).into_boxed();
        query = query.filter(regiodocent::regio_id.eq(DbUuid(regio)));
        if let Some(zelf) = bereik.regiodocent() {
            query = query.filter(regiodocent::id.eq(DbUuid(zelf)));
        }
        if let Some(werkgever) = bereik.bestuursnummer() {
            query = query.filter(regiodocent::id.eq_any(personeel_van(werkgever)));
        }
        if let Some(id) = filter.id {
            query = query.filter(regiodocent::id.eq(DbUuid(id)));
        }
        if let Some(soort) = filter.soort {
            query = query.filter(regiodocent::soort.eq(soort.as_str()));
        }
        if filter.bevoegdheid != Bevoegdheidfilter::default() {
            let Bevoegdheidfilter { sector, vak, graad } = &filter.bevoegdheid;
            let mut holders = bevoegdheid::table.select(bevoegdheid::regiodocent_id).into_boxed();
            if let Some(sector) = sector {
                holders = holders.filter(bevoegdheid::sector.eq(sector.as_str()));
            }
            if let Some(vak) = vak {
                holders = holders.filter(bevoegdheid::vak.eq(vak));
            }
            if let Some(graad) = graad {
                holders = holders.filter(bevoegdheid::graad.eq(graad.as_str()));
            }
            query = query.filter(regiodocent::id.eq_any(holders));
        }
        if let Some(werkgever) = &filter.formeel_werkgever {
            query = query.filter(regiodocent::id.eq_any(personeel_van(werkgever)));
        }
        if let Some(naam) = &filter.naam {
            query = query.filter(lower(regiodocent::naam).like(lower(containing(naam))).escape('\\'));
        }
        if let Some(postcode) = &filter.woon_postcode {
            query = query.filter(regiodocent::woon_postcode.eq(postcode.as_str()));
        }
        if let Some(bron) = &filter.bron_systeem {
            query = query.filter(regiodocent::bron_systeem.eq(bron));
        }
        if let Some(extern_id) = &filter.extern_id {
            query = query.filter(regiodocent::extern_id.eq(extern_id));
        }
        if let Some(na) = na {
            query = query.filter(regiodocent::id.gt(DbUuid(na)));
        }
        query.order(regiodocent::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(RegiodocentRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |found: &Stored<Regiodocent>| found.id.to_string()))
}

/// Changes a regiodocent who still has `versie`.
pub fn update_regiodocent(
    tx: &mut Tx<'_>,
    regio: Uuid,
    id: Uuid,
    versie: i32,
    noun: &Regiodocent,
) -> Result<Stored<Regiodocent>, StorageError> {
    let row = RegiodocentRow::new(id.into(), regio.into(), versie + 1, noun);
    let present = regiodocent::table
        .filter(regiodocent::id.eq(row.id).and(regiodocent::regio_id.eq(row.regio_id)))
        .filter(regiodocent::versie.eq(versie));
    match with_db!(c = &mut *tx.conn => diesel::update(present).set(&row).execute(c))? {
        0 => Err(StorageError::Verouderd),
        _ => row.stored(),
    }
}

/// Raises the versie of a regiodocent and, until the transaction ends, keeps others from changing anything of this
/// person. First statement of every change of an onderdeel: what is read after it cannot be outdated.
pub fn lock_regiodocent(tx: &mut Tx<'_>, regio: Uuid, id: Uuid) -> Result<Option<Stored<Regiodocent>>, StorageError> {
    let present =
        regiodocent::table.filter(regiodocent::id.eq(DbUuid(id)).and(regiodocent::regio_id.eq(DbUuid(regio))));
    let row: Option<RegiodocentRow> = with_db!(c = &mut *tx.conn => diesel::update(present)
        .set(regiodocent::versie.eq(regiodocent::versie + 1))
        .returning(RegiodocentRow::as_returning())
        .get_result(c)
        .optional())?;
    row.map(RegiodocentRow::stored).transpose()
}
