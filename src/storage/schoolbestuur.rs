//! Schoolbestuur in the database.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;

use super::connection::{Conn, Tx, with_db};
use super::deelname::vestigingscodes_in;
use super::schema::{deelname, regio, school, schoolbestuur, vorig_bestuur};
use super::types::{containing, lower};
use super::{BLOK, StorageError, lees};
use crate::auth::policy::Bereik;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::domain::stored::Stored;

/// A schoolbestuur as it is stored, under its bestuursnummer.
pub type StoredSchoolbestuur = Stored<Schoolbestuur, Bestuursnummer>;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = schoolbestuur, treat_none_as_default_value = false)]
struct SchoolbestuurRow {
    bestuursnummer: String,
    naam: Option<String>,
    versie: i32,
}

impl SchoolbestuurRow {
    fn new(bestuur: &Schoolbestuur) -> Self {
        SchoolbestuurRow { bestuursnummer: bestuur.bestuursnummer.to_string(), naam: bestuur.naam.clone(), versie: 1 }
    }

    fn stored(self) -> Result<StoredSchoolbestuur, StorageError> {
        let bestuursnummer: Bestuursnummer = lees("schoolbestuur.bestuursnummer", &self.bestuursnummer)?;
        let noun = Schoolbestuur { bestuursnummer: bestuursnummer.clone(), naam: self.naam };
        Ok(Stored { id: bestuursnummer, versie: self.versie, noun })
    }
}

/// Adds a schoolbestuur. A number that is taken is [`StorageError::Dubbel`].
pub fn insert_schoolbestuur(tx: &mut Tx<'_>, bestuur: &Schoolbestuur) -> Result<StoredSchoolbestuur, StorageError> {
    let row = SchoolbestuurRow::new(bestuur);
    with_db!(c = &mut *tx.conn => diesel::insert_into(schoolbestuur::table).values(&row).execute(c))?;
    row.stored()
}

