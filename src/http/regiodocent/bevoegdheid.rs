//! Bevoegdheid of a regiodocent over HTTP.

use chrono::NaiveDate;

use super::onderdeel::prelude::*;
use crate::domain::bevoegdheid::{Bevoegdheid, Vakbevoegdheid};
use crate::domain::periode::Periode;
use crate::domain::sector::{Graad, Sector};

onderdeel_dto! {
    /// Een bevoegdheid om toe te voegen of te wijzigen.
    BevoegdheidRequest;
    /// Een bevoegdheid.
    BevoegdheidResponse;
    {
        /// Sector.
        pub sector: Sector,
        /// Vak: kleine letters, cijfers en streepjes.
        #[schema(pattern = "^[a-z0-9-]{2,40}$", example = "groepsleraar")]
        pub vak: String,
        /// Niveau.
        pub graad: Graad,
        /// Eerste dag.
        pub van: NaiveDate,
        /// Laatste dag; zonder geldt het tot nader order.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tot_en_met: Option<NaiveDate>,
    }
}

impl From<BevoegdheidRequest> for Bevoegdheid {
    fn from(body: BevoegdheidRequest) -> Self {
        let vakbevoegdheid = Vakbevoegdheid { sector: body.sector, vak: body.vak, graad: body.graad };
        Bevoegdheid { vakbevoegdheid, periode: Periode::new(body.van, body.tot_en_met) }
    }
}

impl From<Stored<Bevoegdheid>> for BevoegdheidResponse {
    fn from(stored: Stored<Bevoegdheid>) -> Self {
        let Vakbevoegdheid { sector, vak, graad } = stored.noun.vakbevoegdheid;
        let Periode { van, tot_en_met } = stored.noun.periode;
        BevoegdheidResponse { id: stored.id, sector, vak, graad, van, tot_en_met }
    }
}

onderdeel_routes! {
    Bevoegdheid, BevoegdheidRequest, BevoegdheidResponse;
    woorden "Bevoegdheid", "Bevoegdheden", "deze bevoegdheid";
    paden "/v1/regiodocenten/{id}/bevoegdheden", "/v1/regiodocenten/{id}/bevoegdheden/{bevoegdheidId}", "bevoegdheidId";
    list_bevoegdheden, create_bevoegdheid, find_bevoegdheid, update_bevoegdheid, delete_bevoegdheid
}
