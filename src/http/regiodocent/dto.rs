//! The queries about regiodocenten, and how one looks in JSON with all onderdelen.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::persoon::RegiodocentResponse;
use super::{BevoegdheidResponse, ContractResponse, InstemmingResponse, UitsluitingResponse, VoorkeurResponse};
use crate::app::regiodocent::{Bevoegdheidfilter, RegiodocentFilter};
use crate::domain::kenmerk::{Bestuursnummer, Postcode4};
use crate::domain::regiodocent::{Regiodocentsoort, VolledigeRegiodocent};
use crate::domain::sector::{Graad, Sector};

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
    /// Alleen met een bevoegdheid in deze sector.
    pub sector: Option<Sector>,
    /// Alleen met een bevoegdheid voor dit vak.
    #[param(min_length = 1, max_length = 100, example = "groepsleraar")]
    pub vak: Option<String>,
    /// Alleen met een bevoegdheid van deze graad.
    pub graad: Option<Graad>,
    /// Alleen van wie dit schoolbestuur (formeel) werkgever is, was of wordt.
    pub formeel_werkgever: Option<Bestuursnummer>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

impl From<RegiodocentQuery> for RegiodocentFilter {
    fn from(query: RegiodocentQuery) -> Self {
        let RegiodocentQuery { soort, sector, vak, graad, formeel_werkgever, .. } = query;
        let bevoegdheid = Bevoegdheidfilter { sector, vak, graad };
        RegiodocentFilter { soort, bevoegdheid, formeel_werkgever, ..Default::default() }
    }
}

/// Waarop gezocht wordt; wat ontbreekt, telt niet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RegiodocentenZoekRequest {
    /// Alleen met dit in de naam; hoofdletters maken niet uit.
    #[schema(min_length = 1, max_length = 200, example = "jansen")]
    pub naam: Option<String>,
    /// Alleen wie in dit postcodegebied woont.
    pub woon_postcode: Option<Postcode4>,
    /// Alleen wie uit dit systeem komt.
    #[schema(min_length = 1, max_length = 100)]
    pub bron_systeem: Option<String>,
    /// Alleen wie daar zo heet.
    #[schema(min_length = 1, max_length = 100)]
    pub extern_id: Option<String>,
    /// Alleen regiodocenten van deze soort.
    pub soort: Option<Regiodocentsoort>,
    /// Alleen met een bevoegdheid in deze sector.
    pub sector: Option<Sector>,
    /// Alleen met een bevoegdheid voor dit vak.
    #[schema(min_length = 1, max_length = 100)]
    pub vak: Option<String>,
    /// Alleen met een bevoegdheid van deze graad.
    pub graad: Option<Graad>,
    /// Alleen van wie dit schoolbestuur (formeel) werkgever is, was of wordt.
    pub formeel_werkgever: Option<Bestuursnummer>,
}

impl From<RegiodocentenZoekRequest> for RegiodocentFilter {
    fn from(body: RegiodocentenZoekRequest) -> Self {
        RegiodocentFilter {
            id: None,
            soort: body.soort,
            bevoegdheid: Bevoegdheidfilter { sector: body.sector, vak: body.vak, graad: body.graad },
            formeel_werkgever: body.formeel_werkgever,
            naam: body.naam,
            woon_postcode: body.woon_postcode,
            bron_systeem: body.bron_systeem,
            extern_id: body.extern_id,
        }
    }
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
