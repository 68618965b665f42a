//! How an onderzoek looks in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::antwoord::AntwoordResponse;
use super::vraag::OnderzoekRequest;
use crate::app::onderzoek::{Beantwoord, Vraag};
use crate::domain::onderzoek::{Onderzoeksoort, Onderzoekstatus};

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OnderzoekenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen vragen van deze soort.
    pub soort: Option<Onderzoeksoort>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Query of one.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OnderzoekQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Wacht ten hoogste zoveel seconden op het antwoord; zonder: niet.
    #[param(minimum = 0, maximum = 30)]
    pub wacht: Option<u32>,
}

/// Een vraag over het plan van een matchronde, met haar antwoord.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OnderzoekResponse {
    /// Id.
    pub id: Uuid,
    /// De matchronde.
    pub matchronde: Uuid,
    /// De laatste ingreep in het plan waarover het gaat; ontbreekt als er geen ingreep is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingreep: Option<Uuid>,
    /// Welke vraag het is.
    pub soort: Onderzoeksoort,
    /// De vraag zelf.
    #[schema(value_type = OnderzoekRequest)]
    pub vraag: Vraag,
    /// Of het antwoord er is.
    pub status: Onderzoekstatus,
    /// Het antwoord; ontbreekt zolang het er niet is, en in de lijst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antwoord: Option<AntwoordResponse>,
    /// Waarom er geen antwoord kwam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Wie het vroeg (id uit het token).
    pub door: String,
    /// Wanneer.
    pub aangemaakt_op: DateTime<Utc>,
    /// Wanneer het antwoord er was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub klaar_op: Option<DateTime<Utc>>,
}

impl From<Beantwoord> for OnderzoekResponse {
    fn from(found: Beantwoord) -> Self {
        let (id, noun) = (found.onderzoek.id, found.onderzoek.noun);
        OnderzoekResponse {
            id,
            matchronde: noun.matchronde_id,
            ingreep: noun.ingreep_id,
            soort: noun.soort,
            vraag: found.vraag,
            status: noun.status,
            antwoord: found.antwoord.map(AntwoordResponse::from),
            reden: noun.reden,
            door: noun.door,
            aangemaakt_op: noun.aangemaakt_op,
            klaar_op: noun.klaar_op,
        }
    }
}
