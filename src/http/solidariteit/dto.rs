//! How a page of the solidariteitsboek looks in JSON: every number exact and rounded.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::solidariteit::{Anderen, Boek, Boekversie, Boekvraag, Gebruik, Lijn, Schoolbijdrage, Stap};
use crate::domain::beleid::Modus;
use crate::domain::boekheropening::{Boekheropening, Boekheropeningstatus};
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::schooljaar::Schooljaar;
use crate::domain::sector::Sector;
use crate::domain::stored::Stored;

/// Decimals of a rounded number.
const DECIMALS: u32 = 2;

/// Which page.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SolidariteitQuery {
    /// Code van de regio, als het token voor meer regio's geldt.
    #[allow(dead_code)] // read by Caller; here so that the description and the check on unknown keys know it
    pub regio: Option<String>,
    /// Schooljaar; zonder het lopende.
    pub schooljaar: Option<Schooljaar>,
    /// Een voorproef met de cijfers van deze dag. Zonder: wat is vastgelegd, en anders de peildatum van de eerste matchronde van
    /// het schooljaar, of vandaag als er nog geen is.
    pub peildatum: Option<NaiveDate>,
    /// Een eerdere versie van wat is vastgelegd: 1 is de eerste. Niet samen met een peildatum.
    #[param(minimum = 1, maximum = 1000)]
    pub versie: Option<usize>,
    /// Alleen dit bestuur.
    pub bestuursnummer: Option<Bestuursnummer>,
}

impl From<SolidariteitQuery> for Boekvraag {
    fn from(query: SolidariteitQuery) -> Self {
        let SolidariteitQuery { schooljaar, peildatum, versie, bestuursnummer, .. } = query;
        Boekvraag { schooljaar, peildatum, versie, bestuursnummer }
    }
}

/// Eén stap van een berekening.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StapResponse {
    /// Vast teken van de stap.
    #[schema(example = "d")]
    pub symbool: String,
    /// Wat het is.
    #[schema(example = "stap naar het gemiddelde, grondslag eigen")]
    pub naam: String,
    /// De berekening met de getallen ingevuld.
    #[schema(example = "220,00 × 3 % = 6,60")]
    pub berekening: String,
    /// De uitkomst, exact.
    pub waarde: Breuk,
    /// De uitkomst, afgerond op twee decimalen.
    #[schema(example = "6,60")]
    pub afgerond: String,
    /// Eenheid.
    #[schema(example = "fte")]
    pub eenheid: String,
}

impl From<Stap> for StapResponse {
    fn from(stap: Stap) -> Self {
        StapResponse {
            symbool: stap.symbool,
            naam: stap.naam,
            berekening: stap.berekening,
            afgerond: stap.waarde.tekst(DECIMALS),
            waarde: stap.waarde,
            eenheid: stap.eenheid,
        }
    }
}

/// Wat één school bijdraagt aan de cijfers van haar bestuur.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchoolbijdrageResponse {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Naam.
    pub naam: String,
    /// Haar cijfers, stap voor stap.
    pub stappen: Vec<StapResponse>,
    /// Tekens van de stappen die zijn aangevuld, omdat de school ze niet opgaf.
    pub aangevuld: Vec<String>,
}

impl From<Schoolbijdrage> for SchoolbijdrageResponse {
    fn from(school: Schoolbijdrage) -> Self {
        SchoolbijdrageResponse {
            vestigingscode: school.vestigingscode,
            naam: school.naam,
            stappen: school.stappen.into_iter().map(StapResponse::from).collect(),
            aangevuld: school.aangevuld,
        }
    }
}

/// Een plaatsing die meetelt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GebruikResponse {
    /// De plaatsing.
    pub plaatsing: String,
    /// Wie.
    pub regiodocent: String,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Waar de plaatsing staat: actief, of een reservering.
    pub status: Plaatsingstatus,
    /// Omvang, bruto.
    pub fte: Fte,
    /// Dagen van het schooljaar waarop zij netto telt.
    pub netto_dagen: i64,
    /// Omvang × netto dagen ÷ dagen van het schooljaar, exact.
    pub netto_fte: Breuk,
}

