//! Who consented may be moved, nobody loses fte by it, and a re-run moves no more people than its budget.

use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::voorkeur::Voorkeur;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::{Onderwerp, Pinsoort, Problem};
use rato::matching::validate::validate;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use super::brute::beste;
use super::fixture::*;
use super::solve::{getrokken, rommelig};

fn los_op(problem: &Problem, werk: u64) -> Plan {
    let plan = solve(problem, &Limits { werk: Some(werk), ..Limits::default() }, &Niemand).unwrap();
    let verslag = verify(problem, &plan);
    assert!(verslag.geldig, "{}", verslag.samenvatting());
    plan
}

fn waarden(plan: &Plan) -> Vec<(Tier, Breuk)> {
    plan.tiers.iter().map(|tier| (tier.tier, tier.waarde.clone())).collect()
}

fn school_van(plan: &Plan, docent: &str) -> String {
    plan.plaatsingen.iter().find(|line| line.regiodocent == docent).unwrap().vestigingscode.to_string()
}

/// Anna works at a school that lacks little; elsewhere much is lacking.
fn scheef() -> Problem {
    let mut problem = klein();
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("9");
    problem.scholen[1].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("4");
    problem.regiodocenten.truncate(1);
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1")];
    problem
}

fn stemt_toe(problem: &mut Problem, docent: usize) {
    problem.regiodocenten[docent].instemmingen.push(stemt_in(Instemmingsoort::Verplaatsing));
}

#[test]
fn only_who_consented_goes_where_more_is_lacking() {
    let mut problem = scheef();
    assert_eq!(los_op(&problem, 5_000).plaatsingen, [vervolg(&problem.plaatsingen[0])]);
    stemt_toe(&mut problem, 0);
    let plan = los_op(&problem, 5_000);
    assert_eq!(plan.plaatsingen, [plaats("anna", "02BB00", "v2", "1")]);
}

#[test]
fn who_is_moved_never_loses_fte() {
    let mut problem = scheef();
    stemt_toe(&mut problem, 0);
    problem.vacatures[1].fte = fte("0.9");
    assert_eq!(school_van(&los_op(&problem, 5_000), "anna"), "01AA00");
    for (plan, wat) in [(vec![plaats("anna", "02BB00", "v2", "0.9")], "minder"), (vec![], "minder")] {
        let oordeel = check(&problem, &plan).unwrap();
        assert!(oordeel.gebreken().any(|found| found.regel == "instemming" && found.tekst.contains(wat)));
    }
}

#[test]
fn two_who_consented_may_change_places() {
    let mut problem = klein();
    problem.regiodocenten = vec![docent("anna", "1"), docent("bram", "1")];
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1"), vandaag("p2", "bram", "02BB00", "v2", "1")];
    for (docent, school) in [(0, "02BB00"), (1, "01AA00")] {
        stemt_toe(&mut problem, docent);
        problem.regiodocenten[docent].voorkeuren =
            vec![Voorkeur { vestigingscode: school.parse().unwrap(), minuten: 60 }];
    }
    zet_parameter(&mut problem, "voorkeur", "verplaatsing", Waarde::Geheel(5));
    let plan = los_op(&problem, 20_000);
    assert_eq!((school_van(&plan, "anna"), school_van(&plan, "bram")), ("02BB00".into(), "01AA00".into()));
    problem.herronde = true;
    let again = los_op(&problem, 20_000);
    assert_eq!((school_van(&again, "anna"), school_van(&again, "bram")), ("01AA00".into(), "02BB00".into()));
}

#[test]
fn a_rerun_moves_nobody_until_the_budget_says_so() {
    let mut problem = scheef();
    stemt_toe(&mut problem, 0);
    problem.herronde = true;
    let plan = los_op(&problem, 5_000);
    assert_eq!(school_van(&plan, "anna"), "01AA00");
    let stand = plan.standen.iter().find(|stand| stand.regel == "wijzigingsbudget").unwrap();
    assert_eq!((&stand.onderwerp, &stand.norm, &stand.waarde), (&Onderwerp::Regio, &Some(breuk("0")), &breuk("0")));
    zet_parameter(&mut problem, "wijzigingsbudget", "personen", Waarde::Geheel(1));
    assert_eq!(school_van(&los_op(&problem, 5_000), "anna"), "02BB00");
    problem.herronde = false;
    zet_parameter(&mut problem, "wijzigingsbudget", "personen", Waarde::Geheel(0));
    zet_modus(&mut problem, "wijzigingsbudget", Modus::Hard);
    assert_eq!(school_van(&los_op(&problem, 5_000), "anna"), "01AA00");
    zet_modus(&mut problem, "wijzigingsbudget", Modus::Rapport);
    let shown = los_op(&problem, 5_000);
    let sentence = shown.bevindingen.iter().find(|found| found.regel == "wijzigingsbudget").unwrap();
    assert_eq!(sentence.tekst, "Het plan verplaatst 1 persoon ten opzichte van vandaag; het budget is 0.");
    assert!(!sentence.overtreding);
}

