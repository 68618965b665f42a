//! Who could fill a vacature, over HTTP.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::blocking::blocking;
use super::super::caller::Caller;
use super::super::error::{ApiError, Probleem};
use crate::app;
use crate::app::vacature::{Kandidaat, Kandidaten, Kandidatenlijst, Ranglijst};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;

/// Hoeveel regiodocenten een vacature kunnen vervullen, wie er ook elders is geplaatst.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KandidatentellingResponse {
    /// Regiodocenten in de pool.
    #[schema(minimum = 0)]
    pub begin: usize,
    /// Tegen wie geen enkele regel bezwaar heeft.
    #[schema(minimum = 0)]
    pub geschikt: usize,
    /// De regel die de meeste kandidaten kost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duurste_regel: Option<DuursteRegelResponse>,
    /// Elke regel op volgorde, met wie er daarna over zijn.
    pub stappen: Vec<KandidatenstapResponse>,
    /// In een of twee zinnen.
    pub tekst: String,
}

/// De regel die de meeste kandidaten kost.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DuursteRegelResponse {
    /// De regel.
    #[schema(example = "reistijd")]
    pub regel: String,
    /// Zoveel kandidaten zouden er zonder deze regel meer zijn.
    #[schema(minimum = 0)]
    pub alleen_hierdoor: usize,
    /// Tegen zoveel kandidaten heeft deze regel bezwaar, misschien met andere regels.
    #[schema(minimum = 0)]
    pub mede_hierdoor: usize,
}

/// Eén regel in de telling.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KandidatenstapResponse {
    /// De regel.
    pub regel: String,
    /// Kandidaten die na deze regel over zijn.
    #[schema(minimum = 0)]
    pub over: usize,
}

impl From<Kandidaten> for KandidatentellingResponse {
    fn from(telling: Kandidaten) -> Self {
        let stappen = telling.stappen.into_iter();
        KandidatentellingResponse {
            begin: telling.begin,
            geschikt: telling.geschikt,
            duurste_regel: telling.duurste_regel.map(|dearest| DuursteRegelResponse {
                regel: dearest.regel,
                alleen_hierdoor: dearest.alleen_hierdoor,
                mede_hierdoor: dearest.mede_hierdoor,
            }),
            stappen: stappen.map(|stap| KandidatenstapResponse { regel: stap.regel, over: stap.over }).collect(),
            tekst: telling.tekst,
        }
    }
}

/// De kandidaten voor een vacature, de beste eerst; ten hoogste vijftig.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KandidatenResponse {
    /// Hoeveel het er zijn, en waarom niet meer.
    pub telling: KandidatentellingResponse,
    /// De kandidaten; een schoolbestuur ziet alleen schuilnamen.
    pub resultaten: Vec<KandidaatResponse>,
}

/// Een kandidaat.
#[derive(Serialize, ToSchema, Default)]
#[serde(rename_all = "camelCase")]
pub struct KandidaatResponse {
    /// Wie; alleen voor de regiocoördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regiodocent: Option<String>,
    /// Naam die alleen bij deze vacature hoort; alleen voor een schoolbestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schuilnaam: Option<String>,
    /// Kan deze kandidaat alles vervullen wat open is?
    pub past_geheel: bool,
    /// Hoeveel fte van de vacature deze kandidaat kan vervullen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fte: Option<Fte>,
    /// Reistijd in hele minuten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reistijd: Option<i64>,
    /// Wat nu in de weg staat: gevuld, bezet, andere-school, personen, te-klein, geheel of begeleiding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub belemmering: Option<String>,
    /// Netto fte die deze plaatsing boven het plafond van de 3%-regeling komt; ontbreekt zonder plafond.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drieprocent: Option<Breuk>,
    /// Personen die het bestuur dichter bij zijn 7% komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zevenprocent: Option<u8>,
    /// Wat ervoor en ertegen pleit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub redenen: Vec<String>,
}

impl From<Kandidaat> for KandidaatResponse {
    fn from(found: Kandidaat) -> Self {
        KandidaatResponse {
            regiodocent: Some(found.regiodocent),
            schuilnaam: None,
            past_geheel: found.past_geheel,
            fte: Some(found.fte),
            reistijd: found.reistijd,
            belemmering: found.belemmering.map(|what| what.to_string()),
            drieprocent: found.drieprocent,
            zevenprocent: Some(found.zevenprocent),
            redenen: found.redenen,
        }
    }
}

impl From<Kandidatenlijst> for KandidatenResponse {
    fn from(lijst: Kandidatenlijst) -> Self {
        let hidden = |(schuilnaam, past_geheel)| KandidaatResponse {
            schuilnaam: Some(schuilnaam),
            past_geheel,
            ..KandidaatResponse::default()
        };
        let resultaten = match lijst.ranglijst {
            Ranglijst::Volledig(found) => found.into_iter().map(KandidaatResponse::from).collect(),
            Ranglijst::Schuilnamen(found) => found.into_iter().map(hidden).collect(),
        };
        KandidatenResponse { telling: lijst.telling.into(), resultaten }
    }
}

/// Kandidaten opvragen
///
/// Wie deze vacature kunnen vervullen, de beste eerst, met wat ervoor en ertegen pleit en wat het doet met de 3%- en
/// 7%-regeling. Een schoolbestuur ziet aantallen en schuilnamen: dit is geen wervingslijst.
#[utoipa::path(get, path = "/v1/vacatures/{id}/kandidaten", tag = "Vacature",
    params(("id" = Uuid, Path, description = "Id van de vacature.")), responses(
    (status = 200, description = "De kandidaten.", body = KandidatenResponse),
    (status = "default", description = "Het ging niet.", body = Probleem, content_type = "application/problem+json"),
))]
pub async fn list_kandidaten(caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let lijst = blocking(move || app::vacature::list_kandidaten(&caller.0, *id)).await?;
    Ok(HttpResponse::Ok().json(KandidatenResponse::from(lijst)))
}
