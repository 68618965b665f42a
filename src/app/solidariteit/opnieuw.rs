//! The question as it would be when a page is frozen anew: from today's data, for the peildatum of the heropening.

use super::bladzijde::{incomplete, lijnen};
use super::unusable;
use crate::app::error::AppError;
use crate::app::prepare::{Opname, prepare};
use crate::domain::boekheropening::{Boekheropening, Boekregel};
use crate::domain::regio::Regio;
use crate::domain::solidariteitsboek::Bestuurslijn;
use crate::domain::stored::Stored;
use crate::matching::canonical::with_norms;
use crate::matching::facts::Feiten;
use crate::matching::problem::Problem;
use crate::storage::connection::Conn;

/// With norms, and without the page that is opened: that follows from the facts again.
pub(in crate::app) fn zonder_bladzijde(
    conn: &mut Conn,
    regio: &Stored<Regio>,
    heropening: &Boekheropening,
) -> Result<Problem, AppError> {
    let Boekheropening { schooljaar, peildatum, regel, .. } = *heropening;
    let opname = Opname { schooljaar, peildatum, ingangsdatum: None, zaad: "solidariteit" };
    let mut problem = prepare(conn, regio, &opname)?;
    problem.boeken.retain(|boek| boek.regel != regel.as_str());
    with_norms(problem).map_err(|fouten| unusable(&fouten, true))
}

/// The lines of a page as they follow from this question.
pub(in crate::app) fn lijnen_van(problem: &Problem, regel: Boekregel) -> Result<Vec<Bestuurslijn>, AppError> {
    lijnen(&Feiten::new(problem).map_err(incomplete)?, regel.as_str())
}
