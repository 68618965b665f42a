//! A breach that is put into a good plan, or a promise that is drawn tighter under it, is found by the checker and by
//! the second opinion, each on its own. One generator per rule; a draw that a breach does not fit is drawn again.

#![expect(clippy::unit_arg, reason = "a breach is one line: the assignment is what it does and what it answers")]

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rato::domain::beleid::Waarde;
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::domain::punt::Punt;
use rato::domain::regiodocent::is_eerstejaars;
use rato::domain::uitsluiting::Uitsluiting;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::canonical::problem_hash;
use rato::matching::checker::check;
use rato::matching::plan::{Plan, PlanStatus, VoorgesteldePlaatsing};
use rato::matching::problem::{Deel, Problem, ProblemRegiodocent, ProblemVacature};
use rato::verify::verify;

use super::super::fixture::{fte, zet_parameter};
use super::recept::bont;
use super::{config, los_op};

/// Breaks one thing; `None`: there is nothing here to break that way.
type Ingreep = fn(&mut Problem, &mut Plan) -> Option<()>;

/// Rule, property, breach.
const REGELS: &[(&str, &str, Ingreep)] = &[
    ("contractomvang", "P4", kleiner_contract),
    ("vacatureomvang", "P5", kleinere_vacature),
    ("bevoegdheid", "P3", |problem, plan| Some(docent(problem, &nieuw(plan)?)?.vog_datum = None)),
    ("bevoegdheid", "P3", |problem, plan| Some(docent(problem, &nieuw(plan)?)?.bevoegdheden.clear())),
    ("bevoegdheid", "P3", andere_dagdelen),
    ("instemming", "P6", sluit_school_uit),
    ("instemming", "P6", sluit_bestuur_uit),
    ("instemming", "P6", vandaag_weg),
    ("reistijd", "P7", te_ver),
    ("spreiding", "P8", kruimel),
    ("spreiding", "P8", niet_geheel),
    ("spreiding", "P8", halve_vacature),
    ("spreiding", "P8", twee_scholen),
    ("begeleiding", "P9", geen_begeleiding),
    ("opleidingsplaats", "P10", verkeerde_soort),
    ("opleidingsplaats", "P10", verkeerde_nettodag),
];

/// A plan that says something that is not so.
const ONWAARHEDEN: &[(&str, Ingreep)] = &[
    ("P1", |_, plan| Some(plan.problem_hash = "0".repeat(64))),
    ("P2", |_, plan| Some(plan.plaatsingen.first_mut()?.delen.first_mut()?.vacature = "onbekend".into())),
    ("P2", |_, plan| Some(plan.plaatsingen.first_mut()?.regiodocent = "niemand".into())),
    ("P11", |_, plan| Some(meer(&mut plan.tiers.first_mut()?.waarde))),
    ("P11", |_, plan| Some(meer(&mut plan.tiers.last_mut()?.waarde))),
    ("P11", |_, plan| Some(drop(plan.tiers.pop()?))),
    ("P12", |_, plan| Some(meer(&mut plan.standen.first_mut()?.waarde))),
    ("P12", |_, plan| Some(drop(plan.standen.pop()?))),
    ("P13", |_, plan| Some(meer(&mut beloftes(plan).next()?.omvang))),
    ("P13", verzwegen),
    ("P14", |_, plan| {
        let tier = plan.tiers.first_mut()?;
        Some(tier.grens = Some(&tier.waarde + &Breuk::een()))
    }),
    ("P15", |_, plan| Some((plan.status, plan.tiers.last_mut()?.grens) = (PlanStatus::BewezenOptimaal, None))),
    ("P15", |_, plan| {
        (plan.status != PlanStatus::BeleidOnhaalbaar).then(|| plan.status = PlanStatus::BeleidOnhaalbaar)
    }),
    ("P16", |_, plan| Some(plan.cijfers.geplaatst += 1)),
    ("P17", |_, plan| {
        let tier = plan.tiers.iter_mut().find(|tier| tier.certificaat.is_some())?;
        Some(tier.grens = Some(&tier.waarde + &Breuk::ratio(1, 1_000)))
    }),
    ("P16", |_, plan| Some(meer(&mut plan.cijfers.tekort_na))),
];

