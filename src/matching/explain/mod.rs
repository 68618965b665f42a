//! Explain: questions about a plan or a vacature, answered from facts and rules. Changes nothing, solves nothing.

pub mod belemmering;
pub mod kandidaten;
pub mod kwetsbaarheid;
pub mod lot;
pub mod ranglijst;
pub mod ruil;
pub mod trechter;
mod zinnen;

use crate::matching::facts::Feiten;
use crate::matching::problem::{ProblemRegiodocent, ProblemVacature};
use crate::matching::rules::{RULES, Rule, RuleInfo};

/// The rules that can object to a pair, in the order of the list: the steps of every funnel.
pub fn zeven() -> Vec<(&'static dyn Rule, RuleInfo)> {
    RULES.iter().map(|rule| (*rule, rule.info())).filter(|(_, info)| info.weigert).collect()
}

/// Number of the first rule that objects to this pair; `None` when none does.
pub(in crate::matching) fn first_objection(
    zeven: &[(&'static dyn Rule, RuleInfo)],
    feiten: &Feiten,
    docent: &ProblemRegiodocent,
    vacature: &ProblemVacature,
) -> Option<usize> {
    zeven.iter().position(|(rule, _)| rule.objection(feiten, docent, vacature).is_some())
}
