//! What a question names must be in the Problem it is asked of.

use crate::domain::invoer::{Invoer, Invoerfout};
use crate::domain::kenmerk::Bestuursnummer;
use crate::matching::problem::Problem;

const HERSTEL: &str = "Neem het id over uit het plan of het Problem.";

/// Remembers an error when this regiodocent is not in the Problem.
pub(super) fn docent_bestaat(invoer: &mut Invoer, problem: &Problem, pointer: &str, id: &str) {
    let known = problem.regiodocenten.iter().any(|docent| docent.id == id);
    bestaat(invoer, known, pointer, "regiodocent", id);
}

/// Remembers an error when this vacature is not in the Problem.
pub(super) fn vacature_bestaat(invoer: &mut Invoer, problem: &Problem, pointer: &str, id: &str) {
    let known = problem.vacatures.iter().any(|vacature| vacature.id == id);
    bestaat(invoer, known, pointer, "vacature", id);
}

/// Remembers an error when this board is not in the Problem.
pub(super) fn bestuur_bestaat(invoer: &mut Invoer, problem: &Problem, pointer: &str, nummer: &Bestuursnummer) {
    let known = problem.schoolbesturen.iter().any(|bestuur| bestuur.bestuursnummer == *nummer);
    bestaat(invoer, known, pointer, "schoolbestuur", nummer.as_str());
}

fn bestaat(invoer: &mut Invoer, known: bool, pointer: &str, what: &str, id: &str) {
    invoer.eis(known, || {
        let detail = format!("{what} {id} doet niet mee in deze matchronde");
        Invoerfout::new(pointer, "onbekende-verwijzing", detail, HERSTEL)
    });
}
