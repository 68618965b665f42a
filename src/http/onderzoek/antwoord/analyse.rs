//! What a plan is worth, in JSON.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::onderzoek::{AnalyseAntwoord, Verbetering};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::http::matchronde::BevindingResponse;
use crate::http::prijs::PrijsResponse;

/// Wat een plan waard is, wie het ook maakte.
#[derive(Serialize, ToSchema)]
pub struct AnalyseResponse {
    /// Breekt het geen regel die altijd geldt? Anders kan het niet bestaan.
    pub geldig: bool,
    /// Elke trap, naast die van het plan van de matchronde, en wie er anders staat.
    pub prijs: PrijsResponse,
    /// Wat het plan breekt, op volgorde van regel.
    pub breuken: Vec<BevindingResponse>,
    /// De losse verplaatsingen die het meest verbeteren, de beste eerst.
    pub verbeteringen: Vec<VerbeteringResponse>,
    /// Hetzelfde in zinnen, op volgorde.
    pub zinnen: Vec<String>,
}

/// Eén regiodocent ergens anders heen, en wat dat verbetert.
#[derive(Serialize, ToSchema)]
pub struct VerbeteringResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// Naar deze school; ontbreekt: nergens heen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naar: Option<Vestigingscode>,
    /// Hoeveel fte daar.
    pub fte: Fte,
    /// Per trap waarin het uitmaakt.
    pub tiers: Vec<TrapverschilResponse>,
}

/// Het verschil in één trap.
#[derive(Serialize, ToSchema)]
pub struct TrapverschilResponse {
    /// De trap.
    pub tier: Tier,
    /// Hoeveel slechter (boven 0) of beter (onder 0).
    pub verschil: Breuk,
}

impl From<Verbetering> for VerbeteringResponse {
    fn from(found: Verbetering) -> Self {
        let tiers = found.verschil.into_iter().map(|(tier, verschil)| TrapverschilResponse { tier, verschil });
        VerbeteringResponse { regiodocent: found.regiodocent, naar: found.naar, fte: found.fte, tiers: tiers.collect() }
    }
}

impl From<AnalyseAntwoord> for AnalyseResponse {
    fn from(found: AnalyseAntwoord) -> Self {
        AnalyseResponse {
            geldig: found.geldig,
            prijs: found.prijs.into(),
            breuken: found.breuken.into_iter().map(BevindingResponse::from).collect(),
            verbeteringen: found.verbeteringen.into_iter().map(VerbeteringResponse::from).collect(),
            zinnen: found.zinnen,
        }
    }
}
