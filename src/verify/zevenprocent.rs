//! The 7%-regeling from its description: a share of the base plus saldo, rounded to whole persons; who is there counts.

use std::collections::{BTreeMap, BTreeSet};

use super::gegevens::Gegevens;
use crate::domain::breuk::Breuk;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::sector::Sector;
use crate::matching::plan::Plan;
use crate::matching::problem::Norm;

const REGEL: &str = "zevenprocent";

/// A board in a sectorkamer.
pub(super) struct Bestuur<'a> {
    pub(super) sector: Sector,
    pub(super) nummer: &'a Bestuursnummer,
    pub(super) quotum: i64,
    pub(super) geteld: i64,
}

struct Eis<'a> {
    nummer: &'a Bestuursnummer,
    eis: Breuk,
    lot: u64,
    eigen: i64,
}

/// Every board with a formatie, by sector and number.
pub(super) fn besturen<'a>(gegevens: &Gegevens<'a>, plan: &Plan) -> Vec<Bestuur<'a>> {
    let mut found = Vec::new();
    for (sector, eisen) in eisen(gegevens) {
        let quota: Vec<Option<i64>> = match gegevens.boek(REGEL) {
            // What was frozen; a board that is not in it owes nothing this year.
            Some(boek) => eisen.iter().map(|eis| boek.norm(sector, eis.nummer).and_then(frozen)).collect(),
            None => rounded(&eisen, gegevens.woord(REGEL, "afronding")).into_iter().map(Some).collect(),
        };
        for (eis, quotum) in eisen.into_iter().zip(quota) {
            let Some(quotum) = quotum else { continue };
            let placed = first_years(gegevens, plan, sector, eis.nummer);
            found.push(Bestuur { sector, nummer: eis.nummer, quotum, geteld: eis.eigen + placed });
        }
    }
    found
}

/// Demands per sector, by number of the board.
fn eisen<'a>(gegevens: &Gegevens<'a>) -> BTreeMap<Sector, Vec<Eis<'a>>> {
    let mut bases: BTreeMap<(Sector, &'a Bestuursnummer), (Breuk, i64)> = BTreeMap::new();
    for school in &gegevens.problem.scholen {
        let key = (school.sector, &school.bestuursnummer);
        if gegevens.boek(REGEL).is_some() {
            bases.entry(key).or_default();
        }
        let Some(formatie) = &school.formatie else { continue };
        let amount = match gegevens.woord(REGEL, "grondslag") {
            "fte" => formatie.beschikbaar_bevoegd_fte.breuk(),
            "personen" => Breuk::from(i64::from(formatie.personen.unwrap_or(0))),
            _ => Breuk::from(i64::from(formatie.groepen.unwrap_or(0))),
        };
        let base = bases.entry(key).or_default();
        base.0 += amount;
        base.1 += i64::from(formatie.eerstejaars_zij_instromers_eigen);
    }
    let share = gegevens.getal(REGEL, "percentage");
    let mut found: BTreeMap<Sector, Vec<Eis<'a>>> = BTreeMap::new();
    for ((sector, nummer), (base, eigen)) in bases {
        let board = gegevens.problem.schoolbesturen.iter().find(|board| board.bestuursnummer == *nummer);
        let mut eis = &share * &base;
        eis += board.and_then(|board| board.saldi_zevenprocent.get(&sector).cloned()).unwrap_or_default();
        let lot = board.map_or(u64::MAX, |board| board.lot);
        found.entry(sector).or_default().push(Eis { nummer, eis, lot, eigen });
    }
    found
}

/// The quota in a line of the book: what was asked less what goes on to the next schooljaar.
fn frozen(norm: &Norm) -> Option<i64> {
    let step = |symbool: &str| norm.stappen.iter().find(|stap| stap.symbool == symbool).map(|stap| &stap.waarde);
    let quotum = match (step("eis"), step("saldo-volgend")) {
        (Some(eis), Some(next)) => eis - next,
        _ => norm.waarde.clone()?,
    };
    Some(quotum.naar_beneden())
}

fn rounded(eisen: &[Eis<'_>], how: &str) -> Vec<i64> {
    let each = |round: fn(&Breuk) -> i64| eisen.iter().map(|one| round(&one.eis).max(0)).collect::<Vec<i64>>();
    match how {
        "naar-boven" => return each(Breuk::naar_boven),
        "naar-beneden" => return each(Breuk::naar_beneden),
        "afronden" => return each(Breuk::afgerond),
        _ => {}
    }
    let mut quota = each(Breuk::naar_beneden);
    let total = eisen.iter().map(|one| one.eis.clone()).sum::<Breuk>().afgerond();
    let mut rest = total - quota.iter().sum::<i64>();
    let mut taken = vec![false; eisen.len()];
    while rest > 0 {
        // The largest remainder among those that got nothing yet; the lowest lot of equals.
        let open =
            eisen.iter().enumerate().filter(|(at, one)| !one.eis.is_negatief() && taken.get(*at) == Some(&false));
        let next = open.max_by(|(_, a), (_, b)| {
            let left = |one: &Eis| &one.eis - &Breuk::from(one.eis.naar_beneden());
            left(a).cmp(&left(b)).then(b.lot.cmp(&a.lot)).then(b.nummer.cmp(a.nummer))
        });
        let Some((at, _)) = next else { break };
        if let (Some(quotum), Some(mark)) = (quota.get_mut(at), taken.get_mut(at)) {
            (*quotum, *mark) = (*quotum + 1, true);
        }
        rest -= 1;
    }
    quota
}

/// First-years that the plan holds at a board in a sector, in persons.
fn first_years(gegevens: &Gegevens, plan: &Plan, sector: Sector, nummer: &Bestuursnummer) -> i64 {
    let here = plan.plaatsingen.iter().filter(|line| {
        gegevens.school(&line.vestigingscode).is_some_and(|s| s.sector == sector && s.bestuursnummer == *nummer)
    });
    let persons: BTreeSet<&str> = here
        .map(|line| line.regiodocent.as_str())
        .filter(|id| gegevens.persoon(id).is_some_and(|persoon| gegevens.eerstejaars(persoon)))
        .collect();
    i64::try_from(persons.len()).unwrap_or(i64::MAX)
}
