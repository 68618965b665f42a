//! An oracle that shares nothing with the engine but the checker: it tries every whole placement.

use super::fixture::vervolg;
use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::instemming::Instemmingsoort;
use rato::matching::checker::check;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Deel, HuidigePlaatsing, Problem, ProblemRegiodocent};

/// Tier values of the best plan in which everybody goes with the whole contract to one school or nowhere, and who has a
/// place today and did not consent to move, keeps it.
pub fn beste(problem: &Problem) -> Vec<(Tier, Breuk)> {
    check(problem, &beste_plan(problem)).unwrap().tiers
}

/// That plan.
pub fn beste_plan(problem: &Problem) -> Vec<VoorgesteldePlaatsing> {
    let mut best = None;
    let today: Vec<_> = problem.plaatsingen.iter().filter(|today| !mag_weg(problem, today)).map(vervolg).collect();
    probeer(problem, 0, &mut today.clone(), &mut best);
    best.unwrap().1
}

/// May this person leave this plaatsing? (In these cases everybody has at most one, on one vacature.)
fn mag_weg(problem: &Problem, today: &HuidigePlaatsing) -> bool {
    let person = problem.regiodocenten.iter().find(|person| person.id == today.regiodocent).unwrap();
    person.instemmingen.iter().any(|given| given.soort == Instemmingsoort::Verplaatsing)
}

/// Tier values and the plan that has them.
type Gevonden = (Vec<(Tier, Breuk)>, Vec<VoorgesteldePlaatsing>);

fn probeer(problem: &Problem, docent: usize, lines: &mut Vec<VoorgesteldePlaatsing>, best: &mut Option<Gevonden>) {
    let Some(person) = problem.regiodocenten.get(docent) else {
        let mut plan = lines.clone();
        plan.sort();
        let oordeel = check(problem, &plan).unwrap();
        if oordeel.geldig && best.as_ref().is_none_or(|(best, _)| values(&oordeel.tiers) < values(best)) {
            *best = Some((oordeel.tiers, plan));
        }
        return;
    };
    let today = problem.plaatsingen.iter().find(|today| today.regiodocent == person.id);
    if let Some(today) = today.filter(|today| mag_weg(problem, today)) {
        lines.push(vervolg(today));
        probeer(problem, docent + 1, lines, best);
        lines.pop();
    } else {
        probeer(problem, docent + 1, lines, best);
    }
    if today.is_some_and(|today| !mag_weg(problem, today)) {
        return;
    }
    for school in &problem.scholen {
        for verdeling in verdelingen(problem, school.vestigingscode.as_str(), contract(person), lines) {
            lines.push(VoorgesteldePlaatsing {
                regiodocent: person.id.clone(),
                vestigingscode: school.vestigingscode.clone(),
                netto_vanaf: netto_vanaf(problem, person),
                delen: verdeling,
                bestaand: None,
            });
            probeer(problem, docent + 1, lines, best);
            lines.pop();
        }
    }
}

fn values(tiers: &[(Tier, Breuk)]) -> Vec<&Breuk> {
    tiers.iter().map(|(_, value)| value).collect()
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

/// Every way to fill vacatures of a school from first to last with `amount`, in both orders of vacatures.
fn verdelingen(problem: &Problem, school: &str, amount: Fte, lines: &[VoorgesteldePlaatsing]) -> Vec<Vec<Deel>> {
    let mut own: Vec<_> =
        problem.vacatures.iter().filter(|vacature| vacature.vestigingscode.as_str() == school).collect();
    let mut found = Vec::new();
    for _ in 0..2 {
        let (mut left, mut delen) = (amount, Vec::new());
        for vacature in &own {
            let used: Fte = (lines.iter().flat_map(|line| &line.delen))
                .filter(|deel| deel.vacature == vacature.id)
                .map(|deel| deel.fte)
                .sum();
            let take = left.min(vacature.fte.saturating_sub(used));
            if take > Fte::NUL {
                left -= take;
                let (van, tot_en_met) = (vacature.periode.van, vacature.periode.einde());
                delen.push(Deel { vacature: vacature.id.clone(), fte: take, van, tot_en_met });
            }
        }
        delen.sort();
        if left == Fte::NUL && !found.contains(&delen) {
            found.push(delen);
        }
        own.reverse();
    }
    found
}
