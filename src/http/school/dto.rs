//! How a school looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::school::SchoolMetVerleden;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Gemeentenummer, Postcode, Vestigingscode};
use crate::domain::punt::Punt;
use crate::domain::school::School;
use crate::domain::sector::Sector;
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SchoolQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen scholen van dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen scholen van deze sector.
    pub sector: Option<Sector>,
    /// Alleen met dit in de naam; hoofdletters maken niet uit.
    #[param(min_length = 1, max_length = 200)]
    pub naam: Option<String>,
    /// Alleen in deze plaats; hoofdletters maken niet uit.
    #[param(min_length = 1, max_length = 200)]
    pub plaats: Option<String>,
    /// Alleen in deze gemeente.
    #[param(pattern = "^[0-9]{4}$", example = "0363")]
    pub gemeentenummer: Option<String>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Plaats op de kaart, in graden (WGS84).
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PuntJson {
    /// Lengtegraad.
    #[schema(example = 4.901005, minimum = -180, maximum = 180)]
    pub lon: f64,
    /// Breedtegraad.
    #[schema(example = 52.360848, minimum = -90, maximum = 90)]
    pub lat: f64,
}

impl From<Punt> for PuntJson {
    fn from(punt: Punt) -> Self {
        PuntJson { lon: f64::from(punt.lon_e6) / 1e6, lat: f64::from(punt.lat_e6) / 1e6 }
    }
}

/// Alles aan een school wat te wijzigen is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SchoolWijziging {
    /// Nummer van het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    #[schema(example = "De Waterlelie", min_length = 1, max_length = 200)]
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode zonder spatie.
    pub postcode: Option<Postcode>,
    /// Plaats.
    #[schema(example = "AMSTERDAM", min_length = 1, max_length = 100)]
    pub plaats: String,
    /// CBS-nummer van de gemeente.
    pub gemeentenummer: Gemeentenummer,
    /// Plaats op de kaart; zonder geldt het midden van de postcode.
    pub punt: Option<PuntJson>,
    /// Schoolweging van het CBS, van 20 tot 40; hoger is meer verwachte achterstand.
    #[schema(value_type = Option<f64>, example = 29.4, minimum = 20, maximum = 40, multiple_of = 0.01)]
    pub schoolweging: Option<Fte>,
    /// Aantal leerlingen op 1 oktober.
    #[schema(example = 230, minimum = 0, maximum = 20000)]
    pub leerlingen: Option<i32>,
    /// Eerste dag waarop de school dicht is; haar deelname eindigt dan de dag ervoor.
    pub gesloten_per: Option<NaiveDate>,
}

impl SchoolWijziging {
    /// The school as it will be.
    pub fn into_school(self, vestigingscode: Vestigingscode) -> School {
        School {
            vestigingscode,
            bestuursnummer: self.bestuursnummer,
            naam: self.naam,
            sector: self.sector,
            postcode: self.postcode,
            plaats: self.plaats,
            gemeentenummer: self.gemeentenummer,
            punt: self.punt.and_then(|punt| Punt::from_degrees(punt.lon, punt.lat)),
            // The schema allows two decimals, 20 to 40: the four decimals of `Fte` end in 00 and it fits.
            schoolweging_e2: self.schoolweging.and_then(|weging| i32::try_from(weging.e4() / 100).ok()),
            leerlingen: self.leerlingen,
            gesloten_per: self.gesloten_per,
        }
    }
}

/// Een nieuwe school.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SchoolRequest {
    /// Code van de vestiging.
    pub vestigingscode: Vestigingscode,
    /// Nummer van het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    #[schema(example = "De Waterlelie", min_length = 1, max_length = 200)]
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode zonder spatie.
    pub postcode: Option<Postcode>,
    /// Plaats.
    #[schema(example = "AMSTERDAM", min_length = 1, max_length = 100)]
    pub plaats: String,
    /// CBS-nummer van de gemeente.
    pub gemeentenummer: Gemeentenummer,
    /// Plaats op de kaart; zonder geldt het midden van de postcode.
    pub punt: Option<PuntJson>,
    /// Schoolweging van het CBS, van 20 tot 40; hoger is meer verwachte achterstand.
    #[schema(value_type = Option<f64>, example = 29.4, minimum = 20, maximum = 40, multiple_of = 0.01)]
    pub schoolweging: Option<Fte>,
    /// Aantal leerlingen op 1 oktober.
    #[schema(example = 230, minimum = 0, maximum = 20000)]
    pub leerlingen: Option<i32>,
    /// Vanaf wanneer de school in de regio meedoet; zonder vanaf 1 augustus van dit schooljaar.
    pub deelname_van: Option<NaiveDate>,
}

