//! What earlier matchrondes left in the solidariteitsboek, brought into a Problem: the pages of this schooljaar, the lots of
//! boards, and the saldo of the 7%-regeling from the years before.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::app::error::AppError;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::domain::solidariteitsboek::{Bestuurslijn, Solidariteitsboek};
use crate::matching::problem::{Norm, Onderwerp, Problem, ProblemBoek, ProblemSchool};
use crate::storage::connection::Conn;
use crate::storage::solidariteitsboek::{laatste_stap, list_boeken, list_loten};

/// The same question with what was frozen. A board that came after the lots were drawn stands behind the others.
pub(in crate::app) fn met_vastgelegde(
    conn: &mut Conn,
    regio_id: Uuid,
    mut problem: Problem,
) -> Result<Problem, AppError> {
    let year = problem.schooljaar;
    let drawn = list_loten(conn, regio_id, year)?;
    let behind = drawn.values().max().map_or(0, |last| last + 1);
    let mut saldi: BTreeMap<Bestuursnummer, BTreeMap<Sector, Breuk>> = BTreeMap::new();
    for ((sector, nummer), saldo) in laatste_stap(conn, regio_id, "zevenprocent", "saldo-volgend", year)? {
        saldi.entry(nummer).or_default().insert(sector, saldo);
    }
    for bestuur in &mut problem.schoolbesturen {
        bestuur.lot = drawn.get(&bestuur.bestuursnummer).copied().unwrap_or(behind + bestuur.lot);
        bestuur.saldi_zevenprocent = saldi.remove(&bestuur.bestuursnummer).unwrap_or_default();
    }
    let boeken = list_boeken(conn, regio_id, year)?;
    problem.boeken = boeken.into_iter().map(|boek| problem_boek(boek, &problem.scholen)).collect();
    Ok(problem)
}

/// A frozen page as a Problem takes it: the lines of boards that still have a school there.
fn problem_boek(boek: Solidariteitsboek, scholen: &[ProblemSchool]) -> ProblemBoek {
    let there: BTreeSet<(Sector, &Bestuursnummer)> =
        scholen.iter().map(|school| (school.sector, &school.bestuursnummer)).collect();
    let lijnen = boek.lijnen.into_iter().filter(|line| there.contains(&(line.sector, &line.bestuursnummer)));
    ProblemBoek {
        normen: lijnen.map(|line| norm(&boek.regel, line)).collect(),
        peildatum: boek.peildatum,
        in_formatie: boek.in_formatie.iter().map(Uuid::to_string).collect(),
        regel: boek.regel,
    }
}

fn norm(regel: &str, line: Bestuurslijn) -> Norm {
    Norm {
        regel: regel.to_owned(),
        onderwerp: Onderwerp::Schoolbestuur(line.bestuursnummer),
        sector: Some(line.sector),
        waarde: line.waarde,
        eenheid: line.eenheid,
        stappen: line.stappen,
        opmerkingen: line.opmerkingen,
    }
}
