//! How a version of the beleid looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::document::BeleidDocument;
use crate::app::beleid::GeldendBeleid;
use crate::domain::beleid::{Beleid, Beleidstatus, Beleidsversie};
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BeleidLijstQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen versies die zo staan.
    pub status: Option<Beleidstatus>,
    /// Alleen het beleid dat op deze dag geldt.
    pub op: Option<NaiveDate>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een voorstel voor een nieuwe versie van het beleid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BeleidRequest {
    /// Eerste dag waarop zij geldt: vandaag of later, of elke dag voor de eerste versie van een regio.
    pub geldig_vanaf: NaiveDate,
    /// De hele regelset.
    #[schema(value_type = BeleidDocument)]
    pub inhoud: Beleid,
    /// Het besluit van de besturen waarop zij rust.
    #[schema(min_length = 1, max_length = 200, example = "Stuurgroep 12 oktober 2026, besluit 4")]
    pub bestuursbesluit: String,
    /// Waarom het beleid verandert.
    #[schema(min_length = 1, max_length = 1000, example = "De besturen willen sneller naar het gemiddelde.")]
    pub reden: String,
}

/// Waarom een voorstel wordt afgewezen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BeleidafwijzingRequest {
    /// Waarom.
    #[schema(min_length = 10, max_length = 2000, example = "Het besluit noemt een ander percentage.")]
    pub motivering: String,
}

impl From<BeleidRequest> for Beleidsversie {
    fn from(body: BeleidRequest) -> Self {
        let BeleidRequest { geldig_vanaf, inhoud, bestuursbesluit, reden } = body;
        Beleidsversie {
            geldig_vanaf,
            inhoud,
            bestuursbesluit,
            reden,
            status: Beleidstatus::Voorstel,
            voorgesteld_door: String::new(),
            besloten_door: None,
            motivering: None,
        }
    }
}

/// Een versie van het beleid, of het standaardbeleid zolang een regio geen eigen beleid heeft.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BeleidResponse {
    /// Id; het standaardbeleid heeft er geen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// Is dit het standaardbeleid?
    pub standaard: bool,
    /// Eerste dag waarop zij geldt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geldig_vanaf: Option<NaiveDate>,
    /// De hele regelset.
    #[schema(value_type = BeleidDocument)]
    pub inhoud: Beleid,
    /// Het besluit van de besturen waarop zij rust.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestuursbesluit: Option<String>,
    /// Waarom het beleid veranderde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Waar deze versie staat; alleen een vastgestelde geldt ooit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Beleidstatus>,
    /// Wie haar voorstelde (id uit het token).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voorgesteld_door: Option<String>,
    /// Wie erover besloot (id uit het token).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub besloten_door: Option<String>,
    /// Waarom zij is afgewezen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivering: Option<String>,
}

impl From<Stored<Beleidsversie>> for BeleidResponse {
    fn from(stored: Stored<Beleidsversie>) -> Self {
        let noun = stored.noun;
        BeleidResponse {
            id: Some(stored.id),
            standaard: false,
            geldig_vanaf: Some(noun.geldig_vanaf),
            inhoud: noun.inhoud,
            bestuursbesluit: Some(noun.bestuursbesluit),
            reden: Some(noun.reden),
            status: Some(noun.status),
            voorgesteld_door: Some(noun.voorgesteld_door),
            besloten_door: noun.besloten_door,
            motivering: noun.motivering,
        }
    }
}

impl From<GeldendBeleid> for BeleidResponse {
    fn from(geldend: GeldendBeleid) -> Self {
        match geldend {
            GeldendBeleid::Versie(versie) => versie.into(),
            GeldendBeleid::Standaard(inhoud) => BeleidResponse {
                id: None,
                standaard: true,
                geldig_vanaf: None,
                inhoud: inhoud.clone(),
                bestuursbesluit: None,
                reden: None,
                status: None,
                voorgesteld_door: None,
                besloten_door: None,
                motivering: None,
            },
        }
    }
}
