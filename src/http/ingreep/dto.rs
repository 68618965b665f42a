//! How an ingreep and its price look in JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::ingreep::Geprijsd;
use crate::app::ingreep::prijs::{Prijs, Schoolprijs, Tierprijs, Verschuiving};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::ingreep::{Ingreepsoort, Ingreepstatus, Ingreepvraag};
use crate::domain::kenmerk::Vestigingscode;

/// Een ingreep in het plan: één regiodocent op één plek.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct IngreepRequest {
    /// Vastzetten (het plan blijft hier zoals het is), verbieden, of plaatsen (met de hand).
    pub soort: Ingreepsoort,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// De school; of noem een vacature.
    pub vestigingscode: Option<Vestigingscode>,
    /// De vacature; of noem een school.
    pub vacature: Option<Uuid>,
    /// Precies zoveel fte; alleen bij plaatsen. Zonder: wat past.
    #[schema(value_type = Option<f64>, exclusive_minimum = 0, maximum = 1, multiple_of = 0.0001, example = 0.6)]
    pub fte: Option<Fte>,
    /// Waarom van het plan wordt afgeweken.
    #[schema(min_length = 10, max_length = 4000, example = "De school en deze leraar hebben een goede klik.")]
    pub motivering: String,
}

impl From<IngreepRequest> for Ingreepvraag {
    fn from(body: IngreepRequest) -> Self {
        Ingreepvraag {
            soort: body.soort,
            regiodocent_id: body.regiodocent,
            vestigingscode: body.vestigingscode,
            vacature_id: body.vacature,
            fte: body.fte,
            motivering: body.motivering,
        }
    }
}

/// Een ingreep met haar prijs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IngreepResponse {
    /// Id.
    pub id: Uuid,
    /// De matchronde.
    pub matchronde: Uuid,
    /// De hoeveelste ingreep: de prijs komt bovenop alle eerdere.
    #[schema(minimum = 1)]
    pub volgnummer: i32,
    /// Wat er is beslist.
    pub soort: Ingreepsoort,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// De school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// De vacature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vacature: Option<Uuid>,
    /// Hoeveel fte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fte: Option<Fte>,
    /// Waarom.
    pub motivering: String,
    /// Wie (id uit het token).
    pub door: String,
    /// Wanneer.
    pub aangemaakt_op: DateTime<Utc>,
    /// Of de prijs bekend is.
    pub status: Ingreepstatus,
    /// Waarom er geen prijs is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Vraagt het beleid een tweede coördinator?
    pub tweede_persoon_nodig: bool,
    /// Welke tweede coördinator akkoord gaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tweede_persoon: Option<String>,
    /// Wat de ingreep kost; ontbreekt zolang dat wordt berekend, of als er geen plan uitkwam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prijs: Option<PrijsResponse>,
}

/// Wat een ingreep kost: het plan ervoor naast het plan erna, op dezelfde bevroren gegevens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrijsResponse {
    /// Wat over het plan met de ingreep te zeggen is; beleid-onhaalbaar kan niet worden vastgesteld.
    #[schema(example = "binnen-marge")]
    pub plan_status: String,
    /// Per trap, van belangrijk naar minder belangrijk.
    pub tiers: Vec<TierprijsResponse>,
    /// Wie er op achteruit gaan: minder fte dan zonder de ingreep.
    pub verliezers: Vec<String>,
    /// Iedereen van wie de plaatsing anders wordt.
    pub mensen: Vec<VerschuivingResponse>,
    /// Scholen waarvan het tekort anders wordt.
    pub scholen: Vec<SchoolprijsResponse>,
    /// Schoolbesturen die anders komen te staan onder een regel.
    pub schoolbesturen: Vec<BestuurprijsResponse>,
}

/// De prijs in één trap.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TierprijsResponse {
    /// De trap.
    pub tier: Tier,
    /// Eenheid.
    pub eenheid: String,
    /// Zonder de ingreep; lager is beter.
    pub voor: Breuk,
    /// Met de ingreep.
    pub na: Breuk,
    /// Hoeveel slechter (boven 0) of beter (onder 0).
    pub verschil: Breuk,
    /// Hoe zeker de prijs is: bewezen (precies het verschil), begrensd (tussen minstens en hoogstens) of schatting.
    #[schema(example = "bewezen")]
    pub zekerheid: String,
    /// Minder kan de prijs bewezen niet zijn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minstens: Option<Breuk>,
    /// Meer kan de prijs bewezen niet zijn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hoogstens: Option<Breuk>,
}

