//! # Spreiding
//!
//! ## In gewone taal
//! Een regiodocent werkt op één school tegelijk; een ervaren leraar of herintreder kan instemmen met twee. Kruimels maken we
//! niet: wie op een school werkt, werkt er minstens een dag per week. Een vacature wordt niet over te veel mensen verdeeld.
//!
//! ## Bron
//! Keuze van dit project; de openbare stukken geven geen getal.
//!
//! ## Keuzes
//! - Gerekend wordt per dag: na elkaar op twee scholen mag, tegelijk niet. Zo ook de personen op een vacature.
//! - De kleinste plaatsing geldt per persoon en school, op elke dag waarop iemand er werkt; per vacature is er geen minimum.
//! - Een plaatsing mag een deel van het contract of van de vacature zijn, tenzij de persoon of de vacature `alleenGeheel` is:
//!   dan is iemand op elke dag waarop hij of zij geplaatst is voor het hele contract geplaatst, en vult één persoon de hele
//!   vacature op al haar dagen.
//! - Bestaande plaatsingen tellen mee, maar alleen een nieuwe plaatsing kan de regel breken.

mod formulering;
mod oordeel;

use super::{Code, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::OnvolledigBeleid;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{ProblemRegiodocent, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "spreiding",
            titel: "Spreiding",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "Keuze van dit project; de openbare stukken geven geen getal",
            parameters: PARAMETERS,
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        let contract = feiten.contract_fte(docent, &feiten.periode(vacature)?);
        (contract < feiten.kleinste_plaatsing).then_some("kleiner-dan-kleinste-plaatsing")
    }

    fn objection_tekst(&self, feiten: &Feiten, _: &ProblemRegiodocent, _: &ProblemVacature, _: Code) -> String {
        format!("Het contract is kleiner dan de kleinste plaatsing van {} fte.", feiten.kleinste_plaatsing)
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        formulering::formulate(feiten, model)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut found = oordeel::persons(feiten, plan, &info)?;
        found.extend(oordeel::vacatures(feiten, plan, &info)?);
        Ok(found)
    }
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "kleinste-plaatsing",
        vorm: Vorm::Getal(0, 1),
        uitleg: "Kleinste omvang in fte waarmee iemand op een school werkt.",
    },
    ParameterInfo {
        naam: "scholen-met-instemming",
        vorm: Vorm::Geheel(1, 5),
        uitleg: "Op hoeveel scholen tegelijk een ervaren leraar of herintreder werkt die daarmee instemt.",
    },
    ParameterInfo {
        naam: "max-personen-per-vacature",
        vorm: Vorm::Geheel(0, 20),
        uitleg: "Hoeveel personen tegelijk een vacature vullen; 0 is geen grens.",
    },
];
