//! Ways out for one board: a rule that is hard for everybody gives way where it pinches, and holds for all others.

use super::super::wijziging::Wijziging;
use super::super::zaak::Zaak;
use super::{Uitweg, na, uitweg};
use crate::domain::beleid::Modus;
use crate::matching::plan::Bevinding;
use crate::matching::problem::{Norm, Onderwerp, Problem, Versoepeling};
use crate::matching::rules::BOEKREGELS;
use crate::matching::solve::SolveError;

/// Boards that are tried, each with one rule.
const GEPROBEERD: usize = 8;

/// The ways out for everybody and those for one board. Where one board is enough for the same price, it does not stand there
/// for everybody.
pub(super) fn verfijn(zaak: &Zaak, breuken: &[Bevinding], uitwegen: Vec<Uitweg>) -> Result<Vec<Uitweg>, SolveError> {
    let mut tried = kandidaten(&zaak.problem, breuken, &uitwegen);
    let mut found = Vec::with_capacity(uitwegen.len());
    for one in uitwegen {
        match alleen_voor(&tried, &one) {
            // The same plan: nobody else's rule gave way in it, so a smaller amount would have been found for everybody.
            Some(at) => found.push(Uitweg { wijzigingen: vec![tried.remove(at)], ..one }),
            None => found.push(one),
        }
    }
    for one in tried.into_iter().take(GEPROBEERD) {
        found.extend(uitweg(zaak, &[one])?);
    }
    let price = |one: &Uitweg| (regel(one).map(str::to_owned), na(one));
    let narrow: Vec<_> = found.iter().filter(|one| !is_voor_allen(one)).map(price).collect();
    found.retain(|one| !is_voor_allen(one) || !narrow.contains(&price(one)));
    Ok(found)
}

/// Does a rule give way for everybody?
pub(super) fn is_voor_allen(one: &Uitweg) -> bool {
    one.wijzigingen.iter().any(|part| matches!(part, Wijziging::Modus { .. }))
}

/// The one rule that gives way, for everybody or for one board.
fn regel(one: &Uitweg) -> Option<&str> {
    match one.wijzigingen.as_slice() {
        [Wijziging::Modus { regel } | Wijziging::Versoepeling { versoepeling: Versoepeling { regel, .. } }] => {
            Some(regel)
        }
        _ => None,
    }
}

/// Every board of which a hard rule asks something: those that break it in the plan first, then those that break it in a way
/// out for everybody.
fn kandidaten(problem: &Problem, breuken: &[Bevinding], uitwegen: &[Uitweg]) -> Vec<Wijziging> {
    let hard = |norm: &&Norm| {
        let regel = norm.regel.as_str();
        BOEKREGELS.contains(&regel) && problem.beleid.modus(regel) == Modus::Hard
    };
    let mut found: Vec<(usize, Wijziging)> = Vec::new();
    for norm in problem.normen.iter().filter(hard).filter(|norm| norm.waarde.is_some()) {
        let (Onderwerp::Schoolbestuur(nummer), Some(sector)) = (&norm.onderwerp, norm.sector) else { continue };
        let own = |told: &&Bevinding| told.regel == norm.regel && told.onderwerp == norm.onderwerp;
        let rank = match (breuken.iter().find(own), uitwegen.iter().flat_map(|one| &one.dan).find(own)) {
            (Some(_), _) => 0,
            (None, Some(_)) => 1,
            (None, None) => 2,
        };
        let versoepeling = Versoepeling { regel: norm.regel.clone(), bestuursnummer: nummer.clone(), sector };
        if !problem.versoepelingen.contains(&versoepeling) {
            found.push((rank, Wijziging::Versoepeling { versoepeling }));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, one)| one).collect()
}

/// The candidate that is all a way out for everybody comes down to: one board breaks the rule in it, and that has it in one
/// sector.
fn alleen_voor(tried: &[Wijziging], one: &Uitweg) -> Option<usize> {
    let ([Wijziging::Modus { regel }], [found]) = (one.wijzigingen.as_slice(), one.dan.as_slice()) else { return None };
    let is_it = |part: &Wijziging| match part {
        Wijziging::Versoepeling { versoepeling } => {
            versoepeling.regel == *regel
                && found.onderwerp == Onderwerp::Schoolbestuur(versoepeling.bestuursnummer.clone())
        }
        _ => false,
    };
    let mut same = tried.iter().enumerate().filter(|(_, part)| is_it(part)).map(|(at, _)| at);
    same.next().filter(|_| same.next().is_none())
}

/// What was found, with the name of the board it is about.
pub(super) fn met_naam(problem: &Problem, found: &Bevinding) -> String {
    let board = match &found.onderwerp {
        Onderwerp::Schoolbestuur(nummer) => problem.schoolbesturen.iter().find(|one| one.bestuursnummer == *nummer),
        _ => None,
    };
    board.map_or_else(|| found.tekst.clone(), |board| format!("{}: {}", board.naam, found.tekst))
}
