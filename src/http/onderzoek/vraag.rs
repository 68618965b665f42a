//! How a question looks in JSON: one body, `soort` says which question it is.

use serde::Deserialize;
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::app::onderzoek::{Analyse, Herstel, Overzicht, Planregel, Vraag, WaaromNiet, WatIsNodig};
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Bestuursnummer;

/// Een vraag over het plan; `soort` zegt welke.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "soort", rename_all = "kebab-case", rename_all_fields = "camelCase", deny_unknown_fields)]
enum Vraagvorm {
    /// Waarom staat deze regiodocent niet op deze vacature?
    WaaromNiet {
        /// De regiodocent.
        regiodocent: Uuid,
        /// De vacature.
        vacature: Uuid,
    },
    /// Hetzelfde in het groot. Noem er precies één: een regiodocent tegenover elke vacature, een vacature tegenover elke
    /// regiodocent, of wat een schoolbestuur open heeft.
    Overzicht {
        /// De regiodocent.
        regiodocent: Option<Uuid>,
        /// De vacature.
        vacature: Option<Uuid>,
        /// Het schoolbestuur.
        schoolbestuur: Option<Bestuursnummer>,
    },
    /// Wat is er nodig om deze vacature te vullen, of deze regiodocent te plaatsen? Noem er minstens één.
    WatIsNodig {
        /// De regiodocent.
        regiodocent: Option<Uuid>,
        /// De vacature.
        vacature: Option<Uuid>,
    },
    /// Welke harde regels houden niet samen, en wat is daaraan te doen?
    Herstel {},
    /// Wat is dit plan waard?
    Analyse {
        /// Het plan, zonder wat vandaag al loopt; ontbreekt: het plan van de matchronde zelf.
        #[schema(max_items = 20_000)]
        regels: Option<Vec<PlanregelRequest>>,
    },
}

/// Eén regiodocent op één vacature, op al haar dagen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanregelRequest {
    /// De regiodocent.
    regiodocent: Uuid,
    /// De vacature.
    vacature: Uuid,
    /// Hoeveel fte.
    #[schema(value_type = f64, exclusive_minimum = 0, maximum = 1, multiple_of = 0.0001, example = 0.6)]
    fte: Fte,
}

impl From<PlanregelRequest> for Planregel {
    fn from(regel: PlanregelRequest) -> Self {
        Planregel { regiodocent: regel.regiodocent.to_string(), vacature: regel.vacature.to_string(), fte: regel.fte }
    }
}

/// A question as it comes in. Its schema is that of [`Vraagvorm`], closed: what is no field of this `soort` is an error.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct OnderzoekRequest(Vraagvorm);

impl PartialSchema for OnderzoekRequest {
    fn schema() -> RefOr<Schema> {
        let mut schema = Vraagvorm::schema();
        if let RefOr::T(Schema::OneOf(one_of)) = &mut schema {
            for item in &mut one_of.items {
                if let RefOr::T(Schema::Object(object)) = item {
                    object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
                }
            }
        }
        schema
    }
}

impl ToSchema for OnderzoekRequest {
    fn schemas(known: &mut Vec<(String, RefOr<Schema>)>) {
        Vraagvorm::schemas(known);
    }
}

impl From<OnderzoekRequest> for Vraag {
    fn from(body: OnderzoekRequest) -> Self {
        match body.0 {
            Vraagvorm::WaaromNiet { regiodocent, vacature } => {
                Vraag::WaaromNiet(WaaromNiet { regiodocent: regiodocent.to_string(), vacature: vacature.to_string() })
            }
            Vraagvorm::Overzicht { regiodocent, vacature, schoolbestuur } => Vraag::Overzicht(Overzicht {
                regiodocent: regiodocent.map(|id| id.to_string()),
                vacature: vacature.map(|id| id.to_string()),
                schoolbestuur,
            }),
            Vraagvorm::WatIsNodig { regiodocent, vacature } => Vraag::WatIsNodig(WatIsNodig {
                regiodocent: regiodocent.map(|id| id.to_string()),
                vacature: vacature.map(|id| id.to_string()),
            }),
            Vraagvorm::Herstel {} => Vraag::Herstel(Herstel {}),
            Vraagvorm::Analyse { regels } => Vraag::Analyse(Analyse {
                regels: regels.map(|regels| regels.into_iter().map(Planregel::from).collect()),
            }),
        }
    }
}
