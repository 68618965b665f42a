//! How a regio looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::domain::periode::Periode;
use crate::domain::regio::{Regio, Regiosoort};
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RegioQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen regio's van deze soort.
    pub soort: Option<Regiosoort>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een nieuwe regio.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct RegioRequest {
    /// Korte code: kleine letters, cijfers en streepjes.
    #[schema(example = "amsterdam", min_length = 2, max_length = 40)]
    pub code: String,
    /// Naam.
    #[schema(example = "RATO Amsterdam", min_length = 1, max_length = 200)]
    pub naam: String,
    /// Soort regio.
    pub soort: Regiosoort,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag; zonder geldt de regio tot nader order.
    pub tot_en_met: Option<NaiveDate>,
}

impl From<RegioRequest> for Regio {
    fn from(body: RegioRequest) -> Self {
        Regio { code: body.code, naam: body.naam, soort: body.soort, periode: Periode::new(body.van, body.tot_en_met) }
    }
}

/// Een regio.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegioResponse {
    /// Id.
    pub id: Uuid,
    /// Korte code.
    pub code: String,
    /// Naam.
    pub naam: String,
    /// Soort regio.
    pub soort: Regiosoort,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
}

impl From<Stored<Regio>> for RegioResponse {
    fn from(stored: Stored<Regio>) -> Self {
        RegioResponse {
            id: stored.id,
            code: stored.noun.code,
            naam: stored.noun.naam,
            soort: stored.noun.soort,
            van: stored.noun.periode.van,
            tot_en_met: stored.noun.periode.tot_en_met,
        }
    }
}
