//! How a regiodocent looks in JSON, alone and with all onderdelen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    BevoegdheidRequest, BevoegdheidResponse, ContractRequest, ContractResponse, InstemmingRequest, InstemmingResponse,
    UitsluitingRequest, UitsluitingResponse, VoorkeurRequest, VoorkeurResponse,
};
use crate::domain::dagdeel::Dagdelen;
use crate::domain::kenmerk::Postcode4;
use crate::domain::regiodocent::{NieuweRegiodocent, Regiodocent, Regiodocentsoort, VolledigeRegiodocent};
use crate::domain::stored::Stored;

/// Query of everything but the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RegioQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    #[allow(dead_code)] // read by Caller; here so that an unknown key is refused
    pub regio: Option<String>,
}

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

/// A struct with the fields of a person between its own: requests and answers spell them once.
macro_rules! met_persoon {
    ($(#[$($meta:tt)*])* $name:ident { $($before:tt)* } .. { $($after:tt)* }) => {
        $(#[$($meta)*])*
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($before)*
            /// Naam; de matcher leest die nooit.
            #[schema(example = "S. de Vries", min_length = 1, max_length = 200)]
            pub naam: String,
            /// Soort regiodocent.
            pub soort: Regiodocentsoort,
            /// Eerste dag van het traject; alleen van een zij-instromer.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub traject_start: Option<NaiveDate>,
            /// Dag waarop de VOG is afgegeven; zonder VOG geen plaatsing.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub vog_datum: Option<NaiveDate>,
            /// Vier cijfers van de postcode waar de reis begint.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub woon_postcode: Option<Postcode4>,
            /// Langste reistijd in minuten; zonder geldt die van het beleid.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[schema(minimum = 5, maximum = 240)]
            pub max_reistijd: Option<i32>,
            /// Dagdelen waarop deze persoon kan werken; zonder is daarover niets bekend.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub dagdelen: Option<Dagdelen>,
            /// Alleen plaatsen voor de hele werktijdfactor.
            #[serde(default)]
            pub alleen_geheel: bool,
            /// Systeem waaruit deze persoon komt; hoort bij `externId`.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[schema(example = "afas", min_length = 1, max_length = 60)]
            pub bron_systeem: Option<String>,
            /// Kenmerk van deze persoon in dat systeem; uniek in de regio.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[schema(example = "000123", min_length = 1, max_length = 100)]
            pub extern_id: Option<String>,
            $($after)*
        }
    };
}

met_persoon! {
    /// De gegevens van een regiodocent, zonder onderdelen.
    #[derive(Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    RegiodocentRequest {} .. {}
}

met_persoon! {
    /// Een nieuwe regiodocent, met de onderdelen die al bekend zijn.
    #[derive(Deserialize, ToSchema)]
    #[serde(deny_unknown_fields)]
    NieuweRegiodocentRequest {} .. {
        /// Contracten; ze overlappen nooit.
        #[serde(default)]
        #[schema(max_items = 200)]
        pub contracten: Vec<ContractRequest>,
        /// Bevoegdheden.
        #[serde(default)]
        #[schema(max_items = 200)]
        pub bevoegdheden: Vec<BevoegdheidRequest>,
        /// Voorkeuren; ten hoogste één per school.
        #[serde(default)]
        #[schema(max_items = 200)]
        pub voorkeuren: Vec<VoorkeurRequest>,
        /// Scholen en schoolbesturen waar deze persoon niet werkt.
        #[serde(default)]
        #[schema(max_items = 200)]
        pub uitsluitingen: Vec<UitsluitingRequest>,
        /// Waarmee deze persoon heeft ingestemd.
        #[serde(default)]
        #[schema(max_items = 200)]
        pub instemmingen: Vec<InstemmingRequest>,
    }
}

met_persoon! {
    /// Een regiodocent, zonder onderdelen.
    #[derive(Serialize, ToSchema)]
    RegiodocentResponse {
        /// Id.
        pub id: Uuid,
    } .. {}
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

/// The fields of a person from one struct to another.
macro_rules! persoon {
    ($to:ident { $($own:ident: $value:expr)? }, $from:ident) => {
        $to {
            $($own: $value,)?
            naam: $from.naam,
            soort: $from.soort,
            traject_start: $from.traject_start,
            vog_datum: $from.vog_datum,
            woon_postcode: $from.woon_postcode,
            max_reistijd: $from.max_reistijd,
            dagdelen: $from.dagdelen,
            alleen_geheel: $from.alleen_geheel,
            bron_systeem: $from.bron_systeem,
            extern_id: $from.extern_id,
        }
    };
}

impl From<RegiodocentRequest> for Regiodocent {
    fn from(body: RegiodocentRequest) -> Self {
        persoon!(Regiodocent {}, body)
    }
}

impl From<NieuweRegiodocentRequest> for NieuweRegiodocent {
    fn from(body: NieuweRegiodocentRequest) -> Self {
        NieuweRegiodocent {
            contracten: all(body.contracten),
            bevoegdheden: all(body.bevoegdheden),
            voorkeuren: all(body.voorkeuren),
            uitsluitingen: all(body.uitsluitingen),
            instemmingen: all(body.instemmingen),
            regiodocent: persoon!(Regiodocent {}, body),
        }
    }
}

impl From<Stored<Regiodocent>> for RegiodocentResponse {
    fn from(stored: Stored<Regiodocent>) -> Self {
        let noun = stored.noun;
        persoon!(RegiodocentResponse { id: stored.id }, noun)
    }
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

fn all<A: Into<B>, B>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(Into::into).collect()
}
