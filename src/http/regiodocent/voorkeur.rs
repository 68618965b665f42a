//! Voorkeur of a regiodocent over HTTP.

use super::onderdeel::prelude::*;
use crate::domain::kenmerk::Vestigingscode;
use crate::domain::voorkeur::Voorkeur;

onderdeel_dto! {
    /// Een voorkeur om toe te voegen of te wijzigen; de reden wordt niet bewaard.
    VoorkeurRequest;
    /// Een voorkeur.
    VoorkeurResponse;
    {
        /// School.
        pub vestigingscode: Vestigingscode,
        /// Hoeveel minuten extra reistijd deze school waard is; onder nul: liever niet.
        #[schema(minimum = -60, maximum = 60, example = 15)]
        pub minuten: i32,
    }
}

impl From<VoorkeurRequest> for Voorkeur {
    fn from(body: VoorkeurRequest) -> Self {
        Voorkeur { vestigingscode: body.vestigingscode, minuten: body.minuten }
    }
}

impl From<Stored<Voorkeur>> for VoorkeurResponse {
    fn from(stored: Stored<Voorkeur>) -> Self {
        let Voorkeur { vestigingscode, minuten } = stored.noun;
        VoorkeurResponse { id: stored.id, vestigingscode, minuten }
    }
}

onderdeel_routes! {
    Voorkeur, VoorkeurRequest, VoorkeurResponse;
    woorden "Voorkeur", "Voorkeuren", "deze voorkeur";
    paden "/v1/regiodocenten/{id}/voorkeuren", "/v1/regiodocenten/{id}/voorkeuren/{voorkeurId}", "voorkeurId";
    list_voorkeuren, create_voorkeur, find_voorkeur, update_voorkeur, delete_voorkeur
}
