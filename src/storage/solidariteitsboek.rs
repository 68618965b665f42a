//! The solidariteitsboek in the database: pages that were frozen, and the lots of boards. Append-only.

use std::collections::BTreeMap;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, Tx, with_db};
use super::schema::solidariteitsstap;
use super::schema::{
    bestuurslot, boekheropening, matchronde, solidariteitsboek, solidariteitslijn, solidariteitsplaatsing,
};
use super::solidariteitsstap::{insert_stappen, list_stappen};
use super::types::{DbInstant, DbUuid};
use super::{BLOK, StorageError, lees};
use crate::domain::boekheropening::{Boekheropeningstatus, Boekregel};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::{Bestuurslijn, Solidariteitsboek};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = solidariteitsboek)]
struct BoekRow {
    id: DbUuid,
    regio_id: DbUuid,
    schooljaar: String,
    regel: String,
    matchronde_id: Option<DbUuid>,
    peildatum: chrono::NaiveDate,
    parameters: String,
    vastgelegd_op: DbInstant,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = solidariteitslijn)]
struct LijnRow {
    boek_id: DbUuid,
    sector: String,
    bestuursnummer: String,
    naam: String,
    waarde: Option<String>,
    eenheid: String,
    opmerkingen: String,
}

/// States of a matchronde that was broken off: what it froze does not count.
const AFGEBROKEN: [&str; 2] = [Matchrondestatus::Mislukt.as_str(), Matchrondestatus::Gestopt.as_str()];

/// States of a heropening in which its page does not hold: it is open, or there is a newer one.
const NIET_GELDEND: [&str; 2] = [Boekheropeningstatus::Open.as_str(), Boekheropeningstatus::Gesloten.as_str()];

/// The pages of a regio and schooljaar that count, by rule: one that is open again does not.
pub fn list_boeken(
    conn: &mut Conn,
    regio_id: Uuid,
    schooljaar: Schooljaar,
) -> Result<Vec<Solidariteitsboek>, StorageError> {
    let rows: Vec<BoekRow> = with_db!(c = &mut *conn => solidariteitsboek::table
        .left_join(matchronde::table)
        .filter(solidariteitsboek::regio_id.eq(DbUuid(regio_id)))
        .filter(solidariteitsboek::schooljaar.eq(schooljaar.to_string()))
        .filter(solidariteitsboek::matchronde_id.is_null().or(matchronde::status.ne_all(AFGEBROKEN)))
        .filter(not(exists(boekheropening::table
            .filter(boekheropening::boek_id.eq(solidariteitsboek::id).and(boekheropening::status.eq_any(NIET_GELDEND))))))
        .order(solidariteitsboek::regel)
        .select(BoekRow::as_select())
        .load(c))?;
    rows.into_iter().map(|row| read_boek(conn, row)).collect()
}

/// Every version of a page, the first one first, with its id: the last one counts, unless it is open again. Absent
/// schooljaar: of every schooljaar, in order.
pub fn list_versies(
    conn: &mut Conn,
    regio_id: Uuid,
    regel: Boekregel,
    schooljaar: Option<Schooljaar>,
) -> Result<Vec<(Uuid, Solidariteitsboek)>, StorageError> {
    let rows: Vec<BoekRow> = with_db!(c = &mut *conn => {
        let mut query = solidariteitsboek::table
            .left_join(matchronde::table)
            .filter(solidariteitsboek::regio_id.eq(DbUuid(regio_id)))
            .filter(solidariteitsboek::regel.eq(regel.as_str()))
            .filter(solidariteitsboek::matchronde_id.is_null().or(matchronde::status.ne_all(AFGEBROKEN)))
            .select(BoekRow::as_select())
            .into_boxed();
        if let Some(jaar) = schooljaar {
            query = query.filter(solidariteitsboek::schooljaar.eq(jaar.to_string()));
        }
        query.order((solidariteitsboek::schooljaar, solidariteitsboek::vastgelegd_op, solidariteitsboek::id)).load(c)
    })?;
    rows.into_iter().map(|row| Ok((row.id.0, read_boek(conn, row)?))).collect()
}

