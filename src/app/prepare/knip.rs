//! A running plaatsing of somebody who may be moved is split at the first day that is planned: what was before is what it was,
//! and only the days from then on may change.

use chrono::NaiveDate;

use crate::domain::instemming::Instemmingsoort;
use crate::domain::plaatsing::Plaatsingstatus;
use crate::domain::vacature::Vacaturesoort;
use crate::matching::problem::{HuidigePlaatsing, Problem, ProblemInstroom};

/// Cuts what began before `ingang` and goes on. The days before it stay with the school and in the ledger of its board.
pub(super) fn knip(mut problem: Problem, ingang: NaiveDate) -> Problem {
    let may_move = |docent: &&crate::matching::problem::ProblemRegiodocent| {
        let moves = |given: &crate::matching::problem::ProblemInstemming| {
            given.soort == Instemmingsoort::Verplaatsing && given.periode.einde() >= ingang
        };
        docent.instemmingen.iter().any(moves)
    };
    let people: Vec<&str> = problem.regiodocenten.iter().filter(may_move).map(|docent| docent.id.as_str()).collect();
    let training = |id: &str| {
        let found = problem.vacatures.iter().find(|vacature| vacature.id == id);
        found.is_some_and(|vacature| vacature.soort == Vacaturesoort::Opleidingsplaats)
    };
    for today in &mut problem.plaatsingen {
        if people.contains(&today.regiodocent.as_str()) {
            let before = cut(today, ingang);
            problem.instroom.extend(before.filter(|_| !today.delen.iter().any(|deel| training(&deel.vacature))));
        }
    }
    problem
}

/// Leaves the days from `ingang` on; the netto days before it. (Somebody on several parts is not moved.)
fn cut(today: &mut HuidigePlaatsing, ingang: NaiveDate) -> Option<ProblemInstroom> {
    let [deel] = today.delen.as_mut_slice() else { return None };
    if deel.van >= ingang || deel.tot_en_met < ingang {
        return None;
    }
    let sinds = std::mem::replace(&mut deel.van, ingang);
    today.sinds = Some(sinds);
    let (van, tot_en_met) = (today.netto_vanaf.map_or(sinds, |netto| netto.max(sinds)), ingang.pred_opt()?);
    // A reservation did not run yet; it may be refused.
    let ran = today.status == Plaatsingstatus::Actief && van <= tot_en_met;
    ran.then(|| ProblemInstroom {
        plaatsing: today.id.clone(),
        regiodocent: today.regiodocent.clone(),
        vestigingscode: today.vestigingscode.clone(),
        status: today.status,
        fte: deel.fte,
        sinds,
        van,
        tot_en_met,
        na_overdracht: false,
        overdracht_op: None,
    })
}
