//! Vastzetten en verbieden: a coordinator decides, the plan follows, and what cannot be is refused with both names.

use rato::domain::beleid::{Tier, Waarde};
use rato::domain::instemming::Instemmingsoort;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::checker::check;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::{Pin, Pinsoort, Problem};
use rato::matching::validate::validate;
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;

use super::brute::beste;
use super::fixture::*;
use Pinsoort::{Vastzetten, Verbieden};

fn met(pins: Vec<Pin>) -> Problem {
    Problem { pins, ..klein() }
}

fn los_op(problem: &Problem) -> Plan {
    let plan = solve(problem, &Limits { werk: Some(5_000), ..Limits::default() }, &Niemand).unwrap();
    let verslag = verify(problem, &plan);
    assert!(verslag.geldig, "{}", verslag.samenvatting());
    plan
}

fn fte_op(plan: &Plan, docent: &str, vacature: &str) -> rato::domain::fte::Fte {
    let own = plan.plaatsingen.iter().filter(|line| line.regiodocent == docent).flat_map(|line| &line.delen);
    own.filter(|deel| deel.vacature == vacature).map(|deel| deel.fte).sum()
}

/// Code and detail of every error.
fn fouten(problem: &Problem) -> Vec<(String, String)> {
    let found = validate(problem).err().unwrap_or_default();
    found.into_iter().map(|fout| (fout.code, fout.detail)).collect()
}

#[test]
fn who_is_pinned_goes_there_with_that_much_fte() {
    let plan = los_op(&met(vec![pin("anna", Vastzetten, "02BB00", Some("0.5")), pin("bram", Vastzetten, "v1", None)]));
    assert_eq!(fte_op(&plan, "anna", "v2"), fte("0.5"));
    assert_eq!(fte_op(&plan, "bram", "v1"), fte("0.6"));
    assert_ne!(plan.status, PlanStatus::BeleidOnhaalbaar);
}

#[test]
fn a_pin_names_one_vacature_of_a_school_with_two_alike() {
    let mut problem = met(vec![pin("bram", Vastzetten, "v3", Some("0.6")), pin("anna", Vastzetten, "v1", Some("1"))]);
    problem.vacatures.push(vacature("v3", "01AA00", "1"));
    let plan = los_op(&problem);
    assert_eq!((fte_op(&plan, "bram", "v3"), fte_op(&plan, "anna", "v1")), (fte("0.6"), fte("1")));
}

/// A school asks 0.4 and 0.6; anna goes whole, with 0.8, and carla would fill the 0.6 by herself.
fn klein_en_groot() -> Problem {
    let mut problem = klein();
    problem.vacatures = vec![vacature("v1", "01AA00", "0.4"), vacature("v3", "01AA00", "0.6")];
    problem.regiodocenten = vec![docent("anna", "0.8"), docent("carla", "0.6")];
    problem.regiodocenten.iter_mut().for_each(|docent| docent.alleen_geheel = true);
    problem
}

#[test]
fn who_goes_whole_and_is_pinned_on_a_small_vacature_has_the_rest_beside_it() {
    let plan = los_op(&Problem { pins: vec![pin("anna", Vastzetten, "v1", None)], ..klein_en_groot() });
    assert_eq!(plan.tiers[0].waarde, breuk("0"));
    assert_eq!((fte_op(&plan, "anna", "v1"), fte_op(&plan, "anna", "v3")), (fte("0.4"), fte("0.4")));
}

#[test]
fn the_persons_per_vacature_leave_room_for_who_is_pinned() {
    let mut problem = klein_en_groot();
    problem.vacatures[1] = vacature("v3", "01AA00", "1");
    zet_parameter(&mut problem, "spreiding", "max-personen-per-vacature", Waarde::Geheel(1));
    problem.pins = vec![pin("carla", Vastzetten, "v1", None)];
    let plan = los_op(&problem);
    // One person per vacature: carla takes both, or anna has the large one and carla nowhere to go.
    assert_eq!(plan.tiers[0].waarde, breuk("0"));
    assert!(fte_op(&plan, "carla", "v1") > fte("0"));
}

