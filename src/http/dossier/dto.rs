//! How a dossier looks in JSON: the letter, and what proves it.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::matchronde::{
    BevindingResponse, OnderwerpResponse, PlandeelResponse, TierResponse, ToelichtingResponse,
};
use super::super::solidariteit::StapResponse;
use crate::app::dossier::{Bewijs, Briefdeel, Dossier, Norm};
use crate::app::matchronde::resultaat::{Stand, VoorgesteldePlaatsing};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::sector::Sector;

/// Een dossier.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DossierResponse {
    /// De brief, deel voor deel.
    pub brief: BriefResponse,
    /// Wat de brief bewijst.
    pub bewijs: BewijsResponse,
}

/// Een brief in gewone taal.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BriefResponse {
    /// Waar hij over gaat.
    pub titel: String,
    /// De delen, op volgorde.
    pub delen: Vec<BriefdeelResponse>,
    /// Elk vakwoord in de brief, één keer, met wat het betekent.
    pub woorden: Vec<BriefwaardeResponse>,
    /// Waar de brief vandaan komt, voor wie wil controleren.
    pub kenmerken: Vec<BriefwaardeResponse>,
}

/// Een deel van een brief.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BriefdeelResponse {
    /// De kop.
    #[schema(example = "Wat is de uitkomst?")]
    pub kop: String,
    /// De zinnen.
    pub zinnen: Vec<String>,
    /// De lijst eronder.
    pub punten: Vec<String>,
}

/// Een naam met een waarde.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BriefwaardeResponse {
    /// De naam of het woord.
    #[schema(example = "fte")]
    pub naam: String,
    /// De waarde of de betekenis.
    #[schema(example = "Eén fte is een volledige baan. Een halve baan is 0,5 fte.")]
    pub waarde: String,
}

/// Wat een dossier bewijst.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BewijsResponse {
    /// Over wie of wat.
    pub onderwerp: OnderwerpResponse,
    /// Wat over het plan te zeggen is.
    #[schema(example = "binnen-marge")]
    pub plan_status: String,
    /// SHA-256 van de bevroren gegevens.
    pub problem_hash: String,
    /// SHA-256 van het plan.
    pub plan_hash: String,
    /// Versie van de rekenmotor.
    pub engine_versie: String,
    /// SHA-256 van het zaad van de loting, vooraf bekend.
    pub zaad_hash: String,
    /// Het zaad van de loting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zaad: Option<String>,
    /// Hoe goed elke trap van het hele plan is gelukt, met de bewezen grens.
    pub tiers: Vec<TierResponse>,
    /// De plaatsingen van deze regiodocent; leeg in een ander dossier.
    pub plaatsingen: Vec<DossierplaatsingResponse>,
    /// Wat de regels hierover zeggen.
    pub bevindingen: Vec<BevindingResponse>,
    /// Waar dit schoolbestuur onder elke regel staat.
    pub standen: Vec<DossierstandResponse>,
    /// Hoe de kandidaten wegvielen, regel voor regel; ontbreekt als er ergens te weinig mensen overbleven om te noemen.
    pub toelichtingen: Vec<ToelichtingResponse>,
    /// Wat elke regel vraagt, stap voor stap.
    pub normen: Vec<NormResponse>,
}

/// Een plaatsing in een dossier.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DossierplaatsingResponse {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Fte op deze school samen.
    pub fte: Fte,
    /// De bestaande plaatsing die doorloopt; zonder is zij nieuw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestaand: Option<String>,
    /// Op welke vacatures.
    pub delen: Vec<PlandeelResponse>,
}

/// Waar een schoolbestuur staat onder één regel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DossierstandResponse {
    /// De regel.
    #[schema(example = "drieprocent")]
    pub regel: String,
    /// In deze sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// De eis; ontbreekt als er geen eis is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<Breuk>,
    /// Hoeveel het met dit plan is.
    pub waarde: Breuk,
    /// Eenheid van beide.
    pub eenheid: String,
}

/// Wat een regel vraagt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NormResponse {
    /// De regel.
    #[schema(example = "drieprocent")]
    pub regel: String,
    /// In deze sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// De eis; ontbreekt als er geen eis is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarde: Option<Breuk>,
    /// Eenheid van de eis.
    pub eenheid: String,
    /// De berekening.
    pub stappen: Vec<StapResponse>,
    /// Wat is aangevuld of weggelaten.
    pub opmerkingen: Vec<String>,
}

fn paar((naam, waarde): (String, String)) -> BriefwaardeResponse {
    BriefwaardeResponse { naam, waarde }
}

impl From<Dossier> for DossierResponse {
    fn from(found: Dossier) -> Self {
        let deel = |deel: Briefdeel| BriefdeelResponse { kop: deel.kop, zinnen: deel.zinnen, punten: deel.punten };
        let brief = BriefResponse {
            titel: found.brief.titel,
            delen: found.brief.delen.into_iter().map(deel).collect(),
            woorden: found.brief.woorden.into_iter().map(paar).collect(),
            kenmerken: found.brief.kenmerken.into_iter().map(paar).collect(),
        };
        DossierResponse { brief, bewijs: found.bewijs.into() }
    }
}

impl From<Bewijs> for BewijsResponse {
    fn from(found: Bewijs) -> Self {
        BewijsResponse {
            onderwerp: OnderwerpResponse::from(&found.onderwerp),
            plan_status: found.status.to_string(),
            problem_hash: found.problem_hash,
            plan_hash: found.plan_hash,
            engine_versie: found.engine_versie,
            zaad_hash: found.zaad_hash,
            zaad: found.zaad,
            tiers: found.tiers.into_iter().map(TierResponse::from).collect(),
            plaatsingen: found.plaatsingen.into_iter().map(DossierplaatsingResponse::from).collect(),
            bevindingen: found.bevindingen.into_iter().map(BevindingResponse::from).collect(),
            standen: found.standen.into_iter().map(DossierstandResponse::from).collect(),
            toelichtingen: found.redenen.into_iter().map(|one| ToelichtingResponse::from((one, None))).collect(),
            normen: found.normen.into_iter().map(NormResponse::from).collect(),
        }
    }
}

impl From<VoorgesteldePlaatsing> for DossierplaatsingResponse {
    fn from(line: VoorgesteldePlaatsing) -> Self {
        DossierplaatsingResponse {
            fte: line.fte(),
            vestigingscode: line.vestigingscode,
            bestaand: line.bestaand,
            delen: line.delen.into_iter().map(PlandeelResponse::from).collect(),
        }
    }
}

impl From<Stand> for DossierstandResponse {
    fn from(stand: Stand) -> Self {
        let Stand { regel, sector, norm, waarde, eenheid, .. } = stand;
        DossierstandResponse { regel, sector, norm, waarde, eenheid }
    }
}

impl From<Norm> for NormResponse {
    fn from(norm: Norm) -> Self {
        NormResponse {
            regel: norm.regel,
            sector: norm.sector,
            waarde: norm.waarde,
            eenheid: norm.eenheid,
            stappen: norm.stappen.into_iter().map(StapResponse::from).collect(),
            opmerkingen: norm.opmerkingen,
        }
    }
}
