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
//! - Wie op enige dag van het schooljaar met verplaatsing instemt, mag verplaatst worden van zijn of haar ene plaatsing op één
//!   vacature, voor al haar dagen. Een plaatsing op meer vacatures of voor een deel van de dagen verplaatst een mens.
//! - Wie verplaatst wordt, gaat er niet op achteruit: in het schooljaar minstens evenveel fte × dagen als nu.
//! - Wie is uitgeleend (detachering), wordt niet geplaatst op de school die uitleent: terugkeer is de garantie, geen plaatsing.
//! - Wat al loopt, wordt niet opnieuw gekeurd: een latere uitsluiting raakt een bestaande plaatsing pas bij een verplaatsing.

use std::collections::{BTreeMap, HashSet};

use super::{Code, Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::uitsluiting::Uitsluiting;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{HuidigePlaatsing, Onderwerp, ProblemRegiodocent, ProblemSchool, ProblemVacature};

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
        if docent.uitsluitingen.is_empty() && docent.detachering.is_none() {
            return None;
        }
        excluded(docent, feiten.school(&vacature.vestigingscode)?)
    }

    fn objection_tekst(&self, feiten: &Feiten, _: &ProblemRegiodocent, vacature: &ProblemVacature, code: Code) -> String {
        let naam = feiten.school(&vacature.vestigingscode).map_or("", |school| &school.naam);
        match code {
            THUIS => format!("De regiodocent is uitgeleend door {naam} en keert daar terug zonder plaatsing."),
            BESTUUR => format!("De regiodocent wil niet werken bij het bestuur van {naam}."),
            _ => format!("De regiodocent wil niet werken op {naam}."),
        }
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        formulate(feiten, model);
        Ok(())
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
                    let code = &line.vestigingscode;
                    let tekst = match excluded_here() {
                        Some(THUIS) => format!("De regiodocent is uitgeleend door school {code}."),
                        _ => format!("De regiodocent heeft school {code} uitgesloten."),
                    };
                    found.push(info.breuk(subject(), line.fte().breuk(), "fte", tekst));
                }
                _ => {}
            }
        }
        let held = feiten.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
        for today in held.filter(|today| !continued.contains(today.id.as_str())) {
            let subject = Onderwerp::Regiodocent(today.regiodocent.clone());
            if feiten.verplaatsbaar(&today.regiodocent).is_none_or(|own| own.id != today.id) {
                let tekst = format!("De bestaande plaatsing {} verdwijnt zonder instemming.", today.id);
                found.push(info.breuk(subject, Breuk::een(), "personen", tekst));
                continue;
            }
            let less = worse_off(feiten, today, plan);
            if less > 0 {
                let less = feiten.als_fte(less);
                let tekst = format!("Wie verplaatst wordt, gaat er niet op achteruit; hier is het {} fte minder.", less.tekst(2));
                found.push(info.breuk(subject, less, "fte", tekst));
            }
        }
        Ok(found)
    }
}

/// Who may leave a plaatsing of today holds, in every plan, at least as many fte × days as there.
fn formulate(feiten: &Feiten, model: &mut Formulation) {
    let mut held: BTreeMap<usize, (&str, i64)> = BTreeMap::new();
    for paar in model.paren() {
        let docent = feiten.problem.regiodocenten.get(paar.docent);
        if let Some((docent, today)) = docent.and_then(|docent| Some((docent, feiten.verplaatsbaar(&docent.id)?))) {
            let amount = today.delen.iter().map(|deel| feiten.bruto_e4_dagen(deel)).sum();
            held.insert(paar.persoon, (&docent.id, amount));
        }
    }
    let mut counters = BTreeMap::new();
    for (persoon, (docent, amount)) in held {
        let teller = model.teller(format!("niet achteruit {docent}"), amount);
        model.maximum(teller, &Breuk::nul(), None);
        counters.insert(persoon, teller);
    }
    model.tel(|paar| Some((*counters.get(&paar.persoon)?, -paar.bruto_dagen, 0)));
}

/// How much less a moved person has than today: ten-thousandths of an fte × days of the schooljaar; below 0: more.
fn worse_off(feiten: &Feiten, today: &HuidigePlaatsing, plan: &[VoorgesteldePlaatsing]) -> i64 {
    let then: i64 = today.delen.iter().map(|deel| feiten.bruto_e4_dagen(deel)).sum();
    let own = plan.iter().filter(|line| line.regiodocent == today.regiodocent);
    then - own.flat_map(|line| &line.delen).map(|deel| feiten.bruto_e4_dagen(deel)).sum::<i64>()
}

const SCHOOL: Code = "school-uitgesloten";
const BESTUUR: Code = "bestuur-uitgesloten";
const THUIS: Code = "thuisschool";

fn excluded(docent: &ProblemRegiodocent, school: &ProblemSchool) -> Option<Code> {
    if docent.detachering.as_ref().is_some_and(|loan| loan.vestigingscode == school.vestigingscode) {
        return Some(THUIS);
    }
    docent.uitsluitingen.iter().find_map(|where_not| match where_not {
        Uitsluiting::Vestigingscode(code) => (*code == school.vestigingscode).then_some(SCHOOL),
        Uitsluiting::Bestuursnummer(nummer) => (*nummer == school.bestuursnummer).then_some(BESTUUR),
    })
}
