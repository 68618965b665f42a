//! Scenarios: what the rules do and nothing else, each as good as brute force.

use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::matching::checker::check;
use rato::matching::explain::beantwoord;
use rato::matching::explain::scenario::{Regelwijziging, Scenario, Scenarios, ScenariosAntwoord};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::plan::Plan;
use rato::matching::problem::Problem;
use rato::matching::{Limits, Niemand, SolveError, solve};

use super::brute::beste;
use super::fixture::*;

fn limits() -> Limits {
    Limits { werk: Some(3_000), ..Limits::default() }
}

fn scenario(naam: &str, wijzigingen: &[(&str, &str, Waarde)]) -> Scenario {
    let change = |(regel, parameter, waarde): &(&str, &str, Waarde)| Regelwijziging {
        regel: (*regel).to_owned(),
        modus: None,
        parameter: Some((*parameter).to_owned()),
        waarde: Some(waarde.clone()),
    };
    Scenario { naam: naam.to_owned(), wijzigingen: wijzigingen.iter().map(change).collect(), tiers: None }
}

fn procent(drie: i64, zeven: i64) -> Scenario {
    let share = |percent: i64| Waarde::Getal(breuk(&format!("{percent}/100")));
    let changes = [("drieprocent", "percentage", share(drie)), ("zevenprocent", "percentage", share(zeven))];
    scenario(&format!("{drie} % en {zeven} %"), &changes)
}

fn vraag(problem: &Problem, plan: &Plan, scenarios: Vec<Scenario>) -> Result<ScenariosAntwoord, SolveError> {
    match beantwoord(problem, plan, &Vraag::Scenarios(Scenarios { scenarios }), &limits(), &Niemand)? {
        Antwoord::Scenarios(found) => Ok(*found),
        other => panic!("{other:?}"),
    }
}

/// A donor board that wants more people than it may have, and first-years whom both boards could take.
fn regio() -> Problem {
    let mut problem = klein();
    problem.scholen[0] = school("01AA00", "10001", "20", "18");
    problem.scholen[1].formatie.as_mut().unwrap().leerlingen = 400;
    problem.regiodocenten.extend([eerstejaars("cato", "0.8"), docent("dirk", "0.8")]);
    // Brute force knows whole people only.
    problem.regiodocenten.iter_mut().for_each(|person| person.alleen_geheel = true);
    problem.vacatures.extend([vacature("v3", "01AA00", "0.8"), vacature("v4", "02BB00", "0.8")]);
    problem
}

#[test]
fn a_scenario_with_the_rules_of_today_makes_no_difference() {
    let problem = regio();
    let plan = solve(&problem, &limits(), &Niemand).unwrap();
    let found = vraag(&problem, &plan, vec![scenario("zoals nu", &[])]).unwrap();
    let column = &found.kolommen[0];
    assert_eq!((&column.cijfers, column.verschil.mensen.len()), (&found.basis, 0));
    assert_eq!(found.zinnen, ["zoals nu: Er is geen verschil: niemand krijgt een andere plek."]);
}

#[test]
fn every_column_of_the_board_is_as_good_as_brute_force_above_the_tier_of_people() {
    let problem = regio();
    let plan = solve(&problem, &limits(), &Niemand).unwrap();
    let board: Vec<_> = [2, 3, 4].into_iter().flat_map(|drie| [5, 7, 9].map(|zeven| procent(drie, zeven))).collect();
    let found = vraag(&problem, &plan, board.clone()).unwrap();
    assert_eq!(found.kolommen.len(), 9);
    for (asked, column) in board.iter().zip(&found.kolommen) {
        let mut other = problem.clone();
        for change in &asked.wijzigingen {
            zet_parameter(
                &mut other,
                &change.regel,
                change.parameter.as_ref().unwrap(),
                change.waarde.clone().unwrap(),
            );
        }
        let best = beste(&other);
        let value = |tier: Tier| best.iter().find(|(own, _)| *own == tier).unwrap().1.clone();
        assert_eq!(column.cijfers.boven_ruimte_fte, value(Tier::Solidariteit), "{}", column.naam);
        assert_eq!(column.cijfers.onder_quotum, value(Tier::Zevenprocent), "{}", column.naam);
        let asked_fte: rato::domain::breuk::Breuk = other.vacatures.iter().map(|one| one.fte.breuk()).sum();
        assert_eq!(&asked_fte - &column.cijfers.gevuld_fte, value(Tier::GevuldeFte), "{}", column.naam);
    }
    let strict = found.kolommen.iter().find(|column| column.naam == "4 % en 7 %").unwrap();
    assert!(strict.verschil.besturen.iter().any(|one| one.regel == "drieprocent" && one.norm_voor != one.norm_na));
}

#[test]
fn another_order_of_tiers_another_mode_and_another_rounding_can_be_asked() {
    let problem = regio();
    let plan = solve(&problem, &limits(), &Niemand).unwrap();
    let mut tiers = problem.beleid.tiers.clone();
    tiers.swap(2, 3);
    let order = Scenario { naam: "zevenprocent eerst".into(), wijzigingen: vec![], tiers: Some(tiers) };
    let off = Regelwijziging { regel: "drieprocent".into(), modus: Some(Modus::Uit), parameter: None, waarde: None };
    let off = Scenario { naam: "zonder 3 %".into(), wijzigingen: vec![off], tiers: None };
    let up = scenario("naar boven", &[("zevenprocent", "afronding", Waarde::Keuze("naar-boven".into()))]);
    let found = vraag(&problem, &plan, vec![order, off, up]).unwrap();
    assert_eq!(found.kolommen[1].cijfers.boven_ruimte_fte, breuk("0"));
    assert!(found.kolommen[2].cijfers.onder_quotum >= found.basis.onder_quotum);
}

#[test]
fn every_mistake_is_named_at_its_scenario() {
    let problem = regio();
    let plan = solve(&problem, &limits(), &Niemand).unwrap();
    let word = Waarde::Keuze("veel".into());
    let wrong = vec![
        scenario("a", &[("vierprocent", "percentage", word.clone()), ("drieprocent", "kleur", word.clone())]),
        scenario("b", &[("drieprocent", "percentage", word)]),
        Scenario { naam: "c".into(), wijzigingen: vec![], tiers: Some(vec![Tier::Mensen]) },
    ];
    let Err(SolveError::Invoer(fouten)) = vraag(&problem, &plan, wrong) else { panic!("it was answered") };
    let pointers: Vec<&str> = fouten.iter().map(|fout| fout.pointer.as_str()).collect();
    for expected in [
        "/scenarios/0/wijzigingen/0/regel",
        "/scenarios/0/wijzigingen/1/parameter",
        "/scenarios/1/beleid/regels/drieprocent/parameters/percentage/waarde",
        "/scenarios/2/beleid/tiers",
    ] {
        assert!(pointers.contains(&expected), "{expected} is not in {pointers:?}");
    }
}

#[test]
fn the_plan_of_a_column_is_never_below_what_the_checker_says() {
    let problem = regio();
    let plan = solve(&problem, &limits(), &Niemand).unwrap();
    let found = vraag(&problem, &plan, vec![scenario("zoals nu", &[])]).unwrap();
    let today = check(&problem, &plan.plaatsingen).unwrap();
    let value = |tier: Tier| today.tiers.iter().find(|(own, _)| *own == tier).unwrap().1.clone();
    assert!(found.basis.boven_ruimte_fte <= value(Tier::Solidariteit));
    assert!(found.basis.onder_quotum <= value(Tier::Zevenprocent));
}