impl From<Gebruik> for GebruikResponse {
    fn from(gebruik: Gebruik) -> Self {
        let Gebruik { plaatsing, regiodocent, vestigingscode, status, fte, netto_dagen, netto_fte } = gebruik;
        GebruikResponse { plaatsing, regiodocent, vestigingscode, status, fte, netto_dagen, netto_fte }
    }
}

/// Wat de regel van één bestuur vraagt, in één sector.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BestuurslijnResponse {
    /// Het bestuur.
    pub bestuursnummer: Bestuursnummer,
    /// Naam.
    pub naam: String,
    /// Sector.
    pub sector: Sector,
    /// Wat gevraagd wordt, exact: bij de 3%-regeling de ruimte in fte, bij de 7%-regeling het quotum in personen. Zonder
    /// vraagt de regel niets van dit bestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarde: Option<Breuk>,
    /// Hetzelfde, afgerond op twee decimalen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub afgerond: Option<String>,
    /// Eenheid.
    pub eenheid: String,
    /// De scholen van het bestuur met hun eigen cijfers: wat hieronder is opgeteld.
    pub scholen: Vec<SchoolbijdrageResponse>,
    /// De berekening, stap voor stap.
    pub stappen: Vec<StapResponse>,
    /// De plaatsingen die meetellen in `gebruikt` (3%) of `geplaatst` (7%).
    pub gebruik: Vec<GebruikResponse>,
    /// Wat is aangevuld of weggelaten.
    pub opmerkingen: Vec<String>,
}

impl From<Lijn> for BestuurslijnResponse {
    fn from(whole: Lijn) -> Self {
        let line = whole.lijn;
        BestuurslijnResponse {
            gebruik: whole.gebruik.into_iter().map(GebruikResponse::from).collect(),
            scholen: line.scholen.into_iter().map(SchoolbijdrageResponse::from).collect(),
            bestuursnummer: line.bestuursnummer,
            naam: line.naam,
            sector: line.sector,
            afgerond: line.waarde.as_ref().map(|waarde| waarde.tekst(DECIMALS)),
            waarde: line.waarde,
            eenheid: line.eenheid,
            stappen: line.stappen.into_iter().map(StapResponse::from).collect(),
            opmerkingen: line.opmerkingen,
        }
    }
}

/// De andere besturen van een sector bij elkaar.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnderenResponse {
    /// Sector.
    pub sector: Sector,
    /// Aantal andere besturen.
    pub aantal: usize,
    /// Hun cijfers opgeteld; leeg als het er zo weinig zijn dat de cijfers van één bestuur eruit zouden volgen.
    pub stappen: Vec<StapResponse>,
}

impl From<Anderen> for AnderenResponse {
    fn from(anderen: Anderen) -> Self {
        let stappen = anderen.stappen.into_iter().map(StapResponse::from).collect();
        AnderenResponse { sector: anderen.sector, aantal: anderen.aantal, stappen }
    }
}

/// Een keer dat de cijfers zijn vastgelegd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoekversieResponse {
    /// De hoeveelste.
    #[schema(example = 1)]
    pub versie: usize,
    /// Dag van de cijfers.
    pub peildatum: NaiveDate,
    /// Wanneer zij zijn vastgelegd.
    pub vastgelegd_op: DateTime<Utc>,
    /// De matchronde die dat deed; zonder is het gedaan door de heropening van de versie ervoor te sluiten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matchronde: Option<Uuid>,
    /// Waarom deze versie niet meer geldt; zonder geldt zij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heropening: Option<VersieheropeningResponse>,
}

