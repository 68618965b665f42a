//! How a detachering looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::detachering::DetacheringFilter;
use crate::domain::detachering::{Detachering, Detacheringstatus, VolledigeDetachering};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::levensloop::Zijde;
use crate::domain::periode::Periode;
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DetacheringenQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen met deze status.
    pub status: Option<Detacheringstatus>,
    /// Alleen van deze thuisschool.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen van dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen wat op deze dag loopt.
    pub op: Option<NaiveDate>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

impl From<DetacheringenQuery> for DetacheringFilter {
    fn from(query: DetacheringenQuery) -> Self {
        let DetacheringenQuery { status, vestigingscode, bestuursnummer, op, .. } = query;
        DetacheringFilter { status, vestigingscode, bestuursnummer, op, ..Default::default() }
    }
}

/// Waarop gezocht wordt; wat ontbreekt, telt niet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DetacheringenZoekRequest {
    /// Alleen van deze regiodocent.
    pub regiodocent: Option<Uuid>,
    /// Alleen met deze status.
    pub status: Option<Detacheringstatus>,
    /// Alleen van deze thuisschool.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen van dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen wat op deze dag loopt.
    pub op: Option<NaiveDate>,
}

impl From<DetacheringenZoekRequest> for DetacheringFilter {
    fn from(body: DetacheringenZoekRequest) -> Self {
        let DetacheringenZoekRequest { regiodocent, status, vestigingscode, bestuursnummer, op } = body;
        DetacheringFilter { regiodocent_id: regiodocent, status, vestigingscode, bestuursnummer, op, id: None }
    }
}

/// Het aanbod om iemand van een eigen school uit te lenen aan de pool.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DetacheringRequest {
    /// De regiodocent in de pool.
    pub regiodocent: Uuid,
    /// De thuisschool.
    pub vestigingscode: Vestigingscode,
    /// Hoeveel, ten hoogste een volledige baan.
    #[schema(value_type = f64, exclusive_minimum = 0, maximum = 1, multiple_of = 0.0001, example = 0.8)]
    pub fte: Fte,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    pub tot_en_met: NaiveDate,
    /// Tot en met deze dag houdt de thuisschool een plek vrij; niet voor de laatste dag.
    pub terugkeergarantie_tot: NaiveDate,
    /// Loonkosten van een volledige baan per jaar, in centen.
    #[schema(minimum = 0, maximum = 50_000_000, example = 8_900_000)]
    pub loonkosten_cent: i64,
}

impl From<DetacheringRequest> for Detachering {
    fn from(body: DetacheringRequest) -> Self {
        Detachering {
            regiodocent_id: body.regiodocent,
            vestigingscode: body.vestigingscode,
            fte: body.fte,
            periode: Periode::new(body.van, Some(body.tot_en_met)),
            terugkeergarantie_tot: body.terugkeergarantie_tot,
            loonkosten_cent: body.loonkosten_cent,
        }
    }
}

/// De instemming van de regiodocent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DetacheringinstemmingRequest {
    /// Wie instemt; alleen de regiocoördinator geeft dit op.
    pub namens: Option<Zijde>,
    /// Waaruit dat blijkt; verplicht als de regiocoördinator het vastlegt.
    #[schema(max_length = 2000)]
    pub bron: Option<String>,
    /// De dag van de instemming; zonder vandaag. Niet na de eerste dag van de detachering.
    pub datum: Option<NaiveDate>,
}

/// Het intrekken van een aanbod.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DetacheringintrekkingRequest {
    /// Waarom.
    #[schema(min_length = 10, max_length = 2000)]
    pub motivering: String,
}

/// Het eerdere einde van een detachering.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DetacheringbeeindigingRequest {
    /// De laatste dag.
    pub laatste_dag: NaiveDate,
    /// Waarom.
    #[schema(min_length = 10, max_length = 2000)]
    pub motivering: String,
}

/// Een detachering.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DetacheringResponse {
    /// Id.
    pub id: Uuid,
    /// De regiodocent in de pool.
    pub regiodocent: Uuid,
    /// De thuisschool.
    pub vestigingscode: Vestigingscode,
    /// Het bestuur dat uitleent.
    pub bestuursnummer: Bestuursnummer,
    /// Hoeveel.
    pub fte: Fte,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    pub tot_en_met: NaiveDate,
    /// Tot en met deze dag houdt de thuisschool een plek vrij.
    pub terugkeergarantie_tot: NaiveDate,
    /// Waar de detachering staat.
    pub status: Detacheringstatus,
    /// De dag van de instemming.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingestemd_op: Option<NaiveDate>,
    /// Het contract dat zij in de pool gaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract: Option<Uuid>,
}

impl From<Stored<VolledigeDetachering>> for DetacheringResponse {
    fn from(stored: Stored<VolledigeDetachering>) -> Self {
        let noun = stored.noun;
        DetacheringResponse {
            id: stored.id,
            regiodocent: noun.detachering.regiodocent_id,
            vestigingscode: noun.detachering.vestigingscode,
            bestuursnummer: noun.bestuursnummer,
            fte: noun.detachering.fte,
            van: noun.detachering.periode.van,
            tot_en_met: noun.detachering.periode.einde(),
            terugkeergarantie_tot: noun.detachering.terugkeergarantie_tot,
            status: noun.status,
            ingestemd_op: noun.ingestemd_op,
            contract: noun.contract_id,
        }
    }
}
