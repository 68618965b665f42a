//! What a Problem is made of, read for a whole regio in a constant number of queries.
//!
//! Facts as they are stored; which of them count, and how, is for `app::prepare`.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, with_db};
use super::huidige_plaatsing::holding;
use super::schema::{
    deelname, formatiepeiling, matchronde, plaatsing, plaatsing_deel, postcodepunt, school, schoolbestuur, vacature,
};
use super::school::vorige_besturen_op;
use super::types::DbUuid;
use super::vacature::row::VacatureRow;
use super::{StorageError, lees};
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Postcode, Postcode4, Vestigingscode};
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::periode::Periode;
use crate::domain::plaatsing::{HoudendePlaatsing, Plaatsingsdeel};
use crate::domain::punt::Punt;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacaturestatus, VolledigeVacature};

/// A school with its board, as far as a Problem needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolMetBestuur {
    /// Its code.
    pub vestigingscode: Vestigingscode,
    /// Its board.
    pub bestuursnummer: Bestuursnummer,
    /// Name of the board, when known.
    pub bestuursnaam: Option<String>,
    /// Name.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode, when known.
    pub postcode: Option<Postcode>,
    /// Its own point, when known.
    pub punt: Option<Punt>,
    /// Schoolweging × 100, when known.
    pub schoolweging_e2: Option<i32>,
    /// First day on which it is closed, if it closes.
    pub gesloten_per: Option<NaiveDate>,
    /// Does it take part in the regio on a day of the period? Else a plaatsing of the regio stands there.
    pub deelnemer: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = school)]
struct SchoolRow {
    vestigingscode: String,
    bestuursnummer: String,
    naam: String,
    sector: String,
    postcode: Option<String>,
    lon_e6: Option<i32>,
    lat_e6: Option<i32>,
    schoolweging_e2: Option<i32>,
    gesloten_per: Option<NaiveDate>,
}

impl SchoolRow {
    fn met_bestuur(self, bestuursnaam: Option<String>, deelnemer: bool) -> Result<SchoolMetBestuur, StorageError> {
        Ok(SchoolMetBestuur {
            vestigingscode: lees("school.vestigingscode", &self.vestigingscode)?,
            bestuursnummer: lees("school.bestuursnummer", &self.bestuursnummer)?,
            bestuursnaam,
            naam: self.naam,
            sector: lees("school.sector", &self.sector)?,
            postcode: self.postcode.as_deref().map(|code| lees("school.postcode", code)).transpose()?,
            punt: self.lon_e6.zip(self.lat_e6).map(|(lon_e6, lat_e6)| Punt { lon_e6, lat_e6 }),
            schoolweging_e2: self.schoolweging_e2,
            gesloten_per: self.gesloten_per,
            deelnemer,
        })
    }
}

/// Codes of schools that take part in the regio on a day of `$days`, as a subquery.
macro_rules! deelnemers {
    ($regio_id:expr, $days:expr) => {
        deelname::table
            .filter(deelname::regio_id.eq(DbUuid($regio_id)))
            .filter(deelname::van.le($days.einde()))
            .filter(deelname::tot_en_met.is_null().or(deelname::tot_en_met.ge($days.van)))
            .select(deelname::vestigingscode)
    };
}

/// Parts of plaatsingen of the regio that hold fte on a day of `$days`.
macro_rules! houdend {
    ($regio_id:expr, $days:expr) => {
        plaatsing_deel::table
            .inner_join(plaatsing::table)
            .filter(plaatsing::regio_id.eq(DbUuid($regio_id)))
            .filter(plaatsing::status.eq_any(holding()))
            .filter(plaatsing_deel::van.le($days.einde()))
            .filter(plaatsing_deel::tot_en_met.ge($days.van))
    };
}