/// Waarom en door wie een versie is heropend.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersieheropeningResponse {
    /// Id van de heropening.
    pub id: Uuid,
    /// Open, of gesloten: dan is er een volgende versie.
    pub status: Boekheropeningstatus,
    /// Waarom; alleen voor wie besturen in detail ziet.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub motivering: String,
    /// Wie haar voorstelde (id uit het token).
    pub voorgesteld_door: String,
    /// Wie haar bevestigde (id uit het token).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bevestigd_door: Option<String>,
}

impl From<Boekversie> for BoekversieResponse {
    fn from(versie: Boekversie) -> Self {
        let heropening = |ended: Stored<Boekheropening>| VersieheropeningResponse {
            id: ended.id,
            status: ended.noun.status,
            motivering: ended.noun.motivering,
            voorgesteld_door: ended.noun.voorgesteld.0,
            bevestigd_door: ended.noun.besloten.map(|(door, _)| door),
        };
        BoekversieResponse {
            versie: versie.nummer,
            peildatum: versie.peildatum,
            vastgelegd_op: versie.vastgelegd_op,
            matchronde: versie.matchronde_id,
            heropening: versie.heropening.map(heropening),
        }
    }
}

/// Een bladzijde van het solidariteitsboek.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SolidariteitResponse {
    /// De regel.
    #[schema(example = "drieprocent")]
    pub regel: String,
    /// Schooljaar.
    pub schooljaar: Schooljaar,
    /// Dag van de cijfers.
    pub peildatum: NaiveDate,
    /// Is dit een voorproef? Dan zijn de cijfers nog niet vastgelegd en kunnen zij veranderen.
    pub voorlopig: bool,
    /// Wanneer de cijfers zijn vastgelegd: bij de eerste matchronde van dit schooljaar, of opnieuw na een heropening.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vastgelegd_op: Option<DateTime<Utc>>,
    /// De matchronde die de cijfers vastlegde; zonder zijn zij vastgelegd door een heropening te sluiten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matchronde: Option<Uuid>,
    /// De hoeveelste versie dit is; zonder is het een voorproef. Een eerdere versie toont geen gebruik: plaatsingen tellen
    /// mee op de versie die nu geldt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versie: Option<usize>,
    /// Elke keer dat de cijfers zijn vastgelegd, de eerste vooraan. Lees een eerdere met `versie`.
    pub versies: Vec<BoekversieResponse>,
    /// Hoe streng de regel geldt; bij `uit` is er alleen te zien wat eerder is vastgelegd.
    pub modus: Modus,
    /// Dagen van het schooljaar: daarover wordt netto fte verdeeld.
    #[schema(example = 365)]
    pub dagen_schooljaar: i64,
    /// De parameters van het beleid waarmee is gerekend.
    pub parameters: BTreeMap<String, Value>,
    /// De besturen die u in detail mag zien, op volgorde van sector en bestuursnummer.
    pub besturen: Vec<BestuurslijnResponse>,
    /// De andere besturen, per sector opgeteld; alleen voor een schoolbestuur.
    pub anderen: Vec<AnderenResponse>,
}

impl From<Boek> for SolidariteitResponse {
    fn from(boek: Boek) -> Self {
        SolidariteitResponse {
            regel: boek.regel.id().to_owned(),
            schooljaar: boek.schooljaar,
            peildatum: boek.peildatum,
            voorlopig: boek.versie.is_none(),
            vastgelegd_op: boek.versie.as_ref().map(|versie| versie.vastgelegd_op),
            matchronde: boek.versie.as_ref().and_then(|versie| versie.matchronde_id),
            versie: boek.versie.map(|versie| versie.nummer),
            versies: boek.versies.into_iter().map(BoekversieResponse::from).collect(),
            dagen_schooljaar: boek.schooljaar.dagen(),
            parameters: boek.parameters.into_iter().map(|(naam, waarde)| (naam, json!(waarde))).collect(),
            modus: boek.modus,
            besturen: boek.besturen.into_iter().map(BestuurslijnResponse::from).collect(),
            anderen: boek.anderen.into_iter().map(AnderenResponse::from).collect(),
        }
    }
}
