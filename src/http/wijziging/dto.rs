//! How the feed looks in JSON: CloudEvents 1.0 after the Dutch government profile.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::wijziging::Gebeurtenis;
use crate::domain::wijziging::{Wijzigingaard, Wijzigingobject};

/// Keys of the feed.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct WijzigingenQuery {
    /// Verder na deze cursor, die zelf niet meetelt; zonder vanaf het oudste dat is bewaard.
    pub na: Option<String>,
    /// Tot en met deze cursor; zonder tot nu.
    pub tot: Option<String>,
    /// Alleen over deze soort.
    pub soort: Option<Wijzigingobject>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Een deel van de stroom van wijzigingen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WijzigingenResponse {
    /// De gebeurtenissen, op volgorde.
    pub resultaten: Vec<GebeurtenisResponse>,
    /// Waar u bent: de volgende keer `na` deze cursor. Ook als er niets nieuws was.
    pub cursor: String,
    /// Het einde van de stroom op dit moment; bruikbaar als `tot`.
    pub stand: String,
}

/// Een gebeurtenis volgens CloudEvents 1.0 (NL GOV-profiel). Zegt dat iets is gewijzigd, niet wat: dat staat op `dataref`.
#[derive(Serialize, ToSchema)]
pub struct GebeurtenisResponse {
    /// Versie van CloudEvents.
    #[schema(example = "1.0")]
    pub specversion: &'static str,
    /// Vast kenmerk; een gebeurtenis die twee keer komt, heeft twee keer hetzelfde.
    #[schema(example = "groot-amsterdam-1024")]
    pub id: String,
    /// Het systeem waar dit vandaan komt.
    pub source: String,
    /// Wat er is gebeurd.
    #[serde(rename = "type")]
    #[schema(example = "nl.rato.vacature.gewijzigd")]
    pub soort: String,
    /// Waarover het gaat: een id, of de code van een school of bestuur.
    pub subject: String,
    /// Wanneer.
    pub time: DateTime<Utc>,
    /// Wat `data` is.
    pub datacontenttype: &'static str,
    /// Waar het nu te lezen is; 404 als het weg is of niet meer bij u hoort.
    pub dataref: String,
    /// Hetzelfde als velden.
    pub data: GebeurtenisData,
}

/// De velden van een gebeurtenis.
#[derive(Serialize, ToSchema)]
pub struct GebeurtenisData {
    /// Wat er is gewijzigd.
    pub soort: Wijzigingobject,
    /// Het id of de code ervan.
    pub id: String,
    /// Wat ermee is gebeurd.
    pub aard: Wijzigingaard,
}

impl From<Gebeurtenis> for GebeurtenisResponse {
    fn from(event: Gebeurtenis) -> Self {
        let Gebeurtenis { specversion, id, source, soort, subject, time, datacontenttype, dataref, data } = event;
        let data = GebeurtenisData { soort: data.soort, id: data.id, aard: data.aard };
        GebeurtenisResponse { specversion, id, source, soort, subject, time, datacontenttype, dataref, data }
    }
}
