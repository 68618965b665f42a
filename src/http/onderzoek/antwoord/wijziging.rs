//! One thing that could be otherwise, in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::Wijziging;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::sector::Sector;

/// Eén ding dat anders kan: een eis, een afspraak of een getal in het beleid. Welke velden er zijn, hangt af van `soort`.
#[derive(Serialize, ToSchema, Default)]
pub struct WijzigingResponse {
    /// uitsluiting, instemming, reistijd, dagdelen, vog, contract, bevoegdheid, parameter, modus, versoepeling of pin.
    #[schema(example = "reistijd")]
    pub soort: String,
    /// De regiodocent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regiodocent: Option<String>,
    /// De vacature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vacature: Option<String>,
    /// De school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// De regel in het beleid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regel: Option<String>,
    /// Het schoolbestuur waarvoor de regel zacht wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestuursnummer: Option<Bestuursnummer>,
    /// In deze sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// De parameter van die regel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naam: Option<String>,
    /// De waarde die de parameter dan krijgt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarde: Option<Breuk>,
    /// De reistijd in minuten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minuten: Option<i32>,
    /// De werktijdfactor van het contract.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub werktijdfactor: Option<Fte>,
    /// In één zin.
    pub tekst: String,
}

impl From<Wijziging> for WijzigingResponse {
    fn from(wijziging: Wijziging) -> Self {
        let base = |soort: &str, regiodocent: Option<String>| WijzigingResponse {
            soort: soort.to_owned(),
            regiodocent,
            tekst: wijziging.zin(),
            ..WijzigingResponse::default()
        };
        match wijziging.clone() {
            Wijziging::Uitsluiting { regiodocent, vestigingscode } => {
                WijzigingResponse { vestigingscode: Some(vestigingscode), ..base("uitsluiting", Some(regiodocent)) }
            }
            Wijziging::Instemming { regiodocent, .. } => base("instemming", Some(regiodocent)),
            Wijziging::Reistijd { regiodocent, minuten } => {
                WijzigingResponse { minuten: Some(minuten), ..base("reistijd", Some(regiodocent)) }
            }
            Wijziging::Dagdelen { vacature } => {
                WijzigingResponse { vacature: Some(vacature), ..base("dagdelen", None) }
            }
            Wijziging::Vog { regiodocent, .. } => base("vog", Some(regiodocent)),
            Wijziging::Contract { regiodocent, werktijdfactor, .. } => {
                WijzigingResponse { werktijdfactor: Some(werktijdfactor), ..base("contract", Some(regiodocent)) }
            }
            Wijziging::Bevoegdheid { regiodocent, .. } => base("bevoegdheid", Some(regiodocent)),
            Wijziging::Parameter { regel, naam, waarde } => WijzigingResponse {
                regel: Some(regel),
                naam: Some(naam),
                waarde: Some(waarde),
                ..base("parameter", None)
            },
            Wijziging::Modus { regel } => WijzigingResponse { regel: Some(regel), ..base("modus", None) },
            Wijziging::Versoepeling { versoepeling: one } => WijzigingResponse {
                regel: Some(one.regel),
                bestuursnummer: Some(one.bestuursnummer),
                sector: Some(one.sector),
                ..base("versoepeling", None)
            },
            Wijziging::Pin { pin } => WijzigingResponse {
                vacature: pin.vacature,
                vestigingscode: pin.vestigingscode,
                ..base("pin", Some(pin.regiodocent))
            },
        }
    }
}
