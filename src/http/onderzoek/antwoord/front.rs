//! How the price of fairness looks in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::{FrontAntwoord, Frontpunt};
use crate::domain::breuk::Breuk;
use crate::http::kerncijfers::KerncijfersResponse;

/// De prijs van eerlijk verdelen. Met `Accept: image/svg+xml` komt hetzelfde als plaatje.
#[derive(Serialize, ToSchema)]
pub struct FrontResponse {
    /// De punten, van geen gewicht voor eerlijkheid tot veel.
    pub punten: Vec<FrontpuntResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Eén keuze; elk punt is een beleid dat een regio kan vaststellen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FrontpuntResponse {
    /// 0: elke fte die ontbreekt weegt even zwaar; 1: zoals in het beleid; daarboven wegen grote tekorten nog zwaarder.
    pub zwaarte: Breuk,
    /// De prijzen van de banden bij dit punt.
    pub prijzen: Vec<Breuk>,
    /// De cijfers.
    pub cijfers: KerncijfersResponse,
    /// Mensen met een andere plek dan bij het punt ervoor.
    #[schema(minimum = 0)]
    pub verplaatst: usize,
    /// Is een ander punt nergens slechter en ergens beter?
    pub overtroffen: bool,
    /// Wat de stap vanaf het punt ervoor kost en oplevert; ontbreekt bij het eerste.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stap: Option<FrontstapResponse>,
}

/// De stap van het ene punt naar het volgende. Wat niet te delen is, ontbreekt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FrontstapResponse {
    /// Procentpunten die de zwaarste school erop vooruitgaat.
    pub winst_zwaarste: Breuk,
    /// Procentpunten minder spreiding.
    pub winst_spreiding: Breuk,
    /// Bruto fte die een procentpunt minder spreiding kost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fte_per_punt: Option<Breuk>,
    /// Minuten gemiddelde reis die een procentpunt minder spreiding kost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minuten_per_punt: Option<Breuk>,
    /// Procentpunten minder spreiding per mens met een andere plek.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baat_per_mens: Option<Breuk>,
}

impl From<FrontAntwoord> for FrontResponse {
    fn from(found: FrontAntwoord) -> Self {
        FrontResponse { punten: found.punten.into_iter().map(FrontpuntResponse::from).collect(), zinnen: found.zinnen }
    }
}

impl From<Frontpunt> for FrontpuntResponse {
    fn from(one: Frontpunt) -> Self {
        let stap = one.stap.map(|stap| FrontstapResponse {
            winst_zwaarste: stap.winst_zwaarste,
            winst_spreiding: stap.winst_spreiding,
            fte_per_punt: stap.fte_per_punt,
            minuten_per_punt: stap.minuten_per_punt,
            baat_per_mens: stap.baat_per_mens,
        });
        FrontpuntResponse {
            zwaarte: one.zwaarte,
            prijzen: one.prijzen,
            cijfers: one.cijfers.into(),
            verplaatst: one.verplaatst,
            overtroffen: one.overtroffen,
            stap,
        }
    }
}