/// Iemand van wie de plaatsing anders wordt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerschuivingResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// Zonder de ingreep; leeg: nergens.
    pub voor: Vec<PlekResponse>,
    /// Met de ingreep; leeg: nergens.
    pub na: Vec<PlekResponse>,
}

/// Fte op een school.
#[derive(Serialize, ToSchema)]
pub struct PlekResponse {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Fte daar.
    pub fte: Fte,
}

/// Het tekort van een school, netto fte.
#[derive(Serialize, ToSchema)]
pub struct SchoolprijsResponse {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Zonder de ingreep.
    pub voor: Breuk,
    /// Met de ingreep.
    pub na: Breuk,
}

/// Waar een schoolbestuur staat onder een regel.
#[derive(Serialize, ToSchema)]
pub struct BestuurprijsResponse {
    /// De regel.
    #[schema(example = "zevenprocent")]
    pub regel: String,
    /// Bestuursnummer.
    pub schoolbestuur: String,
    /// Zonder de ingreep.
    pub voor: Breuk,
    /// Met de ingreep.
    pub na: Breuk,
    /// Eenheid.
    pub eenheid: String,
}

impl From<Geprijsd> for IngreepResponse {
    fn from(found: Geprijsd) -> Self {
        let (id, noun) = (found.ingreep.id, found.ingreep.noun);
        IngreepResponse {
            id,
            matchronde: noun.matchronde_id,
            volgnummer: noun.volgnummer,
            soort: noun.vraag.soort,
            regiodocent: noun.vraag.regiodocent_id,
            vestigingscode: noun.vraag.vestigingscode,
            vacature: noun.vraag.vacature_id,
            fte: noun.vraag.fte,
            motivering: noun.vraag.motivering,
            door: noun.door,
            aangemaakt_op: noun.aangemaakt_op,
            status: noun.status,
            reden: noun.reden,
            tweede_persoon_nodig: noun.tweede_nodig,
            tweede_persoon: noun.tweede_door,
            prijs: found.prijs.map(PrijsResponse::from),
        }
    }
}

impl From<Prijs> for PrijsResponse {
    fn from(prijs: Prijs) -> Self {
        let verliezers = prijs.mensen.iter().filter(|one| one.verliest()).map(|one| one.regiodocent.clone()).collect();
        let school =
            |one: Schoolprijs| SchoolprijsResponse { vestigingscode: one.vestigingscode, voor: one.voor, na: one.na };
        let bestuur = |(was, is): (_, _)| BestuurprijsResponse::new(was, is);
        PrijsResponse {
            plan_status: prijs.status.to_string(),
            tiers: prijs.tiers.into_iter().map(TierprijsResponse::from).collect(),
            verliezers,
            mensen: prijs.mensen.into_iter().map(VerschuivingResponse::from).collect(),
            scholen: prijs.scholen.into_iter().map(school).collect(),
            schoolbesturen: prijs.standen.into_iter().map(bestuur).collect(),
        }
    }
}

impl BestuurprijsResponse {
    fn new(was: crate::app::matchronde::resultaat::Stand, is: crate::app::matchronde::resultaat::Stand) -> Self {
        let (_, id) = crate::app::matchronde::benoem(&was.onderwerp);
        BestuurprijsResponse {
            regel: was.regel,
            schoolbestuur: id.unwrap_or_default(),
            voor: was.waarde,
            na: is.waarde,
            eenheid: was.eenheid,
        }
    }
}

impl From<Tierprijs> for TierprijsResponse {
    fn from(one: Tierprijs) -> Self {
        let zekerheid = match (&one.minstens, &one.hoogstens) {
            (Some(least), Some(most)) if least == most => "bewezen",
            (Some(_), Some(_)) => "begrensd",
            _ => "schatting",
        };
        TierprijsResponse {
            tier: one.tier,
            eenheid: one.eenheid,
            verschil: &one.na - &one.voor,
            voor: one.voor,
            na: one.na,
            zekerheid: zekerheid.into(),
            minstens: one.minstens,
            hoogstens: one.hoogstens,
        }
    }
}

impl From<Verschuiving> for VerschuivingResponse {
    fn from(one: Verschuiving) -> Self {
        let plekken = |per_school: BTreeMap<Vestigingscode, Fte>| {
            per_school.into_iter().map(|(vestigingscode, fte)| PlekResponse { vestigingscode, fte }).collect()
        };
        VerschuivingResponse { regiodocent: one.regiodocent, voor: plekken(one.voor), na: plekken(one.na) }
    }
}
