//! School in the database: what other nouns need to know of one school.

use chrono::NaiveDate;
use diesel::dsl::{exists, select};
use diesel::prelude::*;
use uuid::Uuid;

use super::connection::{Conn, with_db};
use super::schema::{deelname, school};
use super::types::DbUuid;
use super::{StorageError, lees};
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::domain::stored::Stored;

#[derive(Queryable, Selectable)]
#[diesel(table_name = school)]
struct SchoolRow {
    vestigingscode: String,
    bestuursnummer: String,
    naam: String,
    sector: String,
    postcode: Option<String>,
    plaats: String,
    gemeentenummer: String,
    lon_e6: Option<i32>,
    lat_e6: Option<i32>,
    schoolweging_e2: Option<i32>,
    leerlingen: Option<i32>,
    versie: i32,
}

impl SchoolRow {
    fn stored(self) -> Result<Stored<School, Vestigingscode>, StorageError> {
        let noun = School {
            vestigingscode: lees("school.vestigingscode", &self.vestigingscode)?,
            bestuursnummer: lees("school.bestuursnummer", &self.bestuursnummer)?,
            naam: self.naam,
            sector: lees("school.sector", &self.sector)?,
            postcode: self.postcode.as_deref().map(|code| lees("school.postcode", code)).transpose()?,
            plaats: self.plaats,
            gemeentenummer: lees("school.gemeentenummer", &self.gemeentenummer)?,
            punt: self.lon_e6.zip(self.lat_e6).map(|(lon_e6, lat_e6)| Punt { lon_e6, lat_e6 }),
            schoolweging_e2: self.schoolweging_e2,
            leerlingen: self.leerlingen,
        };
        Ok(Stored { id: noun.vestigingscode.clone(), versie: self.versie, noun })
    }
}

/// The school with this code.
pub fn find_school(
    conn: &mut Conn,
    code: &Vestigingscode,
) -> Result<Option<Stored<School, Vestigingscode>>, StorageError> {
    let row: Option<SchoolRow> = with_db!(c = conn => school::table
        .find(code.as_str())
        .select(SchoolRow::as_select())
        .first(c)
        .optional())?;
    row.map(SchoolRow::stored).transpose()
}

/// Does the school take part in the regio on `day`?
pub fn is_deelnemer(
    conn: &mut Conn,
    regio_id: Uuid,
    code: &Vestigingscode,
    day: NaiveDate,
) -> Result<bool, StorageError> {
    Ok(with_db!(c = conn => select(exists(
        deelname::table
            .filter(deelname::regio_id.eq(DbUuid(regio_id)))
            .filter(deelname::vestigingscode.eq(code.as_str()))
            .filter(deelname::van.le(day))
            .filter(deelname::tot_en_met.is_null().or(deelname::tot_en_met.ge(day))),
    ))
    .get_result(c))?)
}
