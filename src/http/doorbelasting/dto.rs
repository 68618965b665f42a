//! How a month of doorbelasting looks in JSON and in CSV.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::doorbelasting::{Doorbelasting, Totalen};
use crate::domain::breuk::Breuk;
use crate::domain::doorbelasting::Boekregel;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::maand::Maand;
use crate::http::csv::euro;

/// Which month.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DoorbelastingQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    #[allow(dead_code)] // read by Caller; here so that the description and the check on unknown keys know it
    pub regio: Option<String>,
    /// Maand; zonder de lopende.
    pub maand: Option<Maand>,
}

/// Of een maand nog kan veranderen.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Maandstatus {
    /// Berekend uit wat nu bekend is.
    Open,
    /// Vastgelegd; verandert niet meer.
    Afgesloten,
}

/// Wie een regel betaalt.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Regelsoort {
    /// Het bestuur van de school.
    Plaatsing,
    /// De regio: iemand is in dienst en staat niet voor de klas.
    Bankzitten,
}

/// Eén regel: een regiodocent, onder één contract, op één school of op de bank.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoorbelastingsregelResponse {
    /// Wie betaalt.
    pub soort: Regelsoort,
    /// De maand waarover het gaat; eerder dan de maand van de afrekening: een correctie.
    pub over_maand: Maand,
    /// Is dit een correctie van een afgesloten maand?
    pub correctie: bool,
    /// De regiodocent.
    pub regiodocent: Uuid,
    /// Het contract.
    pub contract: Uuid,
    /// De school.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vestigingscode: Option<Vestigingscode>,
    /// Het schoolbestuur dat betaalt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Fte maal dagen, exact.
    pub fte_dagen: Breuk,
    /// Bedrag in centen; onder nul alleen bij een correctie.
    #[schema(example = 272000)]
    pub bedrag_cent: i64,
}

/// Wat één bestuur over de maand betaalt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BestuursbedragResponse {
    /// Het schoolbestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Bedrag in centen, correcties inbegrepen.
    pub bedrag_cent: i64,
}

/// De afrekening van een maand.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoorbelastingResponse {
    /// De maand.
    pub maand: Maand,
    /// Open of afgesloten.
    pub status: Maandstatus,
    /// Wanneer zij is afgesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afgesloten_op: Option<DateTime<Utc>>,
    /// De regels. Per contract samen precies de loonkosten van de maand, op de cent.
    pub regels: Vec<DoorbelastingsregelResponse>,
    /// Per bestuur opgeteld, op volgorde van bestuursnummer.
    pub per_schoolbestuur: Vec<BestuursbedragResponse>,
    /// Wat de regio zelf betaalt, in centen; weggelaten als het te veel over één persoon zou zeggen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bankzitten_cent: Option<i64>,
    /// Alles opgeteld, in centen; weggelaten als het te veel over één bestuur zou zeggen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totaal_cent: Option<i64>,
    /// Wat niet zonder meer te berekenen was.
    pub opmerkingen: Vec<String>,
}

fn regel(maand: Maand, line: Boekregel) -> DoorbelastingsregelResponse {
    let (sleutel, plek) = (line.regel.sleutel.clone(), line.regel.sleutel.plek);
    let (vestigingscode, bestuursnummer) = plek.map(|plek| (plek.vestigingscode, plek.bestuursnummer)).unzip();
    DoorbelastingsregelResponse {
        soort: if vestigingscode.is_some() { Regelsoort::Plaatsing } else { Regelsoort::Bankzitten },
        over_maand: line.over_maand,
        correctie: line.over_maand != maand,
        regiodocent: sleutel.regiodocent_id,
        contract: sleutel.contract_id,
        vestigingscode,
        bestuursnummer,
        fte_dagen: line.regel.fte_dagen,
        bedrag_cent: line.regel.bedrag_cent,
    }
}

fn opmerkingen(month: &Doorbelasting) -> Vec<String> {
    let over = month.boven_contract.iter().map(|id| {
        format!("Regiodocent {id} is voor meer geplaatst dan het contract; de scholen delen wat het contract kost.")
    });
    let without = month
        .zonder_contract
        .iter()
        .map(|id| format!("Regiodocent {id} is geplaatst op een dag zonder contract; die dag wordt niet doorbelast."));
    over.chain(without).collect()
}

impl From<Doorbelasting> for DoorbelastingResponse {
    fn from(month: Doorbelasting) -> Self {
        let mut per_bestuur: BTreeMap<Bestuursnummer, i64> = BTreeMap::new();
        for line in &month.regels {
            if let Some(plek) = &line.regel.sleutel.plek {
                *per_bestuur.entry(plek.bestuursnummer.clone()).or_default() += line.regel.bedrag_cent;
            }
        }
        let Totalen { bankzitten_cent, totaal_cent } = month.totalen;
        let bedrag = |(bestuursnummer, bedrag_cent)| BestuursbedragResponse { bestuursnummer, bedrag_cent };
        let (opmerkingen, maand) = (opmerkingen(&month), month.maand);
        DoorbelastingResponse {
            maand,
            status: if month.afsluiting.is_some() { Maandstatus::Afgesloten } else { Maandstatus::Open },
            afgesloten_op: month.afsluiting.map(|closed| closed.afgesloten_op),
            regels: month.regels.into_iter().map(|line| regel(maand, line)).collect(),
            per_schoolbestuur: per_bestuur.into_iter().map(bedrag).collect(),
            bankzitten_cent,
            totaal_cent,
            opmerkingen,
        }
    }
}

/// Names of the columns.
pub const KOLOMMEN: [&str; 12] = [
    "maand",
    "status",
    "over_maand",
    "soort",
    "regiodocent",
    "contract",
    "vestigingscode",
    "bestuursnummer",
    "fte_dagen",
    "debet_euro",
    "credit_euro",
    "geboekt_op",
];

/// The lines as rows. An amount is debet (to pay) or credit (to get back), so that no cell begins with a minus sign.
pub fn rows(month: Doorbelasting) -> Vec<Vec<String>> {
    let status = if month.afsluiting.is_some() { "afgesloten" } else { "open" };
    let booked = month.afsluiting.map(|closed| closed.afgesloten_op.date_naive().to_string()).unwrap_or_default();
    let maand = month.maand;
    let row = |line: Boekregel| {
        let line = regel(maand, line);
        let (debet, credit) = (line.bedrag_cent.max(0), line.bedrag_cent.min(0).saturating_neg());
        let soort = match line.soort {
            Regelsoort::Plaatsing => "plaatsing",
            Regelsoort::Bankzitten => "bankzitten",
        };
        vec![
            maand.to_string(),
            status.to_owned(),
            line.over_maand.to_string(),
            soort.to_owned(),
            line.regiodocent.to_string(),
            line.contract.to_string(),
            line.vestigingscode.map(|code| code.to_string()).unwrap_or_default(),
            line.bestuursnummer.map(|nummer| nummer.to_string()).unwrap_or_default(),
            line.fte_dagen.tekst(4),
            euro(debet),
            euro(credit),
            booked.clone(),
        ]
    };
    month.regels.into_iter().map(row).collect()
}
