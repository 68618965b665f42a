//! How an answer looks in JSON: data for a machine, and the same in sentences.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::matchronde::BevindingResponse;
use super::super::prijs::PrijsResponse;
use super::front::FrontResponse;
use super::kwetsbaarheid::KwetsbaarheidResponse;
use super::ruil::RuilenResponse;
use super::scenario::ScenariosResponse;
use crate::app::onderzoek::{Antwoord, Oordeel, Reden, WaaromNietAntwoord};
use crate::domain::fte::Fte;

/// Het antwoord op een vraag over het plan.
#[derive(Serialize, ToSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum AntwoordResponse {
    /// Waarom een regiodocent niet op een vacature staat.
    WaaromNiet(WaaromNietResponse),
    /// Dezelfde gegevens onder andere regels.
    Scenarios(ScenariosResponse),
    /// De prijs van eerlijk verdelen.
    Front(FrontResponse),
    /// De ruilen die nog over zijn.
    Ruil(RuilenResponse),
    /// De kwetsbaarste vacatures.
    Kwetsbaarheid(KwetsbaarheidResponse),
}

impl From<Antwoord> for AntwoordResponse {
    fn from(antwoord: Antwoord) -> Self {
        match antwoord {
            Antwoord::WaaromNiet(antwoord) => AntwoordResponse::WaaromNiet(antwoord.into()),
            Antwoord::Scenarios(antwoord) => AntwoordResponse::Scenarios(antwoord.into()),
            Antwoord::Front(antwoord) => AntwoordResponse::Front(antwoord.into()),
            Antwoord::Ruil(antwoord) => AntwoordResponse::Ruil(antwoord.into()),
            Antwoord::Kwetsbaarheid(antwoord) => AntwoordResponse::Kwetsbaarheid(antwoord.into()),
        }
    }
}

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

/// Hoe het zit; `uitkomst` zegt welke van de vier het is.
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
    /// Geen enkel plan dat de harde regels houdt, kan dit.
    Onmogelijk {
        /// Is dat bewezen? Zo niet, dan is zo'n plan alleen niet gevonden.
        bewezen: bool,
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
            Oordeel::Onmogelijk { bewezen, breuken } => OordeelResponse::Onmogelijk {
                bewezen,
                breuken: breuken.into_iter().map(BevindingResponse::from).collect(),
            },
            Oordeel::MogelijkMaar { bewezen, fte, prijs } => {
                OordeelResponse::MogelijkMaar { bewezen, fte, prijs: prijs.into() }
            }
        }
    }
}
