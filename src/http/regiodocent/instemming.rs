//! Instemming of a regiodocent over HTTP.

use chrono::NaiveDate;

use super::onderdeel::prelude::*;
use crate::domain::instemming::{Instemming, Instemmingsoort};
use crate::domain::periode::Periode;

onderdeel_dto! {
    /// Een instemming om toe te voegen of te wijzigen.
    InstemmingRequest;
    /// Een instemming.
    InstemmingResponse;
    {
        /// Waarmee is ingestemd; met twee scholen alleen door wie ervaren of herintreder is.
        pub soort: Instemmingsoort,
        /// Eerste dag.
        pub van: NaiveDate,
        /// Laatste dag; zonder geldt het tot nader order.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tot_en_met: Option<NaiveDate>,
    }
}

impl From<InstemmingRequest> for Instemming {
    fn from(body: InstemmingRequest) -> Self {
        Instemming { soort: body.soort, periode: Periode::new(body.van, body.tot_en_met) }
    }
}

impl From<Stored<Instemming>> for InstemmingResponse {
    fn from(stored: Stored<Instemming>) -> Self {
        let Periode { van, tot_en_met } = stored.noun.periode;
        InstemmingResponse { id: stored.id, soort: stored.noun.soort, van, tot_en_met }
    }
}

onderdeel_routes! {
    Instemming, InstemmingRequest, InstemmingResponse;
    woorden "Instemming", "Instemmingen", "deze instemming";
    paden "/v1/regiodocenten/{id}/instemmingen", "/v1/regiodocenten/{id}/instemmingen/{instemmingId}", "instemmingId";
    list_instemmingen, create_instemming, find_instemming, update_instemming, delete_instemming
}
