//! # Bezetting
//!
//! ## In gewone taal
//! Een school heeft netto minstens 96 % van de bevoegde leraren die zij nodig heeft. Wie daaronder blijft, wordt genoemd.
//!
//! ## Bron
//! Afspraak in de convenanten G5: 96 % netto bevoegd per school; zelfevaluaties Utrecht en Almere (september 2025).
//!
//! ## Keuzes
//! - `zacht` stuurt niet zelf: de grens is dan een rand van de banden van tekort-eerst, en het tekort wordt alleen genoemd.
//! - `hard` is op de echte cijfers meestal onhaalbaar (Utrecht haalt ongeveer 90,7 %, Almere 76,4 %).
//! - Een school zonder formatie wordt niet beoordeeld.

use super::{ALLE_MODI, ParameterInfo, Regelsoort, Rule, RuleInfo, Vorm};
use crate::domain::beleid::{Modus, OnvolledigBeleid, Tier};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Formulation;
use crate::matching::formulation::bestaand::blijvende;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Norm, Onderwerp, ProblemSchool, Stap};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "bezetting",
            titel: "Bezetting",
            soort: Regelsoort::Solidariteit,
            modi: ALLE_MODI,
            bron: "Convenanten G5 en zelfevaluaties Utrecht en Almere (2025): 96 % netto bevoegd per school",
            parameters: &[ParameterInfo {
                naam: "ondergrens",
                vorm: Vorm::Getal(0, 1),
                uitleg: "Deel van de benodigde fte dat een school netto minstens bevoegd bezet.",
            }],
            weigert: false,
        }
    }

    fn norm(&self, feiten: &Feiten) -> Result<Vec<Norm>, OnvolledigBeleid> {
        if feiten.beleid().modus("bezetting") == Modus::Uit {
            return Ok(Vec::new());
        }
        let floor = feiten.beleid().getal("bezetting", "ondergrens")?;
        Ok(feiten.problem.scholen.iter().filter_map(|school| norm_of(school, &floor)).collect())
    }

    fn formulate(&self, feiten: &Feiten, model: &mut Formulation) -> Result<(), OnvolledigBeleid> {
        if feiten.beleid().modus("bezetting") != Modus::Hard {
            return Ok(());
        }
        let floor = feiten.beleid().getal("bezetting", "ondergrens")?;
        let today = blijvende(feiten);
        let held = feiten.netto_per_school(&today);
        let mut counters = Vec::with_capacity(feiten.problem.scholen.len());
        for school in &feiten.problem.scholen {
            let start = held.get(&school.vestigingscode).copied().unwrap_or(0);
            let teller = model.teller(format!("bezetting {}", school.vestigingscode), start);
            counters.push(teller);
            let Some(formatie) = &school.formatie else { continue };
            let needed = &floor * &Breuk::from(formatie.benodigd_fte.e4() * feiten.dagen);
            let edge = needed - Breuk::from(feiten.eigen_e4_dagen(school));
            model.onder(teller, Tier::HardeRegels, edge, Breuk::ratio(1, 10_000 * feiten.dagen));
        }
        model.tel(|paar| Some((*counters.get(paar.school)?, paar.netto_dagen, 0)));
        Ok(())
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let modus = feiten.beleid().modus("bezetting");
        if modus == Modus::Uit {
            return Ok(Vec::new());
        }
        let info = self.info();
        let finding = |(school, short): (&ProblemSchool, Breuk)| {
            let tekst = format!("{} blijft {} fte onder de ondergrens voor bezetting.", school.naam, short.tekst(2));
            let subject = Onderwerp::School(school.vestigingscode.clone());
            info.bevinding(modus, modus == Modus::Hard, subject, short, "fte", tekst)
        };
        Ok(shortfalls(feiten, plan)?.into_iter().map(finding).collect())
    }

    fn tier_values(
        &self,
        feiten: &Feiten,
        plan: &[VoorgesteldePlaatsing],
    ) -> Result<Vec<(Tier, Breuk)>, OnvolledigBeleid> {
        if feiten.beleid().modus("bezetting") != Modus::Hard {
            return Ok(Vec::new());
        }
        Ok(vec![(Tier::HardeRegels, shortfalls(feiten, plan)?.into_iter().map(|(_, short)| short).sum())])
    }
}

/// Schools under the floor, with how many netto fte.
fn shortfalls<'a>(
    feiten: &Feiten<'a>,
    plan: &[VoorgesteldePlaatsing],
) -> Result<Vec<(&'a ProblemSchool, Breuk)>, OnvolledigBeleid> {
    let floor = feiten.beleid().getal("bezetting", "ondergrens")?;
    let netto = feiten.netto_per_school(plan);
    let mut short = Vec::new();
    for school in &feiten.problem.scholen {
        let Some(formatie) = &school.formatie else { continue };
        let placed = netto.get(&school.vestigingscode).copied().unwrap_or(0);
        let has = feiten.als_fte(feiten.eigen_e4_dagen(school) + placed);
        let lacks = (&floor * &formatie.benodigd_fte.breuk() - has).minstens_nul();
        if !lacks.is_nul() {
            short.push((school, lacks));
        }
    }
    Ok(short)
}

fn norm_of(school: &ProblemSchool, floor: &Breuk) -> Option<Norm> {
    let needed = school.formatie.as_ref()?.benodigd_fte.breuk();
    let value = &needed * floor;
    let percent = (floor * &Breuk::from(100)).tekst(0);
    Some(Norm {
        regel: "bezetting".into(),
        onderwerp: Onderwerp::School(school.vestigingscode.clone()),
        sector: None,
        waarde: Some(value.clone()),
        eenheid: "fte".into(),
        stappen: vec![Stap {
            symbool: "ondergrens".into(),
            naam: "netto fte die minstens bevoegd bezet is".into(),
            berekening: format!("{} × {percent} % = {}", needed.tekst(2), value.tekst(2)),
            waarde: value,
            eenheid: "fte".into(),
        }],
        opmerkingen: Vec::new(),
    })
}
