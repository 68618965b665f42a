//! Fragility: what is said of a loss is what the checker finds when the person is taken out and the next one put in.

use rato::domain::fte::Fte;
use rato::matching::checker::check;
use rato::matching::explain::kwetsbaarheid::{Kwetsbaarheid, kwetsbaarheid};
use rato::matching::facts::Feiten;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::Problem;

use super::fixture::*;

fn van(problem: &Problem, plan: &[VoorgesteldePlaatsing]) -> Kwetsbaarheid {
    kwetsbaarheid(&Feiten::new(problem).unwrap(), plan).unwrap()
}

#[test]
fn the_next_one_is_named_and_what_stays_open_is_what_nobody_can_take() {
    let mut problem = klein();
    problem.regiodocenten.push(docent("cato", "0.4"));
    let plan = vec![plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")];
    let found = van(&problem, &plan);
    let order: Vec<_> = found.vacatures.iter().map(|one| (one.vacature.as_str(), one.blijft_open)).collect();
    assert_eq!(order, [("v1", fte("0.6")), ("v2", fte("0.2"))]);
    let anna = &found.vacatures[0].uitval[0];
    assert_eq!((anna.valt_open, anna.opvolgers, anna.eerste[0].regiodocent.as_str()), (fte("1"), 1, "cato"));
    assert_eq!(anna.elders, 1, "what v2 has left could take her after a refusal");
    assert!(found.zinnen[0].starts_with("Voor elk van de 2"), "{:?}", found.zinnen);
}

#[test]
fn with_nobody_waiting_the_whole_vacature_falls_open() {
    let problem = klein();
    let plan = vec![plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")];
    let found = van(&problem, &plan);
    assert_eq!(found.vacatures[0].blijft_open, fte("1"));
    assert!(found.zinnen[0].starts_with("Bij 2 van de 2"), "{:?}", found.zinnen);
}

#[test]
fn whoever_is_next_can_really_come_and_nobody_else_can() {
    let mut problem = klein();
    problem.regiodocenten.extend([docent("cato", "0.4"), docent("dirk", "1"), docent("else", "0.1")]);
    problem.regiodocenten[3].vog_datum = None;
    problem.regiodocenten[2].alleen_geheel = true;
    let plan = vec![plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")];
    for one in van(&problem, &plan).vacatures {
        for loss in &one.uitval {
            let without: Vec<_> = plan.iter().filter(|line| line.regiodocent != loss.regiodocent).cloned().collect();
            let able = problem.regiodocenten.iter().filter(|person| {
                let free = plan.iter().all(|line| line.regiodocent != person.id);
                let own = person.contracten[0].werktijdfactor.min(loss.valt_open);
                let mut with = without.clone();
                let at = if one.vacature == "v1" { "01AA00" } else { "02BB00" };
                with.push(plaats(&person.id, at, &one.vacature, &own.to_string()));
                with.sort();
                free && person.id != loss.regiodocent && check(&problem, &with).unwrap().geldig
            });
            assert_eq!(loss.opvolgers, able.count(), "{} {}", one.vacature, loss.regiodocent);
            assert!(loss.eerste.iter().all(|next| next.fte > Fte::NUL));
        }
    }
}