#[test]
fn a_breach_of_every_rule_is_found_by_the_checker_and_by_the_second_opinion() {
    for (number, (regel, code, ingreep)) in REGELS.iter().enumerate() {
        probeer(&format!("{number} {regel}"), *ingreep, |problem, plan| {
            let found = check(problem, &plan.plaatsingen).unwrap();
            prop_assert!(found.gebreken().any(|one| one.regel == *regel), "checker: {:?}", found.bevindingen);
            has(problem, plan, code)
        });
    }
}

#[test]
fn every_untruth_of_a_plan_is_found_by_its_property() {
    for (number, (code, ingreep)) in ONWAARHEDEN.iter().enumerate() {
        probeer(&format!("{number} {code}"), *ingreep, |problem, plan| has(problem, plan, code));
    }
}

fn has(problem: &Problem, plan: &Plan, code: &str) -> Result<(), TestCaseError> {
    let codes: Vec<_> = verify(problem, plan).gebroken().map(|uitslag| uitslag.eigenschap.code).collect();
    prop_assert!(codes.contains(&code), "verify: {codes:?}");
    Ok(())
}

/// Draws good plans, breaks them and judges.
fn probeer(name: &str, ingreep: Ingreep, judge: impl Fn(&Problem, &Plan) -> Result<(), TestCaseError>) {
    let mut runner = TestRunner::new(Config { max_global_rejects: 3_000, ..config(5) });
    let outcome = runner.run(&bont(), |recept| {
        let mut problem = recept.problem();
        let mut plan = los_op(&problem, 0);
        prop_assert!(verify(&problem, &plan).geldig);
        if ingreep(&mut problem, &mut plan).is_none() {
            return Err(TestCaseError::reject("past hier niet"));
        }
        if plan.problem_hash != "0".repeat(64) {
            plan.problem_hash = problem_hash(&problem).unwrap();
        }
        judge(&problem, &plan)
    });
    if let Err(why) = outcome {
        panic!("{name}: {why}");
    }
}

fn meer(value: &mut Breuk) {
    *value = &*value + &Breuk::een();
}

/// What the plan says of rules with a mode.
fn beloftes(plan: &mut Plan) -> impl Iterator<Item = &mut rato::matching::plan::Bevinding> {
    let rules = ["drieprocent", "zevenprocent", "bezetting"];
    plan.bevindingen.iter_mut().filter(move |found| rules.contains(&found.regel.as_str()) && found.overtreding)
}

fn verzwegen(_: &mut Problem, plan: &mut Plan) -> Option<()> {
    let hidden = beloftes(plan).next()?.clone();
    plan.bevindingen.retain(|found| *found != hidden);
    Some(())
}

/// The first line that is new.
fn nieuw(plan: &Plan) -> Option<VoorgesteldePlaatsing> {
    plan.plaatsingen.iter().find(|line| line.bestaand.is_none()).cloned()
}

fn docent<'a>(problem: &'a mut Problem, line: &VoorgesteldePlaatsing) -> Option<&'a mut ProblemRegiodocent> {
    problem.regiodocenten.iter_mut().find(|docent| docent.id == line.regiodocent)
}

fn vacature<'a>(problem: &'a mut Problem, deel: &Deel) -> Option<&'a mut ProblemVacature> {
    problem.vacatures.iter_mut().find(|vacature| vacature.id == deel.vacature)
}

fn kleiner_contract(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let less = line.delen.iter().map(|deel| deel.fte).min()? - Fte::from_e4(1);
    docent(problem, &line)?.contracten.iter_mut().for_each(|contract| contract.werktijdfactor = less);
    Some(())
}

fn kleinere_vacature(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let deel = line.delen.first()?;
    vacature(problem, deel)?.fte = deel.fte - Fte::from_e4(1);
    Some(())
}

fn andere_dagdelen(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    vacature(problem, line.delen.first()?)?.dagdelen = "vr-o vr-m".parse().ok();
    docent(problem, &line)?.dagdelen = "ma-o vr-o".parse().ok();
    Some(())
}

fn sluit_school_uit(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let not = Uitsluiting::Vestigingscode(line.vestigingscode.clone());
    docent(problem, &line)?.uitsluitingen = vec![not];
    Some(())
}

