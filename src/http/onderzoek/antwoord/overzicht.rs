//! Why-nots in bulk, in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::waarom_niet::WaaromNietResponse;
use crate::app::onderzoek::{Bezwaar, OverzichtAntwoord, Paar};
use crate::domain::fte::Fte;

/// Waarom wel en niet, voor één regiodocent, één vacature of één schoolbestuur.
#[derive(Serialize, ToSchema)]
pub struct OverzichtResponse {
    /// Hoeveel combinaties er zijn bekeken.
    #[schema(minimum = 0)]
    pub aantal: usize,
    /// Per regel bij hoeveel combinaties zij bezwaar heeft.
    pub bezwaren: Vec<BezwaarResponse>,
    /// De combinaties die volgens de regels mogen, de meest kansrijke eerst.
    pub paren: Vec<PaarResponse>,
    /// De meest kansrijke die niet in het plan staan, elk doorgerekend.
    pub doorgerekend: Vec<WaaromNietResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Bij hoeveel combinaties een regel bezwaar heeft.
#[derive(Serialize, ToSchema)]
pub struct BezwaarResponse {
    /// De regel.
    pub regel: String,
    /// Haar naam.
    pub titel: String,
    /// Combinaties waarbij zij bezwaar heeft.
    #[schema(minimum = 0)]
    pub mede: usize,
    /// Combinaties waarbij alleen zij bezwaar heeft.
    #[schema(minimum = 0)]
    pub alleen: usize,
}

/// Een combinatie die volgens de regels mag.
#[derive(Serialize, ToSchema)]
pub struct PaarResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// De vacature.
    pub vacature: String,
    /// Hoeveel fte ervan in het plan staat; 0 als het er niet in staat.
    pub fte: Fte,
    /// Wat er in dit plan zeker in de weg staat; ontbreekt als niets zeker is.
    #[schema(example = "gevuld")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub belemmering: Option<String>,
    /// Reistijd in hele minuten; ontbreekt als die onbekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reistijd: Option<i64>,
}

impl From<Bezwaar> for BezwaarResponse {
    fn from(found: Bezwaar) -> Self {
        BezwaarResponse { regel: found.regel, titel: found.titel, mede: found.mede, alleen: found.alleen }
    }
}

impl From<Paar> for PaarResponse {
    fn from(found: Paar) -> Self {
        PaarResponse {
            regiodocent: found.regiodocent,
            vacature: found.vacature,
            fte: found.fte,
            belemmering: found.belemmering.map(|why| why.to_string()),
            reistijd: found.reistijd,
        }
    }
}

impl From<OverzichtAntwoord> for OverzichtResponse {
    fn from(found: OverzichtAntwoord) -> Self {
        OverzichtResponse {
            aantal: found.aantal,
            bezwaren: found.bezwaren.into_iter().map(BezwaarResponse::from).collect(),
            paren: found.paren.into_iter().map(PaarResponse::from).collect(),
            doorgerekend: found.doorgerekend.into_iter().map(WaaromNietResponse::from).collect(),
            zinnen: found.zinnen,
        }
    }
}
