//! For each property a plan that breaks it, and the report names that property.

use rato::domain::breuk::Breuk;
use rato::domain::punt::Punt;
use rato::domain::uitsluiting::Uitsluiting;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::plan::{Plan, PlanStatus, VoorgesteldePlaatsing};
use rato::matching::problem::{Pinsoort, Problem};
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use crate::matching::fixture::*;

/// Persons whom every rule has something against, and no coach time anywhere.
fn bont() -> Problem {
    let mut problem = klein();
    let mut far = docent("ver", "1");
    far.punt = Punt::from_degrees(6.5, 53.2);
    problem.scholen[0].punt = Punt::from_degrees(4.9, 52.3);
    let mut no_vog = docent("geen-vog", "1");
    no_vog.vog_datum = None;
    let mut not_there = docent("niet-daar", "1");
    not_there.uitsluitingen = vec![Uitsluiting::Vestigingscode("01AA00".parse().unwrap())];
    problem.regiodocenten.extend([far, no_vog, not_there, eerstejaars("eerste", "0.8")]);
    let mut training = vacature("opleiding", "02BB00", "1");
    training.soort = Vacaturesoort::Opleidingsplaats;
    problem.vacatures.push(training);
    for school in &mut problem.scholen {
        school.formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0"));
    }
    problem
}

fn plan_voor(problem: &Problem) -> Plan {
    solve(problem, &Limits { werk: Some(5_000), ..Limits::default() }, &Niemand).unwrap()
}

/// Codes of the properties that do not hold.
fn gebroken(problem: &Problem, plan: &Plan) -> Vec<&'static str> {
    verify(problem, plan).gebroken().map(|uitslag| uitslag.eigenschap.code).collect()
}

fn regels(lines: &[VoorgesteldePlaatsing]) -> impl Fn(&mut Plan) + use<> {
    let mut lines = lines.to_vec();
    lines.sort();
    move |plan: &mut Plan| plan.plaatsingen = lines.clone()
}

fn meer(value: &mut Breuk) {
    *value = &*value + &Breuk::een();
}

#[test]
fn every_property_is_broken_by_its_breach_and_named() {
    let problem = bont();
    let good = plan_voor(&problem);
    assert_eq!(gebroken(&problem, &good), [""; 0]);
    type Ingreep = Box<dyn Fn(&mut Plan)>;
    let cases: Vec<(&str, Ingreep)> = vec![
        ("P1", Box::new(|plan| plan.problem_hash = "0".repeat(64))),
        ("P2", Box::new(regels(&[plaats("anna", "01AA00", "onbekend", "1")]))),
        ("P2", Box::new(regels(&[plaats("anna", "02BB00", "v1", "1")]))),
        ("P3", Box::new(regels(&[plaats("geen-vog", "01AA00", "v1", "1")]))),
        ("P4", Box::new(regels(&[plaats("bram", "01AA00", "v1", "0.7")]))),
        ("P5", Box::new(regels(&[plaats("anna", "01AA00", "v1", "0.7"), plaats("bram", "01AA00", "v1", "0.6")]))),
        ("P6", Box::new(regels(&[plaats("niet-daar", "01AA00", "v1", "1")]))),
        ("P7", Box::new(regels(&[plaats("ver", "01AA00", "v1", "1")]))),
        ("P8", Box::new(regels(&[plaats("anna", "01AA00", "v1", "0.1")]))),
        ("P8", Box::new(regels(&[plaats("anna", "01AA00", "v1", "0.5"), plaats("anna", "02BB00", "v2", "0.5")]))),
        ("P9", Box::new(regels(&[plaats_eerstejaars("eerste", "01AA00", "v1", "0.8")]))),
        ("P10", Box::new(regels(&[plaats("anna", "02BB00", "opleiding", "1")]))),
        ("P10", Box::new(regels(&[plaats("eerste", "01AA00", "v1", "0.8")]))),
        ("P11", Box::new(|plan| meer(&mut plan.tiers[2].waarde))),
        ("P11", Box::new(|plan| plan.tiers.swap(2, 3))),
        ("P12", Box::new(|plan| meer(&mut plan.standen[0].waarde))),
        ("P12", Box::new(|plan| drop(plan.standen.pop()))),
        ("P13", Box::new(|plan| plan.bevindingen.retain(|found| found.regel != "zevenprocent"))),
        ("P14", Box::new(|plan| plan.tiers[6].grens = Some(&plan.tiers[6].waarde + &Breuk::een()))),
        ("P15", Box::new(|plan| (plan.status, plan.tiers[5].grens) = (PlanStatus::BewezenOptimaal, None))),
        ("P15", Box::new(|plan| plan.status = PlanStatus::BeleidOnhaalbaar)),
        ("P16", Box::new(|plan| plan.cijfers.geplaatst += 1)),
        ("P17", Box::new(|plan| plan.tiers[2].grens = Some(&plan.tiers[2].waarde + &Breuk::een()))),
    ];
    for (code, ingreep) in &cases {
        let mut plan = good.clone();
        ingreep(&mut plan);
        let found = gebroken(&problem, &plan);
        assert!(found.contains(code), "{code} is not among {found:?}");
    }
    let all = verify(&problem, &good).eigenschappen;
    for uitslag in all {
        assert!(
            cases.iter().any(|(code, _)| *code == uitslag.eigenschap.code),
            "{} has no breach",
            uitslag.eigenschap.code
        );
        assert!(!uitslag.eigenschap.bron.is_empty());
    }
}

