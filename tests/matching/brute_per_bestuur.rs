//! The oracle for cases up to six by six. It tries, board by board, every way in which some of the people go whole to the
//! schools of that board, asks the checker what each is worth, and then tries every way to divide the people over the
//! boards.
//!
//! That is allowed because no rule weighs two boards against each other: what a plan adds to the tiers is the sum of
//! what its part at every board adds, and sums of lists keep their order. The small oracle (`brute`) knows nothing of
//! this and must find the same (`eigenschap::zes`); the plan that comes out is judged whole by the checker as well.
//! Nobody has a place today, and there is no coach time that boards share.

use std::collections::{BTreeMap, BTreeSet};

use rato::domain::breuk::Breuk;
use rato::domain::kenmerk::Bestuursnummer;
use rato::matching::checker::check;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::Problem;

use super::brute::{sorted, volgorde, wegen};

/// Per tier, in order, with the voorrang in its place.
type Waarden = Vec<Breuk>;
/// Who is placed: a bit per regiodocent.
type Wie = u32;
/// The best way known for these people to be placed: what it adds to every tier, and how.
type Beste = BTreeMap<Wie, (Waarden, Vec<VoorgesteldePlaatsing>)>;

/// What plans are compared by, of the best plan in which everybody goes with the whole contract to one school or nowhere.
pub fn beste(problem: &Problem) -> Waarden {
    assert!(problem.plaatsingen.is_empty());
    let nobody = waarden(problem, &[]).unwrap();
    let nowhere: Beste = BTreeMap::from([(0, (vec![Breuk::nul(); nobody.len()], Vec::new()))]);
    let all = problem.schoolbesturen.iter().fold(nowhere, |before, bestuur| {
        let here = Bestuur { problem, nummer: &bestuur.bestuursnummer, nobody: &nobody };
        samen(&before, &here.beste())
    });
    let (added, plan) = all.into_values().min_by(|a, b| a.0.cmp(&b.0)).unwrap();
    let best: Waarden = nobody.iter().zip(&added).map(|(nobody, added)| nobody + added).collect();
    assert_eq!(waarden(problem, &sorted(&plan)), Some(best.clone()), "the parts are not the whole: {plan:?}");
    best
}

/// Plans that were tried.
type Gezien = BTreeSet<Vec<VoorgesteldePlaatsing>>;

/// What the checker says a plan is worth; `None` when it is not valid.
fn waarden(problem: &Problem, plan: &[VoorgesteldePlaatsing]) -> Option<Waarden> {
    let oordeel = check(problem, plan).unwrap();
    oordeel.geldig.then(|| volgorde(&oordeel))
}

/// Every way to put people who are placed on one side beside others who are placed on the other.
fn samen(one: &Beste, other: &Beste) -> Beste {
    let mut found = Beste::new();
    for (left, (added, lines)) in one {
        for (right, (more, others)) in other.iter().filter(|(right, _)| left & **right == 0) {
            let sum: Waarden = added.iter().zip(more).map(|(added, more)| added + more).collect();
            neem(&mut found, left | right, sum, || [&lines[..], &others[..]].concat());
        }
    }
    found
}

fn neem(found: &mut Beste, wie: Wie, added: Waarden, lines: impl Fn() -> Vec<VoorgesteldePlaatsing>) {
    if found.get(&wie).is_none_or(|(known, _)| added < *known) {
        found.insert(wie, (added, lines()));
    }
}

/// One board, as if there were no other.
struct Bestuur<'a> {
    problem: &'a Problem,
    nummer: &'a Bestuursnummer,
    nobody: &'a Waarden,
}

impl Bestuur<'_> {
    fn beste(&self) -> Beste {
        let (mut found, mut seen) = (Beste::new(), BTreeSet::new());
        self.probeer(0, &[], &mut found, &mut seen);
        found
    }

    /// With these lines for `wie`: everything that others can do beside them. In every order, since who comes first fills
    /// a vacature and who comes next takes what is left of it.
    fn probeer(&self, wie: Wie, lines: &[VoorgesteldePlaatsing], found: &mut Beste, seen: &mut Gezien) {
        // A plan that is not valid is not valid with more people either.
        let Some(values) =
            Some(lines).filter(|lines| seen.insert(lines.to_vec())).and_then(|lines| waarden(self.problem, lines))
        else {
            return;
        };
        let added = values.iter().zip(self.nobody).map(|(value, nobody)| value - nobody).collect();
        neem(found, wie, added, || lines.to_vec());
        for (next, person) in self.problem.regiodocenten.iter().enumerate().filter(|(next, _)| wie & 1 << next == 0) {
            for weg in wegen(self.problem, person, lines).into_iter().filter(|weg| self.is_hier(weg)) {
                self.probeer(wie | 1 << next, &sorted(&[lines, &[weg]].concat()), found, seen);
            }
        }
    }

    fn is_hier(&self, weg: &VoorgesteldePlaatsing) -> bool {
        let school = self.problem.scholen.iter().find(|school| school.vestigingscode == weg.vestigingscode);
        school.is_some_and(|school| school.bestuursnummer == *self.nummer)
    }
}
