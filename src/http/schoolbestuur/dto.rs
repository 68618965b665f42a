//! How a schoolbestuur looks in JSON.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::schoolbestuur::Schoolbestuur;
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SchoolbestuurQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen met dit in de naam; hoofdletters maken niet uit.
    #[param(min_length = 1, max_length = 200)]
    pub naam: Option<String>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een nieuw schoolbestuur.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SchoolbestuurRequest {
    /// Nummer van het bevoegd gezag.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    #[schema(example = "Stichting De Horizon", min_length = 1, max_length = 200)]
    pub naam: Option<String>,
}

impl From<SchoolbestuurRequest> for Schoolbestuur {
    fn from(body: SchoolbestuurRequest) -> Self {
        Schoolbestuur { bestuursnummer: body.bestuursnummer, naam: body.naam }
    }
}

/// Wat er aan een schoolbestuur te wijzigen is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SchoolbestuurWijziging {
    /// Naam.
    #[schema(example = "Stichting De Horizon", min_length = 1, max_length = 200)]
    pub naam: String,
}

impl SchoolbestuurWijziging {
    /// The schoolbestuur as it will be.
    pub fn into_schoolbestuur(self, bestuursnummer: Bestuursnummer) -> Schoolbestuur {
        Schoolbestuur { bestuursnummer, naam: Some(self.naam) }
    }
}

/// Een schoolbestuur.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchoolbestuurResponse {
    /// Nummer van het bevoegd gezag.
    pub bestuursnummer: Bestuursnummer,
    /// Naam, als die bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub naam: Option<String>,
}

impl From<Stored<Schoolbestuur, Bestuursnummer>> for SchoolbestuurResponse {
    fn from(stored: Stored<Schoolbestuur, Bestuursnummer>) -> Self {
        SchoolbestuurResponse { bestuursnummer: stored.id, naam: stored.noun.naam }
    }
}
