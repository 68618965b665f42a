//! The prices behind a bound, written down by the names of the question, so that somebody else can reckon it again.

use std::collections::BTreeMap;

use super::formulation::Geformuleerd;
use super::grens::{Exact, PLAATSEN_BITS};
use super::plan::Certificaat;
use super::problem::{Id, Problem};
use crate::domain::breuk::Breuk;

/// A bound and the prices that prove it.
#[derive(Debug, Clone)]
pub struct Bewezen {
    /// In model units of the tier.
    pub grens: i64,
    /// The prices, in whole numbers.
    pub prijzen: Exact,
    /// Price of every person; empty: as follows from the others.
    pub personen: Vec<i128>,
}

impl Bewezen {
    /// The higher of two bounds; equals keep the first.
    pub fn hoogste(a: Option<Bewezen>, b: Option<Bewezen>) -> Option<Bewezen> {
        match (a, b) {
            (Some(a), Some(b)) => Some(if b.grens > a.grens { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

/// The certificate of a bound on `tier`.
pub fn certificaat(problem: &Problem, geformuleerd: &Geformuleerd, tier: usize, bewezen: &Bewezen) -> Certificaat {
    let model = &geformuleerd.model;
    let exact = &bewezen.prijzen;
    let schaal = |tier: usize| Breuk::from(model.schaal.get(tier).copied().unwrap_or(1));
    let mut prijzen = BTreeMap::new();
    for (at, teller) in model.tellers.iter().enumerate() {
        let prijs = exact.prijs(at);
        if prijs != 0 {
            prijzen.insert(teller.naam.clone(), groot(prijs));
        }
    }
    for (at, feit) in geformuleerd.plekken.iter().enumerate() {
        let prijs = exact.prijs(model.tellers.len() + at);
        let first = feit.vacatures.iter().filter_map(|index| problem.vacatures.get(*index)).map(|one| &one.id).min();
        if let (Some(first), true) = (first, prijs != 0) {
            prijzen.insert(format!("plek {first}"), groot(prijs));
        }
    }
    Certificaat {
        noemer: &Breuk::from(1 << PLAATSEN_BITS) * &schaal(tier),
        gewichten: (0..tier).map(|above| &groot(exact.gewicht(above)) * &schaal(above)).collect(),
        prijzen,
        personen: personen(problem, geformuleerd, bewezen),
    }
}

/// Persons without a pair have no price.
fn personen(problem: &Problem, geformuleerd: &Geformuleerd, bewezen: &Bewezen) -> BTreeMap<Id, Breuk> {
    let named = geformuleerd.model.personen.iter().zip(&bewezen.personen).filter(|(_, prijs)| **prijs != 0);
    let name = |van: usize| {
        let feit = geformuleerd.paren.get(van)?;
        Some(problem.regiodocenten.get(feit.docent)?.id.clone())
    };
    named.filter_map(|(persoon, prijs)| Some((name(persoon.van)?, groot(*prijs)))).collect()
}

fn groot(value: i128) -> Breuk {
    value.to_string().parse().unwrap_or_default()
}
