//! What became of each row of an import.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::import::{Importregel, Importuitkomst};
use crate::domain::pagina::{Lijst, Pagina};
use crate::storage::connection::{Conn, Tx, with_db};
use crate::storage::schema::{import, import_regel};
use crate::storage::types::{DbInstant, DbUuid};
use crate::storage::{BLOK, StorageError, lees};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = import_regel, treat_none_as_default_value = false)]
struct RegelRow {
    import_id: DbUuid,
    rij: i64,
    uitkomst: String,
    object_id: Option<String>,
    fouten: Option<String>,
}

impl RegelRow {
    fn new(import_id: Uuid, regel: &Importregel) -> Result<Self, StorageError> {
        let broken = |why: serde_json::Error| StorageError::Onleesbaar(format!("import_regel.fouten: {why}"));
        let fouten = match regel.fouten.as_slice() {
            [] => None,
            fouten => Some(serde_json::to_string(fouten).map_err(broken)?),
        };
        let (uitkomst, object_id) = (regel.uitkomst.to_string(), regel.object_id.clone());
        Ok(RegelRow { import_id: DbUuid(import_id), rij: regel.rij, uitkomst, object_id, fouten })
    }

    fn noun(self) -> Result<Importregel, StorageError> {
        let broken = |why: serde_json::Error| StorageError::Onleesbaar(format!("import_regel.fouten: {why}"));
        Ok(Importregel {
            rij: self.rij,
            uitkomst: lees("import_regel.uitkomst", &self.uitkomst)?,
            object_id: self.object_id,
            fouten: self.fouten.map_or(Ok(Vec::new()), |text| serde_json::from_str(&text)).map_err(broken)?,
        })
    }
}

/// Keeps the outcome of rows.
pub fn insert_regels(tx: &mut Tx<'_>, import_id: Uuid, regels: &[Importregel]) -> Result<(), StorageError> {
    for blok in regels.chunks(BLOK) {
        let rows = blok.iter().map(|regel| RegelRow::new(import_id, regel)).collect::<Result<Vec<_>, _>>()?;
        with_db!(c = &mut *tx.conn => diesel::insert_into(import_regel::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Forgets every outcome: the file is read again from its first row.
pub fn delete_regels(tx: &mut Tx<'_>, import_id: Uuid) -> Result<(), StorageError> {
    let target = import_regel::table.filter(import_regel::import_id.eq(DbUuid(import_id)));
    with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?;
    Ok(())
}

/// Throws away the rows of one import that ended before `voor`; how many. Its counts stay.
pub fn prune_regels(tx: &mut Tx<'_>, voor: DateTime<Utc>) -> Result<usize, StorageError> {
    let found: Option<DbUuid> = with_db!(c = &mut *tx.conn => import::table
        .filter(import::klaar_op.lt(Some(DbInstant(voor))))
        .filter(exists(import_regel::table.filter(import_regel::import_id.eq(import::id))))
        .select(import::id)
        .first(c)
        .optional())?;
    let Some(id) = found else { return Ok(0) };
    let target = import_regel::table.filter(import_regel::import_id.eq(id));
    Ok(with_db!(c = &mut *tx.conn => diesel::delete(target).execute(c))?)
}

/// Rows in the order of the file; only those that became `uitkomst`, when one is given.
pub fn list_regels(
    conn: &mut Conn,
    import_id: Uuid,
    uitkomst: Option<Importuitkomst>,
    pagina: &Pagina,
) -> Result<Lijst<Importregel>, StorageError> {
    let na: Option<i64> = pagina.na.as_deref().map(|na| lees("cursor", na)).transpose()?;
    let rows: Vec<RegelRow> = with_db!(c = conn => {
        let mut query = import_regel::table.filter(import_regel::import_id.eq(DbUuid(import_id))).into_boxed();
        if let Some(uitkomst) = uitkomst {
            query = query.filter(import_regel::uitkomst.eq(uitkomst.as_str()));
        }
        if let Some(na) = na {
            query = query.filter(import_regel::rij.gt(na));
        }
        query.select(RegelRow::as_select()).order(import_regel::rij).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(RegelRow::noun).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |regel: &Importregel| regel.rij.to_string()))
}
