//! How exchanges look in JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::{Ring, Ruilen, Ruilstap};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;

/// De ruilen die na dit plan nog over zijn, en het bewijs dat er geen betere is.
#[derive(Serialize, ToSchema)]
pub struct RuilenResponse {
    /// De ruilen, de grootste winst eerst; ze kunnen allemaal samen, of los.
    pub ringen: Vec<RingResponse>,
    /// Wat is nagegaan, met prijzen die bewijzen dat geen verzameling ruilen samen meer oplevert.
    pub bewijs: RuilbewijsResponse,
    /// Hetzelfde in zinnen.
    pub zinnen: Vec<String>,
}

/// Mensen die elk de plek van de volgende nemen, en de laatste die van de eerste.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RingResponse {
    /// Wat iedereen doet.
    pub stappen: Vec<RuilstapResponse>,
    /// Schoolbesturen die meedoen.
    #[schema(minimum = 0)]
    pub schoolbesturen: usize,
    /// Minuten winst samen: enkele reizen en wensen.
    pub winst_minuten: Breuk,
}

/// Wat één mens in een ruil doet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuilstapResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// Fte, op beide plekken evenveel.
    pub fte: Fte,
    /// De school in het plan.
    pub van: Vestigingscode,
    /// De school na de ruil.
    pub naar: Vestigingscode,
    /// De vacatures na de ruil.
    pub vacatures: Vec<String>,
    /// Minuten kortere reis, nooit onder 0.
    pub reis_minuten: Breuk,
    /// Minuten betere wens, nooit onder 0.
    pub wens_minuten: i64,
}

/// Wat is nagegaan. De winst van een mens op een plek is nooit meer dan de prijs van die mens plus die van die plek, en alle
/// prijzen samen zijn de grootste winst: meer kan dus niet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuilbewijsResponse {
    /// Mensen die mee konden doen.
    #[schema(minimum = 0)]
    pub deelnemers: usize,
    /// Groepen van mensen met evenveel fte en dezelfde begeleiding; geruild wordt binnen een groep.
    #[schema(minimum = 0)]
    pub klassen: usize,
    /// Keren dat iemand op de plek van een ander past zonder erop achteruit te gaan.
    #[schema(minimum = 0)]
    pub mogelijkheden: usize,
    /// De grootste winst van alle ruilen samen, in minuten.
    pub grootste_winst: Breuk,
    /// Prijs per regiodocent in minuten; wie ontbreekt heeft 0.
    pub persoonsprijzen: BTreeMap<String, Breuk>,
    /// Prijs van de plek van elke regiodocent in minuten; wie ontbreekt heeft 0.
    pub plekprijzen: BTreeMap<String, Breuk>,
}

impl From<Ruilen> for RuilenResponse {
    fn from(found: Ruilen) -> Self {
        let bewijs = found.bewijs;
        RuilenResponse {
            ringen: found.ringen.into_iter().map(RingResponse::from).collect(),
            bewijs: RuilbewijsResponse {
                deelnemers: bewijs.deelnemers,
                klassen: bewijs.klassen,
                mogelijkheden: bewijs.mogelijkheden,
                grootste_winst: bewijs.grootste_winst,
                persoonsprijzen: bewijs.persoonsprijzen,
                plekprijzen: bewijs.plekprijzen,
            },
            zinnen: found.zinnen,
        }
    }
}

impl From<Ring> for RingResponse {
    fn from(ring: Ring) -> Self {
        let stap = |one: Ruilstap| RuilstapResponse {
            regiodocent: one.regiodocent,
            fte: one.fte,
            van: one.van,
            naar: one.naar,
            vacatures: one.vacatures,
            reis_minuten: one.reis_minuten,
            wens_minuten: one.wens_minuten,
        };
        RingResponse {
            stappen: ring.stappen.into_iter().map(stap).collect(),
            schoolbesturen: ring.schoolbesturen,
            winst_minuten: ring.winst_minuten,
        }
    }
}