#[test]
fn without_persons_per_vacature_the_others_go_past_what_who_is_pinned_fills() {
    let mut problem = klein_en_groot();
    problem.vacatures[1] = vacature("v3", "01AA00", "1");
    zet_parameter(&mut problem, "spreiding", "max-personen-per-vacature", Waarde::Geheel(0));
    problem.pins = vec![pin("anna", Vastzetten, "v3", None)];
    let plan = los_op(&problem);
    assert_eq!(plan.tiers[0].waarde, breuk("0"));
    problem.pins = vec![pin("carla", Vastzetten, "v1", None)];
    assert!(fte_op(&los_op(&problem), "carla", "v1") > fte("0"));
}

#[test]
fn who_is_forbidden_goes_elsewhere_and_the_reason_says_so() {
    let plan = los_op(&met(vec![pin("anna", Verbieden, "01AA00", None), pin("anna", Verbieden, "v2", None)]));
    assert!(plan.plaatsingen.iter().all(|line| line.regiodocent != "anna"));
    let why = plan.redenen.iter().find(|trechter| format!("{:?}", trechter.onderwerp).contains("anna")).unwrap();
    assert!(why.conclusie.contains("Vastzetten en verbieden"), "{}", why.conclusie);
}

#[test]
fn a_plan_that_does_otherwise_breaks_a_hard_rule_by_its_size() {
    let problem = met(vec![pin("anna", Vastzetten, "v1", Some("0.8")), pin("bram", Verbieden, "02BB00", None)]);
    let plan = [plaats("anna", "01AA00", "v1", "0.5"), plaats("bram", "02BB00", "v2", "0.6")];
    let oordeel = check(&problem, &plan).unwrap();
    assert!(oordeel.geldig && !oordeel.is_haalbaar());
    assert_eq!(oordeel.tiers[0], (Tier::HardeRegels, breuk("9/10")));
    let sizes: Vec<_> =
        oordeel.bevindingen.iter().filter(|found| found.regel == "pin").map(|f| f.omvang.clone()).collect();
    assert_eq!(sizes, [breuk("3/10"), breuk("3/5")]);
}

#[test]
fn two_pins_that_compete_for_coach_time_leave_the_smallest_breach() {
    let mut problem =
        met(vec![pin("e1", Vastzetten, "01AA00", Some("0.5")), pin("e2", Vastzetten, "01AA00", Some("0.4"))]);
    problem.regiodocenten = vec![eerstejaars("e1", "0.5"), eerstejaars("e2", "0.4")];
    problem.vacatures.push(vacature("v3", "01AA00", "1"));
    problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0.2"));
    let plan = los_op(&problem);
    assert_eq!(plan.status, PlanStatus::BeleidOnhaalbaar);
    assert_eq!(plan.tiers[0].waarde, breuk("2/5"));
}

#[test]
fn small_cases_with_pins_equal_brute_force() {
    let cases = [
        vec![pin("anna", Vastzetten, "02BB00", Some("1"))],
        vec![pin("bram", Vastzetten, "v1", Some("0.6"))],
        vec![pin("anna", Verbieden, "01AA00", None)],
        vec![pin("anna", Verbieden, "v1", None), pin("bram", Vastzetten, "01AA00", None)],
        vec![pin("bram", Verbieden, "01AA00", None), pin("bram", Verbieden, "02BB00", None)],
    ];
    for pins in cases {
        let problem = met(pins);
        let plan = los_op(&problem);
        let found: Vec<_> = plan.tiers.iter().map(|tier| (tier.tier, tier.waarde.clone())).collect();
        assert_eq!(found, beste(&problem), "{:?}", problem.pins);
    }
}