#[test]
fn a_plan_above_the_budget_breaks_it_by_persons_and_a_pin_may_force_that() {
    let mut problem = scheef();
    stemt_toe(&mut problem, 0);
    problem.herronde = true;
    let oordeel = check(&problem, &[plaats("anna", "02BB00", "v2", "1")]).unwrap();
    assert!(oordeel.geldig && !oordeel.is_haalbaar());
    assert_eq!(oordeel.tiers[0].1, breuk("1"));
    problem.pins = vec![pin("anna", Pinsoort::Vastzetten, "02BB00", Some("1"))];
    let plan = los_op(&problem, 5_000);
    assert_eq!((plan.status, plan.tiers[0].waarde.clone()), (PlanStatus::BeleidOnhaalbaar, breuk("1")));
}

#[test]
fn the_norm_tells_who_is_placed_who_may_move_and_what_the_budget_is() {
    let mut problem = scheef();
    problem.herronde = true;
    let norms = with_norms(problem).unwrap().normen;
    let norm = norms.iter().find(|norm| norm.regel == "wijzigingsbudget").unwrap();
    let steps: Vec<_> = norm.stappen.iter().map(|stap| (stap.symbool.as_str(), stap.berekening.as_str())).collect();
    assert_eq!(steps, [("geplaatst", "1"), ("verplaatsbaar", "0"), ("budget", "0")]);
}

#[test]
fn a_placement_on_two_vacatures_is_left_to_people() {
    let mut problem = scheef();
    stemt_toe(&mut problem, 0);
    problem.vacatures.push(vacature("v3", "01AA00", "0.5"));
    problem.plaatsingen[0].delen = vec![deel("v1", "0.5"), deel("v3", "0.5")];
    assert_eq!(school_van(&los_op(&problem, 5_000), "anna"), "01AA00");
    assert!(!check(&problem, &[plaats("anna", "02BB00", "v2", "1")]).unwrap().geldig);
}

#[test]
fn what_is_overfull_today_stays_as_it_is() {
    let mut problem = scheef();
    problem.regiodocenten.extend([docent("bram", "1"), docent("carla", "1")]);
    problem.plaatsingen.push(vandaag("p2", "bram", "01AA00", "v1", "0.6"));
    problem.plaatsingen.push(vandaag("p3", "carla", "01AA00", "v1", "0.4"));
    (0..3).for_each(|docent| stemt_toe(&mut problem, docent));
    problem.herronde = true;
    let plan = los_op(&problem, 5_000);
    assert!(problem.plaatsingen.iter().all(|today| plan.plaatsingen.contains(&vervolg(today))));
    problem.herronde = false;
    los_op(&problem, 5_000);
}

/// A drawn region in which the first two have a place and some of them may be moved.
fn met_geplaatsten(seed: u64) -> Problem {
    let mut problem = getrokken(seed);
    for person in 0..2 {
        let own = problem.regiodocenten[person].contracten[0].werktijdfactor;
        let free = |problem: &Problem| {
            let taken: Vec<_> = problem.plaatsingen.iter().map(|today| today.delen[0].vacature.clone()).collect();
            problem.vacatures.iter().position(|one| one.fte >= own && !taken.contains(&one.id))
        };
        let Some(at) = free(&problem) else { continue };
        let (id, school) = (problem.vacatures[at].id.clone(), problem.vacatures[at].vestigingscode.to_string());
        let docent = problem.regiodocenten[person].id.clone();
        let mut today = vandaag(&format!("b{person}"), &docent, &school, &id, "1");
        today.delen[0].fte = own;
        if problem.regiodocenten[person].traject_start.is_some() {
            today.netto_vanaf = Some(dag("2026-10-15"));
        }
        problem.plaatsingen.push(today);
        if !(seed + person as u64).is_multiple_of(4) {
            stemt_toe(&mut problem, person);
        }
    }
    problem.herronde = seed.is_multiple_of(5);
    zet_parameter(&mut problem, "wijzigingsbudget", "personen", Waarde::Geheel(i64::from(seed.is_multiple_of(2))));
    problem
}

#[test]
fn small_cases_with_people_who_may_move_equal_brute_force_in_every_tier() {
    for seed in 0..24 {
        let problem = met_geplaatsten(seed);
        validate(&problem).unwrap();
        let (plan, best) = (los_op(&problem, 40_000), beste(&problem));
        assert_eq!(waarden(&plan), best, "trekking {seed}");
        for (tier, (_, best)) in plan.tiers.iter().zip(&best) {
            assert!(tier.grens.as_ref().is_none_or(|grens| grens <= best), "trekking {seed}, {tier:?}");
        }
    }
}

#[test]
fn a_messy_region_with_people_who_may_move_gets_a_plan_that_both_judges_accept() {
    for seed in 0..60 {
        let mut problem = rommelig(seed);
        let (id, vacature) = (problem.regiodocenten[1].id.clone(), problem.vacatures.last().unwrap().clone());
        let (van, tot) = (vacature.periode.van, vacature.periode.einde());
        let mut second = vandaag("b2", &id, vacature.vestigingscode.as_str(), &vacature.id, "0.2");
        (second.delen[0].van, second.delen[0].tot_en_met) = (van, tot);
        problem.plaatsingen.push(second);
        problem.regiodocenten[0].instemmingen.push(stemt_in(Instemmingsoort::Verplaatsing));
        problem.regiodocenten[1].instemmingen.push(stemt_in(Instemmingsoort::Verplaatsing));
        problem.herronde = seed % 3 == 0;
        let plan = los_op(&problem, 4_000);
        for tier in &plan.tiers {
            assert!(tier.grens.as_ref().is_none_or(|grens| *grens <= tier.waarde), "trekking {seed}: {tier:?}");
        }
    }
}
