//! Beleid in the database: versions of a regio, proposed, decided, and then never changed.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::beleid;
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::beleid::{Beleidstatus, Beleidsversie};
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
    status: String,
    voorgesteld_door: String,
    besloten_door: Option<String>,
    motivering: Option<String>,
}

impl BeleidRow {
    fn stored(self) -> Result<Stored<Beleidsversie>, StorageError> {
        let noun = Beleidsversie {
            geldig_vanaf: self.geldig_vanaf,
            inhoud: serde_json::from_str(&self.inhoud)
                .map_err(|why| StorageError::Onleesbaar(format!("beleid.inhoud: {why}")))?,
            bestuursbesluit: self.bestuursbesluit,
            reden: self.reden,
            status: lees("beleid.status", &self.status)?,
            voorgesteld_door: self.voorgesteld_door,
            besloten_door: self.besloten_door,
            motivering: self.motivering,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds a version. A second vastgestelde one from the same day is [`StorageError::Dubbel`].
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
        status: versie.status.to_string(),
        voorgesteld_door: versie.voorgesteld_door.clone(),
        besloten_door: versie.besloten_door.clone(),
        motivering: versie.motivering.clone(),
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(beleid::table).values(&row).execute(c))?;
    row.stored()
}

/// Keeps the decision about a version that nobody decided about since it was read.
pub fn decide_beleid(
    tx: &mut Tx<'_>,
    stored: &Stored<Beleidsversie>,
    status: Beleidstatus,
    door: &str,
    motivering: Option<&str>,
) -> Result<(), StorageError> {
    let target = beleid::table.filter(beleid::id.eq(DbUuid(stored.id)).and(beleid::versie.eq(stored.versie)));
    let change = (
        beleid::status.eq(status.as_str()),
        beleid::besloten_door.eq(door),
        beleid::motivering.eq(motivering),
        beleid::versie.eq(stored.versie + 1),
    );
    let changed = with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    if changed == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
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
        .filter(beleid::status.eq(Beleidstatus::Vastgesteld.as_str()))
        .order(beleid::geldig_vanaf.desc())
        .select(BeleidRow::as_select())
        .first(c)
        .optional())?;
    row.map(BeleidRow::stored).transpose()
}

/// Is there no vastgestelde version of this regio yet?
pub fn is_eerste(conn: &mut Conn, regio_id: Uuid) -> Result<bool, StorageError> {
    let count: i64 = with_db!(c = conn => beleid::table
        .filter(beleid::regio_id.eq(DbUuid(regio_id)))
        .filter(beleid::status.eq(Beleidstatus::Vastgesteld.as_str()))
        .count()
        .get_result(c))?;
    Ok(count == 0)
}

/// The versions of this regio, in order of making; only in this state when given.
pub fn list_beleid(
    conn: &mut Conn,
    regio_id: Uuid,
    status: Option<Beleidstatus>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Beleidsversie>>, StorageError> {
    let na = pagina.na.as_deref().map(|key| lees::<Uuid>("cursor", key)).transpose()?;
    let rows: Vec<BeleidRow> = with_db!(c = conn => {
        let mut query = beleid::table
            .filter(beleid::regio_id.eq(DbUuid(regio_id)))
            .select(BeleidRow::as_select())
            .into_boxed();
        if let Some(status) = status {
            query = query.filter(beleid::status.eq(status.as_str()));
        }
        if let Some(na) = na {
            query = query.filter(beleid::id.gt(DbUuid(na)));
        }
        query.order(beleid::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(BeleidRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |versie: &Stored<Beleidsversie>| versie.id.to_string()))
}
