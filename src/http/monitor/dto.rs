//! How the monitor looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::monitor::{Monitor, Poolcijfer, Rij, Waarde};
use crate::domain::breuk::Breuk;
use crate::domain::indicator::Indicator;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::kwartaal::Kwartaal;
use crate::domain::sector::Sector;

/// Decimals of a rounded figure.
pub const DECIMALS: u32 = 4;

/// Which quarter.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct MonitorQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    #[allow(dead_code)] // read by Caller; here so that the description and the check on unknown keys know it
    pub regio: Option<String>,
    /// Kwartaal; zonder het lopende.
    pub kwartaal: Option<Kwartaal>,
}

/// Waarom er geen getal staat.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reden {
    /// Niemand gaf het op.
    Ontbreekt,
    /// Het zou te veel zeggen over één bestuur of persoon.
    Onderdrukt,
}

/// Een getal, of waarom het er niet staat.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaardeResponse {
    /// De waarde, exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarde: Option<Breuk>,
    /// De waarde, afgerond op vier decimalen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "6,6000")]
    pub afgerond: Option<String>,
    /// Waarom er geen waarde staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<Reden>,
}

impl From<Waarde> for WaardeResponse {
    fn from(waarde: Waarde) -> Self {
        let empty = |reden| WaardeResponse { waarde: None, afgerond: None, reden: Some(reden) };
        match waarde {
            Waarde::Bekend(waarde) => {
                WaardeResponse { afgerond: Some(waarde.tekst(DECIMALS)), waarde: Some(waarde), reden: None }
            }
            Waarde::Ontbreekt => empty(Reden::Ontbreekt),
            Waarde::Onderdrukt => empty(Reden::Onderdrukt),
        }
    }
}

/// Eén cijfer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CijferResponse {
    /// Wat het is.
    pub indicator: Indicator,
    /// Eenheid.
    #[schema(example = "fte")]
    pub eenheid: String,
    /// Het getal.
    #[serde(flatten)]
    pub getal: WaardeResponse,
}

/// De cijfers van één school, bestuur, sector of de regio.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RijResponse {
    /// De school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// Het schoolbestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestuursnummer: Option<Bestuursnummer>,
    /// De sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Aantal besturen.
    pub aantal_besturen: usize,
    /// Aantal scholen.
    pub aantal_scholen: usize,
    /// Elk cijfer, op vaste volgorde.
    pub cijfers: Vec<CijferResponse>,
}

impl From<Rij> for RijResponse {
    fn from(rij: Rij) -> Self {
        let cijfer = |(indicator, waarde): (Indicator, Waarde)| CijferResponse {
            indicator,
            eenheid: indicator.eenheid().to_owned(),
            getal: waarde.into(),
        };
        RijResponse {
            vestigingscode: rij.vestigingscode,
            bestuursnummer: rij.bestuursnummer,
            sector: rij.sector,
            aantal_besturen: rij.besturen,
            aantal_scholen: rij.scholen,
            cijfers: rij.cijfers.into_iter().map(cijfer).collect(),
        }
    }
}

/// Eén beweging van één soort regiodocenten; volgt uit de contracten.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoolcijferResponse {
    /// instroom, behoud of uitstroom.
    #[schema(example = "instroom")]
    pub beweging: String,
    /// regulier of zij-instroom; de pool huurt niemand in.
    #[schema(example = "zij-instroom")]
    pub soort: String,
    /// Aantal personen.
    pub personen: WaardeResponse,
    /// Hun fte.
    pub fte: WaardeResponse,
}

impl From<Poolcijfer> for PoolcijferResponse {
    fn from(cijfer: Poolcijfer) -> Self {
        PoolcijferResponse {
            beweging: cijfer.beweging.to_owned(),
            soort: cijfer.soort.to_owned(),
            personen: cijfer.personen.into(),
            fte: cijfer.fte.into(),
        }
    }
}

/// De monitor van een kwartaal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MonitorResponse {
    /// Het kwartaal.
    pub kwartaal: Kwartaal,
    /// Dag van de cijfers: de laatste van het kwartaal, of vandaag zolang het loopt.
    pub peildatum: NaiveDate,
    /// De scholen die u in detail mag zien.
    pub scholen: Vec<RijResponse>,
    /// De besturen die u in detail mag zien, per sector.
    pub schoolbesturen: Vec<RijResponse>,
    /// De sectoren.
    pub sectoren: Vec<RijResponse>,
    /// De hele regio.
    pub regio: RijResponse,
    /// Wie in de pool kwam, bleef en ging.
    pub pool: Vec<PoolcijferResponse>,
    /// Wat is aangevuld of ontbreekt.
    pub opmerkingen: Vec<String>,
}

impl From<Monitor> for MonitorResponse {
    fn from(monitor: Monitor) -> Self {
        let rows = |rows: Vec<Rij>| rows.into_iter().map(RijResponse::from).collect();
        MonitorResponse {
            kwartaal: monitor.kwartaal,
            peildatum: monitor.peildatum,
            scholen: rows(monitor.scholen),
            schoolbesturen: rows(monitor.schoolbesturen),
            sectoren: rows(monitor.sectoren),
            regio: monitor.regio.into(),
            pool: monitor.pool.into_iter().map(PoolcijferResponse::from).collect(),
            opmerkingen: monitor.opmerkingen,
        }
    }
}
