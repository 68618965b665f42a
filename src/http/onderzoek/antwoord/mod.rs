//! How an answer looks in JSON: data for a machine, and the same in sentences. One file per kind.

mod analyse;
mod front;
mod herstel;
mod kwetsbaarheid;
mod overzicht;
mod ruil;
mod scenario;
mod waarom_niet;
mod wat_is_nodig;
mod wijziging;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::Antwoord;
use analyse::AnalyseResponse;
use front::FrontResponse;
use herstel::HerstelResponse;
use kwetsbaarheid::KwetsbaarheidResponse;
use overzicht::OverzichtResponse;
use ruil::RuilenResponse;
use scenario::ScenariosResponse;
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
    /// Dezelfde gegevens onder andere regels.
    Scenarios(Box<ScenariosResponse>),
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
            Antwoord::Overzicht(antwoord) => AntwoordResponse::Overzicht(antwoord.into()),
            Antwoord::WatIsNodig(antwoord) => AntwoordResponse::WatIsNodig(antwoord.into()),
            Antwoord::Herstel(antwoord) => AntwoordResponse::Herstel(antwoord.into()),
            Antwoord::Analyse(antwoord) => AntwoordResponse::Analyse(antwoord.into()),
            Antwoord::Scenarios(antwoord) => AntwoordResponse::Scenarios(Box::new((*antwoord).into())),
            Antwoord::Front(antwoord) => AntwoordResponse::Front(antwoord.into()),
            Antwoord::Ruil(antwoord) => AntwoordResponse::Ruil(antwoord.into()),
            Antwoord::Kwetsbaarheid(antwoord) => AntwoordResponse::Kwetsbaarheid(antwoord.into()),
        }
    }
}
