//! Explanations: funnels that add up, and conclusions that are true.

use rato::domain::regiodocent::Regiodocentsoort;
use rato::domain::uitsluiting::Uitsluiting;
use rato::matching::explain::kandidaten::kandidaten;
use rato::matching::explain::trechter::trechters;
use rato::matching::facts::Feiten;
use rato::matching::plan::{Trechter, VoorgesteldePlaatsing};
use rato::matching::problem::{Onderwerp, Problem, ProblemRegiodocent};

use super::fixture::*;

fn funnel(problem: &Problem, plan: &[VoorgesteldePlaatsing], subject: &Onderwerp) -> Option<Trechter> {
    let all = trechters(&Feiten::new(problem).unwrap(), plan).unwrap();
    all.into_iter().find(|funnel| funnel.onderwerp == *subject)
}

fn of_vacature(problem: &Problem, plan: &[VoorgesteldePlaatsing], id: &str) -> Trechter {
    funnel(problem, plan, &Onderwerp::Vacature(id.into())).unwrap()
}

fn of_docent(problem: &Problem, plan: &[VoorgesteldePlaatsing], id: &str) -> Trechter {
    funnel(problem, plan, &Onderwerp::Regiodocent(id.into())).unwrap()
}

#[test]
fn who_is_fully_placed_and_what_is_full_need_no_explanation() {
    let problem = klein();
    let plan = [plaats("anna", "01AA00", "v1", "1")];
    assert!(funnel(&problem, &plan, &Onderwerp::Regiodocent("anna".into())).is_none());
    assert!(funnel(&problem, &plan, &Onderwerp::Vacature("v1".into())).is_none());
    let bram = of_docent(&problem, &plan, "bram");
    assert_eq!((bram.open_fte, bram.begin), (fte("0.6"), 2));
    assert_eq!(
        bram.conclusie,
        "Er waren 2 passende vacatures: 1 gevuld, 1 zonder bekende belemmering. \
        Daar weegt een andere afspraak zwaarder, of was de rekentijd op."
    );
}

#[test]
fn each_rule_takes_its_share_and_the_steps_only_go_down() {
    let mut problem = klein();
    problem.regiodocenten = vec![
        ProblemRegiodocent { vog_datum: None, ..docent("a", "1") },
        ProblemRegiodocent {
            uitsluitingen: vec![Uitsluiting::Bestuursnummer("10001".parse().unwrap())],
            ..docent("b", "1")
        },
        docent("c", "0.1"),
    ];
    let v1 = of_vacature(&problem, &[], "v1");
    let left: Vec<_> = v1.stappen.iter().map(|step| (step.regel.as_str(), step.over)).collect();
    let expected = [
        ("pin", 3),
        ("instemming", 2),
        ("bevoegdheid", 1),
        ("opleidingsplaats", 1),
        ("contractomvang", 1),
        ("reistijd", 1),
        ("spreiding", 0),
    ];
    assert_eq!((v1.begin, left.as_slice()), (3, expected.as_slice()));
    assert!(v1.conclusie.starts_with("Geen van de 3 regiodocenten is geschikt."), "{}", v1.conclusie);
    let c = of_docent(&problem, &[], "c");
    assert_eq!(c.conclusie, "Geen van de 2 open vacatures past. Alle 2 vielen af op de regel Spreiding.");
}

#[test]
fn placed_where_the_shortage_was_larger_is_said_only_when_it_is_so() {
    let mut problem = klein();
    problem.regiodocenten.truncate(1);
    let plan = [plaats("anna", "02BB00", "v2", "1")];
    assert_eq!(
        of_vacature(&problem, &plan, "v1").conclusie,
        "Er was 1 geschikte regiodocent: 1 al volledig geplaatst."
    );
    problem.scholen[1].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("7.9");
    let now = of_vacature(&problem, &plan, "v1").conclusie;
    assert_eq!(
        now,
        "Er was 1 geschikte regiodocent, maar die is geplaatst waar het tekort naar verhouding groter was."
    );
}

#[test]
fn no_coach_time_left_is_seen() {
    let mut problem = klein();
    problem.scholen.iter_mut().for_each(|school| school.formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0.04")));
    problem.regiodocenten = vec![ProblemRegiodocent { soort: Regiodocentsoort::Starter, ..docent("s", "1") }];
    let s = of_docent(&problem, &[], "s");
    assert_eq!(s.conclusie, "Er waren 2 passende vacatures: 2 op een school zonder begeleiding over.");
}

#[test]
fn a_new_vacature_hears_who_could_come_and_what_costs_most() {
    let mut problem = klein();
    problem.regiodocenten.push(ProblemRegiodocent { vog_datum: None, ..docent("carla", "1") });
    problem.regiodocenten.push(ProblemRegiodocent { vog_datum: None, ..docent("dirk", "0.1") });
    let feiten = Feiten::new(&problem).unwrap();
    let answer = kandidaten(&feiten, &vacature("nieuw", "01AA00", "1"));
    assert_eq!((answer.begin, answer.geschikt), (4, 2));
    let dearest = answer.duurste_regel.unwrap();
    assert_eq!((dearest.regel.as_str(), dearest.alleen_hierdoor, dearest.mede_hierdoor), ("bevoegdheid", 1, 2));
    assert_eq!(
        answer.tekst,
        "2 van de 4 regiodocenten kunnen deze vacature vervullen. Zonder de regel Bevoegdheid en VOG waren het er 1 meer."
    );
}
