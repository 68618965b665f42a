//! Duovergelijkingen and their lines in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::{duoregel, duovergelijking};
use super::types::{DbInstant, DbUuid};
use super::{BLOK, StorageError, lees};
use crate::domain::duovergelijking::{Duobesluit, Duoregel, Duovergelijking, Duoverschil, Schoolgegevens};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = duovergelijking, treat_none_as_default_value = false)]
struct VergelijkingRow {
    id: DbUuid,
    regio_id: DbUuid,
    sectoren: String,
    ongewijzigd: i64,
    nieuwe_besturen: String,
    door: String,
    aangemaakt_op: DbInstant,
    versie: i32,
}

impl VergelijkingRow {
    fn new(regio_id: Uuid, noun: &Duovergelijking) -> Self {
        VergelijkingRow {
            id: DbUuid::new(),
            regio_id: DbUuid(regio_id),
            sectoren: words(&noun.sectoren),
            ongewijzigd: noun.ongewijzigd,
            nieuwe_besturen: words(&noun.nieuwe_besturen),
            door: noun.door.clone(),
            aangemaakt_op: DbInstant(noun.aangemaakt_op),
            versie: 1,
        }
    }

    fn stored(self) -> Result<Stored<Duovergelijking>, StorageError> {
        let (sectoren, besturen) = (self.sectoren.split_whitespace(), self.nieuwe_besturen.split_whitespace());
        let noun = Duovergelijking {
            sectoren: sectoren.map(|word| lees("duovergelijking.sectoren", word)).collect::<Result<_, _>>()?,
            ongewijzigd: self.ongewijzigd,
            nieuwe_besturen: besturen
                .map(|word| lees("duovergelijking.nieuwe_besturen", word))
                .collect::<Result<_, _>>()?,
            door: self.door,
            aangemaakt_op: self.aangemaakt_op.0,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

fn words<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(" ")
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = duoregel, treat_none_as_default_value = false)]
struct RegelRow {
    vergelijking_id: DbUuid,
    nummer: i32,
    vestigingscode: String,
    verschil: String,
    was: Option<String>,
    wordt: Option<String>,
    besluit: String,
    ingangsdatum: Option<NaiveDate>,
}

fn broken(why: serde_json::Error) -> StorageError {
    StorageError::Onleesbaar(format!("duoregel: {why}"))
}

impl RegelRow {
    fn new(vergelijking_id: DbUuid, regel: &Duoregel) -> Result<Self, StorageError> {
        let text = |side: &Option<Schoolgegevens>| side.as_ref().map(serde_json::to_string).transpose().map_err(broken);
        Ok(RegelRow {
            vergelijking_id,
            nummer: regel.nummer,
            vestigingscode: regel.vestigingscode.to_string(),
            verschil: regel.verschil.to_string(),
            was: text(&regel.was)?,
            wordt: text(&regel.wordt)?,
            besluit: regel.besluit.to_string(),
            ingangsdatum: regel.ingangsdatum,
        })
    }

