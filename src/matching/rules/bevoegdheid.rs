//! # Bevoegdheid
//!
//! ## In gewone taal
//! Wie voor de klas staat, mag dat op elke dag: met een geldige bevoegdheid voor de gevraagde sector, het vak en de graad,
//! en met een VOG. Als school en regiodocent allebei dagdelen opgaven, moeten die passen.
//!
//! ## Bron
//! Wet op het primair onderwijs, artikel 3; Wet voortgezet onderwijs 2020, hoofdstuk 7.
//!
//! ## Keuzes
//! - Een paar past als alles klopt op elke dag van de vacature binnen het schooljaar.
//! - Meer dan één bevoegdheid mag samen de hele periode dekken.
//! - De VOG is op of voor de eerste dag afgegeven.
//! - Dagdelen passen als de regiodocent op alle dagdelen van de vacature kan.
//! - Een bestaande plaatsing die niet (meer) past, wordt gemeld en blijft staan.

use super::{Code, Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::bevoegdheid::Vakbevoegdheid;
use crate::domain::periode::Periode;
use crate::matching::dagverloop::dagverloop;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Onderwerp, ProblemRegiodocent, ProblemVacature};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "bevoegdheid",
            titel: "Bevoegdheid en VOG",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "Wet op het primair onderwijs, artikel 3; Wet voortgezet onderwijs 2020, hoofdstuk 7",
            parameters: &[],
            weigert: true,
        }
    }

    fn objection(&self, feiten: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Option<Code> {
        match feiten.periode(vacature) {
            None => Some(BUITEN_SCHOOLJAAR),
            Some(days) => misfit(docent, vacature, &days),
        }
    }

    fn objection_tekst(&self, _: &Feiten, docent: &ProblemRegiodocent, vacature: &ProblemVacature, code: Code) -> String {
        sentence(docent, vacature, code)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut found = Vec::new();
        for line in plan {
            let Some(docent) = feiten.regiodocent(&line.regiodocent) else { continue };
            for deel in &line.delen {
                let Some(vacature) = feiten.vacature(&deel.vacature) else { continue };
                let Some(code) = misfit(docent, vacature, &Periode::new(deel.van, Some(deel.tot_en_met))) else { continue };
                let subject = Onderwerp::Regiodocent(docent.id.clone());
                let (size, tekst) = (deel.fte.breuk(), sentence(docent, vacature, code));
                found.push(match feiten.is_voortzetting(line) {
                    true => info.melding(subject, size, "fte", format!("Bestaande plaatsing: {tekst}")),
                    false => info.breuk(subject, size, "fte", tekst),
                });
            }
        }
        Ok(found)
    }
}

const BUITEN_SCHOOLJAAR: Code = "buiten-schooljaar";
const GEEN_BEVOEGDHEID: Code = "geen-bevoegdheid";
const BEVOEGDHEID_ONGELDIG: Code = "bevoegdheid-niet-alle-dagen";
const GEEN_VOG: Code = "geen-vog";
const VOG_TE_LAAT: Code = "vog-te-laat";
const DAGDELEN: Code = "dagdelen-passen-niet";

fn misfit(docent: &ProblemRegiodocent, vacature: &ProblemVacature, days: &Periode) -> Option<Code> {
    match docent.vog_datum {
        None => return Some(GEEN_VOG),
        Some(day) if day > days.van => return Some(VOG_TE_LAAT),
        Some(_) => {}
    }
    if let (Some(can), Some(asked)) = (docent.dagdelen, vacature.dagdelen)
        && !can.omvat(asked)
    {
        return Some(DAGDELEN);
    }
    unqualified(docent, &vacature.bevoegdheid, days)
}

fn unqualified(docent: &ProblemRegiodocent, asked: &Vakbevoegdheid, days: &Periode) -> Option<Code> {
    let fitting = || docent.bevoegdheden.iter().filter(|held| held.vakbevoegdheid.voldoet_aan(asked));
    if fitting().any(|held| held.periode.omvat(days)) {
        return None;
    }
    if fitting().next().is_none() {
        return Some(GEEN_BEVOEGDHEID);
    }
    let covered = dagverloop(fitting().filter_map(|held| held.periode.doorsnede(days)).map(|both| (both, 0)));
    let covered: i64 = covered.iter().map(|stretch| stretch.periode().dagen()).sum();
    (covered < days.dagen()).then_some(BEVOEGDHEID_ONGELDIG)
}

fn sentence(docent: &ProblemRegiodocent, vacature: &ProblemVacature, code: Code) -> String {
    let Vakbevoegdheid { sector, vak, graad } = &vacature.bevoegdheid;
    match code {
        BUITEN_SCHOOLJAAR => "De vacature valt buiten het schooljaar.".into(),
        GEEN_VOG => "Er is geen VOG.".into(),
        VOG_TE_LAAT => match docent.vog_datum {
            Some(day) => format!("De VOG is van {}, na de eerste werkdag.", day.format("%d-%m-%Y")),
            None => "De VOG komt te laat.".into(),
        },
        DAGDELEN => format!(
            "De vacature vraagt {}, de regiodocent kan {}.",
            vacature.dagdelen.unwrap_or_default(),
            docent.dagdelen.unwrap_or_default()
        ),
        BEVOEGDHEID_ONGELDIG => format!("De bevoegdheid voor {sector}, {vak}, {graad} is niet op elke dag geldig."),
        _ => format!("De bevoegdheid voor {sector}, {vak}, {graad} ontbreekt."),
    }
}
