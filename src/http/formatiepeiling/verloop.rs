//! How the verloop of a formatiepeiling looks in JSON, going in and coming out.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domain::fte::Fte;
use crate::domain::verloop::{Stroom, Verloop};

/// Fte van één beweging, naar hoe mensen op de school kwamen.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct StroomBody {
    /// Bevoegde leraren in dienst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regulier: Option<Fte>,
    /// Zij-instromers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zij_instroom: Option<Fte>,
    /// Ingehuurd, niet in dienst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inhuur: Option<Fte>,
}

/// Wie kwam, bleef en ging in het kwartaal van de peildatum.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VerloopBody {
    /// In het kwartaal gekomen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instroom: Option<StroomBody>,
    /// Er al voor het kwartaal, en gebleven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behoud: Option<StroomBody>,
    /// In het kwartaal vertrokken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitstroom: Option<StroomBody>,
    /// Fte begeleiding die beginners echt gekregen hebben.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub begeleiding_geleverd_fte: Option<Fte>,
}

impl From<VerloopBody> for Verloop {
    fn from(body: VerloopBody) -> Self {
        let stroom = |stroom: Option<StroomBody>| {
            stroom.map(|StroomBody { regulier, zij_instroom, inhuur }| Stroom { regulier, zij_instroom, inhuur })
        };
        Verloop {
            instroom: stroom(body.instroom).unwrap_or_default(),
            behoud: stroom(body.behoud).unwrap_or_default(),
            uitstroom: stroom(body.uitstroom).unwrap_or_default(),
            begeleiding_geleverd_fte: body.begeleiding_geleverd_fte,
        }
    }
}

impl From<Verloop> for VerloopBody {
    fn from(verloop: Verloop) -> Self {
        let stroom = |stroom: Stroom| {
            let Stroom { regulier, zij_instroom, inhuur } = stroom;
            (stroom != Stroom::default()).then_some(StroomBody { regulier, zij_instroom, inhuur })
        };
        VerloopBody {
            instroom: stroom(verloop.instroom),
            behoud: stroom(verloop.behoud),
            uitstroom: stroom(verloop.uitstroom),
            begeleiding_geleverd_fte: verloop.begeleiding_geleverd_fte,
        }
    }
}
