//! The voorrang of the 7%-regeling: with too few first-years for all boards, who lacks relatively most goes first.

use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::punt::Punt;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::canonical::with_norms;
use rato::matching::checker::check;
use rato::matching::explain::prijs::compare;
use rato::matching::facts::Feiten;
use rato::matching::formulation::opbouw::formulate;
use rato::matching::handmatig::plan_van;
use rato::matching::plan::{Plan, PlanStatus};
use rato::matching::problem::Problem;
use rato::matching::rules::zevenprocent::voorrang::{gemis, is_vast};
use rato::matching::search::tabel::{Tabel, gewichten};
use rato::matching::{Limits, Niemand, solve};
use rato::verify::verify;
use rstest::rstest;

use super::fixture::*;

/// Board 10001 owes 4 and has 2, board 10002 owes 1 and has none: half of it lacks, or all of it. The only first-year lives
/// next to 10001. A place to learn counts no netto fte, so nothing but the journey tells the two apart.
fn schaars() -> Problem {
    let mut problem = klein();
    zet_parameter(&mut problem, "zevenprocent", "afronding", Waarde::Keuze("naar-boven".into()));
    for (school, (groepen, eigen, at)) in problem.scholen.iter_mut().zip([(50, 2, 4.9), (10, 0, 5.1)]) {
        let formatie = school.formatie.as_mut().unwrap();
        (formatie.groepen, formatie.eerstejaars_zij_instromers_eigen) = (Some(groepen), eigen);
        school.punt = Punt::from_degrees(at, 52.37);
    }
    for vacature in &mut problem.vacatures {
        vacature.soort = Vacaturesoort::Opleidingsplaats;
    }
    let mut first = eerstejaars("eva", "1");
    first.punt = Punt::from_degrees(4.91, 52.37);
    problem.regiodocenten = vec![first];
    problem
}

fn los_op(problem: &Problem) -> Plan {
    let plan = solve(problem, &Limits { werk: Some(20_000), tijd: None, threads: 1 }, &Niemand).unwrap();
    let verslag = verify(problem, &plan);
    assert!(verslag.geldig, "{}", verslag.samenvatting());
    plan
}

fn waar(plan: &Plan) -> &str {
    let [line] = &plan.plaatsingen[..] else { panic!("{:?}", plan.plaatsingen) };
    line.vestigingscode.as_str()
}

#[rstest]
#[case(Modus::Zacht, "02BB00")]
#[case(Modus::Hard, "02BB00")]
#[case(Modus::Rapport, "01AA00")]
#[case(Modus::Uit, "01AA00")]
fn the_board_that_lacks_relatively_most_goes_before_a_short_journey(#[case] modus: Modus, #[case] school: &str) {
    let mut problem = schaars();
    zet_modus(&mut problem, "zevenprocent", modus);
    assert_eq!(waar(&los_op(&problem)), school);
}

#[rstest]
#[case(1, "02BB00")]
#[case(2, "02BB00")]
#[case(3, "02BB00")]
#[case(4, "02BB00")]
#[case(5, "01AA00")]
fn it_decides_right_after_the_tier_wherever_that_is(#[case] plaats: usize, #[case] school: &str) {
    let mut problem = schaars();
    problem.beleid.tiers.retain(|tier| *tier != Tier::Zevenprocent);
    problem.beleid.tiers.insert(plaats, Tier::Zevenprocent);
    assert_eq!(waar(&los_op(&problem)), school);
}

#[test]
fn a_person_more_goes_before_it() {
    let mut problem = schaars();
    // A second first-year can only be at 10001, and the place there is for one: together two are better than one.
    let mut second = eerstejaars("fay", "1");
    second.punt = Punt::from_degrees(5.1, 52.37);
    second.uitsluitingen = vec![rato::domain::uitsluiting::Uitsluiting::Vestigingscode("01AA00".parse().unwrap())];
    problem.regiodocenten.push(second);
    problem.vacatures[1].fte = fte("1");
    let plan = los_op(&problem);
    let places: Vec<_> =
        plan.plaatsingen.iter().map(|line| (&*line.regiodocent, line.vestigingscode.as_str())).collect();
    assert_eq!(places, [("eva", "01AA00"), ("fay", "02BB00")]);
}