#[test]
fn a_pin_that_breaks_a_structural_rule_is_refused_with_the_names_of_both() {
    let mut far = docent("geen-vog", "1");
    far.vog_datum = None;
    let mut training = vacature("opleiding", "02BB00", "1");
    training.soort = Vacaturesoort::Opleidingsplaats;
    let cases = [
        (vec![pin("geen-vog", Vastzetten, "v1", None)], "Bevoegdheid"),
        (vec![pin("bram", Vastzetten, "v1", Some("0.7"))], "Contractomvang"),
        (vec![pin("anna", Vastzetten, "klein", Some("0.6"))], "Vacatureomvang"),
        (vec![pin("anna", Vastzetten, "v1", Some("0.1"))], "Spreiding"),
        (vec![pin("anna", Vastzetten, "opleiding", Some("0.5"))], "Opleidingsplaats"),
        (
            vec![pin("anna", Vastzetten, "v1", Some("0.7")), pin("bram", Vastzetten, "v1", Some("0.6"))],
            "Vacatureomvang",
        ),
        (vec![pin("anna", Vastzetten, "v1", Some("0.5")), pin("anna", Vastzetten, "v2", Some("0.5"))], "Spreiding"),
        (vec![pin("eerste", Vastzetten, "v1", Some("0.5"))], "Begeleiding"),
    ];
    for (pins, regel) in cases {
        let mut problem = met(pins);
        problem.regiodocenten.extend([far.clone(), eerstejaars("eerste", "0.8")]);
        problem.vacatures.extend([training.clone(), vacature("klein", "02BB00", "0.5")]);
        problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0"));
        let found = fouten(&problem);
        assert!(found.iter().any(|(code, detail)| code == "pin-botst" && detail.contains(regel)), "{regel}: {found:?}");
        let id = &problem.pins[0].regiodocent;
        assert!(found.iter().all(|(_, detail)| detail.contains(id)), "{regel}: {found:?}");
    }
}

#[test]
fn a_pin_against_who_sits_there_today_needs_consent() {
    let mut problem = met(vec![pin("anna", Verbieden, "01AA00", None)]);
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1")];
    assert!(fouten(&problem)[0].1.contains("Instemming"));
    problem.regiodocenten[0].instemmingen = vec![stemt_in(Instemmingsoort::Verplaatsing)];
    assert_eq!(fouten(&problem), []);
    problem.pins = vec![pin("anna", Vastzetten, "v1", Some("1"))];
    problem.regiodocenten[0].instemmingen.clear();
    assert_eq!(fouten(&problem), []);
    assert_eq!(los_op(&problem).tiers[0].waarde, breuk("0"));
}

#[test]
fn who_agreed_to_move_may_be_pinned_elsewhere_and_keeps_nobody_else_from_being_pinned() {
    let mut problem = met(vec![pin("bram", Vastzetten, "02BB00", None)]);
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1")];
    problem.regiodocenten[0].instemmingen = vec![stemt_in(Instemmingsoort::Verplaatsing)];
    assert_eq!(fouten(&problem), []);
    problem.pins = vec![pin("anna", Vastzetten, "v2", None)];
    assert_eq!(fouten(&problem), []);
    assert_eq!(fte_op(&los_op(&problem), "anna", "v2"), fte("1"));
}

#[test]
fn pins_that_contradict_each_other_or_point_nowhere_are_all_named() {
    let mut nowhere = pin("anna", Vastzetten, "01AA00", None);
    nowhere.vestigingscode = None;
    let problem = met(vec![
        pin("anna", Vastzetten, "v1", None),
        pin("anna", Verbieden, "01AA00", None),
        pin("niemand", Verbieden, "v9", Some("0.5")),
        pin("bram", Verbieden, "02BB00", None),
        pin("bram", Verbieden, "02BB00", None),
        nowhere,
    ]);
    let codes: Vec<_> = fouten(&problem).into_iter().map(|(code, _)| code).collect();
    let expected = [
        "pins-tegenstrijdig",
        "onbekende-verwijzing",
        "onbekende-verwijzing",
        "fte-past-niet",
        "dubbel",
        "plek-past-niet",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn to_forbid_one_vacature_leaves_the_rest_of_the_school() {
    let mut problem = met(vec![pin("anna", Verbieden, "v1", None), pin("anna", Vastzetten, "01AA00", Some("1"))]);
    problem.vacatures.push(vacature("v3", "01AA00", "1"));
    assert_eq!(fte_op(&los_op(&problem), "anna", "v3"), fte("1"));
}
