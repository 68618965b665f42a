//! How duovergelijkingen look in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::duovergelijking::{Overzicht, RegelMetOpenstaand};
use crate::domain::duovergelijking::{Duobesluit, Duoverschil, Schoolgegevens};
use crate::domain::kenmerk::{Bestuursnummer, Gemeentenummer, Postcode, Vestigingscode};
use crate::domain::sector::Sector;

/// Keys of a new vergelijking.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct NieuweVergelijkingQuery {
    /// Gemeenten (CBS-nummers, met komma's ertussen) waarvan nieuwe scholen ook meetellen, naast die van de scholen van de
    /// regio.
    #[param(pattern = "^[0-9]{4}(,[0-9]{4})*$", example = "0363,0384")]
    pub gemeenten: Option<String>,
}

/// Keys of the list.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct VergelijkingenQuery {
    /// Waar de bladzijde begint, uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Keys of the lines.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DuoregelsQuery {
    /// Alleen regels met dit verschil.
    pub verschil: Option<Duoverschil>,
    /// Alleen regels waarover dit is besloten.
    pub besluit: Option<Duobesluit>,
    /// Waar de bladzijde begint, uit de kop `Link`.
    pub cursor: Option<String>,
    /// Hoeveel er op een bladzijde staan, 1 tot en met 200.
    pub page_size: Option<usize>,
}

/// Welke regels worden overgenomen, en per wanneer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AanvaardingRequest {
    /// Vanaf welke dag, niet na vandaag; zonder: vandaag. Tot die dag blijft alles bij het oude bestuur.
    pub ingangsdatum: Option<NaiveDate>,
    /// De nummers van de regels; zonder: alle open regels.
    #[schema(example = json!([1, 2]), min_items = 1, max_items = 10000)]
    pub regels: Option<Vec<i32>>,
}

/// Welke regels niet worden overgenomen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DuoafwijzingRequest {
    /// De nummers van de regels; zonder: alle open regels.
    #[schema(example = json!([3]), min_items = 1, max_items = 10000)]
    pub regels: Option<Vec<i32>>,
}

/// Een bestand van DUO naast wat de regio wist.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DuovergelijkingResponse {
    /// Id.
    pub id: Uuid,
    /// Sectoren waarvan het bestand alle scholen noemt.
    pub sectoren: Vec<Sector>,
    /// Scholen van de regio waarover het bestand zegt wat al bekend was.
    pub ongewijzigd: i64,
    /// Schoolbesturen in de regels die nog niemand kende; zij worden gemaakt met hun eerste school.
    pub nieuwe_besturen: Vec<Bestuursnummer>,
    /// De regels, geteld naar wat er verschilt.
    pub verschillen: DuoverschillenResponse,
    /// De regels, geteld naar wat erover is besloten.
    pub besluiten: DuobesluitenResponse,
    /// Wie het bestand stuurde.
    pub door: String,
    /// Wanneer.
    pub aangemaakt_op: DateTime<Utc>,
}

/// Aantallen regels per verschil.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DuoverschillenResponse {
    /// Nieuwe scholen.
    pub nieuw: i64,
    /// Scholen die het bestand niet meer noemt.
    pub gesloten: i64,
    /// Scholen met een ander bestuur.
    pub ander_bestuur: i64,
    /// Scholen met een andere naam.
    pub hernoemd: i64,
    /// Scholen met een ander adres.
    pub verhuisd: i64,
}

/// Aantallen regels per besluit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DuobesluitenResponse {
    /// Nog niet besloten.
    pub open: i64,
    /// Overgenomen.
    pub aanvaard: i64,
    /// Niet overgenomen.
    pub afgewezen: i64,
    /// Niet overgenomen omdat de school intussen was gewijzigd.
    pub achterhaald: i64,
}

/// Wat DUO van een school zegt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchoolgegevensResponse {
    /// Nummer van het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Postcode zonder spatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// Plaats.
    pub plaats: String,
    /// CBS-nummer van de gemeente.
    pub gemeentenummer: Gemeentenummer,
}

impl From<Schoolgegevens> for SchoolgegevensResponse {
    fn from(side: Schoolgegevens) -> Self {
        let Schoolgegevens { bestuursnummer, naam, sector, postcode, plaats, gemeentenummer } = side;
        SchoolgegevensResponse { bestuursnummer, naam, sector, postcode, plaats, gemeentenummer }
    }
}

/// Eén verschil van één school.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DuoregelResponse {
    /// Nummer in deze vergelijking.
    pub nummer: i32,
    /// Code van de school.
    pub vestigingscode: Vestigingscode,
    /// Wat er verschilt.
    pub verschil: Duoverschil,
    /// Wat de regio wist; ontbreekt bij een nieuwe school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<SchoolgegevensResponse>,
    /// Wat het bestand zegt; ontbreekt bij een school die het niet meer noemt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wordt: Option<SchoolgegevensResponse>,
    /// Wat erover is besloten.
    pub besluit: Duobesluit,
    /// Vanaf wanneer, als de regel is overgenomen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ingangsdatum: Option<NaiveDate>,
    /// Vacatures van een school die sluit, die nu nog open staan: regel daarvoor eerst iets anders, of trek ze in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub open_vacatures: Vec<Uuid>,
}

impl From<RegelMetOpenstaand> for DuoregelResponse {
    fn from(found: RegelMetOpenstaand) -> Self {
        let regel = found.regel;
        DuoregelResponse {
            nummer: regel.nummer,
            vestigingscode: regel.vestigingscode,
            verschil: regel.verschil,
            was: regel.was.map(Into::into),
            wordt: regel.wordt.map(Into::into),
            besluit: regel.besluit,
            ingangsdatum: regel.ingangsdatum,
            open_vacatures: found.vacatures,
        }
    }
}

impl From<Overzicht> for DuovergelijkingResponse {
    fn from(found: Overzicht) -> Self {
        let Overzicht { stored, telling } = found;
        let of = |wanted: Duoverschil| telling.iter().filter(|(one, ..)| *one == wanted).map(|(_, _, n)| n).sum();
        let decided = |wanted: Duobesluit| telling.iter().filter(|(_, one, _)| *one == wanted).map(|(_, _, n)| n).sum();
        DuovergelijkingResponse {
            id: stored.id,
            sectoren: stored.noun.sectoren,
            ongewijzigd: stored.noun.ongewijzigd,
            nieuwe_besturen: stored.noun.nieuwe_besturen,
            verschillen: DuoverschillenResponse {
                nieuw: of(Duoverschil::Nieuw),
                gesloten: of(Duoverschil::Gesloten),
                ander_bestuur: of(Duoverschil::AnderBestuur),
                hernoemd: of(Duoverschil::Hernoemd),
                verhuisd: of(Duoverschil::Verhuisd),
            },
            besluiten: DuobesluitenResponse {
                open: decided(Duobesluit::Open),
                aanvaard: decided(Duobesluit::Aanvaard),
                afgewezen: decided(Duobesluit::Afgewezen),
                achterhaald: decided(Duobesluit::Achterhaald),
            },
            door: stored.noun.door,
            aangemaakt_op: stored.noun.aangemaakt_op,
        }
    }
}