#[test]
fn minutes_that_it_costs_are_not_proven_to_be_least() {
    let plan = los_op(&schaars());
    let people = plan.tiers.iter().find(|tier| tier.tier == Tier::Mensen).unwrap();
    assert!(people.grens.as_ref().is_none_or(|grens| *grens < people.waarde), "{people:?}");
    assert_ne!(plan.status, PlanStatus::BewezenOptimaal);
    let seven = plan.tiers.iter().find(|tier| tier.tier == Tier::Zevenprocent).unwrap();
    assert_eq!((seven.waarde.clone(), seven.grens.clone()), (breuk("2"), Some(breuk("2"))));
}

/// 2 of 4 is 1/4 + 2/4, and 1 of 1 is 1.
#[rstest]
#[case(Modus::Zacht, Some((Tier::Zevenprocent, "7/4")))]
#[case(Modus::Hard, Some((Tier::Zevenprocent, "7/4")))]
#[case(Modus::Rapport, None)]
fn every_further_person_short_counts_more(#[case] modus: Modus, #[case] expected: Option<(Tier, &str)>) {
    let mut problem = schaars();
    zet_modus(&mut problem, "zevenprocent", modus);
    let oordeel = check(&problem, &[]).unwrap();
    assert_eq!(oordeel.voorrang, expected.map(|(tier, value)| (tier, breuk(value))));
}

/// Both lack at 10001, where that weighs least; one each weighs more, and a plan like that may be beaten.
#[test]
fn it_is_proven_where_those_lack_who_lack_least_by_it() {
    let problem = schaars();
    let plan = los_op(&problem);
    assert_eq!((gemis(&plan.standen), is_vast(&plan.standen)), (breuk("3/4"), true));
    let near = plan_van(&problem, vec![plaats_eerstejaars("eva", "01AA00", "v1", "1")]).unwrap();
    assert_eq!((gemis(&near.standen), is_vast(&near.standen)), (breuk("5/4"), false));
}

#[test]
fn a_shorter_journey_at_its_expense_is_no_better_plan() {
    let problem = schaars();
    let plan = los_op(&problem);
    let near = plan_van(&problem, vec![plaats_eerstejaars("eva", "01AA00", "v1", "1")]).unwrap();
    let prijs = compare(&plan, &near);
    // From 1/4 + 2/4 to 1/4 + 1.
    assert_eq!(prijs.voorrang, Some((Tier::Zevenprocent, breuk("1/2"))));
    assert_eq!(prijs.beslissende_voorrang(), Some(&breuk("1/2")));
    assert!(!prijs.is_bewezen());
    assert_eq!(compare(&near, &plan).voorrang, Some((Tier::Zevenprocent, breuk("-1/2"))));
    assert_eq!(compare(&plan, &plan).voorrang, None);
}

/// Board 10001 owes 4 and begins with 2.
#[test]
fn the_search_leans_to_it_and_the_lp_knows_nothing_of_it() {
    let problem = with_norms(schaars()).unwrap();
    let model = formulate(&Feiten::new(&problem).unwrap()).unwrap().model;
    let teller = model.tellers.iter().position(|one| one.naam.starts_with("zevenprocent 10001")).unwrap();
    let weights = gewichten(&model, 10.0);
    let worth = |tabel: &Tabel, value: i64| tabel.teller(teller, value) - tabel.teller(teller, value + 1);
    let (plain, leaning) = (Tabel::new(&model, &weights), Tabel::met_voorrang(&model, &weights));
    assert_eq!(worth(&plain, 2), worth(&plain, 3), "every person is worth the same");
    assert!(worth(&leaning, 2) > worth(&leaning, 3), "the first of two is worth more");
    assert!(worth(&leaning, 3) > worth(&plain, 3));
}
