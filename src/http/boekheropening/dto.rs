//! How a heropening of the solidariteitsboek looks in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::boekheropening::{BoekheropeningFilter, Heropeningsvoorstel};
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstatus, Boekregel};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BoekheropeningenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen die zo staan.
    pub status: Option<Boekheropeningstatus>,
    /// Alleen van deze regel.
    pub regel: Option<Boekregel>,
    /// Alleen van dit schooljaar.
    pub schooljaar: Option<Schooljaar>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

impl From<BoekheropeningenQuery> for BoekheropeningFilter {
    fn from(query: BoekheropeningenQuery) -> Self {
        let BoekheropeningenQuery { status, regel, schooljaar, .. } = query;
        BoekheropeningFilter { status, regel, schooljaar }
    }
}

/// Het voorstel om een vastgelegde bladzijde te heropenen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BoekheropeningRequest {
    /// De regel van de bladzijde.
    pub regel: Boekregel,
    /// Het schooljaar van de bladzijde.
    pub schooljaar: Schooljaar,
    /// Dag van de cijfers van de nieuwe bladzijde; zonder die van de bladzijde zoals zij is. Niet in de toekomst.
    pub peildatum: Option<NaiveDate>,
    /// Waarom de bladzijde moet worden verbeterd. De schoolbesturen van de regio lezen dit bij de eerdere versie.
    #[schema(min_length = 10, max_length = 2000, example = "De telling van school 00AP00 was dubbel ingevoerd.")]
    pub motivering: String,
}

impl From<BoekheropeningRequest> for Heropeningsvoorstel {
    fn from(body: BoekheropeningRequest) -> Self {
        let BoekheropeningRequest { regel, schooljaar, peildatum, motivering } = body;
        Heropeningsvoorstel { regel, schooljaar, peildatum, motivering }
    }
}

/// Waarom een heropening wordt afgewezen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BoekheropeningafwijzingRequest {
    /// Waarom.
    #[schema(min_length = 10, max_length = 2000, example = "De telling klopt volgens het bestuur wel.")]
    pub motivering: String,
}

/// Een heropening van een vastgelegde bladzijde.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoekheropeningResponse {
    /// Id.
    pub id: Uuid,
    /// De regel van de bladzijde.
    pub regel: Boekregel,
    /// Het schooljaar van de bladzijde.
    pub schooljaar: Schooljaar,
    /// Dag van de cijfers van de nieuwe bladzijde.
    pub peildatum: NaiveDate,
    /// Waarom de bladzijde moet worden verbeterd.
    pub motivering: String,
    /// Waar de heropening staat.
    pub status: Boekheropeningstatus,
    /// Wie haar voorstelde (id uit het token).
    pub voorgesteld_door: String,
    /// Wanneer.
    pub voorgesteld_op: DateTime<Utc>,
    /// Wie haar bevestigde of afwees (id uit het token).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub besloten_door: Option<String>,
    /// Wanneer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub besloten_op: Option<DateTime<Utc>>,
    /// Waarom zij is afgewezen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afwijzing: Option<String>,
    /// Wie haar introk (id uit het token).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingetrokken_door: Option<String>,
    /// Wanneer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingetrokken_op: Option<DateTime<Utc>>,
    /// Wie de bladzijde opnieuw vastlegde (id uit het token).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gesloten_door: Option<String>,
    /// Wanneer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gesloten_op: Option<DateTime<Utc>>,
}

impl From<Stored<Boekheropening>> for BoekheropeningResponse {
    fn from(stored: Stored<Boekheropening>) -> Self {
        let noun = stored.noun;
        let (besloten_door, besloten_op) = noun.besloten.unzip();
        let (ingetrokken_door, ingetrokken_op) = noun.ingetrokken.unzip();
        let (gesloten_door, gesloten_op) = noun.gesloten.unzip();
        BoekheropeningResponse {
            id: stored.id,
            regel: noun.regel,
            schooljaar: noun.schooljaar,
            peildatum: noun.peildatum,
            motivering: noun.motivering,
            status: noun.status,
            voorgesteld_door: noun.voorgesteld.0,
            voorgesteld_op: noun.voorgesteld.1,
            besloten_door,
            besloten_op,
            afwijzing: noun.afwijzing,
            ingetrokken_door,
            ingetrokken_op,
            gesloten_door,
            gesloten_op,
        }
    }
}
