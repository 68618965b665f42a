//! How a deelname looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::domain::deelname::Deelname;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::periode::Periode;
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DeelnameQuery {
    /// Code van de regio; mag weg, want die staat al in het pad.
    pub regio: Option<String>,
    /// Alleen van deze school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen wat op deze dag geldt.
    pub op: Option<NaiveDate>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een nieuwe deelname.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeelnameRequest {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag; zonder doet de school mee tot nader order.
    pub tot_en_met: Option<NaiveDate>,
}

impl From<DeelnameRequest> for Deelname {
    fn from(body: DeelnameRequest) -> Self {
        Deelname { vestigingscode: body.vestigingscode, periode: Periode::new(body.van, body.tot_en_met) }
    }
}

/// De periode van een deelname.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeelnameWijziging {
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag; zonder doet de school mee tot nader order.
    pub tot_en_met: Option<NaiveDate>,
}

impl From<DeelnameWijziging> for Periode {
    fn from(body: DeelnameWijziging) -> Self {
        Periode::new(body.van, body.tot_en_met)
    }
}

/// Een school doet mee in de regio.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeelnameResponse {
    /// Id.
    pub id: Uuid,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
}

impl From<Stored<Deelname>> for DeelnameResponse {
    fn from(stored: Stored<Deelname>) -> Self {
        DeelnameResponse {
            id: stored.id,
            vestigingscode: stored.noun.vestigingscode,
            van: stored.noun.periode.van,
            tot_en_met: stored.noun.periode.tot_en_met,
        }
    }
}
