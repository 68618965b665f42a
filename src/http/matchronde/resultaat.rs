//! How the plan of a matchronde looks in JSON: readable for a coordinator, exact for a machine.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::uitleg::{LotResponse, OnderwerpResponse};
use crate::app::matchronde::Resultaat;
use crate::app::matchronde::resultaat::{
    Cijfers, Deel, Lotoordeel, Lotrol, Onderwerp, Schooltekort, Stand, TierUitkomst, VoorgesteldePlaatsing,
};
use crate::domain::beleid::Tier;
use crate::domain::breuk::Breuk;
use crate::domain::fte::Fte;
use crate::domain::kenmerk::{Bestuursnummer, Vestigingscode};
use crate::domain::matchronde::Matchrondestatus;
use crate::domain::sector::Sector;

/// Het plan van een matchronde.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResultaatResponse {
    /// De matchronde.
    pub matchronde: Uuid,
    /// Waar die staat.
    pub status: Matchrondestatus,
    /// Wat over het plan te zeggen is.
    #[schema(example = "binnen-marge")]
    pub plan_status: String,
    /// Versie van de rekenmotor.
    pub engine_versie: String,
    /// SHA-256 van de bevroren gegevens.
    pub problem_hash: String,
    /// Wie gaat waarheen, op volgorde van regiodocent.
    pub plaatsingen: Vec<PlanregelResponse>,
    /// Hoe goed elke trap is gelukt, op volgorde.
    pub tiers: Vec<TierResponse>,
    /// Waar elk schoolbestuur met dit plan staat onder de 3%- en de 7%-regeling.
    pub standen: Vec<StandResponse>,
    /// De cijfers ervoor en erna.
    pub cijfers: CijfersResponse,
}

/// Waar één schoolbestuur staat onder één regel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StandResponse {
    /// De regel.
    #[schema(example = "drieprocent")]
    pub regel: String,
    /// Over wie het gaat.
    pub onderwerp: OnderwerpResponse,
    /// Naam van het schoolbestuur.
    pub schoolbestuur: String,
    /// In deze sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<Sector>,
    /// De eis: een plafond of een quotum; ontbreekt als er geen eis is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<Breuk>,
    /// Hoeveel het met dit plan is.
    pub waarde: Breuk,
    /// Eenheid van beide.
    pub eenheid: String,
}

/// Eén regiodocent op één school.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanregelResponse {
    /// De regiodocent.
    pub regiodocent: String,
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Naam van de school.
    pub school: String,
    /// Het schoolbestuur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestuursnummer: Option<Bestuursnummer>,
    /// Naam van het schoolbestuur.
    pub schoolbestuur: String,
    /// Fte op deze school samen.
    pub fte: Fte,
    /// Eerste dag waarop deze persoon netto meetelt; zonder: vanaf de eerste dag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub netto_vanaf: Option<NaiveDate>,
    /// De bestaande plaatsing die ongewijzigd doorloopt; zonder is de plaatsing nieuw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestaand: Option<String>,
    /// Of het lot hierover besliste.
    pub loting: LotResponse,
    /// Op welke vacatures.
    pub delen: Vec<PlandeelResponse>,
}

/// Een deel van een plaatsing.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlandeelResponse {
    /// De vacature.
    pub vacature: String,
    /// Hoeveel fte.
    pub fte: Fte,
    /// Eerste dag.
    pub van: NaiveDate,
    /// Laatste dag.
    pub tot_en_met: NaiveDate,
}

/// Hoe goed één trap is gelukt; lager is beter.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TierResponse {
    /// De trap.
    pub tier: Tier,
    /// De waarde in dit plan.
    pub waarde: Breuk,
    /// Lager kan bewezen niet; ontbreekt als er niets bewezen is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grens: Option<Breuk>,
    /// Eenheid van waarde en grens.
    pub eenheid: String,
}

/// Cijfers ervoor en erna.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CijfersResponse {
    /// Regiodocenten met minstens één plaatsing.
    #[schema(minimum = 0)]
    pub geplaatst: usize,
    /// Regiodocenten in de pool.
    #[schema(minimum = 0)]
    pub regiodocenten: usize,
    /// Bruto gevulde fte, naar dagen van het schooljaar.
    pub gevuld_fte: Breuk,
    /// Netto gevulde fte.
    pub gevuld_netto_fte: Breuk,
    /// Netto fte die de LP-relaxatie vult.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lp_netto_fte: Option<Breuk>,
    /// Tekort over alle scholen ervoor.
    pub tekort_voor: Breuk,
    /// Tekort over alle scholen erna.
    pub tekort_na: Breuk,
    /// De school met het grootste relatieve tekort ervoor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zwaarste_voor: Option<SchooltekortResponse>,
    /// De school met het grootste relatieve tekort erna.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zwaarste_na: Option<SchooltekortResponse>,
    /// Grootste relatieve tekort van de beste 90 % van de scholen ervoor.
    pub p90_voor: Breuk,
    /// Grootste relatieve tekort van de beste 90 % van de scholen erna.
    pub p90_na: Breuk,
    /// Standaardafwijking van het relatieve tekort ervoor.
    pub standaardafwijking_voor: Breuk,
    /// Standaardafwijking van het relatieve tekort erna.
    pub standaardafwijking_na: Breuk,
    /// Elke school met een formatie.
    pub scholen: Vec<SchooltekortResponse>,
}

