//! School in the database.

mod bestuur;
mod row;
mod vorig;

pub use bestuur::{Meegegaan, follow_bestuur};
pub use vorig::{
    delete_vorig_bestuur, insert_vorig_bestuur, list_vorige_besturen, load_vorige_besturen, vorige_besturen_op,
};

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::upsert::excluded;

use super::connection::{Conn, Tx, with_db};
use super::deelname::vestigingscodes_in;
use super::schema::school;
use super::types::{containing, lower};
use super::{BLOK, StorageError};
use crate::auth::policy::Bereik;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::school::School;
use crate::domain::sector::Sector;
use crate::domain::stored::Stored;
use row::SchoolRow;

/// A school as it is stored, under its vestigingscode.
pub type StoredSchool = Stored<School, Vestigingscode>;

/// Which schools are asked; what is absent does not matter.
#[derive(Debug, Default)]
pub struct SchoolFilter {
    /// Only this school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Only of this board.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Only of this sector.
    pub sector: Option<Sector>,
    /// Only with this in the name, in capitals or not.
    pub naam: Option<String>,
    /// Only in this place, in capitals or not.
    pub plaats: Option<String>,
    /// Only in this gemeente.
    pub gemeentenummer: Option<String>,
}

/// Adds a school. A code that is taken is [`StorageError::Dubbel`].
pub fn insert_school(tx: &mut Tx<'_>, school: &School) -> Result<StoredSchool, StorageError> {
    let row = SchoolRow::new(school, 1);
    with_db!(c = &mut *tx.conn => diesel::insert_into(school::table).values(&row).execute(c))?;
    row.stored()
}

/// Adds those that are not there and overwrites those that are, in blocks; the version of an overwritten one goes up.
pub fn upsert_scholen(tx: &mut Tx<'_>, scholen: &[School], mut klaar: impl FnMut(usize)) -> Result<(), StorageError> {
    for blok in scholen.chunks(BLOK) {
        let rows: Vec<_> = blok.iter().map(|school| SchoolRow::new(school, 1)).collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(school::table)
            .values(&rows)
            .on_conflict(school::vestigingscode)
            .do_update()
            .set((
                school::bestuursnummer.eq(excluded(school::bestuursnummer)),
                school::naam.eq(excluded(school::naam)),
                school::sector.eq(excluded(school::sector)),
                school::postcode.eq(excluded(school::postcode)),
                school::plaats.eq(excluded(school::plaats)),
                school::gemeentenummer.eq(excluded(school::gemeentenummer)),
                school::lon_e6.eq(excluded(school::lon_e6)),
                school::lat_e6.eq(excluded(school::lat_e6)),
                school::schoolweging_e2.eq(excluded(school::schoolweging_e2)),
                school::leerlingen.eq(excluded(school::leerlingen)),
                school::gesloten_per.eq(excluded(school::gesloten_per)),
                school::versie.eq(school::versie + 1),
            ))
            .execute(c))?;
        klaar(blok.len());
    }
    Ok(())
}

/// The school with this code, whoever asks.
pub fn find_school(conn: &mut Conn, code: &Vestigingscode) -> Result<Option<StoredSchool>, StorageError> {
    let row: Option<SchoolRow> = with_db!(c = conn => school::table
        .find(code.as_str())
        .select(SchoolRow::as_select())
        .first(c)
        .optional())?;
    row.map(SchoolRow::stored).transpose()
}

/// The school with this code, when it lies within reach.
pub fn find_school_within(
    conn: &mut Conn,
    bereik: &Bereik,
    code: &Vestigingscode,
) -> Result<Option<StoredSchool>, StorageError> {
    let filter = SchoolFilter { vestigingscode: Some(code.clone()), ..Default::default() };
    Ok(list_scholen(conn, bereik, &filter, &Pagina { na: None, aantal: 1 })?.items.pop())
}

/// Schools within reach (with a deelname, of any date, in the regio), in order of code.
pub fn list_scholen(
    conn: &mut Conn,
    bereik: &Bereik,
    filter: &SchoolFilter,
    pagina: &Pagina,
) -> Result<Lijst<StoredSchool>, StorageError> {
    let rows: Vec<SchoolRow> = with_db!(c = conn => {
        let mut query = school::table.select(SchoolRow::as_select()).into_boxed();
        if let Some(regio) = bereik.regio() {
            query = query.filter(school::vestigingscode.eq_any(vestigingscodes_in(regio)));
        }
        if let Some(code) = bereik.vestigingscode() {
            query = query.filter(school::vestigingscode.eq(code.as_str()));
        }
        if let Some(bestuursnummer) = bereik.bestuursnummer() {
            query = query.filter(school::bestuursnummer.eq(bestuursnummer.as_str()));
        }
        if let Some(code) = &filter.vestigingscode {
            query = query.filter(school::vestigingscode.eq(code.as_str()));
        }
        if let Some(nummer) = &filter.bestuursnummer {
            query = query.filter(school::bestuursnummer.eq(nummer.as_str()));
        }
        if let Some(sector) = filter.sector {
            query = query.filter(school::sector.eq(sector.as_str()));
        }
        if let Some(naam) = &filter.naam {
            query = query.filter(lower(school::naam).like(lower(containing(naam))).escape('\\'));
        }
        if let Some(plaats) = &filter.plaats {
            query = query.filter(lower(school::plaats).eq(lower(plaats)));
        }
        if let Some(nummer) = &filter.gemeentenummer {
            query = query.filter(school::gemeentenummer.eq(nummer));
        }
        if let Some(na) = &pagina.na {
            query = query.filter(school::vestigingscode.gt(na));
        }
        query.order(school::vestigingscode).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(SchoolRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |school: &StoredSchool| school.id.to_string()))
}

/// Every school of the country, by code; for an import.
pub fn load_scholen(conn: &mut Conn) -> Result<BTreeMap<Vestigingscode, School>, StorageError> {
    let rows: Vec<SchoolRow> = with_db!(c = conn => school::table.select(SchoolRow::as_select()).load(c))?;
    rows.into_iter().map(|row| row.stored().map(|school| (school.id, school.noun))).collect()
}

/// Overwrites a school, when `versie` is still the stored one.
pub fn update_school(tx: &mut Tx<'_>, versie: i32, school: &School) -> Result<StoredSchool, StorageError> {
    let row = SchoolRow::new(school, versie + 1);
    let changed = with_db!(c = &mut *tx.conn => diesel::update(school::table)
        .filter(school::vestigingscode.eq(school.vestigingscode.as_str()).and(school::versie.eq(versie)))
        .set(&row)
        .execute(c))?;
    if changed == 0 { Err(StorageError::Verouderd) } else { row.stored() }
}

/// Holds the school until the transaction ends, so that two deelnames of one school are judged one after the other.
pub fn lock_school(tx: &mut Tx<'_>, code: &Vestigingscode) -> Result<(), StorageError> {
    with_db!(c = &mut *tx.conn => diesel::update(school::table.find(code.as_str()))
        .set(school::versie.eq(school::versie))
        .execute(c))?;
    Ok(())
}
