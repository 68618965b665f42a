//! How the five onderdelen of a regiodocent lie in their tables.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::row::lees_optie;
use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::contract::Contract;
use crate::domain::fte::Fte;
use crate::domain::instemming::Instemming;
use crate::domain::periode::Periode;
use crate::domain::uitsluiting::Uitsluiting;
use crate::domain::voorkeur::Voorkeur;
use crate::storage::schema::{bevoegdheid, contract, instemming, uitsluiting, voorkeur};
use crate::storage::types::DbUuid;
use crate::storage::{StorageError, lees};

/// What every row has beside its own columns.
pub(super) struct Kop {
    pub id: DbUuid,
    pub regiodocent_id: DbUuid,
    pub versie: i32,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = contract, treat_none_as_null = true)]
pub(super) struct ContractRow {
    pub id: DbUuid,
    pub regiodocent_id: DbUuid,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    werktijdfactor_e4: i64,
    loonkosten_cent: i64,
    formeel_werkgever: Option<String>,
    pub versie: i32,
    status: String,
    overgedragen_aan: Option<String>,
}

impl ContractRow {
    pub fn new(Kop { id, regiodocent_id, versie }: Kop, noun: &Contract) -> Self {
        ContractRow {
            id,
            regiodocent_id,
            van: noun.periode.van,
            tot_en_met: noun.periode.tot_en_met,
            werktijdfactor_e4: noun.werktijdfactor.e4(),
            loonkosten_cent: noun.loonkosten_cent,
            formeel_werkgever: noun.formeel_werkgever.as_ref().map(ToString::to_string),
            versie,
            status: noun.status.to_string(),
            overgedragen_aan: noun.overgedragen_aan.as_ref().map(ToString::to_string),
        }
    }

    pub fn noun(self) -> Result<Contract, StorageError> {
        Ok(Contract {
            periode: Periode::new(self.van, self.tot_en_met),
            werktijdfactor: Fte::from_e4(self.werktijdfactor_e4),
            loonkosten_cent: self.loonkosten_cent,
            formeel_werkgever: lees_optie("contract.formeel_werkgever", self.formeel_werkgever)?,
            status: lees("contract.status", &self.status)?,
            overgedragen_aan: lees_optie("contract.overgedragen_aan", self.overgedragen_aan)?,
        })
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = bevoegdheid, treat_none_as_null = true)]
pub(super) struct BevoegdheidRow {
    pub id: DbUuid,
    pub regiodocent_id: DbUuid,
    sector: String,
    vak: String,
    graad: String,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    pub versie: i32,
}

impl BevoegdheidRow {
    pub fn new(Kop { id, regiodocent_id, versie }: Kop, noun: &Bevoegdheid) -> Self {
        let Vakbevoegdheid { sector, vak, graad } = &noun.vakbevoegdheid;
        let Periode { van, tot_en_met } = noun.periode;
        let (sector, vak, graad) = (sector.to_string(), vak.clone(), graad.to_string());
        BevoegdheidRow { id, regiodocent_id, sector, vak, graad, van, tot_en_met, versie }
    }

    pub fn noun(self) -> Result<Bevoegdheid, StorageError> {
        let sector = lees("bevoegdheid.sector", &self.sector)?;
        let graad = lees("bevoegdheid.graad", &self.graad)?;
        Ok(Bevoegdheid {
            vakbevoegdheid: Vakbevoegdheid { sector, vak: self.vak, graad },
            periode: Periode::new(self.van, self.tot_en_met),
        })
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = voorkeur)]
pub(super) struct VoorkeurRow {
    pub id: DbUuid,
    pub regiodocent_id: DbUuid,
    vestigingscode: String,
    minuten: i32,
    pub versie: i32,
}

impl VoorkeurRow {
    pub fn new(Kop { id, regiodocent_id, versie }: Kop, noun: &Voorkeur) -> Self {
        let (vestigingscode, minuten) = (noun.vestigingscode.to_string(), noun.minuten);
        VoorkeurRow { id, regiodocent_id, vestigingscode, minuten, versie }
    }

    pub fn noun(self) -> Result<Voorkeur, StorageError> {
        let vestigingscode = lees("voorkeur.vestigingscode", &self.vestigingscode)?;
        Ok(Voorkeur { vestigingscode, minuten: self.minuten })
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = uitsluiting, treat_none_as_null = true)]
pub(super) struct UitsluitingRow {
    pub id: DbUuid,
    pub regiodocent_id: DbUuid,
    vestigingscode: Option<String>,
    bestuursnummer: Option<String>,
    pub versie: i32,
}

impl UitsluitingRow {
    pub fn new(Kop { id, regiodocent_id, versie }: Kop, noun: &Uitsluiting) -> Self {
        let (vestigingscode, bestuursnummer) = match noun {
            Uitsluiting::Vestigingscode(code) => (Some(code.to_string()), None),
            Uitsluiting::Bestuursnummer(nummer) => (None, Some(nummer.to_string())),
        };
        UitsluitingRow { id, regiodocent_id, vestigingscode, bestuursnummer, versie }
    }

    pub fn noun(self) -> Result<Uitsluiting, StorageError> {
        match (self.vestigingscode, self.bestuursnummer) {
            (Some(code), None) => Ok(Uitsluiting::Vestigingscode(lees("uitsluiting.vestigingscode", &code)?)),
            (None, Some(nummer)) => Ok(Uitsluiting::Bestuursnummer(lees("uitsluiting.bestuursnummer", &nummer)?)),
            _ => Err(StorageError::Onleesbaar(format!("uitsluiting {}: not one of two", self.id))),
        }
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = instemming, treat_none_as_null = true)]
pub(super) struct InstemmingRow {
    pub id: DbUuid,
    pub regiodocent_id: DbUuid,
    soort: String,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    pub versie: i32,
}

impl InstemmingRow {
    pub fn new(Kop { id, regiodocent_id, versie }: Kop, noun: &Instemming) -> Self {
        let Periode { van, tot_en_met } = noun.periode;
        InstemmingRow { id, regiodocent_id, soort: noun.soort.to_string(), van, tot_en_met, versie }
    }

    pub fn noun(self) -> Result<Instemming, StorageError> {
        let soort = lees("instemming.soort", &self.soort)?;
        Ok(Instemming { soort, periode: Periode::new(self.van, self.tot_en_met) })
    }
}
