//! How a matchronde looks in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::matchronde::Rondeaanvraag;
use crate::domain::matchronde::{Matchronde, Matchrondestatus};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct MatchrondesQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen van dit schooljaar.
    pub schooljaar: Option<Schooljaar>,
    /// Alleen met deze status.
    pub status: Option<Matchrondestatus>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Een nieuwe matchronde.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct MatchrondeRequest {
    /// Het schooljaar om te plannen.
    pub schooljaar: Schooljaar,
    /// Dag waarop de normen worden bepaald; zonder: vandaag.
    pub peildatum: Option<NaiveDate>,
    /// Eerste dag van het plan: eerder wordt niemand geplaatst, en wat al loopt blijft tot dan wat het is. Zonder is het
    /// vandaag als het schooljaar al loopt, en anders de eerste dag van het schooljaar.
    pub ingangsdatum: Option<NaiveDate>,
    /// Vangnet: na zoveel seconden stopt het rekenen. Zonder: de grens van deze installatie, die ook het meeste is.
    #[schema(minimum = 1, maximum = 86400, example = 600)]
    pub tijdlimiet_seconden: Option<u32>,
    /// Hoeveelheid werk waarna het zoeken stopt. Dezelfde gegevens en hetzelfde werk geven hetzelfde plan.
    #[schema(minimum = 1, maximum = 1_000_000_000_000i64, example = 20_000_000)]
    pub werklimiet: Option<i64>,
    /// Hoeveel mensen, die daarmee instemden, ten hoogste van plek veranderen ten opzichte van vandaag. Zonder: wat het beleid
    /// zegt; in een herronde, na een vaststelling voor dit schooljaar, is dat niemand.
    #[schema(minimum = 0, maximum = 100_000, example = 5)]
    pub wijzigingsbudget: Option<i32>,
}

impl From<MatchrondeRequest> for Rondeaanvraag {
    fn from(body: MatchrondeRequest) -> Self {
        Rondeaanvraag {
            schooljaar: body.schooljaar,
            peildatum: body.peildatum,
            ingangsdatum: body.ingangsdatum,
            tijdlimiet_s: body.tijdlimiet_seconden,
            werklimiet: body.werklimiet,
            wijzigingsbudget: body.wijzigingsbudget,
        }
    }
}

/// Een matchronde.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MatchrondeResponse {
    /// Id.
    pub id: Uuid,
    /// Het schooljaar.
    pub schooljaar: Schooljaar,
    /// Dag waarop de normen zijn bepaald.
    pub peildatum: NaiveDate,
    /// Eerste dag van het plan.
    pub ingangsdatum: NaiveDate,
    /// Waar de matchronde staat.
    pub status: Matchrondestatus,
    /// Wat over het plan te zeggen is: bewezen-optimaal, binnen-marge, werklimiet, gestopt of beleid-onhaalbaar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_status: Option<String>,
    /// Waarom zij mislukte, werd gestopt of verviel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Vangnet in seconden.
    pub tijdlimiet_seconden: i32,
    /// Hoeveelheid werk waarna het zoeken stopt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub werklimiet: Option<i64>,
    /// Hoeveel mensen ten hoogste van plek veranderen, als dat anders is dan het beleid zegt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wijzigingsbudget: Option<i32>,
    /// Versie van de rekenmotor.
    pub engine_versie: String,
    /// SHA-256 van de bevroren gegevens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem_hash: Option<String>,
    /// SHA-256 van het zaad van de loting, meteen bekend.
    pub zaad_hash: String,
    /// Het zaad van de loting, zodra de matchronde klaar is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zaad: Option<String>,
    /// Wanneer zij is gestart.
    pub aangemaakt_op: DateTime<Utc>,
    /// Wanneer zij klaar was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub klaar_op: Option<DateTime<Utc>>,
}

impl From<Stored<Matchronde>> for MatchrondeResponse {
    fn from(stored: Stored<Matchronde>) -> Self {
        let zaad = stored.noun.zaad_openbaar().map(str::to_owned);
        let Stored { id, noun, .. } = stored;
        MatchrondeResponse {
            id,
            schooljaar: noun.schooljaar,
            peildatum: noun.peildatum,
            ingangsdatum: noun.ingangsdatum,
            status: noun.status,
            plan_status: noun.plan_status,
            reden: noun.reden,
            tijdlimiet_seconden: noun.tijdlimiet_s,
            werklimiet: noun.werklimiet,
            wijzigingsbudget: noun.wijzigingsbudget,
            engine_versie: noun.engine_versie,
            problem_hash: noun.problem_hash,
            zaad_hash: noun.zaad_hash,
            zaad,
            aangemaakt_op: noun.aangemaakt_op,
            klaar_op: noun.klaar_op,
        }
    }
}
