//! Onderzoek in the database, with its answer.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::onderzoek;
use super::types::{DbInstant, DbUuid};
use super::{StorageError, lees};
use crate::domain::onderzoek::{Onderzoek, Onderzoeksoort, Onderzoekstatus};
use crate::domain::pagina::{Lijst, Pagina};
use crate::domain::stored::Stored;

/// Everything but the answer.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = onderzoek)]
struct OnderzoekRow {
    id: DbUuid,
    matchronde_id: DbUuid,
    ingreep_id: Option<DbUuid>,
    soort: String,
    vraag: String,
    status: String,
    reden: Option<String>,
    door: String,
    aangemaakt_op: DbInstant,
    klaar_op: Option<DbInstant>,
    versie: i32,
}

impl OnderzoekRow {
    fn stored(self) -> Result<Stored<Onderzoek>, StorageError> {
        let noun = Onderzoek {
            matchronde_id: self.matchronde_id.0,
            ingreep_id: self.ingreep_id.map(|id| id.0),
            soort: lees("onderzoek.soort", &self.soort)?,
            vraag: self.vraag,
            status: lees("onderzoek.status", &self.status)?,
            reden: self.reden,
            door: self.door,
            aangemaakt_op: self.aangemaakt_op.0,
            klaar_op: self.klaar_op.map(|when| when.0),
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// Adds an onderzoek.
pub fn insert_onderzoek(tx: &mut Tx<'_>, noun: Onderzoek) -> Result<Stored<Onderzoek>, StorageError> {
    let row = OnderzoekRow {
        id: DbUuid::new(),
        matchronde_id: DbUuid(noun.matchronde_id),
        ingreep_id: noun.ingreep_id.map(DbUuid),
        soort: noun.soort.to_string(),
        vraag: noun.vraag,
        status: noun.status.to_string(),
        reden: noun.reden,
        door: noun.door,
        aangemaakt_op: DbInstant(noun.aangemaakt_op),
        klaar_op: noun.klaar_op.map(DbInstant),
        versie: 1,
    };
    with_db!(c = &mut *tx.conn => diesel::insert_into(onderzoek::table).values(&row).execute(c))?;
    row.stored()
}

/// The onderzoeken of a matchronde, in order of time; of one kind when asked.
pub fn list_onderzoeken(
    conn: &mut Conn,
    matchronde_id: Uuid,
    soort: Option<Onderzoeksoort>,
    pagina: &Pagina,
) -> Result<Lijst<Stored<Onderzoek>>, StorageError> {
    let na = pagina.na.as_deref().map(|key| lees::<Uuid>("cursor", key)).transpose()?;
    let rows: Vec<OnderzoekRow> = with_db!(c = conn => {
        let mut query = onderzoek::table
            .filter(onderzoek::matchronde_id.eq(DbUuid(matchronde_id)))
            .select(OnderzoekRow::as_select())
            .into_boxed();
        if let Some(soort) = soort {
            query = query.filter(onderzoek::soort.eq(soort.as_str()));
        }
        if let Some(na) = na {
            query = query.filter(onderzoek::id.gt(DbUuid(na)));
        }
        query.order(onderzoek::id).limit(pagina.lees_aantal()).load(c)
    })?;
    let items = rows.into_iter().map(OnderzoekRow::stored).collect::<Result<_, _>>()?;
    Ok(Lijst::from_rows(items, pagina, |one: &Stored<Onderzoek>| one.id.to_string()))
}

/// The onderzoek with this id.
pub fn find_onderzoek(conn: &mut Conn, id: Uuid) -> Result<Option<Stored<Onderzoek>>, StorageError> {
    let row: Option<OnderzoekRow> = with_db!(c = conn => onderzoek::table
        .filter(onderzoek::id.eq(DbUuid(id)))
        .select(OnderzoekRow::as_select())
        .first(c)
        .optional())?;
    row.map(OnderzoekRow::stored).transpose()
}

/// The same question about the same plan that has an answer or will have one.
pub fn find_gelijke(
    conn: &mut Conn,
    matchronde_id: Uuid,
    ingreep_id: Option<Uuid>,
    vraag: &str,
) -> Result<Option<Stored<Onderzoek>>, StorageError> {
    let rows: Vec<OnderzoekRow> = with_db!(c = conn => onderzoek::table
        .filter(onderzoek::matchronde_id.eq(DbUuid(matchronde_id)))
        .filter(onderzoek::vraag.eq(vraag))
        .filter(onderzoek::status.ne(Onderzoekstatus::Mislukt.as_str()))
        .order(onderzoek::id)
        .select(OnderzoekRow::as_select())
        .load(c))?;
    let same = rows.into_iter().find(|row| row.ingreep_id.map(|id| id.0) == ingreep_id);
    same.map(OnderzoekRow::stored).transpose()
}

/// The answer, as JSON.
pub fn find_antwoord(conn: &mut Conn, id: Uuid) -> Result<Option<String>, StorageError> {
    let found: Option<Option<String>> = with_db!(c = conn => onderzoek::table
        .filter(onderzoek::id.eq(DbUuid(id)))
        .select(onderzoek::antwoord)
        .first(c)
        .optional())?;
    Ok(found.flatten())
}

/// Ends an onderzoek: the answer, or why there is none. Only once.
pub fn end_onderzoek(
    tx: &mut Tx<'_>,
    id: Uuid,
    outcome: Result<&str, &str>,
    klaar_op: DateTime<Utc>,
) -> Result<(), StorageError> {
    let status = if outcome.is_ok() { Onderzoekstatus::Klaar } else { Onderzoekstatus::Mislukt };
    let rows = with_db!(c = &mut *tx.conn => diesel::update(onderzoek::table)
        .filter(onderzoek::id.eq(DbUuid(id)))
        .filter(onderzoek::status.eq(Onderzoekstatus::Wachtend.as_str()))
        .set((
            onderzoek::status.eq(status.as_str()),
            onderzoek::antwoord.eq(outcome.ok()),
            onderzoek::reden.eq(outcome.err()),
            onderzoek::klaar_op.eq(DbInstant(klaar_op)),
            onderzoek::versie.eq(onderzoek::versie + 1),
        ))
        .execute(c))?;
    if rows == 1 { Ok(()) } else { Err(StorageError::Verouderd) }
}
