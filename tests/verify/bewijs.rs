//! Bounds are reckoned again from their prices: what the engine proves holds, and wrong prices prove nothing false.

use proptest::prelude::*;
use rato::domain::breuk::Breuk;
use rato::matching::plan::Plan;
use rato::matching::problem::Problem;
use rato::verify::{Oordeel, Trapbewijs, verify};

use crate::matching::brute::{aantal_wegen, beste};
use crate::matching::eigenschap::recept::{bont, heel};
use crate::matching::eigenschap::{config, los_op};
use crate::matching::fixture::klein;
use crate::support::amsterdam::{amsterdam, data_dir};

fn bewijs(problem: &Problem, plan: &Plan) -> Vec<Trapbewijs> {
    verify(problem, plan).bewijs
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn every_bound_of_the_engine_is_proven_by_its_prices(recept in bont()) {
        let problem = recept.problem();
        let plan = los_op(&problem, 1_500);
        for trap in bewijs(&problem, &plan) {
            let good = match trap.oordeel {
                Oordeel::BewezenOptimaal | Oordeel::Bewezen => trap.nagerekend >= trap.grens,
                Oordeel::GeenGrens => trap.grens.is_none(),
                Oordeel::NietNaTeRekenen | Oordeel::TeHoog => false,
            };
            prop_assert!(good, "{:?}", trap);
        }
    }
}

proptest! {
    #![proptest_config(config(2))]

    /// Weak duality: the prices may be anything.
    #[test]
    fn prices_that_are_all_wrong_never_prove_what_is_false(
        recept in heel(),
        factors in proptest::collection::vec(-3..5i64, 1..40),
    ) {
        let problem = recept.problem();
        prop_assume!(aantal_wegen(&problem) <= 400);
        let best = beste(&problem);
        let mut plan = los_op(&problem, 300);
        for (at, tier) in plan.tiers.iter_mut().enumerate() {
            let Some(certificaat) = &mut tier.certificaat else { continue };
            let noemer = certificaat.noemer.clone();
            for (number, (_, prijs)) in certificaat.prijzen.iter_mut().enumerate() {
                let factor = factors[(number + at) % factors.len()];
                *prijs = &*prijs * &Breuk::from(factor);
            }
            for (number, docent) in problem.regiodocenten.iter().enumerate() {
                let price = &noemer * &Breuk::from(factors[(number + 2 * at) % factors.len()]);
                certificaat.personen.insert(docent.id.clone(), price);
            }
        }
        for (at, trap) in bewijs(&problem, &plan).into_iter().enumerate() {
            if let Some(found) = &trap.nagerekend {
                prop_assert!(*found <= best[at].1, "{:?} {}", trap, best[at].1);
            }
            // A bound is about plans that do as well in the tiers above.
            if plan.tiers[at].waarde != best[at].1 {
                break;
            }
        }
    }
}

#[test]
fn a_bound_that_is_too_high_is_refused_and_one_without_prices_is_not_believed() {
    let problem = klein();
    let mut plan = los_op(&problem, 5_000);
    let good = verify(&problem, &plan);
    assert!(good.geldig && good.bewijs.iter().any(|trap| trap.oordeel == Oordeel::BewezenOptimaal), "{good:?}");
    let at = plan.tiers.iter().position(|tier| tier.certificaat.as_ref().is_some_and(|one| !one.prijzen.is_empty()));
    let at = at.unwrap();
    let kept = plan.tiers[at].certificaat.take().unwrap();
    let verdict = |plan: &Plan| (verify(&problem, plan).geldig, bewijs(&problem, plan)[at].oordeel);
    assert_eq!(verdict(&plan), (true, Oordeel::NietNaTeRekenen));
    let unknown = [("drieprocent 99999 bo".to_owned(), Breuk::een())].into();
    plan.tiers[at].certificaat = Some(rato::matching::plan::Certificaat { prijzen: unknown, ..kept.clone() });
    assert_eq!(verdict(&plan), (true, Oordeel::NietNaTeRekenen));
    plan.tiers[at].certificaat = Some(rato::matching::plan::Certificaat { prijzen: [].into(), ..kept });
    assert_eq!(verdict(&plan), (false, Oordeel::TeHoog));
    let verslag = verify(&problem, &plan);
    assert_eq!(verslag.gebroken().map(|uitslag| uitslag.eigenschap.code).collect::<Vec<_>>(), ["P17"]);
}

#[test]
fn the_bounds_of_a_plan_for_amsterdam_are_proven_by_their_prices() {
    let Some(folder) = data_dir() else { return };
    let problem = amsterdam(&folder, 200, 3);
    let plan = los_op(&problem, 20_000);
    let began = std::time::Instant::now();
    let found = bewijs(&problem, &plan);
    println!("verify {:?}", began.elapsed());
    for trap in &found {
        assert!(matches!(trap.oordeel, Oordeel::Bewezen | Oordeel::BewezenOptimaal | Oordeel::GeenGrens), "{trap:?}");
    }
    assert!(found.iter().filter(|trap| trap.grens.is_some()).count() >= 5);
}
