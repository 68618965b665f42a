//! Beleid in the database: versions of a regio, added and never changed.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::beleid;
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::beleid::Beleidsversie;
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = beleid)]
struct BeleidRow {
    id: DbUuid,
    regio_id: DbUuid,
    geldig_vanaf: NaiveDate,
    inhoud: String,
    bestuursbesluit: String,
    reden: String,
    versie: i32,
}

impl BeleidRow {
    fn stored(self) -> Result<Stored<Beleidsversie>, StorageError> {
        let noun = Beleidsversie {
            geldig_vanaf: self.geldig_vanaf,
            inhoud: serde_json::from_str(&self.inhoud)
                .map_err(|why| StorageError::Onleesbaar(format!("beleid.inhoud: {why}")))?,
            bestuursbesluit: self.bestuursbesluit,
            reden: self.reden,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds a version. A second one from the same day is [`StorageError::Dubbel`].
pub fn insert_beleid(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    versie: &Beleidsversie,
) -> Result<Stored<Beleidsversie>, StorageError> {
    let row = BeleidRow {
        id: DbUuid::new(),
        regio_id: DbUuid(regio_id),
        geldig_vanaf: versie.geldig_vanaf,
        inhoud: serde_json::to_string(&versie.inhoud)
            .map_err(|why| StorageError::Onleesbaar(format!("beleid.inhoud: {why}")))?,
        bestuursbesluit: versie.bestuursbesluit.clone(),
        reden: versie.reden.clone(),
        versie: 1,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(beleid::table).values(&row).execute(c))?;
    row.stored()
}

/// One version of this regio.
pub fn find_beleid(conn: &mut Conn, regio_id: Uuid, id: Uuid) -> Result<Option<Stored<Beleidsversie>>, StorageError> {
    let row: Option<BeleidRow> = with_db!(c = conn => beleid::table
        .filter(beleid::id.eq(DbUuid(id)).and(beleid::regio_id.eq(DbUuid(regio_id))))
        .select(BeleidRow::as_select())
        .first(c)
        .optional())?;
    row.map(BeleidRow::stored).transpose()
}

/// The version of this regio that holds on `day`, if any began by then.
pub fn find_beleid_op(
    conn: &mut Conn,
    regio_id: Uuid,
    day: NaiveDate,
) -> Result<Option<Stored<Beleidsversie>>, StorageError> {
    let row: Option<BeleidRow> = with_db!(c = conn => beleid::table
        .filter(beleid::regio_id.eq(DbUuid(regio_id)).and(beleid::geldig_vanaf.le(day)))
        .order(beleid::geldig_vanaf.desc())
        .select(BeleidRow::as_select())
        .first(c)
        .optional())?;
    row.map(BeleidRow::stored).transpose()
}

/// The versions of this regio, in order of first day.
pub fn list_beleid(
    conn: &mut Conn,
    regio_id: Uuid,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Beleidsversie>>, StorageError> {
    let na = pagina.na.as_deref().map(|key| lees::<NaiveDate>("cursor", key)).transpose()?;
    let rows: Vec<BeleidRow> = with_db!(c = conn => {
        let mut query = beleid::table
            .filter(beleid::regio_id.eq(DbUuid(regio_id)))
            .select(BeleidRow::as_select())
            .into_boxed();
        if let Some(na) = na {
            query = query.filter(beleid::geldig_vanaf.gt(na));
        }
        query.order(beleid::geldig_vanaf).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(BeleidRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |versie: &Stored<Beleidsversie>| versie.noun.geldig_vanaf.to_string()))
}
