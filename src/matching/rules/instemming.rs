//! # Instemming
//!
//! ## In gewone taal
//! Niemand gaat naar een school of bestuur dat hij of zij heeft uitgesloten. Wie al geplaatst is, houdt school en fte,
//! tenzij hij of zij ermee instemde verplaatst te worden. Niemand gaat er ongevraagd op achteruit.
//!
//! ## Bron
//! Ervaring van coördinatoren in de evaluatie van de convenanten G5 en de zelfevaluaties (2025): gedwongen plaatsing werkt
//! averechts.
//!
//! ## Keuzes
//! - Een plan is het hele beeld: elke plaatsing van vandaag die fte vasthoudt, staat er ongewijzigd in als `bestaand`.
//! - Wie op enige dag van het schooljaar met verplaatsing instemt, mag bij al zijn of haar plaatsingen verplaatst worden.
//! - Wat al loopt, wordt niet opnieuw gekeurd: een latere uitsluiting raakt een bestaande plaatsing pas bij een verplaatsing.

use std::collections::HashSet;

use super::{Code, Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::uitsluiting::Uitsluiting;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, ProblemRegiodocent, ProblemSchool, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "instemming",
            titel: "Instemming",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "Evaluatie van de convenanten G5 en zelfevaluaties (2025): gedwongen plaatsing werkt averechts",
            parameters: &[],
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        if docent.uitsluitingen.is_empty() {
            return None;
        }
        excluded(docent, feiten.school(&vacature.vestigingscode)?)
    }

    fn objection_tekst(&self, feiten: &Feiten, _: &ProblemRegiodocent, vacature: &ProblemVacature, code: Code) -> String {
        let naam = feiten.school(&vacature.vestigingscode).map_or("", |school| &school.naam);
        match code {
            BESTUUR => format!("De regiodocent wil niet werken bij het bestuur van {naam}."),
            _ => format!("De regiodocent wil niet werken op {naam}."),
        }
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut found = Vec::new();
        let mut continued = HashSet::new();
        for line in plan {
            let subject = || Onderwerp::Regiodocent(line.regiodocent.clone());
            let excluded_here = || {
                let docent = feiten.regiodocent(&line.regiodocent)?;
                excluded(docent, feiten.school(&line.vestigingscode)?)
            };
            match &line.bestaand {
                Some(id) if !feiten.is_voortzetting(line) => {
                    let tekst = format!("De plaatsing noemt zich de voortzetting van {id}, maar is er niet gelijk aan.");
                    found.push(info.breuk(subject(), line.fte().breuk(), "fte", tekst));
                }
                Some(id) if !continued.insert(id.as_str()) => {
                    let tekst = format!("De bestaande plaatsing {id} staat twee keer in het plan.");
                    found.push(info.breuk(subject(), line.fte().breuk(), "fte", tekst));
                }
                None if excluded_here().is_some() => {
                    let tekst = format!("De regiodocent heeft school {} uitgesloten.", line.vestigingscode);
                    found.push(info.breuk(subject(), line.fte().breuk(), "fte", tekst));
                }
                _ => {}
            }
        }
        let held = feiten.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
        for today in held.filter(|today| !continued.contains(today.id.as_str())) {
            if feiten.regiodocent(&today.regiodocent).is_none_or(|docent| !feiten.mag_verplaatst(docent)) {
                let tekst = format!("De bestaande plaatsing {} verdwijnt zonder instemming.", today.id);
                found.push(info.breuk(Onderwerp::Regiodocent(today.regiodocent.clone()), Breuk::een(), "personen", tekst));
            }
        }
        Ok(found)
    }
}

const SCHOOL: Code = "school-uitgesloten";
const BESTUUR: Code = "bestuur-uitgesloten";

fn excluded(docent: &ProblemRegiodocent, school: &ProblemSchool) -> Option<Code> {
    docent.uitsluitingen.iter().find_map(|where_not| match where_not {
        Uitsluiting::Vestigingscode(code) => (*code == school.vestigingscode).then_some(SCHOOL),
        Uitsluiting::Bestuursnummer(nummer) => (*nummer == school.bestuursnummer).then_some(BESTUUR),
    })
}
