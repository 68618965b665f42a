//! How the consequences of a heropening look in JSON: every number exact.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::boekheropening::{Gevolgen, LatereBladzijde, Saldoverschil, Stapverschil, Verschil};
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;

/// Wat een heropening verandert, of zou veranderen als zij nu werd gesloten.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoekgevolgenResponse {
    /// Is zij nog niet gesloten? Dan staat hier wat sluiten nu zou brengen.
    pub voorlopig: bool,
    /// De besturen met andere cijfers, op volgorde van sector en bestuursnummer.
    pub besturen: Vec<BoekverschilResponse>,
    /// Latere bladzijden die op deze rusten en anders zouden zijn. Zij veranderen nooit vanzelf: heropen ze een voor een.
    pub latere: Vec<LatereBladzijdeResponse>,
    /// Matchrondes met een voorstel dat met de oude bladzijde is berekend; zij vervallen bij het sluiten.
    pub voorstellen: Vec<Uuid>,
}

/// Wat er voor één bestuur in één sector verschilt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoekverschilResponse {
    /// Het bestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// De stappen met een andere uitkomst.
    pub stappen: Vec<StapverschilResponse>,
}

/// Een stap met twee uitkomsten.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StapverschilResponse {
    /// Vast teken van de stap.
    #[schema(example = "T")]
    pub symbool: String,
    /// Wat het is.
    pub naam: String,
    /// Eenheid.
    #[schema(example = "fte")]
    pub eenheid: String,
    /// Op de oude bladzijde, exact; zonder stond de stap er niet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Breuk>,
    /// Op de nieuwe bladzijde, exact; zonder staat de stap er niet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wordt: Option<Breuk>,
}

/// Een latere bladzijde die op deze rust.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LatereBladzijdeResponse {
    /// Schooljaar.
    pub schooljaar: Schooljaar,
    /// Wanneer zij is vastgelegd.
    pub vastgelegd_op: DateTime<Utc>,
    /// De besturen die met een ander saldo begonnen dan zij nu zouden. Leeg: deze bladzijde volgt op een die anders zou zijn.
    pub saldi: Vec<SaldoverschilResponse>,
}

/// Het saldo waarmee een bestuur een schooljaar begon.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SaldoverschilResponse {
    /// Het bestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Sector.
    pub sector: Sector,
    /// Zoals het op de latere bladzijde staat, in personen.
    pub was: Breuk,
    /// Zoals het nu zou zijn, in personen.
    pub wordt: Breuk,
}

impl From<Gevolgen> for BoekgevolgenResponse {
    fn from(all: Gevolgen) -> Self {
        BoekgevolgenResponse {
            voorlopig: all.voorlopig,
            besturen: all.besturen.into_iter().map(BoekverschilResponse::from).collect(),
            latere: all.latere.into_iter().map(LatereBladzijdeResponse::from).collect(),
            voorstellen: all.voorstellen,
        }
    }
}

impl From<Verschil> for BoekverschilResponse {
    fn from(one: Verschil) -> Self {
        let stap = |stap: Stapverschil| {
            let Stapverschil { symbool, naam, eenheid, was, wordt } = stap;
            StapverschilResponse { symbool, naam, eenheid, was, wordt }
        };
        let Verschil { bestuursnummer, naam, sector, stappen } = one;
        BoekverschilResponse { bestuursnummer, naam, sector, stappen: stappen.into_iter().map(stap).collect() }
    }
}

impl From<LatereBladzijde> for LatereBladzijdeResponse {
    fn from(one: LatereBladzijde) -> Self {
        let saldo = |saldo: Saldoverschil| {
            let Saldoverschil { bestuursnummer, sector, was, wordt } = saldo;
            SaldoverschilResponse { bestuursnummer, sector, was, wordt }
        };
        let LatereBladzijde { schooljaar, vastgelegd_op, saldi } = one;
        LatereBladzijdeResponse { schooljaar, vastgelegd_op, saldi: saldi.into_iter().map(saldo).collect() }
    }
}
