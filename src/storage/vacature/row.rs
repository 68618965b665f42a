//! A row of the table `vacature`, and its two ways: in and out.

use chrono::NaiveDate;
use diesel::prelude::*;
use uuid::Uuid;

use crate::domain::bevoegdheid::Vakbevoegdheid;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::periode::Periode;
use crate::domain::prikkel::Prikkels;
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, Vacaturestatus, VolledigeVacature};
use crate::storage::schema::vacature;
use crate::storage::types::DbUuid;
use crate::storage::{StorageError, lees};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = vacature, treat_none_as_default_value = false)]
pub(in crate::storage) struct VacatureRow {
    pub(super) id: DbUuid,
    regio_id: DbUuid,
    vestigingscode: String,
    bestuursnummer: String,
    soort: String,
    fte_e4: i64,
    sector: String,
    vak: String,
    graad: String,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    dagdelen: Option<String>,
    alleen_geheel: bool,
    status: String,
    intrekkingsreden: Option<String>,
    versie: i32,
    schaal: Option<String>,
    bonus_cent: Option<i64>,
    arbeidsmarkttoelage: bool,
}

impl VacatureRow {
    /// A new row with its first version.
    pub(super) fn new(
        id: Uuid,
        regio_id: Uuid,
        bestuursnummer: &Bestuursnummer,
        vacature: &Vacature,
        status: Vacaturestatus,
    ) -> Self {
        VacatureRow {
            id: DbUuid(id),
            regio_id: DbUuid(regio_id),
            vestigingscode: vacature.vestigingscode.to_string(),
            bestuursnummer: bestuursnummer.to_string(),
            soort: vacature.soort.to_string(),
            fte_e4: vacature.fte.e4(),
            sector: vacature.vakbevoegdheid.sector.to_string(),
            vak: vacature.vakbevoegdheid.vak.clone(),
            graad: vacature.vakbevoegdheid.graad.to_string(),
            van: vacature.periode.van,
            tot_en_met: vacature.periode.tot_en_met,
            dagdelen: vacature.dagdelen.map(|dagdelen| dagdelen.to_string()),
            alleen_geheel: vacature.alleen_geheel,
            status: status.to_string(),
            intrekkingsreden: None,
            versie: 1,
            schaal: vacature.prikkels.schaal.map(|schaal| schaal.to_string()),
            bonus_cent: vacature.prikkels.bonus_cent,
            arbeidsmarkttoelage: vacature.prikkels.arbeidsmarkttoelage,
        }
    }

    pub(in crate::storage) fn stored(self) -> Result<Stored<VolledigeVacature>, StorageError> {
        let vacature = Vacature {
            vestigingscode: lees("vacature.vestigingscode", &self.vestigingscode)?,
            soort: lees("vacature.soort", &self.soort)?,
            fte: Fte::from_e4(self.fte_e4),
            vakbevoegdheid: Vakbevoegdheid {
                sector: lees("vacature.sector", &self.sector)?,
                vak: self.vak,
                graad: lees("vacature.graad", &self.graad)?,
            },
            periode: Periode::new(self.van, self.tot_en_met),
            dagdelen: self.dagdelen.as_deref().map(|text| lees("vacature.dagdelen", text)).transpose()?,
            alleen_geheel: self.alleen_geheel,
            prikkels: Prikkels {
                schaal: self.schaal.as_deref().map(|text| lees("vacature.schaal", text)).transpose()?,
                bonus_cent: self.bonus_cent,
                arbeidsmarkttoelage: self.arbeidsmarkttoelage,
            },
        };
        let noun = VolledigeVacature {
            vacature,
            bestuursnummer: lees("vacature.bestuursnummer", &self.bestuursnummer)?,
            status: lees("vacature.status", &self.status)?,
            intrekkingsreden: self.intrekkingsreden,
        };
        Ok(Stored { id: self.id.0, versie: self.versie, noun })
    }
}

/// What a change may touch; `None` empties a column.
#[derive(AsChangeset)]
#[diesel(table_name = vacature, treat_none_as_null = true)]
pub(super) struct VacatureChange {
    soort: String,
    fte_e4: i64,
    sector: String,
    vak: String,
    graad: String,
    van: NaiveDate,
    tot_en_met: Option<NaiveDate>,
    dagdelen: Option<String>,
    alleen_geheel: bool,
    schaal: Option<String>,
    bonus_cent: Option<i64>,
    arbeidsmarkttoelage: bool,
}

impl From<&Vacature> for VacatureChange {
    fn from(vacature: &Vacature) -> Self {
        VacatureChange {
            soort: vacature.soort.to_string(),
            fte_e4: vacature.fte.e4(),
            sector: vacature.vakbevoegdheid.sector.to_string(),
            vak: vacature.vakbevoegdheid.vak.clone(),
            graad: vacature.vakbevoegdheid.graad.to_string(),
            van: vacature.periode.van,
            tot_en_met: vacature.periode.tot_en_met,
            dagdelen: vacature.dagdelen.map(|dagdelen| dagdelen.to_string()),
            alleen_geheel: vacature.alleen_geheel,
            schaal: vacature.prikkels.schaal.map(|schaal| schaal.to_string()),
            bonus_cent: vacature.prikkels.bonus_cent,
            arbeidsmarkttoelage: vacature.prikkels.arbeidsmarkttoelage,
        }
    }
}
