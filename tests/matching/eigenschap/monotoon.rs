//! More to choose from never makes the best worse: more supply, a milder rule, a longer journey, a higher ceiling.
//! Only results that are proven best can be compared; the engine proves many of these small ones.

use proptest::prelude::*;
use rato::domain::beleid::{Modus, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::fte::Fte;
use rato::matching::problem::{Problem, ProblemRegiodocent};

use super::super::fixture::{docent, zet_modus, zet_parameter};
use super::recept::{Recept, bont};
use super::{config, is_bewezen, los_op, waarden};

/// What makes room.
#[derive(Debug, Clone, Copy)]
enum Ruimer {
    NieuweDocent,
    MeerFte,
    MilderDrieprocent,
    MilderZevenprocent,
    MilderBezetting,
    LangereReis,
    HogerPlafond,
}

fn ruimer() -> impl Strategy<Value = Ruimer> {
    use Ruimer::*;
    prop::sample::select(vec![
        NieuweDocent,
        MeerFte,
        MilderDrieprocent,
        MilderZevenprocent,
        MilderBezetting,
        LangereReis,
        HogerPlafond,
    ])
}

/// The mode below this one; `None`: it is as mild as can be.
fn milder(problem: &Problem, regel: &str) -> Option<Modus> {
    match problem.beleid.modus(regel) {
        Modus::Hard => Some(Modus::Zacht),
        Modus::Zacht => Some(Modus::Uit),
        Modus::Rapport | Modus::Uit => None,
    }
}

/// The same Problem with more room; `None` when there is nothing to widen.
fn verruim(problem: &Problem, hoe: Ruimer) -> Option<Problem> {
    let mut wide = problem.clone();
    let mut soften = |regel: &str| milder(problem, regel).map(|modus| zet_modus(&mut wide, regel, modus));
    match hoe {
        Ruimer::NieuweDocent => {
            // Behind everybody in the lots: else the ranks of the others change.
            let new = ProblemRegiodocent { lot: u64::MAX, ..docent("zz-nieuw", "0.5") };
            wide.regiodocenten.push(new);
        }
        Ruimer::MeerFte => {
            let room = |docent: &ProblemRegiodocent| {
                !docent.alleen_geheel && docent.contracten.iter().all(|one| one.werktijdfactor.e4() <= 9_000)
            };
            let person = wide.regiodocenten.iter_mut().find(|docent| room(docent))?;
            person.contracten.iter_mut().for_each(|contract| contract.werktijdfactor += Fte::from_e4(1_000));
        }
        Ruimer::MilderDrieprocent => soften("drieprocent")?,
        Ruimer::MilderZevenprocent => soften("zevenprocent")?,
        Ruimer::MilderBezetting => soften("bezetting")?,
        Ruimer::LangereReis => {
            // A share of one's own maximum: it gets smaller with it.
            let word = problem.beleid.keuze("voorkeur", "reistijd-maat").unwrap();
            let person = wide.regiodocenten.iter_mut().find(|docent| docent.max_reistijd.is_some())?;
            person.max_reistijd = person.max_reistijd.map(|minutes| minutes + 60);
            if word != "relatief" && person.punt.is_none() {
                return None;
            }
        }
        Ruimer::HogerPlafond => {
            let now = problem.beleid.getal("drieprocent", "uitstroom").unwrap();
            zet_parameter(&mut wide, "drieprocent", "uitstroom", Waarde::Getal(&now + &Breuk::ratio(5, 100)));
        }
    }
    Some(wide)
}

proptest! {
    #![proptest_config(config(1))]

    #[test]
    fn more_room_never_makes_the_proven_best_worse(recept in bont(), hoe in ruimer()) {
        let problem = recept.problem();
        let Some(wide) = verruim(&problem, hoe) else { return Ok(()) };
        let (before, after) = (los_op(&problem, 4_000), los_op(&wide, 4_000));
        if is_bewezen(&before) && is_bewezen(&after) {
            prop_assert!(waarden(&after) <= waarden(&before), "{:?} > {:?}", waarden(&after), waarden(&before));
        }
        // A proven bound holds for every plan, also for the one that was there before: it may not lie above it.
        if let (Some(bound), Some(old)) = (after.tiers.first().and_then(|tier| tier.grens.clone()), waarden(&before).first()) {
            prop_assert!(bound <= *old);
        }
    }
}

#[test]
fn many_of_the_generated_cases_are_proven_so_that_the_comparison_means_something() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(config(1));
    let mut draw = || -> Recept { bont().new_tree(&mut runner).unwrap().current() };
    let proven = (0..20).filter(|_| is_bewezen(&los_op(&draw().problem(), 4_000))).count();
    assert!(proven >= 6, "{proven} of 20");
}
