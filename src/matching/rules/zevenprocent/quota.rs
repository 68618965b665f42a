//! The verdict of the 7%-regeling on a plan, from the facts alone: shares nothing with the derivation in `uitleg`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::matching::facts::Feiten;
use crate::matching::plan::VoorgesteldePlaatsing;
use crate::matching::problem::{ProblemBoek, ProblemFormatie};

/// How many first-years a board has, and should have.
pub(super) struct Telling {
    pub(super) bestuur: Bestuursnummer,
    pub(super) sector: Sector,
    pub(super) quotum: i64,
    pub(super) geteld: i64,
}

impl Telling {
    /// Persons short of the quota; 0 when it is met.
    pub(super) fn gemis(&self) -> i64 {
        (self.quotum - self.geteld).max(0)
    }
}

/// A board in one sector while seats are handed out.
struct Zetels<'a> {
    bestuur: &'a Bestuursnummer,
    sector: Sector,
    lot: u64,
    demand: Breuk,
    seats: i64,
    counted: i64,
}

/// Every board with a formatie, sorted by sector and board.
pub(super) fn tellingen(feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Telling>, OnvolledigBeleid> {
    let mut boards = demands(feiten)?;
    match feiten.boek("zevenprocent") {
        Some(boek) => take_frozen(&mut boards, boek),
        None => round(&mut boards, feiten.beleid().keuze("zevenprocent", "afronding")?),
    }
    let placed = placed_first_years(feiten, plan);
    let count = |board: Zetels| {
        let persons = placed.get(&(board.sector, board.bestuur)).map_or(0, BTreeSet::len);
        let geteld = board.counted + i64::try_from(persons).unwrap_or(i64::MAX);
        let (bestuur, sector, quotum) = (board.bestuur.clone(), board.sector, board.seats);
        Telling { bestuur, sector, quotum, geteld }
    };
    Ok(boards.into_iter().map(count).collect())
}

/// The quota of the book. A board that has no line there has none to meet this year.
fn take_frozen(boards: &mut Vec<Zetels<'_>>, boek: &ProblemBoek) {
    boards.retain_mut(|board| {
        let norm = boek.norm(board.sector, board.bestuur).and_then(|norm| norm.waarde.as_ref());
        board.seats = norm.map_or(0, Breuk::naar_beneden);
        norm.is_some()
    });
}

fn round(boards: &mut [Zetels<'_>], rounding: &str) {
    for board in boards.iter_mut() {
        board.seats = match rounding {
            "naar-boven" => board.demand.naar_boven().max(0),
            "afronden" => board.demand.afgerond().max(0),
            _ => board.demand.naar_beneden().max(0),
        };
    }
    if rounding == "grootste-rest" {
        let sectors: BTreeSet<Sector> = boards.iter().map(|board| board.sector).collect();
        sectors.into_iter().for_each(|sector| hand_out(boards, sector));
    }
}

fn demands<'a>(feiten: &Feiten<'a>) -> Result<Vec<Zetels<'a>>, OnvolledigBeleid> {
    let share = feiten.beleid().getal("zevenprocent", "percentage")?;
    let basis = feiten.beleid().keuze("zevenprocent", "grondslag")?;
    let mut boards: BTreeMap<(Sector, &Bestuursnummer), (Breuk, i64)> = BTreeMap::new();
    for school in &feiten.problem.scholen {
        // A quota that was frozen stays, also when the figures of today are not there.
        if school.formatie.is_none() && feiten.boek("zevenprocent").is_none() {
            continue;
        }
        let (base, counted) = boards.entry((school.sector, &school.bestuursnummer)).or_default();
        let Some(formatie) = &school.formatie else { continue };
        *base += amount(formatie, basis);
        *counted += i64::from(formatie.eerstejaars_zij_instromers_eigen);
    }
    let demand = |((sector, bestuur), (base, counted)): ((Sector, &'a Bestuursnummer), (Breuk, i64))| {
        let known = feiten.bestuur(bestuur);
        let saldo = known.and_then(|known| known.saldi_zevenprocent.get(&sector).cloned());
        let demand = &share * &base + saldo.unwrap_or_default();
        Zetels { bestuur, sector, lot: known.map_or(u64::MAX, |known| known.lot), demand, seats: 0, counted }
    };
    Ok(boards.into_iter().map(demand).collect())
}

fn amount(formatie: &ProblemFormatie, basis: &str) -> Breuk {
    match basis {
        "personen" => Breuk::from(formatie.personen.map_or(0, i64::from)),
        "fte" => formatie.beschikbaar_bevoegd_fte.breuk(),
        _ => Breuk::from(formatie.groepen.map_or(0, i64::from)),
    }
}

/// One seat at a time to the board that lacks most, until the sector has its total.
fn hand_out(boards: &mut [Zetels], sector: Sector) {
    let here = |board: &Zetels| board.sector == sector;
    let wanted: Breuk = boards.iter().filter(|board| here(board)).map(|board| board.demand.clone()).sum();
    let given: i64 = boards.iter().filter(|board| here(board)).map(|board| board.seats).sum();
    for _ in given..wanted.afgerond() {
        let lacks = |board: &Zetels| &board.demand - &Breuk::from(board.seats);
        let eligible = boards.iter_mut().filter(|board| here(board) && !board.demand.is_negatief());
        let next = eligible.reduce(|best, board| {
            let order = lacks(best).cmp(&lacks(board)).reverse();
            match order.then(best.lot.cmp(&board.lot)).then(best.bestuur.cmp(board.bestuur)) {
                std::cmp::Ordering::Greater => board,
                _ => best,
            }
        });
        let Some(board) = next else { return };
        board.seats += 1;
    }
}

fn placed_first_years<'a, 'p>(
    feiten: &Feiten<'a>,
    plan: &'p [VoorgesteldePlaatsing],
) -> BTreeMap<(Sector, &'a Bestuursnummer), BTreeSet<&'p str>> {
    let mut placed: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    for line in plan {
        let first_year = feiten.regiodocent(&line.regiodocent).is_some_and(|docent| feiten.is_eerstejaars(docent));
        if first_year && let Some((bestuur, sector)) = feiten.kamer(&line.vestigingscode) {
            placed.entry((sector, bestuur)).or_default().insert(&line.regiodocent);
        }
    }
    placed
}
