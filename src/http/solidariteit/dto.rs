//! How a page of the solidariteitsboek looks in JSON: every number exact and rounded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::solidariteit::{Anderen, Bestuurslijn, Boek, Boekvraag, Stap};
use crate::domain::beleid::Modus;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;

/// Decimals of a rounded number.
const DECIMALS: u32 = 2;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SolidariteitQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    #[allow(dead_code)] // read by Caller; here so that the description and the check on unknown keys know it
    pub regio: Option<String>,
    /// Schooljaar; zonder het lopende.
    pub schooljaar: Option<Schooljaar>,
    /// Dag van de cijfers; zonder de peildatum van de eerste matchronde van het schooljaar, of vandaag als er nog geen is.
    pub peildatum: Option<NaiveDate>,
    /// Alleen dit bestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
}

impl From<SolidariteitQuery> for Boekvraag {
    fn from(query: SolidariteitQuery) -> Self {
        let SolidariteitQuery { schooljaar, peildatum, bestuursnummer, .. } = query;
        Boekvraag { schooljaar, peildatum, bestuursnummer }
    }
}

/// Eén stap van een berekening.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StapResponse {
    /// Vast teken van de stap.
    #[schema(example = "d")]
    pub symbool: String,
    /// Wat het is.
    #[schema(example = "stap naar het gemiddelde, grondslag eigen")]
    pub naam: String,
    /// De berekening met de getallen ingevuld.
    #[schema(example = "220,00 × 3 % = 6,60")]
    pub berekening: String,
    /// De uitkomst, exact.
    pub waarde: Breuk,
    /// De uitkomst, afgerond op twee decimalen.
    #[schema(example = "6,60")]
    pub afgerond: String,
    /// Eenheid.
    #[schema(example = "fte")]
    pub eenheid: String,
}

impl From<Stap> for StapResponse {
    fn from(stap: Stap) -> Self {
        StapResponse {
            symbool: stap.symbool,
            naam: stap.naam,
            berekening: stap.berekening,
            afgerond: stap.waarde.tekst(DECIMALS),
            waarde: stap.waarde,
            eenheid: stap.eenheid,
        }
    }
}

/// Wat de regel van één bestuur vraagt, in één sector.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BestuurslijnResponse {
    /// Het bestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    pub naam: String,
    /// Sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Wat gevraagd wordt, exact: bij de 3%-regeling de ruimte in fte, bij de 7%-regeling het quotum in personen. Zonder
    /// vraagt de regel niets van dit bestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarde: Option<Breuk>,
    /// Hetzelfde, afgerond op twee decimalen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afgerond: Option<String>,
    /// Eenheid.
    pub eenheid: String,
    /// De berekening, stap voor stap.
    pub stappen: Vec<StapResponse>,
    /// Wat is aangevuld of weggelaten.
    pub opmerkingen: Vec<String>,
}

impl From<Bestuurslijn> for BestuurslijnResponse {
    fn from(line: Bestuurslijn) -> Self {
        BestuurslijnResponse {
            bestuursnummer: line.bestuursnummer,
            naam: line.naam,
            sector: line.sector,
            afgerond: line.waarde.as_ref().map(|waarde| waarde.tekst(DECIMALS)),
            waarde: line.waarde,
            eenheid: line.eenheid,
            stappen: line.stappen.into_iter().map(StapResponse::from).collect(),
            opmerkingen: line.opmerkingen,
        }
    }
}

/// De andere besturen van een sector bij elkaar.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnderenResponse {
    /// Sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// Aantal andere besturen.
    pub aantal: usize,
    /// Hun cijfers opgeteld; leeg als het er zo weinig zijn dat de cijfers van één bestuur eruit zouden volgen.
    pub stappen: Vec<StapResponse>,
}

impl From<Anderen> for AnderenResponse {
    fn from(anderen: Anderen) -> Self {
        let stappen = anderen.stappen.into_iter().map(StapResponse::from).collect();
        AnderenResponse { sector: anderen.sector, aantal: anderen.aantal, stappen }
    }
}

/// Een bladzijde van het solidariteitsboek.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolidariteitResponse {
    /// De regel.
    #[schema(example = "drieprocent")]
    pub regel: String,
    /// Schooljaar.
    pub schooljaar: Schooljaar,
    /// Dag van de cijfers.
    pub peildatum: NaiveDate,
    /// Hoe streng de regel geldt; bij `uit` is er niets te zien.
    pub modus: Modus,
    /// De besturen die u in detail mag zien, op volgorde van sector en bestuursnummer.
    pub besturen: Vec<BestuurslijnResponse>,
    /// De andere besturen, per sector opgeteld; alleen voor een schoolbestuur.
    pub anderen: Vec<AnderenResponse>,
}

impl From<Boek> for SolidariteitResponse {
    fn from(boek: Boek) -> Self {
        SolidariteitResponse {
            regel: boek.regel.id().to_owned(),
            schooljaar: boek.schooljaar,
            peildatum: boek.peildatum,
            modus: boek.modus,
            besturen: boek.besturen.into_iter().map(BestuurslijnResponse::from).collect(),
            anderen: boek.anderen.into_iter().map(AnderenResponse::from).collect(),
        }
    }
}
