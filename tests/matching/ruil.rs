//! Exchanges: as large as the best of all ways to divide the places again, and none left when it says so.

use proptest::prelude::*;
use rato::domain::breuk::Breuk;
use rato::domain::punt::Punt;
use rato::domain::voorkeur::Voorkeur;
use rato::matching::checker::check;
use rato::matching::explain::ruil::{Ruilen, na_ruil, ruilen};
use rato::matching::facts::Feiten;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::Problem;

use super::eigenschap::config;
use super::fixture::*;

/// A point on a line, in steps of about 220 metres.
fn op(stap: i32) -> Option<Punt> {
    Punt::from_degrees(4.9, 52.30 + 0.002 * f64::from(stap))
}

/// A school per number, each of its own board, and a person per number with a place at the school of that number.
fn rij(scholen: &[i32], mensen: &[i32]) -> (Problem, Vec<VoorgesteldePlaatsing>) {
    let mut problem = leeg();
    let mut plan = Vec::new();
    for (at, (school_op, thuis)) in scholen.iter().zip(mensen).enumerate() {
        let (code, nummer) = (format!("0{}AA00", at + 1), format!("1000{}", at + 1));
        let (wie, wat) = (format!("d{at}"), format!("v{at}"));
        problem.schoolbesturen.push(bestuur(&nummer));
        let mut place = school(&code, &nummer, "10", "8");
        place.punt = op(*school_op);
        problem.scholen.push(place);
        let mut person = docent(&wie, "0.8");
        person.punt = op(*thuis);
        problem.regiodocenten.push(person);
        problem.vacatures.push(vacature(&wat, &code, "0.8"));
        plan.push(plaats(&wie, &code, &wat, "0.8"));
    }
    (problem, plan)
}

fn vind(problem: &Problem, plan: &[VoorgesteldePlaatsing]) -> Ruilen {
    ruilen(&Feiten::new(problem).unwrap(), plan).unwrap()
}

#[test]
fn a_ring_of_three_over_three_boards_is_found_and_then_none_is_left() {
    // Everybody lives at the school of the next one.
    let (problem, plan) = rij(&[0, 10, 20], &[10, 20, 0]);
    let found = vind(&problem, &plan);
    assert_eq!(found.ringen.len(), 1);
    let ring = &found.ringen[0];
    assert_eq!((ring.stappen.len(), ring.schoolbesturen), (3, 3));
    assert_eq!(ring.winst_minuten, found.bewijs.grootste_winst);
    let after = na_ruil(&plan, &found.ringen);
    let (before, now) = (check(&problem, &plan).unwrap(), check(&problem, &after).unwrap());
    assert!(now.geldig);
    assert_eq!(before.standen, now.standen);
    let rest = vind(&problem, &after);
    assert_eq!((rest.ringen.len(), rest.bewijs.grootste_winst), (0, Breuk::nul()));
    assert!(rest.zinnen[0].starts_with("Er is geen ruil meer"), "{:?}", rest.zinnen);
}

#[test]
fn nobody_is_asked_to_travel_longer_or_give_up_a_wish_for_somebody_else() {
    // The second would win much, the first would lose a little.
    let (problem, plan) = rij(&[0, 10], &[4, 0]);
    assert!(vind(&problem, &plan).ringen.is_empty());
    let (mut problem, plan) = rij(&[0, 10], &[10, 0]);
    assert_eq!(vind(&problem, &plan).ringen.len(), 1);
    problem.regiodocenten[0].voorkeuren = vec![Voorkeur { vestigingscode: "01AA00".parse().unwrap(), minuten: 5 }];
    assert!(vind(&problem, &plan).ringen.is_empty(), "the first wants to be where they are");
}

#[test]
fn other_hours_another_kind_an_exclusion_or_a_pin_keep_people_apart() {
    let (same, plan) = rij(&[0, 10], &[10, 0]);
    let mut hours = same.clone();
    hours.regiodocenten[0] = rato::matching::problem::ProblemRegiodocent { punt: op(10), ..docent("d0", "0.6") };
    let mut shorter = plan.clone();
    shorter[0].delen[0].fte = fte("0.6");
    assert!(vind(&hours, &shorter).ringen.is_empty());
    let mut kind = same.clone();
    kind.regiodocenten[0].soort = rato::domain::regiodocent::Regiodocentsoort::Starter;
    assert!(vind(&kind, &plan).ringen.is_empty());
    let mut excluded = same.clone();
    excluded.regiodocenten[0].uitsluitingen =
        vec![rato::domain::uitsluiting::Uitsluiting::Bestuursnummer("10002".parse().unwrap())];
    assert!(vind(&excluded, &plan).ringen.is_empty());
    let mut pinned = same;
    pinned.pins = vec![pin("d0", rato::matching::problem::Pinsoort::Vastzetten, "01AA00", None)];
    assert!(vind(&pinned, &plan).ringen.is_empty());
}