/// Schools that take part in the regio on a day of `days`, and schools where a plaatsing of the regio stands then, each with
/// its board on `peildatum`; in order of code.
pub fn scholen_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
    peildatum: NaiveDate,
) -> Result<Vec<SchoolMetBestuur>, StorageError> {
    let codes: Vec<String> =
        with_db!(c = &mut *conn => deelnemers!(regio_id, days).distinct().order(deelname::vestigingscode).load(c))?;
    let mut toen = vorige_besturen_op(conn, peildatum)?;
    let rows: Vec<(SchoolRow, Option<String>)> = with_db!(c = conn => school::table
        .inner_join(schoolbestuur::table)
        .filter(school::vestigingscode.eq_any(deelnemers!(regio_id, days)).or(
            school::vestigingscode.eq_any(houdend!(regio_id, days).select(plaatsing::vestigingscode)),
        ))
        .order(school::vestigingscode)
        .select((SchoolRow::as_select(), schoolbestuur::naam))
        .load(c))?;
    let read = |(row, bestuursnaam): (SchoolRow, Option<String>)| {
        let deelnemer = codes.binary_search(&row.vestigingscode).is_ok();
        let mut found = row.met_bestuur(bestuursnaam, deelnemer)?;
        if let Some(toen) = toen.remove(&found.vestigingscode) {
            (found.bestuursnummer, found.bestuursnaam) = toen;
        }
        Ok(found)
    };
    rows.into_iter().map(read).collect()
}

/// One school that takes part, by its code.
pub fn school_met_bestuur(conn: &mut Conn, code: &Vestigingscode) -> Result<Option<SchoolMetBestuur>, StorageError> {
    let row: Option<(SchoolRow, Option<String>)> = with_db!(c = conn => school::table
        .inner_join(schoolbestuur::table)
        .filter(school::vestigingscode.eq(code.as_str()))
        .select((SchoolRow::as_select(), schoolbestuur::naam))
        .first(c)
        .optional())?;
    row.map(|(row, bestuursnaam)| row.met_bestuur(bestuursnaam, true)).transpose()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = formatiepeiling)]
struct PeilingRow {
    vestigingscode: String,
    peildatum: NaiveDate,
    soort: String,
    benodigd_e4: i64,
    beschikbaar_bevoegd_e4: i64,
    niet_inzetbaar_e4: i64,
    verborgen_e4: Option<i64>,
    leerlingen: i32,
    groepen: Option<i32>,
    personen: Option<i32>,
    verwachte_uitstroom_e4: Option<i64>,
    eerstejaars_eigen: i32,
    begeleiding_e4: Option<i64>,
}

