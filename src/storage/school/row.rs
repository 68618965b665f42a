//! A school as a row, and back.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::domain::stored::Stored;
use crate::storage::schema::school;
use crate::storage::{StorageError, lees};

use super::StoredSchool;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = school, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(super) struct SchoolRow {
    pub(super) vestigingscode: String,
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
    gesloten_per: Option<NaiveDate>,
}

impl SchoolRow {
    pub(super) fn new(school: &School, versie: i32) -> Self {
        SchoolRow {
            vestigingscode: school.vestigingscode.to_string(),
            bestuursnummer: school.bestuursnummer.to_string(),
            naam: school.naam.clone(),
            sector: school.sector.to_string(),
            postcode: school.postcode.as_ref().map(ToString::to_string),
            plaats: school.plaats.clone(),
            gemeentenummer: school.gemeentenummer.to_string(),
            lon_e6: school.punt.map(|punt| punt.lon_e6),
            lat_e6: school.punt.map(|punt| punt.lat_e6),
            schoolweging_e2: school.schoolweging_e2,
            leerlingen: school.leerlingen,
            versie,
            gesloten_per: school.gesloten_per,
        }
    }

    pub(super) fn stored(self) -> Result<StoredSchool, StorageError> {
        let noun = School {
            vestigingscode: lees("school.vestigingscode", &self.vestigingscode)?,
            bestuursnummer: lees("school.bestuursnummer", &self.bestuursnummer)?,
            naam: self.naam,
            sector: lees("school.sector", &self.sector)?,
            postcode: self.postcode.map(|postcode| lees("school.postcode", &postcode)).transpose()?,
            plaats: self.plaats,
            gemeentenummer: lees("school.gemeentenummer", &self.gemeentenummer)?,
            punt: self.lon_e6.zip(self.lat_e6).map(|(lon_e6, lat_e6)| Punt { lon_e6, lat_e6 }),
            schoolweging_e2: self.schoolweging_e2,
            leerlingen: self.leerlingen,
            gesloten_per: self.gesloten_per,
        };
        Ok(Stored { id: noun.vestigingscode.clone(), versie: self.versie, noun })
    }
}
