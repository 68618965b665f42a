//! How an answer looks in JSON: data for a machine, and the same in sentences. One file per kind.

mod analyse;
mod herstel;
mod overzicht;
mod waarom_niet;
mod wat_is_nodig;
mod wijziging;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::Antwoord;
use analyse::AnalyseResponse;
use herstel::HerstelResponse;
use overzicht::OverzichtResponse;
use waarom_niet::WaaromNietResponse;
use wat_is_nodig::WatIsNodigResponse;

/// Het antwoord op een vraag over het plan; `soort` zegt op welke.
#[derive(Serialize, ToSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
pub enum AntwoordResponse {
    /// Waarom een regiodocent niet op een vacature staat.
    WaaromNiet(WaaromNietResponse),
    /// Hetzelfde in het groot.
    Overzicht(OverzichtResponse),
    /// Wat er nodig is om een vacature te vullen of iemand te plaatsen.
    WatIsNodig(WatIsNodigResponse),
    /// Welke harde regels niet samengaan, en wat daaraan te doen is.
    Herstel(HerstelResponse),
    /// Wat een plan waard is.
    Analyse(AnalyseResponse),
}

impl From<Antwoord> for AntwoordResponse {
    fn from(antwoord: Antwoord) -> Self {
        match antwoord {
            Antwoord::WaaromNiet(antwoord) => AntwoordResponse::WaaromNiet(antwoord.into()),
            Antwoord::Overzicht(antwoord) => AntwoordResponse::Overzicht(antwoord.into()),
            Antwoord::WatIsNodig(antwoord) => AntwoordResponse::WatIsNodig(antwoord.into()),
            Antwoord::Herstel(antwoord) => AntwoordResponse::Herstel(antwoord.into()),
            Antwoord::Analyse(antwoord) => AntwoordResponse::Analyse(antwoord.into()),
        }
    }
}