fn read_boek(conn: &mut Conn, row: BoekRow) -> Result<Solidariteitsboek, StorageError> {
    let lines: Vec<LijnRow> = with_db!(c = &mut *conn => solidariteitslijn::table
        .filter(solidariteitslijn::boek_id.eq(row.id))
        .order((solidariteitslijn::sector, solidariteitslijn::bestuursnummer))
        .select(LijnRow::as_select())
        .load(c))?;
    let mut steps = list_stappen(conn, row.id)?;
    let placed: Vec<DbUuid> = with_db!(c = conn => solidariteitsplaatsing::table
        .filter(solidariteitsplaatsing::boek_id.eq(row.id))
        .order(solidariteitsplaatsing::plaatsing_id)
        .select(solidariteitsplaatsing::plaatsing_id)
        .load(c))?;
    let line = |line: LijnRow| {
        let own = steps.remove(&(line.sector.clone(), line.bestuursnummer.clone())).unwrap_or_default();
        Ok(Bestuurslijn {
            bestuursnummer: lees("solidariteitslijn.bestuursnummer", &line.bestuursnummer)?,
            naam: line.naam,
            sector: lees("solidariteitslijn.sector", &line.sector)?,
            waarde: line.waarde.as_deref().map(|text| lees("solidariteitslijn.waarde", text)).transpose()?,
            eenheid: line.eenheid,
            scholen: own.scholen,
            stappen: own.stappen,
            opmerkingen: read_json("solidariteitslijn.opmerkingen", &line.opmerkingen)?,
        })
    };
    let mut lijnen = lines.into_iter().map(line).collect::<Result<Vec<Bestuurslijn>, StorageError>>()?;
    lijnen.sort_by(|a, b| (a.sector, &a.bestuursnummer).cmp(&(b.sector, &b.bestuursnummer)));
    Ok(Solidariteitsboek {
        matchronde_id: row.matchronde_id.map(|id| id.0),
        schooljaar: lees("solidariteitsboek.schooljaar", &row.schooljaar)?,
        regel: row.regel,
        peildatum: row.peildatum,
        parameters: read_json("solidariteitsboek.parameters", &row.parameters)?,
        lijnen,
        in_formatie: placed.into_iter().map(|id| id.0).collect(),
        vastgelegd_op: row.vastgelegd_op.0,
    })
}

fn read_json<T: serde::de::DeserializeOwned>(kolom: &str, text: &str) -> Result<T, StorageError> {
    serde_json::from_str(text).map_err(|_| StorageError::Onleesbaar(kolom.to_owned()))
}

fn write_json(kolom: &str, value: &impl serde::Serialize) -> Result<String, StorageError> {
    serde_json::to_string(value).map_err(|_| StorageError::Onleesbaar(kolom.to_owned()))
}

/// Adds a page with its lines; its id. A second page of the same matchronde and rule is [`StorageError::Dubbel`].
pub fn insert_boek(tx: &mut Tx<'_>, regio_id: Uuid, boek: &Solidariteitsboek) -> Result<Uuid, StorageError> {
    let row = BoekRow {
        id: DbUuid::new(),
        regio_id: DbUuid(regio_id),
        schooljaar: boek.schooljaar.to_string(),
        regel: boek.regel.clone(),
        matchronde_id: boek.matchronde_id.map(DbUuid),
        peildatum: boek.peildatum,
        parameters: write_json("solidariteitsboek.parameters", &boek.parameters)?,
        vastgelegd_op: DbInstant(boek.vastgelegd_op),
    };
    let id = row.id;
    with_db!(c = &mut *tx.conn => diesel::insert_into(solidariteitsboek::table).values(&row).execute(c))?;
    let lines = boek.lijnen.iter().map(|line| lijn_row(id, line)).collect::<Result<Vec<LijnRow>, StorageError>>()?;
    for blok in lines.chunks(BLOK) {
        with_db!(c = &mut *tx.conn => diesel::insert_into(solidariteitslijn::table).values(blok).execute(c))?;
    }
    insert_stappen(tx, id, &boek.lijnen)?;
    for blok in boek.in_formatie.chunks(BLOK) {
        let rows: Vec<_> = blok
            .iter()
            .map(|plaatsing| {
                (solidariteitsplaatsing::boek_id.eq(id), solidariteitsplaatsing::plaatsing_id.eq(DbUuid(*plaatsing)))
            })
            .collect();
        with_db!(c = &mut *tx.conn => diesel::insert_into(solidariteitsplaatsing::table).values(&rows).execute(c))?;
    }
    Ok(id.0)
}

