//! What boards received earlier in the schooljaar, for the ceilings: an early end gives back the days that follow it, and an
//! overdracht none, because who went over to the board stays.

use chrono::NaiveDate;

use crate::domain::schooljaar::Schooljaar;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::problem::{ProblemInstroom, ProblemSchool};
use crate::storage::instroom::GewerktDeel;

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opgave {
    /// Of this schooljaar.
    pub(super) schooljaar: Schooljaar,
    /// Day on which the formation is taken.
    pub(super) peildatum: NaiveDate,
    /// Is dubbele bezetting part of the formation?
    pub(super) dubbel_telt: bool,
}

/// At schools that are in the question; another belongs to no ledger of it.
pub(super) fn instroom(delen: &[GewerktDeel], opgave: Opgave, scholen: &[ProblemSchool]) -> Vec<ProblemInstroom> {
    let known = |deel: &&GewerktDeel| scholen.iter().any(|school| school.vestigingscode == deel.vestigingscode);
    delen.iter().filter(known).flat_map(|deel| of_deel(deel, opgave)).collect()
}

/// The days of a part that ended, and those from its overdracht until the end of the schooljaar. What still runs stands
/// with the plaatsingen.
fn of_deel(deel: &GewerktDeel, Opgave { schooljaar, peildatum, dubbel_telt }: Opgave) -> Vec<ProblemInstroom> {
    let last = deel.periode.einde();
    let training = deel.vacaturesoort == Vacaturesoort::Opleidingsplaats;
    let worked = (!deel.status.houdt_fte_vast()).then_some((deel.periode.van, last, false));
    let goes_over = deel.overdracht_op.filter(|day| last.succ_opt() == Some(*day));
    let days = worked.into_iter().chain(goes_over.map(|day| (day, schooljaar.laatste_dag(), true)));
    // Not one day counts of an opleidingsplaats, nor of who stopped in dubbele bezetting: as if netto after the last one.
    let netto = |van: NaiveDate, tot_en_met: NaiveDate| {
        let first = deel.netto_vanaf.map_or(van, |netto| netto.max(van));
        let after = tot_en_met.succ_opt().unwrap_or(tot_en_met);
        if training { after } else { first.min(after) }
    };
    let row = |(van, tot_en_met, na_overdracht)| ProblemInstroom {
        plaatsing: deel.plaatsing_id.to_string(),
        regiodocent: deel.regiodocent_id.to_string(),
        vestigingscode: deel.vestigingscode.clone(),
        status: deel.status,
        fte: deel.fte,
        sinds: deel.periode.van,
        van: netto(van, tot_en_met),
        tot_en_met,
        na_overdracht,
        overdracht_op: deel.overdracht_op.filter(|_| na_overdracht),
    };
    let in_formatie = |row: &ProblemInstroom| dubbel_telt && !row.na_overdracht && row.liep_op(peildatum);
    let counts = |row: &ProblemInstroom| {
        row.tot_en_met >= schooljaar.eerste_dag() && (row.van <= row.tot_en_met || in_formatie(row))
    };
    days.map(row).filter(counts).collect()
}
