//! The wijzigingsbudget from its description: whoever has a place today that the plan does not repeat, is moved.

use std::collections::BTreeSet;

use super::gegevens::Gegevens;
use crate::domain::beleid::Modus;
use crate::domain::breuk::Breuk;
use crate::matching::plan::Plan;

const REGEL: &str = "wijzigingsbudget";

/// How the rule holds for this question.
pub(super) fn modus(gegevens: &Gegevens) -> Modus {
    match gegevens.problem.herronde {
        true => gegevens.woord(REGEL, "modus-herronde").parse().unwrap_or(Modus::Uit),
        false => gegevens.modus(REGEL),
    }
}

/// Persons that may be moved.
pub(super) fn budget(gegevens: &Gegevens) -> Breuk {
    gegevens.getal(REGEL, "personen")
}

/// Persons moved.
pub(super) fn verplaatst(gegevens: &Gegevens, plan: &Plan) -> Breuk {
    let repeated = plan.plaatsingen.iter().filter(|line| gegevens.loopt_al(line));
    let repeated: BTreeSet<&str> = repeated.filter_map(|line| line.bestaand.as_deref()).collect();
    let today = gegevens.problem.plaatsingen.iter().filter(|today| today.status.houdt_fte_vast());
    let gone: BTreeSet<&str> =
        today.filter(|today| !repeated.contains(today.id.as_str())).map(|today| today.regiodocent.as_str()).collect();
    Breuk::from(i64::try_from(gone.len()).unwrap_or(i64::MAX))
}

/// Persons moved above the budget.
pub(super) fn boven(gegevens: &Gegevens, plan: &Plan) -> Breuk {
    (&verplaatst(gegevens, plan) - &budget(gegevens)).minstens_nul()
}
