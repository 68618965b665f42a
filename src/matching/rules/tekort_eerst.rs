//! # Tekort eerst
//!
//! ## In gewone taal
//! Regiodocenten gaan naar de scholen met het grootste tekort. Hoe groter het tekort van een school in verhouding tot wat zij
//! nodig heeft, hoe zwaarder elke fte telt die zij mist. Daarna telt elke fte die gevraagd is en niet gevuld.
//!
//! ## Bron
//! Advies-Asscher (november 2022) en evaluatie ECBO/SEO van de convenanten G5: plaatsen waar de schaarste het grootst is. De
//! banden en prijzen zijn een keuze van dit project.
//!
//! ## Keuzes
//! - Het tekort van een school is verdeeld in banden, elk een deel van wat zij nodig heeft, elk met een prijs per fte. Dat is
//!   een afweging en geen wet: een fte bij een school die 20 % tekortkomt, weegt tien keer die bij een school met 1 %.
//! - Tekort is netto over het schooljaar. Het beleid kan de prijs laten meegroeien met de schoolweging.
//! - Niet gevulde fte is bruto: fte × dagen in het schooljaar, gedeeld door de dagen van het schooljaar.

use super::{ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::domain::periode::Periode;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, ProblemSchool};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "tekort-eerst",
            titel: "Tekort eerst",
            soort: Regelsoort::Doel,
            modi: &[],
            bron: "Advies-Asscher (november 2022): plaatsen waar de schaarste het grootst is; de banden zijn een keuze",
            parameters: PARAMETERS,
            weigert: false,
        }
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        let banden = Banden::read(feiten)?;
        let today = blijvende(feiten);
        let held = feiten.netto_per_school(&today);
        let unit = 10_000 * feiten.dagen;
        let mut counters = Vec::with_capacity(feiten.problem.scholen.len());
        for school in &feiten.problem.scholen {
            let start = held.get(&school.vestigingscode).copied().unwrap_or(0);
            let teller = model.teller(format!("tekort {}", school.vestigingscode), start);
            counters.push(teller);
            let Some(formatie) = &school.formatie else { continue };
            let mut edge = Breuk::from(formatie.benodigd_fte.e4() * feiten.dagen - feiten.eigen_e4_dagen(school));
            let (mut previous, weging) = (Breuk::nul(), banden.weging(school));
            for (band, price) in banden.prijzen.iter().enumerate() {
                let step = &(price - &previous) * &weging * Breuk::ratio(1, unit);
                model.onder(teller, Tier::TekortEerst, edge.clone(), step);
                let Some(width) = banden.breedtes.get(band) else { break };
                edge -= &Breuk::from(formatie.benodigd_fte.e4() * feiten.dagen) * width;
                previous = price.clone();
            }
        }
        model.tel(|paar| Some((*counters.get(paar.school)?, paar.netto_dagen, 0)));
        model.constante(Tier::GevuldeFte, unfilled(feiten, &today));
        model.beprijs(Tier::GevuldeFte, unit, |paar| (-paar.bruto_dagen, 0));
        Ok(())
    }

    fn check(&self, _: &Feiten, _: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        Ok(Vec::new())
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        let banden = Banden::read(feiten)?;
        let netto = feiten.netto_per_school(plan);
        let price = |school: &ProblemSchool| {
            let placed = netto.get(&school.vestigingscode).copied().unwrap_or(0);
            let short = feiten.als_fte(feiten.tekort_e4_dagen(school, placed));
            banden.prijs(school, &short)
        };
        let priced: Breuk = feiten.problem.scholen.iter().map(price).sum();
        Ok(vec![(Tier::TekortEerst, priced), (Tier::GevuldeFte, unfilled(feiten, plan))])
    }
}

/// The bands and their prices, read from the beleid.
pub struct Banden {
    /// Widths as shares of benodigd, lowest shortage first; the last band has no end and is not in it.
    pub breedtes: Vec<Breuk>,
    /// Price per netto fte of each band; one more than `breedtes`.
    pub prijzen: Vec<Breuk>,
    /// Schoolweging at which the price counts once; absent: the schoolweging does not matter.
    weging_deler: Option<i64>,
}

impl Banden {
    /// Reads them.
    pub fn read(feiten: &Feiten) -> Result<Banden, OnvolledigBeleid> {
        let beleid = feiten.beleid();
        let weging_deler = beleid.geheel("tekort-eerst", "weging-deler")?;
        Ok(Banden {
            breedtes: beleid.lijst("tekort-eerst", "breedtes")?,
            prijzen: beleid.lijst("tekort-eerst", "prijzen")?,
            weging_deler: beleid.ja_nee("tekort-eerst", "weging-meetellen")?.then_some(weging_deler),
        })
    }

    /// By what the prices of this school are multiplied.
    pub fn weging(&self, school: &ProblemSchool) -> Breuk {
        match (self.weging_deler, school.schoolweging_e2) {
            (Some(deler), Some(weging_e2)) => Breuk::ratio(weging_e2.into(), 100 * deler),
            _ => Breuk::een(),
        }
    }

    /// Priced shortage of one school that lacks `short` netto fte.
    pub fn prijs(&self, school: &ProblemSchool, short: &Breuk) -> Breuk {
        let needed = school.formatie.as_ref().map(|formatie| formatie.benodigd_fte.breuk()).unwrap_or_default();
        let (mut left, mut total) = (short.clone(), Breuk::nul());
        for (band, price) in self.prijzen.iter().enumerate() {
            let part = match self.breedtes.get(band) {
                Some(width) => (&needed * width).min(left.clone()),
                None => left.clone(),
            };
            total += &part * price;
            left -= part;
        }
        &total * &self.weging(school)
    }
}

/// Gross fte asked and not filled, over the schooljaar.
fn unfilled(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Breuk {
    let asked = |vacature| feiten.periode(vacature).map_or(0, |days| vacature.fte.e4() * days.dagen());
    let asked: i64 = feiten.problem.vacatures.iter().map(asked).sum();
    // Of a plaatsing that began before the days that are planned, only the days that are asked.
    let inside = |deel: &Deel| {
        let asked = feiten.vacature(&deel.vacature).and_then(|vacature| feiten.periode(vacature))?;
        let days = Periode::new(deel.van, Some(deel.tot_en_met)).doorsnede(&asked)?;
        Some(deel.fte.e4() * days.dagen())
    };
    let filled: i64 = plan.iter().flat_map(|line| &line.delen).filter_map(inside).sum();
    feiten.als_fte(asked - filled)
}

const PARAMETERS: &[ParameterInfo] = &[
    ParameterInfo {
        naam: "breedtes",
        vorm: Vorm::Lijst,
        uitleg: "Breedte van elke band als deel van de benodigde fte; de laatste band heeft geen breedte.",
    },
    ParameterInfo {
        naam: "prijzen",
        vorm: Vorm::Lijst,
        uitleg: "Prijs per netto fte tekort in elke band, oplopend; één meer dan er breedtes zijn.",
    },
    ParameterInfo {
        naam: "weging-meetellen",
        vorm: Vorm::JaNee,
        uitleg: "Of de prijs meegroeit met de schoolweging.",
    },
    ParameterInfo {
        naam: "weging-deler",
        vorm: Vorm::Geheel(1, 100),
        uitleg: "De schoolweging waarbij de prijs precies één keer telt.",
    },
];
