//! # Opleidingsplaats
//!
//! ## In gewone taal
//! Een opleidingsplaats is een plek boven de formatie en is er alleen voor eerstejaars zij-instromers. Een eerstejaars
//! vervangt niemand. In de dubbele bezetting staat een eerstejaars naast een ander voor de klas en telt nog niet als netto.
//!
//! ## Bron
//! Advies-Asscher (november 2022) en convenanten G5: zij-instromers beginnen boven de formatie.
//!
//! ## Keuzes
//! - Eerstejaars: het traject begon hoogstens twaalf maanden voor 1 oktober van het schooljaar.
//! - Dubbele bezetting duurt een aantal dagen vanaf de eerste dag van de plaatsing; daarna telt de eerstejaars netto.
//! - Een opleidingsplaats telt het hele schooljaar 0 netto.

use super::{Code, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, ProblemRegiodocent, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "opleidingsplaats",
            titel: "Opleidingsplaats",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "Advies-Asscher (november 2022) en convenanten G5: zij-instromers beginnen boven de formatie",
            parameters: &[ParameterInfo {
                naam: "dubbele-bezetting",
                vorm: Vorm::Geheel(0, 366),
                uitleg: "Aantal dagen vanaf het begin van de plaatsing waarop een eerstejaars nog niet als netto telt.",
            }],
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        match vacature.soort {
            Vacaturesoort::Opleidingsplaats if !feiten.is_eerstejaars(docent) => Some(GEEN_EERSTEJAARS),
            Vacaturesoort::Vervanging if feiten.is_eerstejaars(docent) => Some(GEEN_VERVANGING),
            _ => None,
        }
    }

    fn objection_tekst(&self, _: &Feiten, _: &ProblemRegiodocent, _: &ProblemVacature, code: Code) -> String {
        sentence(code)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut found = Vec::new();
        for line in plan {
            let Some(docent) = feiten.regiodocent(&line.regiodocent) else { continue };
            let subject = || Onderwerp::Regiodocent(docent.id.clone());
            for deel in &line.delen {
                let vacature = feiten.vacature(&deel.vacature);
                let Some(code) = vacature.and_then(|vacature| self.objection(feiten, docent, vacature)) else { continue };
                let (size, tekst) = (deel.fte.breuk(), sentence(code));
                found.push(match feiten.is_voortzetting(line) {
                    true => info.melding(subject(), size, "fte", format!("Bestaande plaatsing: {tekst}")),
                    false => info.breuk(subject(), size, "fte", tekst),
                });
            }
            let begin = line.delen.iter().map(|deel| deel.van).min();
            let expected = begin.and_then(|van| feiten.netto_vanaf(docent, van));
            if line.bestaand.is_none() && line.netto_vanaf != expected {
                let tekst = "De eerste netto dag klopt niet met de dubbele bezetting.".to_owned();
                found.push(info.breuk(subject(), line.fte().breuk(), "fte", tekst));
            }
        }
        Ok(found)
    }
}

const GEEN_EERSTEJAARS: Code = "geen-eerstejaars";
const GEEN_VERVANGING: Code = "eerstejaars-vervangt-niet";

fn sentence(code: Code) -> String {
    match code {
        GEEN_VERVANGING => "Een eerstejaars zij-instromer neemt geen vervanging aan.".into(),
        _ => "Een opleidingsplaats is alleen voor een eerstejaars zij-instromer.".into(),
    }
}