/// Adds those that are not there and renames those that are, in blocks; the version of a renamed one goes up.
pub fn upsert_schoolbesturen(tx: &mut Tx<'_>, besturen: &[Schoolbestuur]) -> Result<(), StorageError> {
    for blok in besturen.chunks(BLOK) {
        let rows: Vec<_> = blok.iter().map(SchoolbestuurRow::new).collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(schoolbestuur::table)
            .values(&rows)
            .on_conflict(schoolbestuur::bestuursnummer)
            .do_update()
            .set((
                schoolbestuur::naam.eq(excluded(schoolbestuur::naam)),
                schoolbestuur::versie.eq(schoolbestuur::versie + 1),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// The schoolbestuur with this number, whoever asks.
pub fn find_schoolbestuur(
    conn: &mut Conn,
    nummer: &Bestuursnummer,
) -> Result<Option<StoredSchoolbestuur>, StorageError> {
    let row: Option<SchoolbestuurRow> = with_db!(c = conn => schoolbestuur::table
        .find(nummer.as_str())
        .select(SchoolbestuurRow::as_select())
        .first(c)
        .optional())?;
    row.map(SchoolbestuurRow::stored).transpose()
}

/// Which besturen are asked; what is absent does not matter.
#[derive(Debug, Default)]
pub struct SchoolbestuurFilter {
    /// Only this one.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Only with this in the name, in capitals or not.
    pub naam: Option<String>,
}

/// Besturen within reach, in order of number.
///
/// A regio reaches the besturen that its schools have or had, and those that have no school at all yet.
pub fn list_schoolbesturen(
    conn: &mut Conn,
    bereik: &Bereik,
    filter: &SchoolbestuurFilter,
    pagina: &Pagina,
) -> Result<Lijst<StoredSchoolbestuur>, StorageError> {
    let rows: Vec<SchoolbestuurRow> = with_db!(c = conn => {
        let mut query = schoolbestuur::table.select(SchoolbestuurRow::as_select()).into_boxed();
        if let Some(own) = bereik.bestuursnummer() {
            query = query.filter(schoolbestuur::bestuursnummer.eq(own.as_str()));
        } else if let Some(regio) = bereik.regio() {
            let of_regio = school::table
                .filter(school::vestigingscode.eq_any(vestigingscodes_in(regio)))
                .select(school::bestuursnummer);
            let before = vorig_bestuur::table
                .filter(vorig_bestuur::vestigingscode.eq_any(vestigingscodes_in(regio)))
                .select(vorig_bestuur::bestuursnummer);
            query = query.filter(
                schoolbestuur::bestuursnummer
                    .eq_any(of_regio)
                    .or(schoolbestuur::bestuursnummer.eq_any(before))
                    .or(schoolbestuur::bestuursnummer.ne_all(school::table.select(school::bestuursnummer))),
            );
        }
        if let Some(nummer) = &filter.bestuursnummer {
            query = query.filter(schoolbestuur::bestuursnummer.eq(nummer.as_str()));
        }
        if let Some(naam) = &filter.naam {
            query = query.filter(lower(schoolbestuur::naam.assume_not_null()).like(lower(containing(naam))).escape('\\'));
        }
        if let Some(na) = &pagina.na {
            query = query.filter(schoolbestuur::bestuursnummer.gt(na));
        }
        query.order(schoolbestuur::bestuursnummer).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(SchoolbestuurRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |bestuur: &StoredSchoolbestuur| bestuur.id.to_string()))
}

/// Does a school of this board take part in another regio than this one, on `today` or later?
pub fn takes_part_elsewhere(
    conn: &mut Conn,
    nummer: &Bestuursnummer,
    own: &str,
    today: NaiveDate,
) -> Result<bool, StorageError> {
    let count: i64 = with_db!(c = conn => deelname::table
        .inner_join(regio::table)
        .inner_join(school::table)
        .filter(school::bestuursnummer.eq(nummer.as_str()))
        .filter(regio::code.ne(own))
        .filter(deelname::tot_en_met.is_null().or(deelname::tot_en_met.ge(today)))
        .count()
        .get_result(c))?;
    Ok(count > 0)
}

/// Every schoolbestuur of the country, by number; for an import.
pub fn load_schoolbesturen(conn: &mut Conn) -> Result<BTreeMap<Bestuursnummer, Schoolbestuur>, StorageError> {
    let rows: Vec<SchoolbestuurRow> =
        with_db!(c = conn => schoolbestuur::table.select(SchoolbestuurRow::as_select()).load(c))?;
    rows.into_iter().map(|row| row.stored().map(|bestuur| (bestuur.id, bestuur.noun))).collect()
}

/// Changes the name, when `versie` is still the stored one.
pub fn update_schoolbestuur(
    tx: &mut Tx<'_>,
    versie: i32,
    bestuur: &Schoolbestuur,
) -> Result<StoredSchoolbestuur, StorageError> {
    let changed = with_db!(c = &mut *tx.conn => diesel::update(schoolbestuur::table)
        .filter(schoolbestuur::bestuursnummer.eq(bestuur.bestuursnummer.as_str()).and(schoolbestuur::versie.eq(versie)))
        .set((schoolbestuur::naam.eq(&bestuur.naam), schoolbestuur::versie.eq(versie + 1)))
        .execute(c))?;
    if changed == 0 {
        return Err(StorageError::Verouderd);
    }
    Ok(Stored { id: bestuur.bestuursnummer.clone(), versie: versie + 1, noun: bestuur.clone() })
}

/// The numbers of those that exist.
pub fn which_exist(conn: &mut Conn, nummers: &[&str]) -> Result<Vec<String>, StorageError> {
    let mut found = Vec::new();
    for blok in nummers.chunks(BLOK) {
        let query = schoolbestuur::table.filter(schoolbestuur::bestuursnummer.eq_any(blok.to_vec()));
        let rows: Vec<String> = with_db!(c = &mut *conn => query.select(schoolbestuur::bestuursnummer).load(c))?;
        found.extend(rows);
    }
    Ok(found)
}