impl SchoolRequest {
    /// The school, and from when it takes part.
    pub fn into_school(self) -> (School, Option<NaiveDate>) {
        let rest = SchoolWijziging {
            bestuursnummer: self.bestuursnummer,
            naam: self.naam,
            sector: self.sector,
            postcode: self.postcode,
            plaats: self.plaats,
            gemeentenummer: self.gemeentenummer,
            punt: self.punt,
            schoolweging: self.schoolweging,
            leerlingen: self.leerlingen,
            gesloten_per: None,
        };
        (rest.into_school(self.vestigingscode), self.deelname_van)
    }
}

/// Een school.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchoolResponse {
    /// Code van de vestiging.
    pub vestigingscode: Vestigingscode,
    /// Nummer van het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode zonder spatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Plaats.
    pub plaats: String,
    /// CBS-nummer van de gemeente.
    pub gemeentenummer: Gemeentenummer,
    /// Plaats op de kaart, als die bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub punt: Option<PuntJson>,
    /// Schoolweging van het CBS, als die bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub schoolweging: Option<Fte>,
    /// Aantal leerlingen op 1 oktober, als dat bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leerlingen: Option<i32>,
    /// Eerste dag waarop de school dicht is, als zij sluit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gesloten_per: Option<NaiveDate>,
}

impl From<Stored<School, Vestigingscode>> for SchoolResponse {
    fn from(stored: Stored<School, Vestigingscode>) -> Self {
        let school = stored.noun;
        SchoolResponse {
            vestigingscode: school.vestigingscode,
            bestuursnummer: school.bestuursnummer,
            naam: school.naam,
            sector: school.sector,
            postcode: school.postcode,
            plaats: school.plaats,
            gemeentenummer: school.gemeentenummer,
            punt: school.punt.map(PuntJson::from),
            schoolweging: school.schoolweging_e2.map(|e2| Fte::from_e4(i64::from(e2) * 100)),
            leerlingen: school.leerlingen,
            gesloten_per: school.gesloten_per,
        }
    }
}

/// Wanneer een school in een regio meedoet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchoolDeelname {
    /// Id van de deelname.
    pub id: Uuid,
    /// Code van de regio.
    pub regio: String,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
}

/// Een schoolbestuur dat een school eerder had.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VorigBestuurResponse {
    /// Nummer van het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Eerste dag; zonder: zolang bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub van: Option<NaiveDate>,
    /// Laatste dag.
    pub tot_en_met: NaiveDate,
}

/// Een school met haar deelnames en de besturen die zij had.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchoolMetDeelnames {
    /// De school.
    #[serde(flatten)]
    pub school: SchoolResponse,
    /// De deelnames van de school in de regio.
    pub deelnames: Vec<SchoolDeelname>,
    /// De besturen die de school eerder had, de oudste eerst; wat toen gebeurde, blijft daar.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub vorige_besturen: Vec<VorigBestuurResponse>,
}

impl From<SchoolMetVerleden> for SchoolMetDeelnames {
    fn from(found: SchoolMetVerleden) -> Self {
        let deelnames = found.deelnames.into_iter().map(|(regio, stored)| SchoolDeelname {
            id: stored.id,
            regio,
            van: stored.noun.periode.van,
            tot_en_met: stored.noun.periode.tot_en_met,
        });
        let vorige = found.vorige_besturen.into_iter().map(|vorig| VorigBestuurResponse {
            bestuursnummer: vorig.bestuursnummer,
            van: vorig.van,
            tot_en_met: vorig.tot_en_met,
        });
        SchoolMetDeelnames {
            school: found.school.into(),
            deelnames: deelnames.collect(),
            vorige_besturen: vorige.collect(),
        }
    }
}
