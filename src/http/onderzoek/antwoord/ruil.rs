//! How exchanges look in JSON.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::analyse::TrapverschilResponse;
use crate::app::onderzoek::{Keten, Ring, Ruilen, Ruilstap};
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
    /// Ketens die eindigen op een open vacature, het beste plan eerst; elk op zichzelf.
    pub ketens: Vec<KetenResponse>,
    /// Welke ketens zijn nagegaan.
    pub ketenbewijs: KetenbewijsResponse,
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

/// Mensen van wie de eerste naar een open vacature gaat, en elke volgende naar de plek die vrijkomt. Niemand gaat erop
/// achteruit, en het plan wordt er beter van.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct KetenResponse {
    /// Wat iedereen doet.
    pub stappen: Vec<RuilstapResponse>,
    /// De school waar daarna een plek open blijft.
    pub open_na: Vestigingscode,
    /// Minuten winst samen: enkele reizen en wensen.
    pub winst_minuten: Breuk,
    /// Per trap waarin het iets uitmaakt: het verschil, onder 0 is beter.
    pub verschil: Vec<TrapverschilResponse>,
}

/// Welke ketens zijn nagegaan. Zijn het ze allemaal, dan is er geen andere keten van deze lengte die het plan beter maakt.
#[derive(Serialize, ToSchema)]
pub struct KetenbewijsResponse {
    /// Mensen in de langste keten die is nagegaan.
    #[schema(minimum = 0)]
    pub lengte: usize,
    /// Ketens waarin niemand erop achteruitgaat, elk gewogen.
    #[schema(minimum = 0)]
    pub nagegaan: usize,
    /// Zijn het ze allemaal?
    pub volledig: bool,
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
            ketens: found.ketens.into_iter().map(KetenResponse::from).collect(),
            ketenbewijs: KetenbewijsResponse {
                lengte: found.ketenbewijs.lengte,
                nagegaan: found.ketenbewijs.nagegaan,
                volledig: found.ketenbewijs.volledig,
            },
            zinnen: found.zinnen,
        }
    }
}

impl From<Keten> for KetenResponse {
    fn from(keten: Keten) -> Self {
        let trap = |(tier, verschil)| TrapverschilResponse { tier, verschil };
        KetenResponse {
            stappen: keten.stappen.into_iter().map(RuilstapResponse::from).collect(),
            open_na: keten.open_na,
            winst_minuten: keten.winst_minuten,
            verschil: keten.verschil.into_iter().map(trap).collect(),
        }
    }
}

impl From<Ruilstap> for RuilstapResponse {
    fn from(one: Ruilstap) -> Self {
        RuilstapResponse {
            regiodocent: one.regiodocent,
            fte: one.fte,
            van: one.van,
            naar: one.naar,
            vacatures: one.vacatures,
            reis_minuten: one.reis_minuten,
            wens_minuten: one.wens_minuten,
        }
    }
}

impl From<Ring> for RingResponse {
    fn from(ring: Ring) -> Self {
        RingResponse {
            stappen: ring.stappen.into_iter().map(RuilstapResponse::from).collect(),
            schoolbesturen: ring.schoolbesturen,
            winst_minuten: ring.winst_minuten,
        }
    }
}
