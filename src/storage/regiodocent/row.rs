//! How a regiodocent lies in its table.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::domain::regiodocent::Regiodocent;
use crate::domain::stored::Stored;
use crate::storage::schema::regiodocent;
use crate::storage::types::DbUuid;
use crate::storage::{StorageError, lees};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = regiodocent, treat_none_as_null = true)]
pub(super) struct RegiodocentRow {
    pub id: DbUuid,
    pub regio_id: DbUuid,
    bron_systeem: Option<String>,
    extern_id: Option<String>,
    naam: String,
    soort: String,
    traject_start: Option<NaiveDate>,
    vog_datum: Option<NaiveDate>,
    woon_postcode: Option<String>,
    max_reistijd: Option<i32>,
    dagdelen: Option<String>,
    alleen_geheel: bool,
    versie: i32,
}

impl RegiodocentRow {
    pub fn new(id: DbUuid, regio_id: DbUuid, versie: i32, noun: &Regiodocent) -> Self {
        RegiodocentRow {
            id,
            regio_id,
            bron_systeem: noun.bron_systeem.clone(),
            extern_id: noun.extern_id.clone(),
            naam: noun.naam.clone(),
            soort: noun.soort.to_string(),
            traject_start: noun.traject_start,
            vog_datum: noun.vog_datum,
            woon_postcode: noun.woon_postcode.as_ref().map(ToString::to_string),
            max_reistijd: noun.max_reistijd,
            dagdelen: noun.dagdelen.map(|dagdelen| dagdelen.to_string()),
            alleen_geheel: noun.alleen_geheel,
            versie,
        }
    }

    pub fn stored(self) -> Result<Stored<Regiodocent>, StorageError> {
        let noun = Regiodocent {
            naam: self.naam,
            soort: lees("regiodocent.soort", &self.soort)?,
            traject_start: self.traject_start,
            vog_datum: self.vog_datum,
            woon_postcode: lees_optie("regiodocent.woon_postcode", self.woon_postcode)?,
            max_reistijd: self.max_reistijd,
            dagdelen: lees_optie("regiodocent.dagdelen", self.dagdelen)?,
            alleen_geheel: self.alleen_geheel,
            bron_systeem: self.bron_systeem,
            extern_id: self.extern_id,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

pub(super) fn lees_optie<T: std::str::FromStr>(kolom: &str, text: Option<String>) -> Result<Option<T>, StorageError> {
    text.map(|text| lees(kolom, &text)).transpose()
}
