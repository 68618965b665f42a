//! How imports look in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::domain::import::{Import, Importmodus, Importregel, Importsoort, Importstatus, Importuitkomst};
use crate::domain::stored::Stored;

/// Keys of a new import.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct NieuweImportQuery {
    /// Wat de rijen zijn.
    pub soort: Importsoort,
    /// Wat een foute rij tegenhoudt: alles, of alleen zichzelf (geldige-rijen, de standaard).
    pub modus: Option<Importmodus>,
    /// Alleen beoordelen: er wordt niets opgeslagen.
    pub proef: Option<bool>,
}

/// Keys of the list of imports.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ImportsQuery {
    /// Waar de bladzijde begint, uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Keys of the rows of an import.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RegelsQuery {
    /// Alleen de rijen met deze uitkomst.
    pub uitkomst: Option<Importuitkomst>,
    /// Waar de bladzijde begint, uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Een bestand dat is ingestuurd, en hoe ver het is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportResponse {
    /// Id.
    pub id: Uuid,
    /// Wat de rijen zijn.
    pub soort: Importsoort,
    /// Wat een foute rij tegenhoudt.
    pub modus: Importmodus,
    /// Alleen beoordelen.
    pub proef: bool,
    /// Waar de import staat.
    pub status: Importstatus,
    /// Is er opgeslagen? Niet bij een proef, en niet als bij alles-of-niets een rij fout is.
    pub toegepast: bool,
    /// Hoeveel rijen wat zijn geworden.
    pub rijen: ImportrijenResponse,
    /// Waarom het bestand niet is gelezen, of waarom er niets is opgeslagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Wanneer het is ingestuurd.
    pub aangemaakt_op: DateTime<Utc>,
    /// Wanneer het klaar was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub klaar_op: Option<DateTime<Utc>>,
}

/// Aantallen rijen van een import.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportrijenResponse {
    /// In het bestand, zonder kopregel.
    pub totaal: i64,
    /// Waarvan de uitkomst bekend is.
    pub verwerkt: i64,
    /// Nieuw.
    pub nieuw: i64,
    /// Gewijzigd.
    pub gewijzigd: i64,
    /// Hetzelfde als wat er al was.
    pub ongewijzigd: i64,
    /// Fout, en dus niet opgeslagen.
    pub fout: i64,
}

/// Wat er van een rij is geworden.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportregelResponse {
    /// De rij, zoals een werkblad nummert: vanaf 1, met de kopregel.
    pub rij: i64,
    /// Wat ervan is geworden.
    pub uitkomst: Importuitkomst,
    /// Waar de rij over gaat: een id, of de code van een school of bestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<String>,
    /// Alles wat er mis is met de rij.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub fouten: Vec<RijfoutResponse>,
}

/// Eén fout in een rij.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RijfoutResponse {
    /// De kolom, zoals het bestand haar schrijft; zonder gaat het om de hele rij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kolom: Option<String>,
    /// Vaste code van de fout.
    pub code: String,
    /// Wat er mis is.
    pub detail: String,
    /// Wat eraan te doen is.
    pub herstel: String,
}

impl From<Stored<Import>> for ImportResponse {
    fn from(stored: Stored<Import>) -> Self {
        let import = stored.noun;
        let telling = import.telling;
        ImportResponse {
            id: stored.id,
            soort: import.soort,
            modus: import.modus,
            proef: import.proef,
            status: import.status,
            toegepast: import.toegepast,
            rijen: ImportrijenResponse {
                totaal: import.totaal,
                verwerkt: telling.verwerkt(),
                nieuw: telling.nieuw,
                gewijzigd: telling.gewijzigd,
                ongewijzigd: telling.ongewijzigd,
                fout: telling.fout,
            },
            reden: import.reden,
            aangemaakt_op: import.aangemaakt_op,
            klaar_op: import.klaar_op,
        }
    }
}

impl From<Importregel> for ImportregelResponse {
    fn from(regel: Importregel) -> Self {
        let fouten = regel.fouten.into_iter().map(|fout| RijfoutResponse {
            kolom: fout.kolom,
            code: fout.code,
            detail: fout.detail,
            herstel: fout.herstel,
        });
        ImportregelResponse {
            rij: regel.rij,
            uitkomst: regel.uitkomst,
            object_id: regel.object_id,
            fouten: fouten.collect(),
        }
    }
}
