//! How fragility looks in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::{Kwetsbaar, Kwetsbaarheid, Opvolger, Uitval};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;

/// Welke vacatures openvallen als één mens uitvalt, de kwetsbaarste eerst.
#[derive(Serialize, ToSchema)]
pub struct KwetsbaarheidResponse {
    /// Elke gevulde vacature.
    pub vacatures: Vec<KwetsbaarResponse>,
    /// Hetzelfde in zinnen.
    pub zinnen: Vec<String>,
}

/// Een gevulde vacature.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KwetsbaarResponse {
    /// De vacature.
    pub vacature: String,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Fte die open blijft na het ergste verlies, als de beste opvolger komt.
    pub blijft_open: Fte,
    /// Per mens op deze vacature.
    pub uitval: Vec<UitvalResponse>,
}

/// Wat er gebeurt als één mens weigert of ziek wordt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UitvalResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// Fte die op deze vacature openvalt.
    pub valt_open: Fte,
    /// Waarvan open blijft als de beste opvolger komt.
    pub blijft_open: Fte,
    /// Hoeveel mensen kunnen komen zonder dat iemand anders verschuift.
    #[schema(minimum = 0)]
    pub opvolgers: usize,
    /// De eersten van hen, de beste eerst.
    pub eerste: Vec<OpvolgerResponse>,
    /// Andere vacatures waar deze mens na een weigering terechtkan.
    #[schema(minimum = 0)]
    pub elders: usize,
}

/// Iemand die kan komen.
#[derive(Serialize, ToSchema)]
pub struct OpvolgerResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// Hoeveel fte ervan.
    pub fte: Fte,
    /// Reis in hele minuten; ontbreekt als die onbekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reistijd: Option<i64>,
}

impl From<Kwetsbaarheid> for KwetsbaarheidResponse {
    fn from(found: Kwetsbaarheid) -> Self {
        let one = |one: Kwetsbaar| KwetsbaarResponse {
            vacature: one.vacature,
            vestigingscode: one.vestigingscode,
            blijft_open: one.blijft_open,
            uitval: one.uitval.into_iter().map(UitvalResponse::from).collect(),
        };
        KwetsbaarheidResponse { vacatures: found.vacatures.into_iter().map(one).collect(), zinnen: found.zinnen }
    }
}

impl From<Uitval> for UitvalResponse {
    fn from(loss: Uitval) -> Self {
        let next =
            |one: Opvolger| OpvolgerResponse { regiodocent: one.regiodocent, fte: one.fte, reistijd: one.reistijd };
        UitvalResponse {
            regiodocent: loss.regiodocent,
            valt_open: loss.valt_open,
            blijft_open: loss.blijft_open,
            opvolgers: loss.opvolgers,
            eerste: loss.eerste.into_iter().map(next).collect(),
            elders: loss.elders,
        }
    }
}
