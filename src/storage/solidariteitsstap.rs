//! The steps of a page of the solidariteitsboek: of each board, and of each of its schools.

use std::collections::HashMap;

use diesel::prelude::*;

use super::connection::{Conn, Tx, with_db};
use super::schema::solidariteitsstap;
use super::types::DbUuid;
use super::{BLOK, StorageError, lees};
use crate::domain::solidariteitsboek::{Bestuurslijn, Schoolbijdrage, Stap};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = solidariteitsstap)]
struct StapRow {
    boek_id: DbUuid,
    sector: String,
    bestuursnummer: String,
    volgnummer: i32,
    vestigingscode: Option<String>,
    school: Option<String>,
    symbool: String,
    naam: String,
    berekening: String,
    waarde: String,
    eenheid: String,
    aangevuld: bool,
}

/// The steps of one board.
#[derive(Default)]
pub(super) struct Stappen {
    pub(super) stappen: Vec<Stap>,
    pub(super) scholen: Vec<Schoolbijdrage>,
}

/// The steps of a page, by sector and board as they are spelled.
pub(super) fn list_stappen(
    conn: &mut Conn,
    boek_id: DbUuid,
) -> Result<HashMap<(String, String), Stappen>, StorageError> {
    let rows: Vec<StapRow> = with_db!(c = conn => solidariteitsstap::table
        .filter(solidariteitsstap::boek_id.eq(boek_id))
        .order((solidariteitsstap::sector, solidariteitsstap::bestuursnummer, solidariteitsstap::volgnummer))
        .select(StapRow::as_select())
        .load(c))?;
    let mut found: HashMap<(String, String), Stappen> = HashMap::new();
    for row in rows {
        let own = found.entry((row.sector, row.bestuursnummer)).or_default();
        let stap = Stap {
            symbool: row.symbool,
            naam: row.naam,
            berekening: row.berekening,
            waarde: lees("solidariteitsstap.waarde", &row.waarde)?,
            eenheid: row.eenheid,
        };
        let Some(code) = row.vestigingscode else {
            own.stappen.push(stap);
            continue;
        };
        let vestigingscode = lees("solidariteitsstap.vestigingscode", &code)?;
        let filled = row.aangevuld.then(|| stap.symbool.clone());
        match own.scholen.last_mut().filter(|school| school.vestigingscode == vestigingscode) {
            Some(school) => {
                school.stappen.push(stap);
                school.aangevuld.extend(filled);
            }
            None => own.scholen.push(Schoolbijdrage {
                vestigingscode,
                naam: row.school.unwrap_or_default(),
                stappen: vec![stap],
                aangevuld: filled.into_iter().collect(),
            }),
        }
    }
    Ok(found)
}

/// Adds the steps of these boards: first those of the schools, then what follows from them.
pub(super) fn insert_stappen(tx: &mut Tx<'_>, boek_id: DbUuid, lijnen: &[Bestuurslijn]) -> Result<(), StorageError> {
    let rows: Vec<StapRow> = lijnen.iter().flat_map(|line| rows_of(boek_id, line)).collect();
    for blok in rows.chunks(BLOK) {
        with_db!(c = &mut *tx.conn => diesel::insert_into(solidariteitsstap::table).values(blok).execute(c))?;
    }
    Ok(())
}

fn rows_of(boek_id: DbUuid, line: &Bestuurslijn) -> Vec<StapRow> {
    let of_schools = line.scholen.iter().flat_map(|school| school.stappen.iter().map(move |stap| (Some(school), stap)));
    let all = of_schools.chain(line.stappen.iter().map(|stap| (None, stap)));
    let row = |(volgnummer, (school, stap)): (i32, (Option<&Schoolbijdrage>, &Stap))| StapRow {
        boek_id,
        sector: line.sector.to_string(),
        bestuursnummer: line.bestuursnummer.to_string(),
        volgnummer,
        vestigingscode: school.map(|school| school.vestigingscode.to_string()),
        school: school.map(|school| school.naam.clone()),
        symbool: stap.symbool.clone(),
        naam: stap.naam.clone(),
        berekening: stap.berekening.clone(),
        waarde: stap.waarde.to_string(),
        eenheid: stap.eenheid.clone(),
        aangevuld: school.is_some_and(|school| school.aangevuld.contains(&stap.symbool)),
    };
    (1..).zip(all).map(row).collect()
}
