//! Regio in the database.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::regio;
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::periode::Periode;
use crate::domain::regio::{Regio, Regiosoort};
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = regio)]
struct RegioRow {
    id: DbUuid,
    code: String,
    naam: String,
    soort: String,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    versie: i32,
}

impl RegioRow {
    fn stored(self) -> Result<Stored<Regio>, StorageError> {
        let noun = Regio {
            soort: lees("regio.soort", &self.soort)?,
            code: self.code,
            naam: self.naam,
            periode: Periode::new(self.van, self.tot_en_met),
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds a regio. A code that is taken is [`StorageError::Dubbel`].
pub fn insert_regio(tx: &mut Tx<'_>, regio: &Regio) -> Result<Stored<Regio>, StorageError> {
    let row = RegioRow {
        id: DbUuid::new(),
        code: regio.code.clone(),
        naam: regio.naam.clone(),
        soort: regio.soort.to_string(),
        van: regio.periode.van,
        tot_en_met: regio.periode.tot_en_met,
        versie: 1,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(regio::table).values(&row).execute(c))?;
    row.stored()
}

/// The regio with this code.
pub fn find_regio(conn: &mut Conn, code: &str) -> Result<Option<Stored<Regio>>, StorageError> {
    let row: Option<RegioRow> = with_db!(c = conn => regio::table
        .filter(regio::code.eq(code))
        .select(RegioRow::as_select())
        .first(c)
        .optional())?;
    row.map(RegioRow::stored).transpose()
}

/// Regios in order of code; only `code`, and only of this soort, when given.
pub fn list_regios(
    conn: &mut Conn,
    code: Option<&str>,
    soort: Option<Regiosoort>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Regio>>, StorageError> {
    let rows: Vec<RegioRow> = with_db!(c = conn => {
        let mut query = regio::table.select(RegioRow::as_select()).into_boxed();
        if let Some(code) = code {
            query = query.filter(regio::code.eq(code));
        }
        if let Some(soort) = soort {
            query = query.filter(regio::soort.eq(soort.as_str()));
        }
        if let Some(na) = &pagina.na {
            query = query.filter(regio::code.gt(na));
        }
        query.order(regio::code).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(RegioRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |regio: &Stored<Regio>| regio.noun.code.clone()))
}

/// Holds the regio until the end of the transaction: whoever looks first and writes later does so one at a time.
/// An update that changes nothing takes the same lock on both engines.
pub fn lock_regio(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StorageError> {
    with_db!(c = &mut *tx.conn => diesel::update(regio::table.filter(regio::id.eq(DbUuid(id))))
        .set(regio::versie.eq(regio::versie))
        .execute(c))?;
    Ok(())
}

/// The regio with this id.
pub fn find_regio_by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Stored<Regio>>, StorageError> {
    let row: Option<RegioRow> = with_db!(c = conn => regio::table
        .filter(regio::id.eq(DbUuid(id)))
        .select(RegioRow::as_select())
        .first(c)
        .optional())?;
    row.map(RegioRow::stored).transpose()
}