fn lijn_row(boek_id: DbUuid, line: &Bestuurslijn) -> Result<LijnRow, StorageError> {
    Ok(LijnRow {
        boek_id,
        sector: line.sector.to_string(),
        bestuursnummer: line.bestuursnummer.to_string(),
        naam: line.naam.clone(),
        waarde: line.waarde.as_ref().map(Breuk::to_string),
        eenheid: line.eenheid.clone(),
        opmerkingen: write_json("solidariteitslijn.opmerkingen", &line.opmerkingen)?,
    })
}

/// Per board and sector the outcome of a step on the last page of `regel` before `schooljaar` that has it. A page that is
/// open again gives what it gave until it is frozen anew.
pub fn laatste_stap(
    conn: &mut Conn,
    regio_id: Uuid,
    regel: &str,
    symbool: &str,
    schooljaar: Schooljaar,
) -> Result<BTreeMap<(Sector, Bestuursnummer), Breuk>, StorageError> {
    let rows: Vec<(String, String, String)> = with_db!(c = conn => solidariteitsboek::table
        .left_join(matchronde::table)
        .inner_join(solidariteitsstap::table.on(solidariteitsstap::boek_id.eq(solidariteitsboek::id)))
        .filter(solidariteitsboek::regio_id.eq(DbUuid(regio_id)))
        .filter(solidariteitsboek::regel.eq(regel))
        .filter(solidariteitsboek::schooljaar.lt(schooljaar.to_string()))
        .filter(solidariteitsstap::symbool.eq(symbool))
        .filter(solidariteitsstap::vestigingscode.is_null())
        .filter(solidariteitsboek::matchronde_id.is_null().or(matchronde::status.ne_all(AFGEBROKEN)))
        .filter(not(exists(boekheropening::table.filter(boekheropening::boek_id.eq(solidariteitsboek::id)
            .and(boekheropening::status.eq(Boekheropeningstatus::Gesloten.as_str()))))))
        .order(solidariteitsboek::schooljaar)
        .select((solidariteitsstap::sector, solidariteitsstap::bestuursnummer, solidariteitsstap::waarde))
        .load(c))?;
    let read = |(sector, bestuur, waarde): (String, String, String)| {
        let key = (lees("solidariteitsstap.sector", &sector)?, lees("solidariteitsstap.bestuursnummer", &bestuur)?);
        Ok((key, lees("solidariteitsstap.waarde", &waarde)?))
    };
    rows.into_iter().map(read).collect()
}

/// The lots of boards that were drawn for a schooljaar.
pub fn list_loten(
    conn: &mut Conn,
    regio_id: Uuid,
    schooljaar: Schooljaar,
) -> Result<BTreeMap<Bestuursnummer, u64>, StorageError> {
    let rows: Vec<(String, i64)> = with_db!(c = conn => bestuurslot::table
        .filter(bestuurslot::regio_id.eq(DbUuid(regio_id)))
        .filter(bestuurslot::schooljaar.eq(schooljaar.to_string()))
        .select((bestuurslot::bestuursnummer, bestuurslot::lot))
        .load(c))?;
    let read = |(nummer, lot): (String, i64)| {
        let lot = u64::try_from(lot).map_err(|_| StorageError::Onleesbaar("bestuurslot.lot".into()))?;
        Ok((lees("bestuurslot.bestuursnummer", &nummer)?, lot))
    };
    rows.into_iter().map(read).collect()
}

/// Keeps the lots of these boards; one that has a lot already is [`StorageError::Dubbel`].
pub fn insert_loten(
    tx: &mut Tx<'_>,
    regio_id: Uuid,
    schooljaar: Schooljaar,
    loten: &BTreeMap<Bestuursnummer, u64>,
) -> Result<(), StorageError> {
    let row = |(nummer, lot): (&Bestuursnummer, &u64)| {
        (
            bestuurslot::regio_id.eq(DbUuid(regio_id)),
            bestuurslot::schooljaar.eq(schooljaar.to_string()),
            bestuurslot::bestuursnummer.eq(nummer.to_string()),
            bestuurslot::lot.eq(i64::try_from(*lot).unwrap_or(i64::MAX)),
        )
    };
    let rows: Vec<_> = loten.iter().map(row).collect();
    for blok in rows.chunks(BLOK) {
        let blok = blok.to_vec();
        with_db!(c = &mut *tx.conn => diesel::insert_into(bestuurslot::table).values(blok).execute(c))?;
    }
    Ok(())
}
