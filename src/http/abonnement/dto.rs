//! How abonnementen look in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::domain::abonnement::{Abonnement, Abonnementstatus, Bezorging, Bezorgstatus};
use crate::domain::stored::Stored;
use crate::domain::wijziging::Wijzigingobject;

/// Keys of the list of abonnementen.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AbonnementenQuery {
    /// Waar de bladzijde begint, uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Keys of the list of deliveries.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BezorgingenQuery {
    /// Alleen wat zo staat.
    pub status: Option<Bezorgstatus>,
    /// Waar de bladzijde begint, uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Een nieuw abonnement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AbonnementRequest {
    /// Waar de berichten heen gaan: een openbaar adres met https.
    #[schema(example = "https://hr.example.nl/haak", min_length = 1, max_length = 2000)]
    pub url: String,
    /// Alleen over deze soorten; leeg is alles wat de maker mag lezen.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub soorten: Vec<Wijzigingobject>,
}

/// Een abonnement.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AbonnementResponse {
    /// Id.
    pub id: Uuid,
    /// Waar de berichten heen gaan.
    pub url: String,
    /// Alleen over deze soorten; leeg is alles wat de maker mag lezen.
    pub soorten: Vec<Wijzigingobject>,
    /// Waar het abonnement staat.
    pub status: Abonnementstatus,
    /// Waarom het is geëindigd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Wanneer het is gemaakt.
    pub aangemaakt_op: DateTime<Utc>,
    /// Wanneer de ontvanger zei dat hij berichten wil; ontbreekt tot hij dat deed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toegestaan_op: Option<DateTime<Utc>>,
    /// Waarmee berichten worden ondertekend (Standard Webhooks). Alleen te zien als het net is gemaakt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geheim: Option<String>,
}

/// Een bericht dat nog niet is aangekomen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BezorgingResponse {
    /// De gebeurtenis (CloudEvents).
    #[schema(value_type = Object)]
    pub gebeurtenis: serde_json::Value,
    /// Waar de bezorging staat.
    pub status: Bezorgstatus,
    /// Hoe vaak het is geprobeerd.
    pub pogingen: i32,
    /// Niet eerder dan op dit moment opnieuw.
    pub volgende_op: DateTime<Utc>,
    /// Wat er de laatste keer misging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fout: Option<String>,
}

/// Hoeveel berichten opnieuw worden gestuurd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HerhalingResponse {
    /// Aantal berichten.
    pub aantal: usize,
}

impl AbonnementResponse {
    /// With its secret: for who just made it.
    pub fn met_geheim(stored: Stored<Abonnement>, geheim: String) -> Self {
        AbonnementResponse { geheim: Some(geheim), ..AbonnementResponse::from(stored) }
    }
}

impl From<Stored<Abonnement>> for AbonnementResponse {
    fn from(stored: Stored<Abonnement>) -> Self {
        let Abonnement { url, soorten, status, reden, aangemaakt_op, toegestaan_op, .. } = stored.noun;
        AbonnementResponse { id: stored.id, url, soorten, status, reden, aangemaakt_op, toegestaan_op, geheim: None }
    }
}

impl From<Bezorging> for BezorgingResponse {
    fn from(bezorging: Bezorging) -> Self {
        let Bezorging { gebeurtenis, status, pogingen, volgende_op, fout, .. } = bezorging;
        let gebeurtenis = serde_json::from_str(&gebeurtenis).unwrap_or_default();
        BezorgingResponse { gebeurtenis, status, pogingen, volgende_op, fout }
    }
}
