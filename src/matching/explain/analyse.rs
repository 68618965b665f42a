//! Analyse: what a plan is worth, whoever made it: its tiers beside those of the plan that is there, what it breaks, and the
//! single moves that better it most.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::prijs::{Prijs, compare};
use super::prijszinnen;
use super::verwijzing::{docent_bestaat, vacature_bestaat};
use super::zaak::Zaak;
use super::zetten::{Verbetering, beste_zetten};
use crate::domain::fte::Fte;
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::Vestigingscode;
use crate::matching::facts::Feiten;
use crate::matching::formulation::bestaand::bestaande;
use crate::matching::handmatig::plan_van;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, Id, Problem};
use crate::matching::rules::{Regelsoort, find_rule};
use crate::matching::solve::SolveError;

/// Moves that are told.
const ZETTEN: usize = 5;
/// Breaches that are told in sentences.
const BREUKEN: usize = 5;

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Analyse {
    /// The new lines of the plan; what runs today comes with it. Absent: the plan that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regels: Option<Vec<Planregel>>,
}

/// One regiodocent on one vacature, on all its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Planregel {
    /// Who.
    pub regiodocent: Id,
    /// Where.
    pub vacature: Id,
    /// How much, gross.
    pub fte: Fte,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnalyseAntwoord {
    /// Does it break no structural rule? A plan that does, cannot exist.
    pub geldig: bool,
    /// What it costs against the plan that is there.
    pub prijs: Prijs,
    /// What it breaks, sorted by rule.
    pub breuken: Vec<Bevinding>,
    /// The single moves that better it most, best first.
    pub verbeteringen: Vec<Verbetering>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

impl Analyse {
    /// Everything that is wrong with the question.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        for (at, regel) in self.regels.iter().flatten().enumerate() {
            docent_bestaat(&mut invoer, problem, &format!("/regels/{at}/regiodocent"), &regel.regiodocent);
            vacature_bestaat(&mut invoer, problem, &format!("/regels/{at}/vacature"), &regel.vacature);
            invoer.eis(regel.fte > Fte::NUL && regel.fte <= Fte::VOLTIJD, || {
                let detail = format!("fte is {}, maar ligt boven 0 en is ten hoogste 1", regel.fte);
                Invoerfout::new(&format!("/regels/{at}/fte"), "buiten-bereik", detail, "Geef een getal zoals 0.6.")
            });
        }
        invoer.af()
    }
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak, vraag: &Analyse) -> Result<AnalyseAntwoord, SolveError> {
    let feiten = Feiten::new(&zaak.problem)?;
    let lines = match &vraag.regels {
        Some(regels) => lines(&feiten, regels),
        None => zaak.plan.plaatsingen.clone(),
    };
    let own = plan_van(&zaak.problem, lines)?;
    let zetten = beste_zetten(&feiten, &own.plaatsingen, ZETTEN)?;
    let breuken: Vec<Bevinding> = own.bevindingen.iter().filter(|found| found.overtreding).cloned().collect();
    let structural =
        |found: &&Bevinding| find_rule(&found.regel).is_none_or(|rule| rule.info().soort == Regelsoort::Structureel);
    let invalid: Vec<&Bevinding> = breuken.iter().filter(structural).collect();
    let prijs = compare(zaak.plan, &own);
    let mut zinnen = vec![match invalid.len() {
        0 => "Dit plan mag: het breekt geen regel die altijd geldt.".to_owned(),
        1 => "Dit plan kan niet: het breekt één regel die altijd geldt.".to_owned(),
        many => format!("Dit plan kan niet: het breekt op {many} plekken een regel die altijd geldt."),
    }];
    zinnen.extend(invalid.iter().take(BREUKEN).map(|found| found.tekst.clone()));
    if vraag.regels.is_some() {
        zinnen.push("Vergeleken met het plan van de matchronde:".to_owned());
        zinnen.extend(prijszinnen::zinnen(&prijs));
    }
    zinnen.push(match (zetten.beste.is_empty(), zetten.geheel) {
        (true, _) => "Geen enkele losse verplaatsing maakt het beter.".to_owned(),
        (false, true) => "De beste losse verplaatsingen:".to_owned(),
        (false, false) => "De beste losse verplaatsingen, vanaf het deel van dit plan dat mag:".to_owned(),
    });
    zinnen.extend(zetten.beste.iter().map(zin));
    let geldig = invalid.is_empty();
    Ok(AnalyseAntwoord { geldig, prijs, breuken, verbeteringen: zetten.beste, zinnen })
}

fn zin(found: &Verbetering) -> String {
    let naar = match &found.naar {
        Some(school) => format!("naar school {school}, voor {} fte", found.fte),
        None => "nergens heen".to_owned(),
    };
    let gain = match (found.voorrang, found.verschil.first()) {
        (true, _) => prijszinnen::voorrang(true),
        (false, first) => first.map_or_else(String::new, |(tier, by)| prijszinnen::trap(*tier, by)),
    };
    format!("Regiodocent {} {naar}: {gain}.", found.regiodocent)
}

/// Lines of a plan: the asked ones by person and school, and what runs today of everybody who is not moved by them.
fn lines(feiten: &Feiten, regels: &[Planregel]) -> Vec<VoorgesteldePlaatsing> {
    let mut parts: BTreeMap<(&Id, &Vestigingscode), Vec<Deel>> = BTreeMap::new();
    for regel in regels {
        let Some(vacature) = feiten.vacature(&regel.vacature) else { continue };
        let Some(days) = feiten.periode(vacature) else { continue };
        let deel = Deel { vacature: vacature.id.clone(), fte: regel.fte, van: days.van, tot_en_met: days.einde() };
        parts.entry((&regel.regiodocent, &vacature.vestigingscode)).or_default().push(deel);
    }
    let moved = |id: &str| feiten.verplaatsbaar(id).is_some() && regels.iter().any(|regel| regel.regiodocent == id);
    let mut found = bestaande(feiten);
    found.retain(|line| !moved(&line.regiodocent));
    for ((id, school), delen) in parts {
        let begin = delen.iter().map(|deel| deel.van).min();
        let netto_vanaf = begin.and_then(|begin| feiten.netto_vanaf(feiten.regiodocent(id)?, begin));
        let (regiodocent, vestigingscode) = (id.clone(), school.clone());
        found.push(VoorgesteldePlaatsing { regiodocent, vestigingscode, netto_vanaf, delen, bestaand: None });
    }
    found
}