    fn noun(self) -> Result<Duoregel, StorageError> {
        let side = |text: Option<String>| text.map(|text| serde_json::from_str(&text)).transpose().map_err(broken);
        Ok(Duoregel {
            nummer: self.nummer,
            vestigingscode: lees("duoregel.vestigingscode", &self.vestigingscode)?,
            verschil: lees("duoregel.verschil", &self.verschil)?,
            was: side(self.was)?,
            wordt: side(self.wordt)?,
            besluit: lees("duoregel.besluit", &self.besluit)?,
            ingangsdatum: self.ingangsdatum,
        })
    }
}

/// Keeps a vergelijking with its lines.
pub fn insert_vergelijking(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    noun: &Duovergelijking,
    regels: &[Duoregel],
) -> Result<Stored<Duovergelijking>, StorageError> {
    let row = VergelijkingRow::new(regio_id, noun);
    with_db!(c = &mut *tx.conn => diesel::insert_into(duovergelijking::table).values(&row).execute(c))?;
    for blok in regels.chunks(BLOK) {
        let rows = blok.iter().map(|regel| RegelRow::new(row.id, regel)).collect::<Result<Vec<_>, _>>()?;
        with_db!(c = &mut *tx.conn => diesel::insert_into(duoregel::table).values(&rows).execute(c))?;
    }
    row.stored()
}

/// Vergelijkingen of a regio, in order of id; with `id` only that one.
pub fn list_vergelijkingen(
    conn: &mut Conn,
    regio_id: Uuid,
    id: Option<Uuid>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Duovergelijking>>, StorageError> {
    let na = pagina.na_id().map_err(|_| StorageError::Onleesbaar("cursor".into()))?;
    let rows: Vec<VergelijkingRow> = with_db!(c = conn => {
        let mut query = duovergelijking::table.filter(duovergelijking::regio_id.eq(DbUuid(regio_id))).into_boxed();
        if let Some(id) = id {
            query = query.filter(duovergelijking::id.eq(DbUuid(id)));
        }
        if let Some(na) = na {
            query = query.filter(duovergelijking::id.gt(DbUuid(na)));
        }
        query.select(VergelijkingRow::as_select()).order(duovergelijking::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(VergelijkingRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |found: &Stored<Duovergelijking>| found.id.to_string()))
}

/// How many lines of each kind were decided how.
pub type Telling = Vec<(Duoverschil, Duobesluit, i64)>;

/// The lines of these vergelijkingen, counted.
pub fn count_regels(conn: &mut Conn, ids: &[Uuid]) -> Result<HashMap<Uuid, Telling>, StorageError> {
    let ids: Vec<DbUuid> = ids.iter().copied().map(DbUuid).collect();
    let key = (duoregel::vergelijking_id, duoregel::verschil, duoregel::besluit);
    let rows: Vec<(DbUuid, String, String, i64)> = with_db!(c = conn => duoregel::table
        .filter(duoregel::vergelijking_id.eq_any(ids))
        .group_by(key)
        .select((duoregel::vergelijking_id, duoregel::verschil, duoregel::besluit, count_star()))
        .load(c))?;
    let mut found: HashMap<Uuid, Telling> = HashMap::new();
    for (id, verschil, besluit, aantal) in rows {
        let read = (lees("duoregel.verschil", &verschil)?, lees("duoregel.besluit", &besluit)?, aantal);
        found.entry(id.0).or_default().push(read);
    }
    Ok(found)
}

/// Lines in their order; with `verschil` or `besluit` only those.
pub fn list_regels(
    conn: &mut Conn,
    id: Uuid,
    verschil: Option<Duoverschil>,
    besluit: Option<Duobesluit>,
    pagina: &Pagina,
) -> Result<Lijst<Duoregel>, StorageError> {
    let na: Option<i32> = pagina.na.as_deref().map(|na| lees("cursor", na)).transpose()?;
    let rows: Vec<RegelRow> = with_db!(c = conn => {
        let mut query = duoregel::table.filter(duoregel::vergelijking_id.eq(DbUuid(id))).into_boxed();
        if let Some(verschil) = verschil {
            query = query.filter(duoregel::verschil.eq(verschil.as_str()));
        }
        if let Some(besluit) = besluit {
            query = query.filter(duoregel::besluit.eq(besluit.as_str()));
        }
        if let Some(na) = na {
            query = query.filter(duoregel::nummer.gt(na));
        }
        query.select(RegelRow::as_select()).order(duoregel::nummer).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(RegelRow::noun).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |regel: &Duoregel| regel.nummer.to_string()))
}

/// Every line about which nothing was decided, in order.
pub fn open_regels(conn: &mut Conn, id: Uuid) -> Result<Vec<Duoregel>, StorageError> {
    let rows: Vec<RegelRow> = with_db!(c = conn => duoregel::table
        .filter(duoregel::vergelijking_id.eq(DbUuid(id)))
        .filter(duoregel::besluit.eq(Duobesluit::Open.as_str()))
        .order(duoregel::nummer)
        .select(RegelRow::as_select())
        .load(c))?;
    rows.into_iter().map(RegelRow::noun).collect()
}

/// Writes what was decided, by number; the version of the vergelijking goes up.
pub fn decide_regels(
    tx: &mut Tx<'_>,
    id: Uuid,
    besluiten: &[(i32, Duobesluit, Option<NaiveDate>)],
) -> Result<(), StorageError> {
    for (nummer, besluit, dag) in besluiten {
        let change = (duoregel::besluit.eq(besluit.as_str()), duoregel::ingangsdatum.eq(dag));
        let target = duoregel::table.find((DbUuid(id), *nummer));
        with_db!(c = &mut *tx.conn => diesel::update(target).set(change).execute(c))?;
    }
    let target = duovergelijking::table.find(DbUuid(id));
    let next = duovergelijking::versie.eq(duovergelijking::versie + 1);
    with_db!(c = &mut *tx.conn => diesel::update(target).set(next).execute(c))?;
    Ok(())
}
