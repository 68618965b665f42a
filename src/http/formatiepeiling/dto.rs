//! How a formatiepeiling looks in JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::verloop::VerloopBody;
use crate::domain::formatiepeiling::{Formatiepeiling, Peilingsoort};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::schooljaar::Schooljaar;
use crate::domain::stored::Stored;
use crate::domain::verloop::Verloop;

/// Query of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FormatiepeilingQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    pub regio: Option<String>,
    /// Alleen van deze school.
    pub vestigingscode: Option<Vestigingscode>,
    /// Alleen van scholen van dit schoolbestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Alleen met een peildatum in dit schooljaar.
    pub schooljaar: Option<Schooljaar>,
    /// Alleen tellingen, of alleen prognoses.
    pub soort: Option<Peilingsoort>,
    /// Alleen van deze dag.
    pub peildatum: Option<NaiveDate>,
    /// Cursor uit de kop `Link` van een eerder antwoord.
    pub cursor: Option<String>,
    /// Aantal per bladzijde.
    #[param(minimum = 1, maximum = 200)]
    pub page_size: Option<usize>,
}

/// Wat een school op een dag nodig heeft en wat zij heeft.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct FormatiepeilingRequest {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Dag van de cijfers.
    pub peildatum: NaiveDate,
    /// Geteld of voorzien.
    pub soort: Peilingsoort,
    /// Fte die nodig is.
    pub benodigd_fte: Fte,
    /// Fte bevoegd personeel in dienst van het schoolbestuur zelf.
    pub beschikbaar_bevoegd_fte: Fte,
    /// Daarvan niet inzetbaar (ziekte, verlof).
    pub niet_inzetbaar_fte: Fte,
    /// Deel van het tekort dat met noodoplossingen is opgevangen.
    pub verborgen_fte: Option<Fte>,
    /// Aantal leerlingen.
    #[schema(example = 230, minimum = 0, maximum = 20000)]
    pub leerlingen: i32,
    /// Aantal groepen.
    #[schema(example = 10, minimum = 0, maximum = 2000)]
    pub groepen: Option<i32>,
    /// Aantal leraren, in personen.
    #[schema(example = 14, minimum = 0, maximum = 5000)]
    pub personen: Option<i32>,
    /// Fte die naar verwachting in het schooljaar vertrekt.
    pub verwachte_uitstroom_fte: Option<Fte>,
    /// Eerstejaars zij-instromers in dienst van het schoolbestuur zelf, in personen; zonder is het 0.
    #[schema(example = 1, minimum = 0, maximum = 2000)]
    #[serde(default)]
    pub eerstejaars_zij_instromers_eigen: i32,
    /// Fte die de school voor begeleiding heeft.
    pub begeleiding_fte: Option<Fte>,
    /// Wie kwam, bleef en ging in het kwartaal van de peildatum.
    pub verloop: Option<VerloopBody>,
}

impl From<FormatiepeilingRequest> for Formatiepeiling {
    fn from(body: FormatiepeilingRequest) -> Self {
        Formatiepeiling {
            vestigingscode: body.vestigingscode,
            peildatum: body.peildatum,
            soort: body.soort,
            benodigd_fte: body.benodigd_fte,
            beschikbaar_bevoegd_fte: body.beschikbaar_bevoegd_fte,
            niet_inzetbaar_fte: body.niet_inzetbaar_fte,
            verborgen_fte: body.verborgen_fte,
            leerlingen: body.leerlingen,
            groepen: body.groepen,
            personen: body.personen,
            verwachte_uitstroom_fte: body.verwachte_uitstroom_fte,
            eerstejaars_zij_instromers_eigen: body.eerstejaars_zij_instromers_eigen,
            begeleiding_fte: body.begeleiding_fte,
            verloop: body.verloop.map(Verloop::from),
        }
    }
}

/// Een formatiepeiling.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormatiepeilingResponse {
    /// Id.
    pub id: Uuid,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Dag van de cijfers.
    pub peildatum: NaiveDate,
    /// Geteld of voorzien.
    pub soort: Peilingsoort,
    /// Fte die nodig is.
    pub benodigd_fte: Fte,
    /// Fte bevoegd personeel in dienst van het schoolbestuur zelf.
    pub beschikbaar_bevoegd_fte: Fte,
    /// Daarvan niet inzetbaar (ziekte, verlof).
    pub niet_inzetbaar_fte: Fte,
    /// Deel van het tekort dat met noodoplossingen is opgevangen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verborgen_fte: Option<Fte>,
    /// Aantal leerlingen.
    pub leerlingen: i32,
    /// Aantal groepen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groepen: Option<i32>,
    /// Aantal leraren, in personen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personen: Option<i32>,
    /// Fte die naar verwachting in het schooljaar vertrekt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verwachte_uitstroom_fte: Option<Fte>,
    /// Eerstejaars zij-instromers in dienst van het schoolbestuur zelf, in personen.
    pub eerstejaars_zij_instromers_eigen: i32,
    /// Fte die de school voor begeleiding heeft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begeleiding_fte: Option<Fte>,
    /// Wie kwam, bleef en ging in het kwartaal van de peildatum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verloop: Option<VerloopBody>,
}

impl From<Stored<Formatiepeiling>> for FormatiepeilingResponse {
    fn from(stored: Stored<Formatiepeiling>) -> Self {
        let peiling = stored.noun;
        FormatiepeilingResponse {
            id: stored.id,
            vestigingscode: peiling.vestigingscode,
            peildatum: peiling.peildatum,
            soort: peiling.soort,
            benodigd_fte: peiling.benodigd_fte,
            beschikbaar_bevoegd_fte: peiling.beschikbaar_bevoegd_fte,
            niet_inzetbaar_fte: peiling.niet_inzetbaar_fte,
            verborgen_fte: peiling.verborgen_fte,
            leerlingen: peiling.leerlingen,
            groepen: peiling.groepen,
            personen: peiling.personen,
            verwachte_uitstroom_fte: peiling.verwachte_uitstroom_fte,
            eerstejaars_zij_instromers_eigen: peiling.eerstejaars_zij_instromers_eigen,
            begeleiding_fte: peiling.begeleiding_fte,
            verloop: peiling.verloop.map(VerloopBody::from),
        }
    }
}
