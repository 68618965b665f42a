//! How a plaatsing looks in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::plaatsing::PlaatsingFilter;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::levensloop::Partij;
use crate::domain::plaatsing::{
    GezetteStap, Plaatsing, Plaatsingsdeel, Plaatsingsfase, Plaatsingstap, Plaatsingstatus,
};
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PlaatsingenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen met deze status.
    pub status: Option<Plaatsingstatus>,
    /// Alleen op deze school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen bij dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen op deze vacature.
    pub vacature: Option<Uuid>,
    /// Alleen uit deze vaststelling.
    pub vaststelling: Option<Uuid>,
    /// Alleen wat op deze dag loopt.
    pub op: Option<NaiveDate>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

impl From<PlaatsingenQuery> for PlaatsingFilter {
    fn from(query: PlaatsingenQuery) -> Self {
        let PlaatsingenQuery { status, vestigingscode, bestuursnummer, vacature, vaststelling, op, .. } = query;
        PlaatsingFilter {
            status,
            vestigingscode,
            bestuursnummer,
            vacature_id: vacature,
            vaststelling_id: vaststelling,
            op,
            ..Default::default()
        }
    }
}

/// Waarop gezocht wordt; wat ontbreekt, telt niet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct PlaatsingenZoekRequest {
    /// Alleen van deze regiodocent.
    pub regiodocent: Option<Uuid>,
    /// Alleen met deze status.
    pub status: Option<Plaatsingstatus>,
    /// Alleen op deze school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen bij dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen wat op deze dag loopt.
    pub op: Option<NaiveDate>,
}

impl From<PlaatsingenZoekRequest> for PlaatsingFilter {
    fn from(body: PlaatsingenZoekRequest) -> Self {
        let PlaatsingenZoekRequest { regiodocent, status, vestigingscode, bestuursnummer, op } = body;
        PlaatsingFilter {
            regiodocent_id: regiodocent,
            status,
            vestigingscode,
            bestuursnummer,
            op,
            ..Default::default()
        }
    }
}

/// Een regiodocent op één school.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaatsingResponse {
    /// Id.
    pub id: Uuid,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// De vaststelling waaruit de plaatsing komt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vaststelling: Option<Uuid>,
    /// Waar de plaatsing staat.
    pub status: Plaatsingstatus,
    /// Eerste dag waarop deze persoon netto meetelt; zonder: vanaf de eerste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netto_vanaf: Option<NaiveDate>,
    /// Boven de formatie of netto, vandaag; alleen bij een actieve plaatsing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fase: Option<Plaatsingsfase>,
    /// Tot en met deze dag kunnen school en regiodocent akkoord geven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub akkoord_tot: Option<NaiveDate>,
    /// De dag waarop het bestuur het contract overneemt, als beide kanten dat afspraken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdracht_op: Option<NaiveDate>,
    /// Op welke vacatures.
    pub delen: Vec<PlaatsingsdeelResponse>,
    /// De stappen die zijn gezet, oudste eerst; alleen bij het opvragen van één plaatsing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verloop: Option<Vec<PlaatsingstapResponse>>,
}

impl PlaatsingResponse {
    /// As it stands on `today`.
    pub fn on(stored: Stored<Plaatsing>, today: NaiveDate) -> Self {
        let fase = stored.noun.fase(today);
        PlaatsingResponse { fase, ..PlaatsingResponse::from(stored) }
    }
}

/// Een stap die met een plaatsing is gezet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaatsingstapResponse {
    /// Wat er gebeurde.
    pub stap: Plaatsingstap,
    /// Voor welke kant het telt.
    pub namens: Partij,
    /// Wanneer.
    pub tijdstip: DateTime<Utc>,
    /// Waaruit het blijkt, als de regiocoördinator het vastlegde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bron: Option<String>,
    /// Waarom; alleen voor wie het schreef en de regiocoördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motivering: Option<String>,
    /// De dag waar het over gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub datum: Option<NaiveDate>,
}

impl From<GezetteStap> for PlaatsingstapResponse {
    fn from(gezet: GezetteStap) -> Self {
        let GezetteStap { stap, namens, tijdstip, bron, motivering, datum, door: _ } = gezet;
        PlaatsingstapResponse { stap, namens, tijdstip, bron, motivering, datum }
    }
}

/// Een deel van een plaatsing.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaatsingsdeelResponse {
    /// De vacature.
    pub vacature: Uuid,
    /// Hoeveel fte.
    pub fte: Fte,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    pub tot_en_met: NaiveDate,
}

impl From<Plaatsingsdeel> for PlaatsingsdeelResponse {
    fn from(deel: Plaatsingsdeel) -> Self {
        PlaatsingsdeelResponse {
            vacature: deel.vacature_id,
            fte: deel.fte,
            van: deel.periode.van,
            tot_en_met: deel.periode.einde(),
        }
    }
}

impl From<Stored<Plaatsing>> for PlaatsingResponse {
    fn from(stored: Stored<Plaatsing>) -> Self {
        let Stored { id, noun, .. } = stored;
        PlaatsingResponse {
            id,
            regiodocent: noun.regiodocent_id,
            vestigingscode: noun.vestigingscode,
            bestuursnummer: noun.bestuursnummer,
            vaststelling: noun.vaststelling_id,
            status: noun.status,
            netto_vanaf: noun.netto_vanaf,
            fase: None,
            akkoord_tot: noun.akkoord_tot,
            overdracht_op: noun.overdracht_op,
            delen: noun.delen.into_iter().map(PlaatsingsdeelResponse::from).collect(),
            verloop: None,
        }
    }
}