#[test]
fn a_chain_to_an_open_vacature_moves_two_people_nearer_home_and_then_none_is_left() {
    // The first lives at the second school, the second at the third, where a vacature is open.
    let (mut problem, mut plan) = rij(&[0, 10, 20], &[10, 20, 0]);
    problem.regiodocenten.pop();
    plan.pop();
    let found = vind(&problem, &plan);
    assert!(found.ringen.is_empty());
    let [keten] = found.ketens.as_slice() else { panic!("{:?}", found.ketens) };
    let who: Vec<_> = keten.stappen.iter().map(|stap| (stap.regiodocent.as_str(), stap.naar.as_str())).collect();
    assert_eq!(who, [("d1", "03AA00"), ("d0", "02AA00")]);
    assert_eq!(keten.open_na.as_str(), "01AA00");
    assert!(keten.verschil.iter().all(|(_, by)| by.is_negatief()), "{keten:?}");
    assert!(found.ketenbewijs.volledig);
    let after = [plaats("d0", "02AA00", "v1", "0.8"), plaats("d1", "03AA00", "v2", "0.8")];
    assert!(check(&problem, &after).unwrap().geldig);
    let rest = vind(&problem, &after);
    assert!(rest.ketens.is_empty() && rest.ketenbewijs.volledig);
    assert!(rest.zinnen.last().unwrap().contains("geen daarvan"), "{:?}", rest.zinnen);
}

#[test]
fn a_chain_that_takes_from_a_school_that_lacks_more_is_none() {
    let (mut problem, mut plan) = rij(&[0, 10], &[10, 0]);
    problem.regiodocenten.pop();
    plan.pop();
    assert_eq!(vind(&problem, &plan).ketens.len(), 1, "home is at the open vacature");
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("6");
    let found = vind(&problem, &plan);
    assert!(found.ketens.is_empty() && found.ketenbewijs.nagegaan > 0, "{found:?}");
}

fn permutations(aantal: usize) -> Vec<Vec<usize>> {
    match aantal {
        0 => vec![vec![]],
        _ => permutations(aantal - 1)
            .into_iter()
            .flat_map(|short| {
                (0..aantal).map(move |at| {
                    let mut long = short.clone();
                    long.insert(at, aantal - 1);
                    long
                })
            })
            .collect(),
    }
}

proptest! {
    #![proptest_config(config(1))]

    /// Every way to divide the places again was tried: none in which nobody loses gains more in all.
    #[test]
    fn the_gain_is_that_of_the_best_division(
        places in prop::collection::vec((0i32..12, 0i32..12), 2..6), wish in prop::option::of((0usize..5, 0usize..5)),
    ) {
        let (scholen, mensen): (Vec<i32>, Vec<i32>) = places.into_iter().unzip();
        let (mut problem, plan) = rij(&scholen, &mensen);
        if let Some((who, school)) = wish.filter(|(who, school)| *who < plan.len() && *school < plan.len()) {
            let vestigingscode = problem.scholen[school].vestigingscode.clone();
            problem.regiodocenten[who].voorkeuren = vec![Voorkeur { vestigingscode, minuten: 15 }];
        }
        let feiten = Feiten::new(&problem).unwrap();
        let score = |who: usize, at: usize| {
            let (person, school) = (&problem.regiodocenten[who], &problem.scholen[at]);
            let wish = person.voorkeuren.iter().find(|wish| wish.vestigingscode == school.vestigingscode);
            (feiten.reistijd(person, school).unwrap(), wish.map_or(0, |wish| i64::from(wish.minuten)))
        };
        let gain = |division: &Vec<usize>| -> Option<Breuk> {
            let each = division.iter().enumerate().map(|(who, at)| {
                let ((before, wish_before), (after, wish_after)) = (score(who, who), score(who, *at));
                let gain = &before - &after;
                (!gain.is_negatief() && wish_after >= wish_before)
                    .then(|| gain + Breuk::from(wish_after - wish_before))
            });
            each.sum::<Option<Breuk>>()
        };
        let best = permutations(plan.len()).iter().filter_map(gain).max().unwrap();
        let found = vind(&problem, &plan);
        let total: Breuk = found.ringen.iter().map(|ring| ring.winst_minuten.clone()).sum();
        prop_assert_eq!(&total, &best);
        prop_assert_eq!(&found.bewijs.grootste_winst, &best);
        prop_assert!(check(&problem, &na_ruil(&plan, &found.ringen)).unwrap().geldig);
    }
}