/// Tekort van één school.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SchooltekortResponse {
    /// De school.
    pub vestigingscode: Vestigingscode,
    /// Naam van de school.
    pub school: String,
    /// Benodigde fte.
    pub benodigd: Fte,
    /// Tekort ervoor.
    pub tekort_voor: Breuk,
    /// Tekort erna.
    pub tekort_na: Breuk,
}

/// Names of schools with their boards, and of boards.
struct Namen {
    scholen: BTreeMap<Vestigingscode, (String, Bestuursnummer)>,
    besturen: BTreeMap<Bestuursnummer, String>,
    loting: BTreeMap<String, Lotoordeel>,
}

impl Namen {
    fn school(&self, code: &Vestigingscode) -> String {
        self.scholen.get(code).map_or_else(|| code.to_string(), |(naam, _)| naam.clone())
    }

    fn planregel(&self, line: VoorgesteldePlaatsing) -> PlanregelResponse {
        let bestuursnummer = self.scholen.get(&line.vestigingscode).map(|(_, nummer)| nummer.clone());
        let schoolbestuur = bestuursnummer.as_ref().and_then(|nummer| self.besturen.get(nummer).cloned());
        let fte = line.fte();
        let delen = line.delen.into_iter().map(PlandeelResponse::from);
        let none = Lotoordeel { rol: Lotrol::Geen, gelijken: 0 };
        PlanregelResponse {
            loting: self.loting.get(&line.regiodocent).unwrap_or(&none).into(),
            school: self.school(&line.vestigingscode),
            schoolbestuur: schoolbestuur.unwrap_or_default(),
            bestuursnummer,
            regiodocent: line.regiodocent,
            vestigingscode: line.vestigingscode,
            fte,
            netto_vanaf: line.netto_vanaf,
            bestaand: line.bestaand,
            delen: delen.collect(),
        }
    }

    fn stand(&self, stand: Stand) -> StandResponse {
        let naam = match &stand.onderwerp {
            Onderwerp::Schoolbestuur(nummer) => self.besturen.get(nummer).cloned(),
            _ => None,
        };
        StandResponse {
            onderwerp: OnderwerpResponse::from(&stand.onderwerp),
            schoolbestuur: naam.unwrap_or_default(),
            regel: stand.regel,
            sector: stand.sector,
            norm: stand.norm,
            waarde: stand.waarde,
            eenheid: stand.eenheid,
        }
    }

    fn tekort(&self, tekort: Schooltekort) -> SchooltekortResponse {
        SchooltekortResponse {
            school: self.school(&tekort.vestigingscode),
            vestigingscode: tekort.vestigingscode,
            benodigd: tekort.benodigd,
            tekort_voor: tekort.tekort_voor,
            tekort_na: tekort.tekort_na,
        }
    }

    fn cijfers(&self, cijfers: Cijfers) -> CijfersResponse {
        CijfersResponse {
            geplaatst: cijfers.geplaatst,
            regiodocenten: cijfers.regiodocenten,
            gevuld_fte: cijfers.gevuld_fte,
            gevuld_netto_fte: cijfers.gevuld_netto_fte,
            lp_netto_fte: cijfers.lp_netto_fte,
            tekort_voor: cijfers.tekort_voor,
            tekort_na: cijfers.tekort_na,
            zwaarste_voor: cijfers.zwaarste_voor.map(|school| self.tekort(school)),
            zwaarste_na: cijfers.zwaarste_na.map(|school| self.tekort(school)),
            p90_voor: cijfers.p90_voor,
            p90_na: cijfers.p90_na,
            standaardafwijking_voor: cijfers.standaardafwijking_voor,
            standaardafwijking_na: cijfers.standaardafwijking_na,
            scholen: cijfers.scholen.into_iter().map(|school| self.tekort(school)).collect(),
        }
    }
}

impl From<Deel> for PlandeelResponse {
    fn from(deel: Deel) -> Self {
        PlandeelResponse { vacature: deel.vacature, fte: deel.fte, van: deel.van, tot_en_met: deel.tot_en_met }
    }
}

impl From<TierUitkomst> for TierResponse {
    fn from(tier: TierUitkomst) -> Self {
        TierResponse { tier: tier.tier, waarde: tier.waarde, grens: tier.grens, eenheid: tier.eenheid }
    }
}

impl From<Resultaat> for ResultaatResponse {
    fn from(found: Resultaat) -> Self {
        let namen = Namen { scholen: found.scholen, besturen: found.besturen, loting: found.loting };
        let plan = found.plan;
        ResultaatResponse {
            matchronde: found.ronde.id,
            status: found.ronde.noun.status,
            plan_status: plan.status.to_string(),
            engine_versie: plan.engine_versie,
            problem_hash: plan.problem_hash,
            plaatsingen: plan.plaatsingen.into_iter().map(|line| namen.planregel(line)).collect(),
            standen: plan.standen.into_iter().map(|stand| namen.stand(stand)).collect(),
            tiers: plan.tiers.into_iter().map(TierResponse::from).collect(),
            cijfers: namen.cijfers(plan.cijfers),
        }
    }
}
