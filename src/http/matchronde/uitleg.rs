//! How findings and explanations of a plan look in JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::matchronde::benoem;
use crate::app::matchronde::resultaat::{Bevinding, Lotoordeel, Onderwerp, Trechter};
use crate::domain::beleid::Modus;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;

/// Query of the findings.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BevindingenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen van deze regel.
    #[param(example = "zevenprocent")]
    pub regel: Option<String>,
    /// Alleen overtredingen (true) of alleen meldingen (false).
    pub overtreding: Option<bool>,
}

/// Query of the explanations.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ToelichtingenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen over deze regiodocent.
    pub regiodocent: Option<Uuid>,
    /// Alleen over deze vacature.
    pub vacature: Option<Uuid>,
}

/// Over wie of wat het gaat.
#[derive(Serialize, ToSchema)]
pub struct OnderwerpResponse {
    /// schoolbestuur, school, regiodocent, vacature of regio.
    #[schema(example = "school")]
    pub soort: String,
    /// Bestuursnummer, vestigingscode of id; ontbreekt bij de regio.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

impl From<&Onderwerp> for OnderwerpResponse {
    fn from(onderwerp: &Onderwerp) -> Self {
        let (soort, id) = benoem(onderwerp);
        OnderwerpResponse { soort: soort.to_owned(), id }
    }
}

/// Wat een regel zegt over één onderwerp.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BevindingResponse {
    /// De regel.
    pub regel: String,
    /// Hoe streng de regel gold.
    pub modus: Modus,
    /// Over wie of wat.
    pub onderwerp: OnderwerpResponse,
    /// Is het een overtreding, of een melding?
    pub overtreding: bool,
    /// Hoe groot, als breuk.
    pub omvang: Breuk,
    /// Eenheid van de omvang.
    pub eenheid: String,
    /// In één zin.
    pub tekst: String,
}

impl From<Bevinding> for BevindingResponse {
    fn from(found: Bevinding) -> Self {
        BevindingResponse {
            onderwerp: OnderwerpResponse::from(&found.onderwerp),
            regel: found.regel,
            modus: found.modus,
            overtreding: found.overtreding,
            omvang: found.omvang,
            eenheid: found.eenheid,
            tekst: found.tekst,
        }
    }
}

/// Of het lot over iemand besliste. Alleen wat zeker is, heet loting.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LotResponse {
    /// `geen`: niemand anders was precies even goed; `gewonnen` of `verloren`: alleen het lot maakte verschil;
    /// `niet-gevolgd`: er was een gelijke met een lager lot, maar de zoektocht kwam daar niet aan toe.
    #[schema(example = "geen")]
    pub rol: String,
    /// Hoeveel mensen op alles behalve het lot precies gelijk waren.
    #[schema(minimum = 0)]
    pub gelijken: usize,
}

impl From<&Lotoordeel> for LotResponse {
    fn from(found: &Lotoordeel) -> Self {
        LotResponse { rol: found.rol.to_string(), gelijken: found.gelijken }
    }
}

/// Hoe de kandidaten van één onderwerp wegvielen, regel voor regel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ToelichtingResponse {
    /// De regiodocent zonder (volledige) plaatsing, of de vacature die open blijft.
    pub onderwerp: OnderwerpResponse,
    /// Hoeveel fte zonder plek blijft.
    pub open_fte: Fte,
    /// Kandidaten aan het begin.
    #[schema(minimum = 0)]
    pub begin: usize,
    /// Elke regel op volgorde.
    pub stappen: Vec<ToelichtingStapResponse>,
    /// Conclusie.
    pub conclusie: String,
    /// Wat het lot met deze regiodocent te maken had; ontbreekt bij een vacature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loting: Option<LotResponse>,
}

/// Eén regel in een toelichting.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ToelichtingStapResponse {
    /// De regel.
    pub regel: String,
    /// Kandidaten die na deze regel over zijn.
    #[schema(minimum = 0)]
    pub over: usize,
}

impl From<(Trechter, Option<Lotoordeel>)> for ToelichtingResponse {
    fn from((found, loting): (Trechter, Option<Lotoordeel>)) -> Self {
        let stap = |stap: crate::app::matchronde::resultaat::TrechterStap| ToelichtingStapResponse {
            regel: stap.regel,
            over: stap.over,
        };
        ToelichtingResponse {
            onderwerp: OnderwerpResponse::from(&found.onderwerp),
            open_fte: found.open_fte,
            begin: found.begin,
            stappen: found.stappen.into_iter().map(stap).collect(),
            conclusie: found.conclusie,
            loting: loting.as_ref().map(LotResponse::from),
        }
    }
}
