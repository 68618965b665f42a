//! Why somebody is not somewhere, in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::{Botsing, Onderdeel, Oordeel, Reden, WaaromNietAntwoord};
use crate::domain::fte::Fte;
use crate::http::matchronde::BevindingResponse;
use crate::http::prijs::PrijsResponse;

/// Waarom een regiodocent niet op een vacature staat.
#[derive(Serialize, ToSchema)]
pub struct WaaromNietResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// De vacature.
    pub vacature: String,
    /// Hoe het zit.
    pub oordeel: OordeelResponse,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Hoe het zit; `uitkomst` zegt welke het is.
#[derive(Serialize, ToSchema)]
#[serde(tag = "uitkomst", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum OordeelResponse {
    /// Het staat in het plan.
    StaatInPlan {
        /// Hoeveel fte.
        fte: Fte,
    },
    /// Regels staan dit paar op zichzelf niet toe; alle bezwaren staan erbij.
    NietToegestaan {
        /// De bezwaren, regel voor regel.
        redenen: Vec<RedenResponse>,
    },
    /// Deze regels en besluiten laten er samen geen ruimte voor; zonder één ervan is die er wel.
    Onmogelijk {
        /// Is het bewezen dat zij geen ruimte laten? Dat elk ervan nodig is, staat altijd vast.
        bewezen: bool,
        /// De regels en besluiten.
        conflict: Vec<BotsingResponse>,
    },
    /// Er is ruimte, maar er is geen plan gevonden dat de harde regels houdt.
    NietGevonden {
        /// Wat het beste gevonden plan zou breken.
        breuken: Vec<BevindingResponse>,
    },
    /// Het kan, maar het heeft een prijs.
    MogelijkMaar {
        /// Is de prijs bewezen, tot en met de eerste trap die verschil maakt?
        bewezen: bool,
        /// Hoeveel fte het dan wordt.
        fte: Fte,
        /// Wat het kost, en wie er anders komt te staan.
        prijs: PrijsResponse,
    },
}

/// Een regel of een besluit in een conflict: precies één van de twee.
#[derive(Serialize, ToSchema)]
pub struct BotsingResponse {
    /// De regel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regel: Option<String>,
    /// Wie een coördinator heeft vastgezet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vastgezet: Option<String>,
    /// In één zin.
    pub tekst: String,
}

impl From<Botsing> for BotsingResponse {
    fn from(found: Botsing) -> Self {
        let (regel, vastgezet) = match found.onderdeel {
            Onderdeel::Regel { regel, .. } => (Some(regel), None),
            Onderdeel::Pin { pin } => (None, Some(pin.regiodocent)),
        };
        BotsingResponse { regel, vastgezet, tekst: found.tekst }
    }
}

/// Waarom een regel een paar niet toestaat.
#[derive(Serialize, ToSchema)]
pub struct RedenResponse {
    /// De regel.
    #[schema(example = "reistijd")]
    pub regel: String,
    /// Vaste code van het bezwaar.
    #[schema(example = "te-ver")]
    pub code: String,
    /// In één zin.
    pub tekst: String,
}

impl From<Reden> for RedenResponse {
    fn from(reden: Reden) -> Self {
        RedenResponse { regel: reden.regel, code: reden.code, tekst: reden.tekst }
    }
}

impl From<WaaromNietAntwoord> for WaaromNietResponse {
    fn from(found: WaaromNietAntwoord) -> Self {
        WaaromNietResponse {
            regiodocent: found.regiodocent,
            vacature: found.vacature,
            oordeel: found.oordeel.into(),
            zinnen: found.zinnen,
        }
    }
}

impl From<Oordeel> for OordeelResponse {
    fn from(oordeel: Oordeel) -> Self {
        match oordeel {
            Oordeel::StaatInPlan { fte } => OordeelResponse::StaatInPlan { fte },
            Oordeel::NietToegestaan { redenen } => {
                OordeelResponse::NietToegestaan { redenen: redenen.into_iter().map(RedenResponse::from).collect() }
            }
            Oordeel::Onmogelijk { conflict } => OordeelResponse::Onmogelijk {
                bewezen: conflict.bewezen,
                conflict: conflict.onderdelen.into_iter().map(BotsingResponse::from).collect(),
            },
            Oordeel::NietGevonden { breuken } => {
                OordeelResponse::NietGevonden { breuken: breuken.into_iter().map(BevindingResponse::from).collect() }
            }
            Oordeel::MogelijkMaar { bewezen, fte, prijs } => {
                OordeelResponse::MogelijkMaar { bewezen, fte, prijs: prijs.into() }
            }
        }
    }
}
