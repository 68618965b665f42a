//! How a person looks in JSON: the fields are spelled once, for every request and answer that has them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::all;
use super::{BevoegdheidRequest, ContractRequest, InstemmingRequest, UitsluitingRequest, VoorkeurRequest};
use crate::domain::dagdeel::Dagdelen;
use crate::domain::kenmerk::Postcode4;
use crate::domain::regiodocent::{NieuweRegiodocent, Regiodocent, Regiodocentsoort};
use crate::domain::stored::Stored;

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
