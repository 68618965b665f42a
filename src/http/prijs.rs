//! How a price looks in JSON: what a change in a plan costs, tier by tier and person by person.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::ingreep::prijs::{Prijs, Schoolprijs, Tierprijs, Verschuiving};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::Vestigingscode;

/// Wat een verandering kost: het plan ervoor naast het plan erna, op dezelfde bevroren gegevens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrijsResponse {
    /// Wat over het plan erna te zeggen is; beleid-onhaalbaar kan niet worden vastgesteld.
    #[schema(example = "binnen-marge")]
    pub plan_status: String,
    /// Per trap, van belangrijk naar minder belangrijk.
    pub tiers: Vec<TierprijsResponse>,
    /// Wie er op achteruit gaan: minder fte dan ervoor.
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
    /// Ervoor; lager is beter.
    pub voor: Breuk,
    /// Erna.
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
    /// Ervoor; leeg: nergens.
    pub voor: Vec<PlekResponse>,
    /// Erna; leeg: nergens.
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
    /// Ervoor.
    pub voor: Breuk,
    /// Erna.
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
    /// Ervoor.
    pub voor: Breuk,
    /// Erna.
    pub na: Breuk,
    /// Eenheid.
    pub eenheid: String,
}

impl From<Prijs> for PrijsResponse {
    fn from(prijs: Prijs) -> Self {
        let verliezers = prijs.mensen.iter().filter(|one| one.verliest()).map(|one| one.regiodocent.clone()).collect();
        let bestuur = |(was, is): (_, _)| BestuurprijsResponse::new(was, is);
        PrijsResponse {
            plan_status: prijs.status.to_string(),
            tiers: prijs.tiers.into_iter().map(TierprijsResponse::from).collect(),
            verliezers,
            mensen: prijs.mensen.into_iter().map(VerschuivingResponse::from).collect(),
            scholen: prijs.scholen.into_iter().map(SchoolprijsResponse::from).collect(),
            schoolbesturen: prijs.standen.into_iter().map(bestuur).collect(),
        }
    }
}

impl From<Schoolprijs> for SchoolprijsResponse {
    fn from(one: Schoolprijs) -> Self {
        SchoolprijsResponse { vestigingscode: one.vestigingscode, voor: one.voor, na: one.na }
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
