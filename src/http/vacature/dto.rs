//! How a vacature looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::kandidaten::KandidatentellingResponse;
use crate::app::vacature::{Kandidaten, VacatureFilter};
use crate::domain::bevoegdheid::Vakbevoegdheid;
use crate::domain::dagdeel::Dagdelen;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::periode::Periode;
use crate::domain::prikkel::{Prikkels, Schaal};
use crate::domain::sector::{Graad, Sector};
use crate::domain::stored::Stored;
use crate::domain::vacature::{Vacature, Vacaturesoort, Vacaturestatus, VolledigeVacature};

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct VacaturesQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen vacatures die zo staan.
    pub status: Option<Vacaturestatus>,
    /// Alleen vacatures van deze school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen van dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen met een bevoegdheidseis in deze sector.
    pub sector: Option<Sector>,
    /// Alleen met een bevoegdheidseis voor dit vak.
    #[param(min_length = 1, max_length = 100, example = "groepsleraar")]
    pub vak: Option<String>,
    /// Alleen met een bevoegdheidseis van deze graad.
    pub graad: Option<Graad>,
    /// Alleen wat op deze dag iemand vraagt.
    pub op: Option<NaiveDate>,
    /// Alleen van deze soort.
    pub soort: Option<Vacaturesoort>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

impl From<VacaturesQuery> for VacatureFilter {
    fn from(query: VacaturesQuery) -> Self {
        let VacaturesQuery { status, vestigingscode, bestuursnummer, soort, sector, vak, graad, op, .. } = query;
        VacatureFilter { status, vestigingscode, bestuursnummer, soort, sector, vak, graad, op }
    }
}

/// Welke bevoegdheid een vacature vraagt.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Bevoegdheidseis {
    /// Sector.
    pub sector: Sector,
    /// Vak: kleine letters, cijfers en streepjes.
    #[schema(example = "groepsleraar", min_length = 2, max_length = 40, pattern = "^[a-z0-9-]{2,40}$")]
    pub vak: String,
    /// Niveau.
    pub graad: Graad,
}

/// Wat een school vraagt.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VacatureRequest {
    /// De school; zij doet op de eerste dag mee in de regio.
    pub vestigingscode: Vestigingscode,
    /// Soort vacature.
    pub soort: Vacaturesoort,
    /// Omvang in fte: meer dan 0, ten hoogste 10, ten hoogste vier decimalen.
    #[schema(value_type = f64, exclusive_minimum = 0, maximum = 10, multiple_of = 0.0001, example = 0.6)]
    pub fte: Fte,
    /// Gevraagde bevoegdheid.
    pub bevoegdheid: Bevoegdheidseis,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag; zonder loopt de vacature door.
    pub tot_en_met: Option<NaiveDate>,
    /// Halve dagen waarop het werk ligt; zonder doen ze er niet toe.
    pub dagdelen: Option<Dagdelen>,
    /// Alleen door één persoon in haar geheel te vervullen.
    #[serde(default)]
    pub alleen_geheel: bool,
    /// De functieschaal die wordt geboden; ten hoogste wat in de regio is afgesproken.
    pub schaal: Option<Schaal>,
    /// Extra beloning in centen per jaar voor een volledige baan; ten hoogste wat in de regio is afgesproken.
    #[schema(minimum = 0, maximum = 10_000_000, example = 0)]
    pub bonus_cent: Option<i64>,
    /// De extra beloning is de arbeidsmarkttoelage van het Rijk; alleen voor een school met een hoge schoolweging.
    #[serde(default)]
    pub arbeidsmarkttoelage: bool,
    /// Nog een concept: de pool ziet het niet. Telt bij het maken; een wijziging laat de status zoals zij is.
    #[serde(default)]
    pub concept: bool,
}

impl From<VacatureRequest> for Vacature {
    fn from(body: VacatureRequest) -> Self {
        let Bevoegdheidseis { sector, vak, graad } = body.bevoegdheid;
        Vacature {
            vestigingscode: body.vestigingscode,
            soort: body.soort,
            fte: body.fte,
            vakbevoegdheid: Vakbevoegdheid { sector, vak, graad },
            periode: Periode::new(body.van, body.tot_en_met),
            dagdelen: body.dagdelen,
            alleen_geheel: body.alleen_geheel,
            prikkels: Prikkels {
                schaal: body.schaal,
                bonus_cent: body.bonus_cent,
                arbeidsmarkttoelage: body.arbeidsmarkttoelage,
            },
        }
    }
}

/// Het intrekken van een vacature.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IntrekkingRequest {
    /// Waarom; noem geen namen.
    #[schema(max_length = 500, example = "De groep is samengevoegd.")]
    pub reden: Option<String>,
}

/// Een vacature.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VacatureResponse {
    /// Id.
    pub id: Uuid,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Het bestuur van de school.
    pub bestuursnummer: Bestuursnummer,
    /// Soort vacature.
    pub soort: Vacaturesoort,
    /// Omvang in fte.
    pub fte: Fte,
    /// Gevraagde bevoegdheid.
    pub bevoegdheid: Bevoegdheidseis,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot_en_met: Option<NaiveDate>,
    /// Halve dagen waarop het werk ligt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dagdelen: Option<Dagdelen>,
    /// Alleen door één persoon in haar geheel te vervullen.
    pub alleen_geheel: bool,
    /// Waar de vacature staat.
    pub status: Vacaturestatus,
    /// Waarom zij is ingetrokken, als dat is gezegd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intrekkingsreden: Option<String>,
    /// De functieschaal die wordt geboden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schaal: Option<Schaal>,
    /// Extra beloning in centen per jaar voor een volledige baan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bonus_cent: Option<i64>,
    /// De extra beloning is de arbeidsmarkttoelage van het Rijk.
    pub arbeidsmarkttoelage: bool,
    /// Wie dit kan vervullen; alleen in het antwoord op het maken en het openstellen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kandidaten: Option<KandidatentellingResponse>,
}

impl VacatureResponse {
    /// With who could fill it.
    pub fn met_kandidaten(stored: Stored<VolledigeVacature>, telling: Kandidaten) -> Self {
        VacatureResponse { kandidaten: Some(telling.into()), ..VacatureResponse::from(stored) }
    }
}

impl From<Stored<VolledigeVacature>> for VacatureResponse {
    fn from(stored: Stored<VolledigeVacature>) -> Self {
        let VolledigeVacature { vacature, bestuursnummer, status, intrekkingsreden } = stored.noun;
        let Vakbevoegdheid { sector, vak, graad } = vacature.vakbevoegdheid;
        VacatureResponse {
            id: stored.id,
            vestigingscode: vacature.vestigingscode,
            bestuursnummer,
            soort: vacature.soort,
            fte: vacature.fte,
            bevoegdheid: Bevoegdheidseis { sector, vak, graad },
            van: vacature.periode.van,
            tot_en_met: vacature.periode.tot_en_met,
            dagdelen: vacature.dagdelen,
            alleen_geheel: vacature.alleen_geheel,
            status,
            intrekkingsreden,
            schaal: vacature.prikkels.schaal,
            bonus_cent: vacature.prikkels.bonus_cent,
            arbeidsmarkttoelage: vacature.prikkels.arbeidsmarkttoelage,
            kandidaten: None,
        }
    }
}