/// Of schools that take part on a day of `days`: prognoses of `days`, and tellingen up to and including `peildatum`;
/// in order of school, then peildatum.
pub fn peilingen_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
    peildatum: NaiveDate,
) -> Result<Vec<Formatiepeiling>, StorageError> {
    use formatiepeiling as f;
    let prognose = f::soort.eq(Peilingsoort::Prognose.as_str()).and(f::peildatum.between(days.van, days.einde()));
    let telling = f::soort.eq(Peilingsoort::Telling.as_str()).and(f::peildatum.le(peildatum));
    let rows: Vec<PeilingRow> = with_db!(c = conn => f::table
        .filter(f::vestigingscode.eq_any(deelnemers!(regio_id, days)))
        .filter(prognose.or(telling))
        .order((f::vestigingscode, f::peildatum))
        .select(PeilingRow::as_select())
        .load(c))?;
    let read = |row: PeilingRow| {
        Ok(Formatiepeiling {
            vestigingscode: lees("formatiepeiling.vestigingscode", &row.vestigingscode)?,
            peildatum: row.peildatum,
            soort: lees("formatiepeiling.soort", &row.soort)?,
            benodigd_fte: Fte::from_e4(row.benodigd_e4),
            beschikbaar_bevoegd_fte: Fte::from_e4(row.beschikbaar_bevoegd_e4),
            niet_inzetbaar_fte: Fte::from_e4(row.niet_inzetbaar_e4),
            verborgen_fte: row.verborgen_e4.map(Fte::from_e4),
            leerlingen: row.leerlingen,
            groepen: row.groepen,
            personen: row.personen,
            verwachte_uitstroom_fte: row.verwachte_uitstroom_e4.map(Fte::from_e4),
            eerstejaars_zij_instromers_eigen: row.eerstejaars_eigen,
            begeleiding_fte: row.begeleiding_e4.map(Fte::from_e4),
            verloop: None,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The centroids of these postcodes, as far as known.
pub fn postcodepunten(conn: &mut Conn, codes: &[Postcode4]) -> Result<HashMap<Postcode4, Punt>, StorageError> {
    if codes.is_empty() {
        return Ok(HashMap::new());
    }
    let codes: Vec<&str> = codes.iter().map(Postcode4::as_str).collect();
    let rows: Vec<(String, i32, i32)> = with_db!(c = conn => postcodepunt::table
        .filter(postcodepunt::pc4.eq_any(codes))
        .load(c))?;
    rows.into_iter()
        .map(|(pc4, lon_e6, lat_e6)| Ok((lees("postcodepunt.pc4", &pc4)?, Punt { lon_e6, lat_e6 })))
        .collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plaatsing)]
struct PlaatsingRow {
    id: DbUuid,
    regiodocent_id: DbUuid,
    vestigingscode: String,
    status: String,
    netto_vanaf: Option<NaiveDate>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plaatsing_deel)]
struct DeelRow {
    vacature_id: DbUuid,
    fte_e4: i64,
    van: NaiveDate,
    tot_en_met: NaiveDate,
}

/// What is asked: vacatures that are open on a day of `days` at schools that take part then, and every vacature of a
/// plaatsing that holds fte on such a day; in order of id.
pub fn vacatures_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
) -> Result<Vec<Stored<VolledigeVacature>>, StorageError> {
    let rows: Vec<VacatureRow> = with_db!(c = conn => {
        let held = houdend!(regio_id, days).select(plaatsing_deel::vacature_id);
        let open = vacature::regio_id.eq(DbUuid(regio_id))
            .and(vacature::status.eq_any(Vacaturestatus::TE_VERVULLEN.map(Vacaturestatus::as_str)))
            .and(vacature::van.le(days.einde()))
            .and(vacature::tot_en_met.is_null().or(vacature::tot_en_met.ge(days.van)))
            .and(vacature::vestigingscode.eq_any(deelnemers!(regio_id, days)));
        vacature::table
            .filter(open.or(vacature::id.eq_any(held)))
            .order(vacature::id)
            .select(VacatureRow::as_select())
            .load(c)
    })?;
    rows.into_iter().map(VacatureRow::stored).collect()
}

/// Plaatsingen of the regio that hold fte on a day of `days`, each with its parts that do; in order of id.
pub fn plaatsingen_of_regio(
    conn: &mut Conn,
    regio_id: Uuid,
    days: &Periode,
) -> Result<Vec<HoudendePlaatsing>, StorageError> {
    let rows: Vec<(PlaatsingRow, DeelRow)> = with_db!(c = conn => houdend!(regio_id, days)
        .order((plaatsing::id, plaatsing_deel::vacature_id, plaatsing_deel::van))
        .select((PlaatsingRow::as_select(), DeelRow::as_select()))
        .load(c))?;
    let mut found: Vec<HoudendePlaatsing> = Vec::new();
    for (row, deel) in rows {
        let deel = Plaatsingsdeel {
            vacature_id: deel.vacature_id.0,
            fte: Fte::from_e4(deel.fte_e4),
            periode: Periode::new(deel.van, Some(deel.tot_en_met)),
        };
        match found.last_mut() {
            Some(last) if last.id == row.id.0 => last.delen.push(deel),
            _ => found.push(HoudendePlaatsing {
                id: row.id.0,
                regiodocent_id: row.regiodocent_id.0,
                vestigingscode: lees("plaatsing.vestigingscode", &row.vestigingscode)?,
                status: lees("plaatsing.status", &row.status)?,
                netto_vanaf: row.netto_vanaf,
                delen: vec![deel],
            }),
        }
    }
    Ok(found)
}

/// Peildatum of the first matchronde of this schooljaar that was not broken off, if there is one.
pub fn eerste_peildatum(
    conn: &mut Conn,
    regio_id: Uuid,
    schooljaar: Schooljaar,
) -> Result<Option<NaiveDate>, StorageError> {
    let broken_off = [Matchrondestatus::Mislukt.as_str(), Matchrondestatus::Gestopt.as_str()];
    Ok(with_db!(c = conn => matchronde::table
        .filter(matchronde::regio_id.eq(DbUuid(regio_id)))
        .filter(matchronde::schooljaar.eq(schooljaar.to_string()))
        .filter(matchronde::status.ne_all(broken_off))
        .order(matchronde::id)
        .select(matchronde::peildatum)
        .first(c)
        .optional())?)
}
