//! Scenario: the same frozen data under other rules, side by side. Every column is solved in the same way from the same plan,
//! the rules of today too, so that what differs is what the rules do.

use serde::{Deserialize, Serialize};

use super::kerncijfers::{Kerncijfers, Verschil, kerncijfers, verschil};
use super::zaak::Zaak;
use crate::domain::beleid::{Modus, Tier, Waarde};
use crate::domain::invoer::{Invoer, Invoerfout};
use crate::matching::naast_elkaar::naast_elkaar;
use crate::matching::problem::Problem;
use crate::matching::solve::SolveError;
use crate::matching::validate::validate;

/// Most scenarios in one question.
pub const MEESTE: usize = 25;

/// The question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenarios {
    /// Each another set of rules.
    pub scenarios: Vec<Scenario>,
}

/// Rules of which some are different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    /// How people call it.
    pub naam: String,
    /// What is different.
    #[serde(default)]
    pub wijzigingen: Vec<Regelwijziging>,
    /// Another order of the tiers; absent: that of the beleid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiers: Option<Vec<Tier>>,
}

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Regelwijziging {
    /// Of this rule.
    pub regel: String,
    /// Another mode; absent: the mode stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modus: Option<Modus>,
    /// This parameter gets `waarde`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// The other value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waarde: Option<Waarde>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScenariosAntwoord {
    /// The rules of today, solved again in the same way.
    pub basis: Kerncijfers,
    /// Each scenario, in the order asked.
    pub kolommen: Vec<Kolom>,
    /// The same in Dutch sentences.
    pub zinnen: Vec<String>,
}

/// What comes of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kolom {
    /// Its name.
    pub naam: String,
    /// Its figures.
    pub cijfers: Kerncijfers,
    /// What is different from the rules of today.
    pub verschil: Verschil,
}

impl Scenarios {
    /// Everything that is wrong with the question.
    pub fn check(&self, problem: &Problem) -> Result<(), Vec<Invoerfout>> {
        let mut invoer = Invoer::default();
        invoer.eis((1..=MEESTE).contains(&self.scenarios.len()), || {
            let detail = format!("er zijn {} scenario's", self.scenarios.len());
            Invoerfout::new("/scenarios", "aantal-past-niet", detail, format!("Geef 1 tot en met {MEESTE} scenario's."))
        });
        for (at, scenario) in self.scenarios.iter().enumerate() {
            anders(problem, scenario, at).err().into_iter().flatten().for_each(|fout| invoer.fout(fout));
        }
        invoer.af()
    }
}

/// The Problem under the rules of scenario number `at`.
fn anders(problem: &Problem, scenario: &Scenario, at: usize) -> Result<Problem, Vec<Invoerfout>> {
    let mut other = Problem { normen: Vec::new(), ..problem.clone() };
    let mut invoer = Invoer::default();
    for (number, change) in scenario.wijzigingen.iter().enumerate() {
        let here = |field: &str| format!("/scenarios/{at}/wijzigingen/{number}/{field}");
        let Some(regel) = other.beleid.regels.get_mut(&change.regel) else {
            let detail = format!("er is geen regel '{}' in dit beleid", change.regel);
            invoer.fout(Invoerfout::new(&here("regel"), "onbekende-regel", detail, "Verbeter de naam van de regel."));
            continue;
        };
        regel.modus = change.modus.or(regel.modus);
        match (&change.parameter, &change.waarde) {
            (None, None) => {}
            (Some(naam), Some(waarde)) => match regel.parameters.get_mut(naam) {
                Some(parameter) => {
                    parameter.waarde = waarde.clone();
                    parameter.bron = format!("Scenario '{}'", scenario.naam);
                }
                None => {
                    let detail = format!("regel '{}' heeft geen parameter '{naam}'", change.regel);
                    let herstel = "Verbeter de naam van de parameter.";
                    invoer.fout(Invoerfout::new(&here("parameter"), "onbekende-parameter", detail, herstel));
                }
            },
            _ => {
                let detail = "een parameter en een waarde horen bij elkaar";
                invoer.fout(Invoerfout::new(&here("waarde"), "ontbreekt", detail, "Geef beide, of geen van beide."));
            }
        }
    }
    if let Some(tiers) = &scenario.tiers {
        other.beleid.tiers.clone_from(tiers);
    }
    invoer.af()?;
    let under = |fout: Invoerfout| Invoerfout { pointer: format!("/scenarios/{at}{}", fout.pointer), ..fout };
    validate(&other).map_err(|fouten| fouten.into_iter().map(under).collect::<Vec<_>>())?;
    Ok(other)
}

/// Answers it.
pub(super) fn antwoord(zaak: &Zaak, vraag: &Scenarios) -> Result<ScenariosAntwoord, SolveError> {
    let mut problems = vec![Problem { normen: Vec::new(), ..zaak.problem.clone() }];
    for (at, scenario) in vraag.scenarios.iter().enumerate() {
        problems.push(anders(&zaak.problem, scenario, at).map_err(SolveError::Invoer)?);
    }
    // A frozen page of the solidariteitsboek knows one outcome only; where a rule is asked otherwise, every column derives it
    // from the facts again.
    let changes = || vraag.scenarios.iter().flat_map(|scenario| &scenario.wijzigingen);
    for problem in &mut problems {
        problem.boeken.retain(|boek| changes().all(|change| change.regel != boek.regel));
    }
    let threads = zaak.threads().max(1);
    let waves = problems.len().div_ceil(threads);
    let mut plans = naast_elkaar(threads, &problems, |at, problem| {
        // Of the time that is left now: as many waves as are left.
        let left = waves.saturating_sub(at / threads).max(1);
        zaak.los_op_met(problem, &zaak.plan.plaatsingen, 1.0 / left as f64, 1)
    })
    .into_iter()
    .zip(&problems)
    .map(|(plan, problem)| {
        let plan = plan?;
        let figures = kerncijfers(problem, &plan)?;
        Ok::<_, SolveError>((plan, figures))
    });
    let Some(first) = plans.next() else { return Err(SolveError::Solver("geen basis".to_owned())) };
    let (base, basis) = first?;
    let mut kolommen = Vec::with_capacity(vraag.scenarios.len());
    for (scenario, solved) in vraag.scenarios.iter().zip(plans) {
        let (plan, cijfers) = solved?;
        let verschil = verschil((&base, &basis), (&plan, &cijfers));
        kolommen.push(Kolom { naam: scenario.naam.clone(), cijfers, verschil });
    }
    let zinnen = kolommen.iter().map(|one| format!("{}: {}", one.naam, one.verschil.zinnen.join(" "))).collect();
    Ok(ScenariosAntwoord { basis, kolommen, zinnen })
}
