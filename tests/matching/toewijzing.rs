//! Assignment problems below Problem: equal to trying everything when small, and to the published optimum when real.

use std::time::Duration;

use proptest::prelude::*;
use rato::matching::toewijzing::{Mogelijkheid, Toewijzing, los_kaal_op, los_op};

const LANG: Duration = Duration::from_secs(60);

/// Cost of the best complete choice, by trying all.
fn alles(instance: &Toewijzing) -> Option<i64> {
    fn rest(instance: &Toewijzing, persoon: usize, ruimte: &mut [i64]) -> Option<i64> {
        let Some(own) = instance.personen.get(persoon) else { return Some(0) };
        let mut best = None;
        for one in own {
            if ruimte[one.plek] >= one.gebruik {
                ruimte[one.plek] -= one.gebruik;
                let cost = rest(instance, persoon + 1, ruimte).map(|cost| cost + one.kost);
                ruimte[one.plek] += one.gebruik;
                best = [best, cost].into_iter().flatten().min();
            }
        }
        best
    }
    rest(instance, 0, &mut instance.ruimte.clone())
}

/// Room per place, and per person and place cost and use; use 0 stands for a place where this person cannot go.
fn instance(ruimte: Vec<i64>, cells: Vec<Vec<(i64, i64)>>) -> Toewijzing {
    let personen = cells.into_iter().map(|own| {
        let all = own.into_iter().enumerate().filter(|(_, (_, gebruik))| *gebruik > 0);
        all.map(|(plek, (kost, gebruik))| Mogelijkheid { plek, kost, gebruik }).collect()
    });
    Toewijzing { personen: personen.collect(), ruimte }
}

fn kleine() -> impl Strategy<Value = Toewijzing> {
    (2usize..4, 1usize..7).prop_flat_map(|(plekken, personen)| {
        let room = prop::collection::vec(4i64..14, plekken);
        let cells = prop::collection::vec(prop::collection::vec((-5i64..30, 0i64..8), plekken), personen);
        (room, cells).prop_map(|(ruimte, cells)| instance(ruimte, cells))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_small_instance_equals_trying_everything_and_is_proven(instance in kleine()) {
        let best = alles(&instance);
        let found = los_op(&instance, Duration::from_secs(2), 1).unwrap();
        prop_assert_eq!(found.plan.as_ref().map(|(_, kost)| *kost), best);
        prop_assert_eq!(found.is_bewezen(), best.is_some());
        let plain = los_kaal_op(&instance, Duration::from_secs(2), 1).unwrap();
        prop_assert_eq!(plain.keuze.and_then(|keuze| instance.kost(&keuze)), best);
    }
}

#[test]
fn everybody_gets_a_place_even_when_one_person_must_take_a_detour() {
    // The cheap place of the second person is the only one of the first.
    let instance = instance(vec![1, 1], vec![vec![(1, 1), (0, 0)], vec![(1, 1), (100, 1)]]);
    let found = los_op(&instance, LANG, 1).unwrap();
    assert_eq!(found.plan, Some((vec![0, 1], 101)));
    assert!(found.is_bewezen());
}

#[test]
fn an_instance_without_a_complete_plan_gets_none() {
    let instance = instance(vec![1], vec![vec![(1, 1)], vec![(1, 1)]]);
    assert_eq!(los_op(&instance, Duration::from_secs(2), 1).unwrap().plan, None);
}

#[test]
fn a_choice_that_does_not_fit_has_no_cost() {
    let instance = instance(vec![3, 9], vec![vec![(1, 2), (5, 1)], vec![(1, 2), (7, 1)]]);
    assert_eq!(instance.kost(&[0, 0]), None, "the room is 3");
    assert_eq!(instance.kost(&[0, 1]), Some(8));
    assert_eq!(instance.kost(&[0]), None, "somebody is missing");
    assert_eq!(instance.kost(&[0, 2]), None, "there is no such place");
}
