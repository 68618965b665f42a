//! # Begeleiding
//!
//! ## In gewone taal
//! Een eerstejaars zij-instromer krijgt een dag per week begeleiding, een starter een beetje. Een school krijgt niet meer
//! beginners dan zij kan begeleiden; wat zij tekortkomt, mag van het bestuur of de regio komen.
//!
//! ## Bron
//! Convenanten G5: een dag per week begeleiding voor een eerstejaars zij-instromer. De overige getallen zijn een keuze van
//! dit project.
//!
//! ## Keuzes
//! - Gerekend wordt per dag: op geen enkele dag meer begeleiding dan er is.
//! - Gaf een school geen begeleiding op: een vast deel per opleidingsplek, en een plek per zoveel groepen, minstens één.
//! - Wat boven de eigen begeleiding van een school gaat, komt uit die van het bestuur, en dan uit die van de regio.
//! - Wie iemand begeleidt, staat die tijd niet voor de klas: begeleiding telt nooit als formatie.
//! - Bestaande plaatsingen tellen mee, maar alleen een nieuwe plaatsing kan de regel breken.

mod formulering;
mod oordeel;

use super::{ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::regiodocent::Regiodocentsoort;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp, ProblemRegiodocent, ProblemSchool, Stap};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "begeleiding",
            titel: "Begeleiding",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "Convenanten G5: een dag per week begeleiding; de overige getallen zijn een keuze van dit project",
            parameters: PARAMETERS,
            weigert: false,
        }
    }

    fn norm(&self, feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        let tarief = Tarief::read(feiten)?;
        Ok(feiten.problem.scholen.iter().map(|school| capacity_norm(&tarief, school)).collect())
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        formulering::formulate(feiten, model)
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        oordeel::check(feiten, plan, &Tarief::read(feiten)?, &self.info())
    }
}

/// What guidance costs and what a school has of it, read from the beleid.
pub struct Tarief {
    eerstejaars: Breuk,
    starter: Breuk,
    per_plaats: Breuk,
    groepen_per_plaats: i64,
    /// Coach time of the regio for all schools together, in fte.
    pub pool_regio: Breuk,
}

impl Tarief {
    /// Reads it.
    pub fn read(feiten: &Feiten) -> Result<Tarief, OnvolledigBeleid> {
        let beleid = feiten.beleid();
        Ok(Tarief {
            eerstejaars: beleid.getal("begeleiding", "eerstejaars")?,
            starter: beleid.getal("begeleiding", "starter")?,
            per_plaats: beleid.getal("begeleiding", "per-plaats")?,
            groepen_per_plaats: beleid.geheel("begeleiding", "groepen-per-plaats")?,
            pool_regio: beleid.getal("begeleiding", "pool-regio")?,
        })
    }

    /// Coach time that this regiodocent takes at a school, in fte.
    pub fn gebruik(&self, feiten: &Feiten, docent: &ProblemRegiodocent) -> Breuk {
        match docent.soort {
            Regiodocentsoort::Starter => self.starter.clone(),
            _ if feiten.is_eerstejaars(docent) => self.eerstejaars.clone(),
            _ => Breuk::nul(),
        }
    }

    /// Coach time of a school itself, in fte.
    pub fn capaciteit(&self, school: &ProblemSchool) -> Breuk {
        let formatie = school.formatie.as_ref();
        match formatie.and_then(|formatie| formatie.begeleiding_fte) {
            Some(given) => given.breuk(),
            None => &self.per_plaats * &Breuk::from(self.plaatsen(school)),
        }
    }

    fn plaatsen(&self, school: &ProblemSchool) -> i64 {
        let groepen = school.formatie.as_ref().and_then(|formatie| formatie.groepen).unwrap_or(0);
        Breuk::ratio(groepen.into(), self.groepen_per_plaats).afgerond().max(1)
    }
}

fn capacity_norm(tarief: &Tarief, school: &ProblemSchool) -> Norm {
    let given = school.formatie.as_ref().and_then(|formatie| formatie.begeleiding_fte);
    let value = tarief.capaciteit(school);
    let (formula, remarks) = match given {
        Some(given) => (format!("opgegeven: {given}"), Vec::new()),
        None => {
            let groepen = school.formatie.as_ref().and_then(|formatie| formatie.groepen);
            let groepen = groepen.map_or("onbekend aantal".into(), |groepen| groepen.to_string());
            let places = tarief.plaatsen(school);
            let formula = format!(
                "max(1; {groepen} groepen ÷ {}) = {places}; {places} × {} = {}",
                tarief.groepen_per_plaats,
                tarief.per_plaats.tekst(2),
                value.tekst(2)
            );
            (formula, vec!["De school gaf geen begeleiding op; zij is aangevuld uit het beleid.".to_owned()])
        }
    };
    Norm {
        regel: "begeleiding".into(),
        onderwerp: Onderwerp::School(school.vestigingscode.clone()),
        sector: None,
        waarde: Some(value.clone()),
        eenheid: "fte".into(),
        stappen: vec![Stap {
            symbool: "B".into(),
            naam: "begeleiding van de school".into(),
            berekening: formula,
            waarde: value,
            eenheid: "fte".into(),
        }],
        opmerkingen: remarks,
    }
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "eerstejaars",
        vorm: Vorm::Getal(0, 1),
        uitleg: "Begeleiding in fte die een eerstejaars zij-instromer vraagt.",
    },
    ParameterInfo { naam: "starter", vorm: Vorm::Getal(0, 1), uitleg: "Begeleiding in fte die een starter vraagt." },
    ParameterInfo {
        naam: "per-plaats",
        vorm: Vorm::Getal(0, 1),
        uitleg: "Begeleiding in fte per plek, voor een school die niets opgaf.",
    },
    ParameterInfo {
        naam: "groepen-per-plaats",
        vorm: Vorm::Geheel(1, 100),
        uitleg: "Op hoeveel groepen een plek komt, voor een school die niets opgaf.",
    },
    ParameterInfo {
        naam: "pool-regio",
        vorm: Vorm::Getal(0, 10_000),
        uitleg: "Begeleiding in fte die de regio alle scholen samen biedt.",
    },
];