#[test]
fn a_breach_of_one_promise_is_not_blamed_on_another() {
    let problem = bont();
    let mut plan = plan_voor(&problem);
    regels(&[plaats("bram", "01AA00", "v1", "0.7")])(&mut plan);
    let structural: Vec<_> = gebroken(&problem, &plan)
        .into_iter()
        .filter(|code| matches!(*code, "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8" | "P9" | "P10"))
        .collect();
    assert_eq!(structural, ["P4"]);
}

#[test]
fn who_has_a_place_today_may_not_lose_it_unasked() {
    let mut problem = klein();
    problem.plaatsingen = vec![vandaag("b1", "anna", "01AA00", "v1", "0.5")];
    let good = plan_voor(&problem);
    assert_eq!(gebroken(&problem, &good), [""; 0]);
    let mut lost = good.clone();
    lost.plaatsingen.retain(|line| line.bestaand.is_none());
    assert!(gebroken(&problem, &lost).contains(&"P6"));
    let mut changed = good;
    changed
        .plaatsingen
        .iter_mut()
        .filter(|line| line.bestaand.is_some())
        .for_each(|line| line.delen[0].fte = fte("0.4"));
    assert!(gebroken(&problem, &changed).contains(&"P6"));
}

#[test]
fn a_pin_that_the_plan_forgets_is_found_in_its_tier_and_among_the_findings() {
    let mut problem = klein();
    problem.pins = vec![pin("anna", Pinsoort::Vastzetten, "02BB00", Some("1"))];
    let good = plan_voor(&problem);
    assert_eq!(gebroken(&problem, &good), [""; 0]);
    let mut other = good;
    regels(&[plaats("anna", "01AA00", "v1", "1"), plaats("bram", "02BB00", "v2", "0.6")])(&mut other);
    let found = gebroken(&problem, &other);
    assert!(found.contains(&"P11") && found.contains(&"P13"), "{found:?}");
}

#[test]
fn the_report_reads_as_a_sentence_for_a_coordinator() {
    let problem = bont();
    let mut plan = plan_voor(&problem);
    plan.cijfers.geplaatst += 1;
    let text = verify(&problem, &plan).samenvatting();
    assert_eq!(text, "P16 (De cijfers volgen uit het plan): Het cijfer geplaatst klopt niet.");
}
