//! The queries about regiodocenten, and how one looks in JSON with all onderdelen.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::persoon::RegiodocentResponse;
use super::{BevoegdheidResponse, ContractResponse, InstemmingResponse, UitsluitingResponse, VoorkeurResponse};
use crate::domain::regiodocent::{Regiodocentsoort, VolledigeRegiodocent};

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RegiodocentQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    #[allow(dead_code)] // read by Caller
    pub regio: Option<String>,
    /// Alleen regiodocenten van deze soort.
    pub soort: Option<Regiodocentsoort>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een regiodocent met alle onderdelen.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VolledigeRegiodocentResponse {
    /// De persoon.
    #[serde(flatten)]
    pub regiodocent: RegiodocentResponse,
    /// Contracten.
    pub contracten: Vec<ContractResponse>,
    /// Bevoegdheden.
    pub bevoegdheden: Vec<BevoegdheidResponse>,
    /// Voorkeuren.
    pub voorkeuren: Vec<VoorkeurResponse>,
    /// Scholen en schoolbesturen waar deze persoon niet werkt.
    pub uitsluitingen: Vec<UitsluitingResponse>,
    /// Waarmee deze persoon heeft ingestemd.
    pub instemmingen: Vec<InstemmingResponse>,
}

impl From<VolledigeRegiodocent> for VolledigeRegiodocentResponse {
    fn from(volledig: VolledigeRegiodocent) -> Self {
        VolledigeRegiodocentResponse {
            regiodocent: volledig.regiodocent.into(),
            contracten: all(volledig.contracten),
            bevoegdheden: all(volledig.bevoegdheden),
            voorkeuren: all(volledig.voorkeuren),
            uitsluitingen: all(volledig.uitsluitingen),
            instemmingen: all(volledig.instemmingen),
        }
    }
}

pub(super) fn all<A: Into<B>, B>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(Into::into).collect()
}
