//! # Reistijd
//!
//! ## In gewone taal
//! Niemand reist langer dan hij of zij zelf opgaf; wie niets opgaf, hoogstens een uur.
//!
//! ## Bron
//! Keuze van dit project; de openbare stukken geven geen getal.
//!
//! ## Keuzes
//! - Tot er echte reistijden zijn: de afstand hemelsbreed × een omwegfactor, met een vaste snelheid.
//! - Is een van beide plaatsen onbekend, dan mag de plaatsing, en wordt zij gemeld.
//! - Een bestaande plaatsing die te ver is, wordt gemeld en blijft staan.

use super::{Code, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, ProblemRegiodocent, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "reistijd",
            titel: "Reistijd",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "Keuze van dit project; de openbare stukken geven geen getal",
            parameters: PARAMETERS,
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        let school = feiten.school(&vacature.vestigingscode)?;
        feiten.is_te_ver(docent, school).then_some("te-ver")
    }

    fn objection_tekst(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature, _: Code) -> String {
        let minutes = feiten.school(&vacature.vestigingscode).and_then(|school| feiten.reistijd(docent, school));
        let minutes = minutes.unwrap_or_default().naar_boven();
        format!("De reis duurt ongeveer {minutes} minuten; het maximum is {}.", feiten.max_reistijd(docent))
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut found = Vec::new();
        for line in plan {
            let (Some(docent), Some(school)) = (feiten.regiodocent(&line.regiodocent), feiten.school(&line.vestigingscode))
            else {
                continue;
            };
            let subject = Onderwerp::Regiodocent(docent.id.clone());
            let maximum = feiten.max_reistijd(docent);
            let Some(minutes) = feiten.reistijd(docent, school) else {
                let tekst = format!("De reistijd naar {} is onbekend; controleer hem zelf.", school.naam);
                found.push(info.melding(subject, Breuk::nul(), "minuten", tekst));
                continue;
            };
            let over = &minutes - &Breuk::from(i64::from(maximum));
            if over.is_negatief() || over.is_nul() {
                continue;
            }
            let tekst = format!("De reis naar {} duurt {} minuten; het maximum is {maximum}.", school.naam, minutes.tekst(1));
            found.push(match feiten.is_voortzetting(line) {
                true => info.melding(subject, over, "minuten", format!("Bestaande plaatsing: {tekst}")),
                false => info.breuk(subject, over, "minuten", tekst),
            });
        }
        Ok(found)
    }
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "maximum",
        vorm: Vorm::Geheel(1, 240),
        uitleg: "Langste reis in minuten van wie zelf geen maximum opgaf.",
    },
    ParameterInfo {
        naam: "omwegfactor",
        vorm: Vorm::Getal(1, 3),
        uitleg: "Hoeveel langer de weg is dan de afstand hemelsbreed.",
    },
    ParameterInfo { naam: "snelheid", vorm: Vorm::Getal(1, 200), uitleg: "Snelheid van deur tot deur in km per uur." },
];