fn sluit_bestuur_uit(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let school = problem.scholen.iter().find(|school| school.vestigingscode == line.vestigingscode)?;
    let not = Uitsluiting::Bestuursnummer(school.bestuursnummer.clone());
    docent(problem, &line)?.uitsluitingen = vec![not];
    Some(())
}

fn vandaag_weg(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let at = plan.plaatsingen.iter().position(|line| line.bestaand.is_some())?;
    let line = plan.plaatsingen.remove(at);
    docent(problem, &line)?.instemmingen.clear();
    Some(())
}

fn te_ver(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let school = problem.scholen.iter_mut().find(|school| school.vestigingscode == line.vestigingscode)?;
    school.punt = Punt::from_degrees(6.5, 53.2);
    docent(problem, &line)?.punt = Punt::from_degrees(5.9, 50.9);
    Some(())
}

fn kruimel(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    nieuw(plan)?;
    zet_parameter(problem, "spreiding", "kleinste-plaatsing", Waarde::Getal(Breuk::from(3)));
    Some(())
}

fn niet_geheel(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let person = docent(problem, &line)?;
    person.alleen_geheel = true;
    person.contracten.iter_mut().for_each(|contract| contract.werktijdfactor = fte("9"));
    Some(())
}

fn halve_vacature(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let deel = line.delen.first()?;
    let asked = vacature(problem, deel)?;
    asked.alleen_geheel = true;
    asked.fte = deel.fte + Fte::from_e4(500);
    Some(())
}

fn twee_scholen(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let deel = line.delen.first()?;
    let elsewhere = problem.vacatures.iter().find(|vacature| {
        vacature.vestigingscode != line.vestigingscode
            && vacature.periode.van <= deel.tot_en_met
            && deel.van <= vacature.periode.einde()
    })?;
    let (van, tot_en_met) = (elsewhere.periode.van, elsewhere.periode.einde());
    let second = Deel { vacature: elsewhere.id.clone(), fte: fte("0.2"), van, tot_en_met };
    let more =
        VoorgesteldePlaatsing { vestigingscode: elsewhere.vestigingscode.clone(), delen: vec![second], ..line.clone() };
    plan.plaatsingen.push(more);
    plan.plaatsingen.sort();
    docent(problem, &line)?.instemmingen.clear();
    Some(())
}

fn geen_begeleiding(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    use rato::domain::regiodocent::Regiodocentsoort::Starter;
    // Who is at the school today, is guided there today.
    let there = |line: &VoorgesteldePlaatsing| {
        let same = |other: &&VoorgesteldePlaatsing| {
            other.regiodocent == line.regiodocent && other.vestigingscode == line.vestigingscode
        };
        plan.plaatsingen.iter().filter(same).any(|other| other.bestaand.is_some())
    };
    let new = plan.plaatsingen.iter().filter(|line| line.bestaand.is_none() && !there(line));
    new.filter_map(|line| problem.regiodocenten.iter().find(|one| one.id == line.regiodocent))
        .find(|one| one.soort == Starter || is_eerstejaars(one.soort, one.traject_start, problem.schooljaar))?;
    problem.schoolbesturen.iter_mut().for_each(|bestuur| bestuur.begeleiding_fte = Fte::NUL);
    problem.scholen.iter_mut().filter_map(|school| school.formatie.as_mut()).for_each(|formatie| {
        formatie.begeleiding_fte = Some(Fte::NUL);
    });
    zet_parameter(problem, "begeleiding", "pool-regio", Waarde::Geheel(0));
    Some(())
}

fn verkeerde_soort(problem: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = nieuw(plan)?;
    let person = docent(problem, &line)?.clone();
    let first_year = is_eerstejaars(person.soort, person.traject_start, problem.schooljaar);
    let wrong = if first_year { Vacaturesoort::Vervanging } else { Vacaturesoort::Opleidingsplaats };
    vacature(problem, line.delen.first()?)?.soort = wrong;
    Some(())
}

fn verkeerde_nettodag(_: &mut Problem, plan: &mut Plan) -> Option<()> {
    let line = plan.plaatsingen.iter_mut().find(|line| line.bestaand.is_none())?;
    line.netto_vanaf = match line.netto_vanaf {
        Some(day) => day.succ_opt(),
        None => line.delen.first()?.van.succ_opt(),
    };
    Some(())
}
