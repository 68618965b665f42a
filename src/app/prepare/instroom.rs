//! What boards received earlier in the schooljaar, for the ceilings: an early end gives back the days that follow it, and an
//! overdracht none, because who went over to the board stays.

use chrono::NaiveDate;

use crate::domain::schooljaar::Schooljaar;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::problem::{ProblemInstroom, ProblemSchool};
use crate::storage::instroom::GewerktDeel;

/// At schools that are in the question; another belongs to no ledger of it.
pub(super) fn instroom(
    delen: &[GewerktDeel],
    schooljaar: Schooljaar,
    scholen: &[ProblemSchool],
) -> Vec<ProblemInstroom> {
    let known = |deel: &&GewerktDeel| scholen.iter().any(|school| school.vestigingscode == deel.vestigingscode);
    let as_fte = |deel: &&GewerktDeel| deel.vacaturesoort != Vacaturesoort::Opleidingsplaats;
    delen.iter().filter(known).filter(as_fte).flat_map(|deel| of_deel(deel, schooljaar)).collect()
}

/// The days of a part that ended, and those from its overdracht until the end of the schooljaar. What still runs stands
/// with the plaatsingen.
fn of_deel(deel: &GewerktDeel, schooljaar: Schooljaar) -> Vec<ProblemInstroom> {
    let last = deel.periode.einde();
    let worked = (!deel.status.houdt_fte_vast()).then_some((deel.periode.van, last, false));
    let goes_over = deel.overdracht_op.filter(|day| last.succ_opt() == Some(*day));
    let days = worked.into_iter().chain(goes_over.map(|day| (day, schooljaar.laatste_dag(), true)));
    let netto = move |van: NaiveDate| deel.netto_vanaf.map_or(van, |netto| netto.max(van));
    let row = move |(van, tot_en_met, na_overdracht)| ProblemInstroom {
        plaatsing: deel.plaatsing_id.to_string(),
        regiodocent: deel.regiodocent_id.to_string(),
        vestigingscode: deel.vestigingscode.clone(),
        status: deel.status,
        fte: deel.fte,
        sinds: deel.periode.van,
        van: netto(van),
        tot_en_met,
        na_overdracht,
        overdracht_op: deel.overdracht_op.filter(|_| na_overdracht),
    };
    let counts = |row: &ProblemInstroom| row.van <= row.tot_en_met && row.tot_en_met >= schooljaar.eerste_dag();
    days.map(row).filter(counts).collect()
}
