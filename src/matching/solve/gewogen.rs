//! One weighted objective in place of the tiers: the same ride over another model.

use super::{Begin, Rit, SolveError};
use crate::domain::breuk::Breuk;
use crate::matching::facts::Feiten;
use crate::matching::formulation::Geformuleerd;
use crate::matching::formulation::gewogen::{gewicht, gewogen};
use crate::matching::formulation::model::TIERS;
use crate::matching::formulation::opbouw::formulate;
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;
use crate::matching::voortgang::{Limits, Waarnemer};

/// One weighted objective instead of tiers, for comparison with others.
#[derive(Debug, Clone)]
pub struct Gewogen {
    /// The plan; its tiers have no bounds.
    pub plan: Plan,
    /// Weighted objective of the plan, from what the checker says of it.
    pub waarde: Breuk,
    /// No plan is below this; absent when nothing is proven.
    pub grens: Option<Breuk>,
}

/// Solves `problem` for the weighted objective of `formulation::gewogen`.
pub fn solve_gewogen(problem: &Problem, limits: &Limits, waarnemer: &dyn Waarnemer) -> Result<Gewogen, SolveError> {
    let begin = Begin::new(problem, waarnemer)?;
    let feiten = Feiten::new(&begin.problem)?;
    let strict = formulate(&feiten)?;
    let tiers = &feiten.beleid().tiers;
    let wrong = || SolveError::Solver("de gewichten passen niet in hele getallen".to_owned());
    let model = gewogen(&strict.model, tiers).ok_or_else(wrong)?;
    let constanten = strict.constanten.clone();
    let geformuleerd = Geformuleerd { model, ..strict };
    let rit = Rit { gewogen: true, ..begin.rit(&feiten, &geformuleerd, limits, waarnemer) };
    let (plaatsingen, mut found) = rit.solve();
    let [whole, ..] = std::mem::replace(&mut found.grenzen, [const { None }; TIERS]);
    let plan = rit.plan(&begin.hash, plaatsingen, &found)?;
    let sum = |values: &mut dyn Iterator<Item = &Breuk>| -> Breuk {
        values.zip(tiers).map(|(value, tier)| value * &Breuk::from(gewicht(*tier))).sum()
    };
    let schaal = geformuleerd.model.schaal.first().copied().unwrap_or(1);
    let grens = whole.map(|whole| Breuk::ratio(whole.grens, schaal) + sum(&mut constanten.iter()));
    Ok(Gewogen { waarde: sum(&mut plan.tiers.iter().map(|tier| &tier.waarde)), grens, plan })
}
