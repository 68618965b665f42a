//! # Wijzigingsbudget
//!
//! ## In gewone taal
//! Een nieuwe ronde verplaatst ten hoogste zoveel mensen ten opzichte van vandaag. Zonder ander besluit is dat niemand.
//!
//! ## Bron
//! Ervaring van coördinatoren (evaluatie van de convenanten G5): je kunt mensen niet zomaar verschuiven. Het getal is een
//! keuze van dit project.
//!
//! ## Keuzes
//! - Verplaatst is wie vandaag een plaatsing heeft (actief of gereserveerd) die het plan niet ongewijzigd voortzet.
//! - Een herronde heeft een eigen modus (`modus-herronde`, standaard hard); anders geldt de modus van de regel (standaard uit).
//! - Een zachte modus is er niet: elke verplaatsing kost al minuten in de trap mensen (regel voorkeur).
//! - Dwingt een pin meer verplaatsingen af dan het budget, dan is dat een overtreding met haar omvang in personen.

use std::collections::BTreeSet;

use super::getallen::stap;
use super::{ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, Stand, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp};

const ID: &str = "wijzigingsbudget";

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            titel: "Wijzigingsbudget",
            soort: Regelsoort::Beleid,
            modi: &[Modus::Uit, Modus::Rapport, Modus::Hard],
            bron: "Evaluatie van de convenanten G5: je kunt mensen niet zomaar verschuiven; het getal is een keuze",
            parameters: PARAMETERS,
            weigert: false,
        }
    }

    fn norm(&self, feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        if modus(feiten)? == Modus::Uit {
            return Ok(Vec::new());
        }
        let budget = Breuk::from(feiten.beleid().geheel(ID, "personen")?);
        let persons = &feiten.problem.regiodocenten;
        let placed = persons.iter().filter(|docent| !feiten.plaatsingen_van(&docent.id).is_empty()).count();
        let willing = persons.iter().filter(|docent| feiten.verplaatsbaar(&docent.id).is_some()).count();
        let when = if feiten.problem.herronde { "budget van het beleid, in een herronde" } else { "budget van het beleid" };
        let step = |symbool, naam, count: usize| {
            stap(symbool, naam, count.to_string(), &Breuk::from(i64::try_from(count).unwrap_or(i64::MAX)), "personen")
        };
        Ok(vec![Norm {
            regel: ID.into(),
            onderwerp: Onderwerp::Regio,
            sector: None,
            waarde: Some(budget.clone()),
            eenheid: "personen".into(),
            stappen: vec![
                step("geplaatst", "mensen die vandaag een plaatsing hebben", placed),
                step("verplaatsbaar", "van wie er met verplaatsing instemden", willing),
                stap("budget", when, budget.tekst(0), &budget, "personen"),
            ],
            opmerkingen: Vec::new(),
        }])
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        if modus(feiten)? != Modus::Hard {
            return Ok(());
        }
        let stays: Vec<usize> =
            (model.paren().iter().enumerate()).filter(|(_, paar)| paar.bestaand.is_some()).map(|(at, _)| at).collect();
        // Everybody who can be moved counts as moved until a pair says that he or she stays.
        let teller = model.losse_teller("wijzigingsbudget".into(), i64::try_from(stays.len()).unwrap_or(i64::MAX));
        let budget = Breuk::from(feiten.beleid().geheel(ID, "personen")?);
        model.boven(teller, Tier::HardeRegels, budget, Breuk::een());
        stays.into_iter().for_each(|paar| model.bijdrage(paar, teller, 0, -1));
        Ok(())
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let modus = modus(feiten)?;
        let (moved, budget) = (verplaatst(feiten, plan), feiten.beleid().geheel(ID, "personen")?);
        if modus == Modus::Uit || moved <= budget {
            return Ok(Vec::new());
        }
        let people = if moved == 1 { "persoon" } else { "personen" };
        let tekst = format!("Het plan verplaatst {moved} {people} ten opzichte van vandaag; het budget is {budget}.");
        let size = Breuk::from(moved - budget);
        Ok(vec![self.info().bevinding(modus, modus == Modus::Hard, Onderwerp::Regio, size, "personen", tekst)])
    }

    fn standen(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Stand>, OnvolledigBeleid> {
        if modus(feiten)? == Modus::Uit {
            return Ok(Vec::new());
        }
        Ok(vec![Stand {
            regel: ID.into(),
            onderwerp: Onderwerp::Regio,
            sector: None,
            norm: Some(Breuk::from(feiten.beleid().geheel(ID, "personen")?)),
            waarde: Breuk::from(verplaatst(feiten, plan)),
            eenheid: "personen".into(),
        }])
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        if modus(feiten)? != Modus::Hard {
            return Ok(Vec::new());
        }
        let above = verplaatst(feiten, plan) - feiten.beleid().geheel(ID, "personen")?;
        Ok(vec![(Tier::HardeRegels, Breuk::from(above.max(0)))])
    }
}

/// Is nobody more moved than the budget says?
pub(in crate::matching) fn is_hard(feiten: &Feiten) -> Result<bool, OnvolledigBeleid> {
    Ok(modus(feiten)? == Modus::Hard)
}

/// How the rule holds for this question: a re-run has a mode of its own.
fn modus(feiten: &Feiten) -> Result<Modus, OnvolledigBeleid> {
    let beleid = feiten.beleid();
    if !feiten.problem.herronde {
        return Ok(beleid.modus(ID));
    }
    let word = beleid.keuze(ID, "modus-herronde")?;
    let unknown = |_| OnvolledigBeleid { regel: ID.into(), naam: "modus-herronde".into(), verwacht: "modus" };
    word.parse().map_err(unknown)
}

/// Persons with a plaatsing of today that the plan does not continue.
fn verplaatst(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> i64 {
    let kept: BTreeSet<&str> =
        plan.iter().filter(|line| feiten.is_voortzetting(line)).filter_map(|line| line.bestaand.as_deref()).collect();
    let leaves = |docent: &&crate::matching::problem::ProblemRegiodocent| {
        feiten.plaatsingen_van(&docent.id).iter().any(|today| !kept.contains(today.id.as_str()))
    };
    let moved = feiten.problem.regiodocenten.iter().filter(leaves).count();
    i64::try_from(moved).unwrap_or(i64::MAX)
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "personen",
        vorm: Vorm::Geheel(0, 100_000),
        uitleg: "Mensen die een plan ten hoogste verplaatst ten opzichte van vandaag.",
    },
    ParameterInfo {
        naam: "modus-herronde",
        vorm: Vorm::Keuze(&["uit", "rapport", "hard"]),
        uitleg: "Hoe de regel geldt in een herronde.",
    },
];
