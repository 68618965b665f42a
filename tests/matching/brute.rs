//! An oracle that shares nothing with the engine but the checker: it tries every whole placement.

use std::collections::BTreeSet;

use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::instemming::Instemmingsoort;
use rato::matching::checker::{Oordeel, check};
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Deel, HuidigePlaatsing, Problem, ProblemRegiodocent, ProblemVacature};

use super::fixture::vervolg;

/// Tier values of the best plan in which everybody goes with the whole contract to one school or nowhere, and who has a
/// place today and did not consent to move, keeps it.
pub fn beste(problem: &Problem) -> Vec<(Tier, Breuk)> {
    check(problem, &beste_plan(problem)).unwrap().tiers
}

/// That plan.
pub fn beste_plan(problem: &Problem) -> Vec<VoorgesteldePlaatsing> {
    let mut best = None;
    // What is refused alone is refused beside others as well.
    let may = problem.regiodocenten.iter().map(|person| {
        let alone = geldige_wegen(problem, person);
        alone.into_iter().flat_map(|line| line.delen).map(|deel| deel.vacature).collect()
    });
    let mut stays: Vec<_> = problem.plaatsingen.iter().filter(|today| !mag_weg(problem, today)).map(vervolg).collect();
    probeer(problem, &may.collect::<Vec<_>>(), &mut stays, 0, &mut best);
    best.unwrap().1
}

/// May this person leave this plaatsing? (In these cases everybody has at most one, on one vacature.)
fn mag_weg(problem: &Problem, today: &HuidigePlaatsing) -> bool {
    let person = problem.regiodocenten.iter().find(|person| person.id == today.regiodocent).unwrap();
    person.instemmingen.iter().any(|given| given.soort == Instemmingsoort::Verplaatsing)
}

/// What plans are compared by, and the plan.
type Gevonden = (Vec<Breuk>, Vec<VoorgesteldePlaatsing>);

/// How many plans there are to try, at most.
pub fn aantal_wegen(problem: &Problem) -> usize {
    problem.regiodocenten.iter().map(|person| 1 + geldige_wegen(problem, person).len()).product()
}

fn probeer(
    problem: &Problem,
    may: &[BTreeSet<String>],
    lines: &mut Vec<VoorgesteldePlaatsing>,
    docent: usize,
    best: &mut Option<Gevonden>,
) {
    let Some(person) = problem.regiodocenten.get(docent) else {
        let plan = sorted(lines);
        let oordeel = check(problem, &plan).unwrap();
        let order = volgorde(&oordeel);
        if oordeel.geldig && best.as_ref().is_none_or(|(best, _)| order < *best) {
            *best = Some((order, plan));
        }
        return;
    };
    let today = problem.plaatsingen.iter().find(|today| today.regiodocent == person.id);
    match today {
        Some(today) if mag_weg(problem, today) => {
            lines.push(vervolg(today));
            probeer(problem, may, lines, docent + 1, best);
            lines.pop();
        }
        // Stays, and there is nothing to add.
        Some(_) => return probeer(problem, may, lines, docent + 1, best),
        None => probeer(problem, may, lines, docent + 1, best),
    }
    for weg in wegen(problem, person, lines) {
        if weg.delen.iter().all(|deel| may[docent].contains(&deel.vacature)) {
            lines.push(weg);
            probeer(problem, may, lines, docent + 1, best);
            lines.pop();
        }
    }
}

fn geldige_wegen(problem: &Problem, person: &ProblemRegiodocent) -> Vec<VoorgesteldePlaatsing> {
    let mut alone = wegen(problem, person, &[]);
    // Beside plaatsingen of today a line is never alone.
    alone.retain(|line| !problem.plaatsingen.is_empty() || check(problem, std::slice::from_ref(line)).unwrap().geldig);
    alone
}

/// In the order of a plan.
pub fn sorted(lines: &[VoorgesteldePlaatsing]) -> Vec<VoorgesteldePlaatsing> {
    let mut plan = lines.to_vec();
    plan.sort();
    plan
}

/// Every whole placement of one person for which there is room beside `lines`.
pub fn wegen(
    problem: &Problem,
    person: &ProblemRegiodocent,
    lines: &[VoorgesteldePlaatsing],
) -> Vec<VoorgesteldePlaatsing> {
    let mut found = Vec::new();
    for school in &problem.scholen {
        for delen in verdelingen(problem, school.vestigingscode.as_str(), contract(person), lines) {
            found.push(VoorgesteldePlaatsing {
                regiodocent: person.id.clone(),
                vestigingscode: school.vestigingscode.clone(),
                netto_vanaf: netto_vanaf(problem, person),
                delen,
                bestaand: None,
            });
        }
    }
    found
}

/// What plans are compared by: the tiers, and in its place the voorrang of the 7%-regeling.
pub fn volgorde(oordeel: &Oordeel) -> Vec<Breuk> {
    oordeel.volgorde().into_iter().cloned().collect()
}

fn contract(person: &ProblemRegiodocent) -> Fte {
    person.contracten[0].werktijdfactor
}

/// A first-year counts after the double days; the cases here have first-years who begin on 1 August 2026.
fn netto_vanaf(problem: &Problem, person: &ProblemRegiodocent) -> Option<chrono::NaiveDate> {
    let days = u64::try_from(problem.beleid.geheel("opleidingsplaats", "dubbele-bezetting").unwrap()).unwrap();
    person.traject_start?;
    problem.schooljaar.eerste_dag().checked_add_days(chrono::Days::new(days))
}

/// Every way to fill some vacatures of a school one after the other with `amount`, in every order.
fn verdelingen(problem: &Problem, school: &str, amount: Fte, lines: &[VoorgesteldePlaatsing]) -> Vec<Vec<Deel>> {
    let own: Vec<_> = problem.vacatures.iter().filter(|vacature| vacature.vestigingscode.as_str() == school).collect();
    let mut found = Vec::new();
    vul(&own, amount, lines, &mut Vec::new(), &mut found);
    found
}

fn vul(
    own: &[&ProblemVacature],
    left: Fte,
    lines: &[VoorgesteldePlaatsing],
    delen: &mut Vec<Deel>,
    found: &mut Vec<Vec<Deel>>,
) {
    if left == Fte::NUL {
        let mut done = delen.clone();
        done.sort();
        if !found.contains(&done) {
            found.push(done);
        }
        return;
    }
    for vacature in own {
        if delen.iter().any(|deel| deel.vacature == vacature.id) {
            continue;
        }
        let used: Fte = (lines.iter().flat_map(|line| &line.delen))
            .filter(|deel| deel.vacature == vacature.id)
            .map(|deel| deel.fte)
            .sum();
        let take = left.min(vacature.fte.saturating_sub(used));
        if take > Fte::NUL {
            let (van, tot_en_met) = (vacature.periode.van, vacature.periode.einde());
            delen.push(Deel { vacature: vacature.id.clone(), fte: take, van, tot_en_met });
            vul(own, left - take, lines, delen, found);
            delen.pop();
        }
    }
}
