//! How numbers and lists read in a derivation: Dutch notation, one place for all rules.

use crate::domain::breuk::Breuk;
use crate::matching::problem::Stap;

/// One step of a derivation.
pub(super) fn stap(symbool: &str, naam: &str, berekening: String, waarde: &Breuk, eenheid: &str) -> Stap {
    Stap { symbool: symbool.into(), naam: naam.into(), berekening, waarde: waarde.clone(), eenheid: eenheid.into() }
}

/// A share as a percentage with no more decimals than it has, at most two: `3 %`, `7,5 %`.
pub(in crate::matching) fn procent(share: &Breuk) -> String {
    let hundred = share * &Breuk::from(100);
    let text = hundred.tekst(2);
    let text = text.trim_end_matches('0').trim_end_matches(',');
    format!("{text} %")
}

/// The first names of a list, and how many more there are.
pub(super) fn noem(namen: &[String]) -> String {
    const SHOWN: usize = 5;
    let first: Vec<&str> = namen.iter().take(SHOWN).map(String::as_str).collect();
    match namen.len().saturating_sub(SHOWN) {
        0 => first.join(", "),
        more => format!("{} en nog {more}", first.join(", ")),
    }
}
