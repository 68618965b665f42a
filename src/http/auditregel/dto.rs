//! Auditregel in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::auditregel::{AuditregelFilter, AuditregelRow, Ketenverslag};

/// Keys of the list.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AuditregelsQuery {
    /// Alleen deze handeling, zoals `vacature:maken`.
    pub actie: Option<String>,
    /// Alleen over dit soort gegeven, zoals `vacature`.
    pub object_soort: Option<String>,
    /// Alleen over dit gegeven.
    pub object_id: Option<String>,
    /// Alleen van dit verzoek.
    pub trace_id: Option<String>,
    /// Vanaf dit tijdstip.
    pub vanaf: Option<DateTime<Utc>>,
    /// Tot dit tijdstip.
    pub tot: Option<DateTime<Utc>>,
    /// Waar de bladzijde begint; komt uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel op een bladzijde, 1 tot en met 200.
    pub page_size: Option<usize>,
}

impl From<AuditregelsQuery> for AuditregelFilter {
    fn from(query: AuditregelsQuery) -> Self {
        let AuditregelsQuery { actie, object_soort, object_id, trace_id, vanaf, tot, .. } = query;
        AuditregelFilter { actor: None, actie, object_soort, object_id, trace_id, vanaf, tot }
    }
}

/// Waarop gezocht wordt; wat ontbreekt, telt niet.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuditregelsZoekRequest {
    /// Alleen wat deze beller deed: het `sub` van het token.
    #[schema(max_length = 255)]
    pub actor: Option<String>,
    /// Alleen deze handeling, zoals `vacature:maken`.
    #[schema(max_length = 255)]
    pub actie: Option<String>,
    /// Alleen over dit soort gegeven, zoals `vacature`.
    #[schema(max_length = 255)]
    pub object_soort: Option<String>,
    /// Alleen over dit gegeven.
    #[schema(max_length = 255)]
    pub object_id: Option<String>,
    /// Alleen van dit verzoek.
    #[schema(max_length = 255)]
    pub trace_id: Option<String>,
    /// Vanaf dit tijdstip.
    pub vanaf: Option<DateTime<Utc>>,
    /// Tot dit tijdstip.
    pub tot: Option<DateTime<Utc>>,
}

impl From<AuditregelsZoekRequest> for AuditregelFilter {
    fn from(body: AuditregelsZoekRequest) -> Self {
        let AuditregelsZoekRequest { actor, actie, object_soort, object_id, trace_id, vanaf, tot } = body;
        AuditregelFilter { actor, actie, object_soort, object_id, trace_id, vanaf, tot }
    }
}

/// Wie wat deed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditregelResponse {
    /// Id.
    pub id: Uuid,
    /// Wanneer.
    pub tijdstip: DateTime<Utc>,
    /// Wie: het `sub` van het token, of `systeem:…`.
    pub actor: String,
    /// In welke rol.
    pub rol: String,
    /// Deed wat.
    pub actie: String,
    /// Met wat voor gegeven.
    pub object_soort: String,
    /// Met welk gegeven.
    pub object_id: String,
    /// Wat er veranderde; zonder persoonsgegevens.
    #[schema(value_type = Object)]
    pub samenvatting: Value,
    /// Het verzoek waarin het gebeurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// Plaats in de keten; 0 voor wat er al was voor er een keten was.
    pub volgnummer: i64,
    /// Zegel over deze regel en de vorige.
    pub hash: String,
}

impl From<AuditregelRow> for AuditregelResponse {
    fn from(row: AuditregelRow) -> Self {
        AuditregelResponse {
            id: row.id.0,
            tijdstip: row.tijdstip.0,
            actor: row.actor,
            rol: row.rol,
            actie: row.actie,
            object_soort: row.object_soort,
            object_id: row.object_id,
            // Somebody may have written past us; the auditor must see that too.
            samenvatting: serde_json::from_str(&row.samenvatting).unwrap_or(Value::String(row.samenvatting)),
            trace_id: row.trace_id,
            volgnummer: row.volgnummer,
            hash: row.hash,
        }
    }
}

/// Is de keten heel?
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditketenResponse {
    /// Klopt elke regel?
    pub heel: bool,
    /// Hoeveel regels kloppen, vanaf de eerste.
    pub regels: i64,
    /// Hoeveel regels er al waren voor er een keten was; daarover is niets te zeggen.
    pub zonder_keten: i64,
    /// Zegel van de laatste regel die klopt.
    pub hash: String,
    /// Waar en waarom het niet klopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub breuk: Option<AuditbreukResponse>,
}

/// De eerste plaats waar de keten niet klopt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditbreukResponse {
    /// Het nummer van de regel.
    pub volgnummer: i64,
    /// Het id van de regel, als die er is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Wat er niet klopt.
    pub uitleg: String,
}

impl From<Ketenverslag> for AuditketenResponse {
    fn from(verslag: Ketenverslag) -> Self {
        AuditketenResponse {
            heel: verslag.breuk.is_none(),
            regels: verslag.regels,
            zonder_keten: verslag.zonder_keten,
            hash: verslag.hash,
            breuk: verslag.breuk.map(|breuk| AuditbreukResponse {
                volgnummer: breuk.volgnummer(),
                id: breuk.id(),
                uitleg: breuk.to_string(),
            }),
        }
    }
}
