//! What is not as it was when the data of a matchronde were frozen: listed for whoever adopts a plan, never overwritten.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::vaststelling::{Wijziging, Wijzigingsoort};
use crate::matching::problem::{Problem, ProblemRegiodocent};

/// Every school, regiodocent, vacature and plaatsing that came, went or changed, and whether the beleid did.
pub fn gewijzigd(toen: &Problem, nu: &Problem) -> Vec<Wijziging> {
    let mut found = Vec::new();
    let school = |one: &crate::matching::problem::ProblemSchool| one.vestigingscode.to_string();
    compare(&mut found, "school", &toen.scholen, &nu.scholen, school);
    let mensen = |problem: &Problem| problem.regiodocenten.iter().map(without_lot).collect::<Vec<_>>();
    compare(&mut found, "regiodocent", &mensen(toen), &mensen(nu), |one| one.id.clone());
    compare(&mut found, "vacature", &toen.vacatures, &nu.vacatures, |one| one.id.clone());
    compare(&mut found, "plaatsing", &toen.plaatsingen, &nu.plaatsingen, |one| one.id.clone());
    if toen.beleid != nu.beleid {
        found.push(Wijziging { onderwerp: "beleid".into(), id: None, wat: Wijzigingsoort::Gewijzigd });
    }
    found
}

/// Lots shift when somebody joins the pool: that is no change of this person.
fn without_lot(docent: &ProblemRegiodocent) -> ProblemRegiodocent {
    ProblemRegiodocent { lot: 0, ..docent.clone() }
}

fn compare<T: PartialEq>(
    found: &mut Vec<Wijziging>,
    onderwerp: &str,
    toen: &[T],
    nu: &[T],
    key: impl Fn(&T) -> String,
) {
    let index = |items: &[T]| items.iter().enumerate().map(|(at, item)| (key(item), at)).collect::<BTreeMap<_, _>>();
    let (before, after) = (index(toen), index(nu));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for id in keys {
        let was = before.get(id).and_then(|at| toen.get(*at));
        let wat = match (was, after.get(id).and_then(|at| nu.get(*at))) {
            (Some(was), Some(is)) if was == is => continue,
            (Some(_), Some(_)) => Wijzigingsoort::Gewijzigd,
            (None, _) => Wijzigingsoort::Toegevoegd,
            (Some(_), None) => Wijzigingsoort::Verdwenen,
        };
        found.push(Wijziging { onderwerp: onderwerp.into(), id: Some(id.clone()), wat });
    }
}
