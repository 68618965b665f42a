//! Ingreep in the database, with the plan that holds it.

use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::ingreep;
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::domain::fte::Fte;
use crate::domain::ingreep::{Ingreep, Ingreepstatus, Ingreepvraag};
use crate::domain::stored::Stored;

/// Everything but the plan.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = ingreep)]
struct IngreepRow {
    id: DbUuid,
    matchronde_id: DbUuid,
    volgnummer: i32,
    soort: String,
    regiodocent_id: DbUuid,
    vestigingscode: Option<String>,
    vacature_id: Option<DbUuid>,
    fte_e4: Option<i64>,
    motivering: String,
    door: String,
    aangemaakt_op: DbInstant,
    status: String,
    reden: Option<String>,
    tweede_nodig: bool,
    tweede_door: Option<String>,
    versie: i32,
}

impl IngreepRow {
    fn stored(self) -> Result<Stored<Ingreep>, StorageError> {
        let school = self.vestigingscode.as_deref().map(|code| lees("ingreep.vestigingscode", code)).transpose()?;
        let vraag = Ingreepvraag {
            soort: lees("ingreep.soort", &self.soort)?,
            regiodocent_id: self.regiodocent_id.0,
            vestigingscode: school,
            vacature_id: self.vacature_id.map(|id| id.0),
            fte: self.fte_e4.map(Fte::from_e4),
            motivering: self.motivering,
        };
        let noun = Ingreep {
            matchronde_id: self.matchronde_id.0,
            volgnummer: self.volgnummer,
            vraag,
            door: self.door,
            aangemaakt_op: self.aangemaakt_op.0,
            status: lees("ingreep.status", &self.status)?,
            reden: self.reden,
            tweede_nodig: self.tweede_nodig,
            tweede_door: self.tweede_door,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds an ingreep. Another with the same number is [`StorageError::Dubbel`].
pub fn insert_ingreep(tx: &mut Tx<'_>, noun: Ingreep) -> Result<Stored<Ingreep>, StorageError> {
    let row = IngreepRow {
        id: DbUuid::new(),
        matchronde_id: DbUuid(noun.matchronde_id),
        volgnummer: noun.volgnummer,
        soort: noun.vraag.soort.to_string(),
        regiodocent_id: DbUuid(noun.vraag.regiodocent_id),
        vestigingscode: noun.vraag.vestigingscode.as_ref().map(ToString::to_string),
        vacature_id: noun.vraag.vacature_id.map(DbUuid),
        fte_e4: noun.vraag.fte.map(|fte| fte.e4()),
        motivering: noun.vraag.motivering,
        door: noun.door,
        aangemaakt_op: DbInstant(noun.aangemaakt_op),
        status: noun.status.to_string(),
        reden: noun.reden,
        tweede_nodig: noun.tweede_nodig,
        tweede_door: noun.tweede_door,
        versie: 1,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(ingreep::table).values(&row).execute(c))?;
    row.stored()
}

/// The ingrepen of a matchronde, in their order.
pub fn list_ingrepen(conn: &mut Conn, matchronde_id: Uuid) -> Result<Vec<Stored<Ingreep>>, StorageError> {
    let rows: Vec<IngreepRow> = with_db!(c = conn => ingreep::table
        .filter(ingreep::matchronde_id.eq(DbUuid(matchronde_id)))
        .order(ingreep::volgnummer)
        .select(IngreepRow::as_select())
        .load(c))?;
    rows.into_iter().map(IngreepRow::stored).collect()
}

/// The ingreep with this id.
pub fn find_ingreep(conn: &mut Conn, id: Uuid) -> Result<Option<Stored<Ingreep>>, StorageError> {
    let row: Option<IngreepRow> = with_db!(c = conn => ingreep::table
        .filter(ingreep::id.eq(DbUuid(id)))
        .select(IngreepRow::as_select())
        .first(c)
        .optional())?;
    row.map(IngreepRow::stored).transpose()
}

/// The plan that holds this ingreep and all before it, as JSON.
pub fn find_plan(conn: &mut Conn, id: Uuid) -> Result<Option<String>, StorageError> {
    let found: Option<Option<String>> = with_db!(c = conn => ingreep::table
        .filter(ingreep::id.eq(DbUuid(id)))
        .select(ingreep::plan)
        .first(c)
        .optional())?;
    Ok(found.flatten())
}

/// Ends the computing of a price: the plan, or why there is none. Only once.
pub fn end_ingreep(tx: &mut Tx<'_>, id: Uuid, outcome: Result<&str, &str>) -> Result<(), StorageError> {
    let status = if outcome.is_ok() { Ingreepstatus::Geprijsd } else { Ingreepstatus::Mislukt };
    let rows = with_db!(c = &mut *tx.conn => diesel::update(ingreep::table)
        .filter(ingreep::id.eq(DbUuid(id)))
        .filter(ingreep::status.eq(Ingreepstatus::Wachtend.as_str()))
        .set((
            ingreep::status.eq(status.as_str()),
            ingreep::plan.eq(outcome.ok()),
            ingreep::reden.eq(outcome.err()),
            ingreep::versie.eq(ingreep::versie + 1),
        ))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// A second person signs.
pub fn sign_ingreep(tx: &mut Tx<'_>, id: Uuid, versie: i32, door: &str) -> Result<(), StorageError> {
    let rows = with_db!(c = &mut *tx.conn => diesel::update(ingreep::table)
        .filter(ingreep::id.eq(DbUuid(id)).and(ingreep::versie.eq(versie)))
        .set((ingreep::tweede_door.eq(door), ingreep::versie.eq(versie + 1)))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}

/// Takes an ingreep back.
pub fn delete_ingreep(tx: &mut Tx<'_>, id: Uuid, versie: i32) -> Result<(), StorageError> {
    let rows = with_db!(c = &mut *tx.conn => diesel::delete(ingreep::table)
        .filter(ingreep::id.eq(DbUuid(id)).and(ingreep::versie.eq(versie)))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}
