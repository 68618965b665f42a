//! Bounds in every situation that a question can hold: what the engine claims is reckoned again, a claim one unit higher
//! is refused, and whatever the prices are, no bound lies above the best of trying everything.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::periode::Periode;
use rato::domain::plaatsing::Plaatsingstatus;
use rato::domain::regiodocent::Regiodocentsoort;
use rato::matching::plan::Plan;
use rato::matching::problem::{
    Pinsoort, Problem, ProblemDetachering, ProblemInstemming, ProblemRegiodocent, ProblemSchool,
};
use rato::matching::validate::validate;
use rato::verify::{Oordeel, Trapbewijs, verify};

use crate::matching::brute::{aantal_wegen, beste};
use crate::matching::eigenschap::recept::heel;
use crate::matching::eigenschap::{config, los_op};
use crate::matching::fixture::{
    breuk, dag, fte, klein, pin, stemt_in, vacature, vandaag, zet_modus, zet_parameter, zet_ratio,
};

fn bewijs(problem: &Problem, plan: &Plan) -> Vec<Trapbewijs> {
    verify(problem, plan).bewijs
}

/// Every claim holds; one a little higher than its prices prove does not.
fn nagerekend(problem: &Problem, plan: &Plan) -> Result<usize, TestCaseError> {
    let mut claims = 0;
    for (at, trap) in bewijs(problem, plan).into_iter().enumerate() {
        if trap.grens.is_none() {
            continue;
        }
        prop_assert!(matches!(trap.oordeel, Oordeel::Bewezen | Oordeel::BewezenOptimaal), "{:?}", trap);
        let mut more = plan.clone();
        // Asked for more than there is, the prices give all that they prove.
        more.tiers[at].grens = Some(&plan.tiers[at].waarde + &Breuk::from(1_000));
        let most = bewijs(problem, &more)[at].nagerekend.clone().unwrap();
        prop_assert!(trap.nagerekend.is_some_and(|found| found <= most && most <= plan.tiers[at].waarde));
        more.tiers[at].grens = Some(&most + &Breuk::ratio(1, 1_000_000));
        let refused = verify(problem, &more);
        prop_assert_eq!(refused.bewijs[at].oordeel, Oordeel::TeHoog);
        prop_assert!(refused.gebroken().any(|uitslag| uitslag.eigenschap.code == "P17"));
        claims += 1;
    }
    Ok(claims)
}

/// Prices times anything, and a price for everybody, prove nothing above the best.
fn nooit_te_hoog(problem: &Problem, plan: &Plan, factors: &[i64]) -> Result<(), TestCaseError> {
    let best = beste(problem);
    let mut wrong = plan.clone();
    for (at, tier) in wrong.tiers.iter_mut().enumerate() {
        let Some(certificaat) = &mut tier.certificaat else { continue };
        let noemer = certificaat.noemer.clone();
        for (number, (_, prijs)) in certificaat.prijzen.iter_mut().enumerate() {
            *prijs = &*prijs * &Breuk::from(factors[(number + at) % factors.len()]);
        }
        for (number, docent) in problem.regiodocenten.iter().enumerate() {
            let price = &noemer * &Breuk::from(factors[(number + 2 * at) % factors.len()]);
            certificaat.personen.insert(docent.id.clone(), price);
        }
    }
    for tried in [plan, &wrong] {
        for (at, trap) in bewijs(problem, tried).into_iter().enumerate() {
            if let Some(found) = &trap.nagerekend {
                prop_assert!(*found <= best[at].1, "{:?} {}", trap, best[at].1);
            }
            // A bound is about plans that do as well in the tiers above.
            if plan.tiers[at].waarde != best[at].1 {
                break;
            }
        }
    }
    Ok(())
}

/// Draws small regions, gives them a situation (`None`: it does not fit this one) and judges their bounds.
fn probeer(situatie: impl Fn(&mut Problem, &[usize]) -> Option<()>) {
    let drawn = (heel(), prop::collection::vec(0usize..24, 4), prop::collection::vec(-3..5i64, 1..40));
    let mut claims = 0;
    let outcome =
        TestRunner::new(Config { max_global_rejects: 20_000, ..config(2) }).run(&drawn, |(recept, keuze, _)| {
            let mut problem = recept.problem();
            prop_assume!(situatie(&mut problem, &keuze).is_some() && validate(&problem).is_ok());
            nagerekend(&problem, &los_op(&problem, 1_500)).map(drop)
        });
    outcome.unwrap();
    let outcome =
        TestRunner::new(Config { max_global_rejects: 20_000, ..config(2) }).run(&drawn, |(recept, keuze, factors)| {
            let mut problem = recept.problem();
            prop_assume!(situatie(&mut problem, &keuze).is_some() && validate(&problem).is_ok());
            prop_assume!(aantal_wegen(&problem) <= 400);
            nooit_te_hoog(&problem, &los_op(&problem, 300), &factors)
        });
    outcome.unwrap();
    // The example that everybody knows is not without claims.
    let mut problem = klein();
    if situatie(&mut problem, &[0, 0, 0, 1]).is_some() && validate(&problem).is_ok() {
        claims += nagerekend(&problem, &los_op(&problem, 5_000)).unwrap();
        assert!(claims > 1);
    }
}

/// Somebody is lent by some school.
fn leen_uit(problem: &mut Problem, keuze: &[usize]) -> Option<()> {
    let (people, schools) = (problem.regiodocenten.len(), problem.scholen.len());
    let school = problem.scholen.get(keuze[0] % schools)?.vestigingscode.clone();
    let periode = Periode::new(dag("2026-08-01"), Some(dag("2027-07-31")));
    let docent = problem.regiodocenten.get_mut(keuze[1].checked_rem(people)?)?;
    docent.contracten.truncate(1);
    docent.contracten[0].periode = periode;
    docent.detachering = Some(ProblemDetachering {
        vestigingscode: school,
        periode,
        ingestemd_op: dag("2026-05-01"),
        terugkeergarantie_tot: dag("2027-07-31"),
    });
    Some(())
}

/// A ceiling of pupils per fte, soft or hard.
fn ratio(problem: &mut Problem, keuze: &[usize]) -> Option<()> {
    zet_ratio(problem, [Modus::Zacht, Modus::Hard][keuze[0] % 2], Some(["18", "41/2", "23"][keuze[1] % 3]));
    Some(())
}

/// One to three decisions: somebody goes or does not go somewhere, to a school or a vacature, for some fte or any.
fn pins(problem: &mut Problem, keuze: &[usize]) -> Option<()> {
    for at in 0..=keuze[0] % 3 {
        let number = keuze[at + 1];
        let docent = problem.regiodocenten.get((number + at).checked_rem(problem.regiodocenten.len())?)?.clone();
        let vacature = problem.vacatures.get(number.checked_rem(problem.vacatures.len())?)?;
        let place = if number.is_multiple_of(2) { vacature.id.as_str() } else { vacature.vestigingscode.as_str() };
        let whole = docent.contracten[0].werktijdfactor.to_string();
        problem.pins.push(match number / 6 {
            0 => pin(&docent.id, Pinsoort::Verbieden, place, None),
            1 => pin(&docent.id, Pinsoort::Vastzetten, place, Some(&whole)),
            _ => pin(&docent.id, Pinsoort::Vastzetten, place, None),
        });
    }
    Some(())
}

/// One or two have a place today with all they work, and agreed to be moved; sometimes with decisions as well.
fn verplaatsbaar(problem: &mut Problem, keuze: &[usize]) -> Option<()> {
    problem.herronde = false;
    zet_modus(problem, "wijzigingsbudget", Modus::Uit);
    for at in 0..=keuze[0] % 2 {
        let (people, places) = (problem.regiodocenten.len(), problem.vacatures.len());
        let vacature = problem.vacatures[(keuze[1] + at).checked_rem(places)?].clone();
        let docent = &mut problem.regiodocenten[at.checked_rem(people)?];
        let own = docent.contracten[0].werktijdfactor;
        let taken = problem.plaatsingen.iter().any(|today| today.delen[0].vacature == vacature.id);
        if own > vacature.fte || taken || problem.plaatsingen.iter().any(|today| today.regiodocent == docent.id) {
            continue;
        }
        docent.instemmingen.push(stemt_in(Instemmingsoort::Verplaatsing));
        let id = format!("b{at}");
        let mut today = vandaag(&id, &docent.id, vacature.vestigingscode.as_str(), &vacature.id, "1");
        today.delen[0].fte = own;
        if docent.traject_start.is_some() {
            today.netto_vanaf = Some(dag("2026-10-15"));
        }
        if keuze[2].is_multiple_of(5) {
            today.status = Plaatsingstatus::Voorgesteld;
        }
        problem.plaatsingen.push(today);
    }
    if keuze[3].is_multiple_of(4) {
        pins(problem, &[0, keuze[2], keuze[1], keuze[3]])?;
    }
    (!problem.plaatsingen.is_empty()).then_some(())
}

/// The same, and at most one may move, or nobody.
fn wijzigingsbudget(problem: &mut Problem, keuze: &[usize]) -> Option<()> {
    verplaatsbaar(problem, keuze)?;
    problem.herronde = keuze[2].is_multiple_of(2);
    zet_modus(problem, "wijzigingsbudget", Modus::Hard);
    zet_parameter(problem, "wijzigingsbudget", "personen", Waarde::Geheel(keuze[3] as i64 % 2));
    Some(())
}

#[test]
fn pins_make_bounds_that_are_reckoned_again() {
    probeer(pins);
}

#[test]
fn who_may_be_moved_makes_bounds_that_are_reckoned_again() {
    probeer(verplaatsbaar);
}

#[test]
fn a_budget_of_moves_makes_bounds_that_are_reckoned_again() {
    probeer(wijzigingsbudget);
}

/// Anna works half at the school that lacks least; moving her is what makes the plan better, and it is proven best.
#[test]
fn a_move_that_is_worth_it_is_proven_to_be_best_and_a_budget_of_nobody_proves_another() {
    let mut problem = klein();
    problem.scholen[1].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("6");
    problem.regiodocenten.truncate(1);
    problem.regiodocenten[0].instemmingen.push(stemt_in(Instemmingsoort::Verplaatsing));
    problem.plaatsingen = vec![vandaag("b1", "anna", "01AA00", "v1", "1")];
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    let proven = |problem: &Problem| {
        let plan = los_op(problem, 5_000);
        let tier = plan.tiers.iter().position(|tier| tier.tier == Tier::TekortEerst).unwrap();
        let trap = bewijs(problem, &plan).swap_remove(tier);
        assert_eq!((trap.oordeel, trap.grens.as_ref()), (Oordeel::BewezenOptimaal, Some(&plan.tiers[tier].waarde)));
        trap.grens.unwrap()
    };
    let moved = proven(&problem);
    problem.herronde = true;
    let kept = proven(&problem);
    assert!(moved < kept, "{moved} {kept}");
}

/// A pin that costs something: the bound is that of plans that follow it, and a plan that does not may not claim it.
#[test]
fn the_price_of_a_pin_is_in_the_bound() {
    let mut problem = klein();
    problem.scholen[1].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("6");
    problem.regiodocenten.truncate(1);
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    let tekort = |plan: &Plan| plan.tiers.iter().position(|tier| tier.tier == Tier::TekortEerst).unwrap();
    let free = los_op(&problem, 5_000);
    problem.pins = vec![pin("anna", Pinsoort::Verbieden, "02BB00", None)];
    let held = los_op(&problem, 5_000);
    let at = tekort(&held);
    assert!(held.tiers[at].waarde > free.tiers[at].waarde);
    assert_eq!(bewijs(&problem, &held)[at].oordeel, Oordeel::BewezenOptimaal);
    let mut breaks = held;
    breaks.tiers[0].waarde = Breuk::een();
    assert_eq!(bewijs(&problem, &breaks)[at].oordeel, Oordeel::TeHoog);
}

#[test]
fn who_is_lent_makes_bounds_that_are_reckoned_again() {
    probeer(leen_uit);
}

#[test]
fn a_ceiling_of_pupils_per_fte_makes_bounds_that_are_reckoned_again() {
    probeer(ratio);
}

/// What is lent is missing at home, and nobody goes home: without either the bound would be another.
#[test]
fn the_home_school_lacks_who_it_lends_and_does_not_get_them_back() {
    let mut problem = klein();
    problem.vacatures.remove(1);
    leen_uit(&mut problem, &[0, 0]);
    problem.regiodocenten.truncate(1);
    let plan = los_op(&problem, 5_000);
    let trap = &bewijs(&problem, &plan)[2];
    assert_eq!((trap.oordeel, trap.grens.as_ref()), (Oordeel::BewezenOptimaal, Some(&plan.tiers[2].waarde)));
    assert!(plan.plaatsingen.is_empty());
}

/// 200 ÷ 18 = 11.11 and 12 − 1.2 stay: 0.31 may come where 1 is asked, so with the rule hard 0.69 at least is left over or above.
#[test]
fn what_a_ceiling_leaves_is_proven() {
    let mut problem = klein();
    zet_modus(&mut problem, "drieprocent", Modus::Uit);
    zet_parameter(&mut problem, "drieprocent", "uitstroom", Waarde::Getal(breuk("1/10")));
    problem.scholen[0].formatie.as_mut().unwrap().beschikbaar_bevoegd_fte = fte("12");
    problem.vacatures.remove(1);
    zet_ratio(&mut problem, Modus::Zacht, Some("18"));
    let plan = los_op(&problem, 5_000);
    for trap in bewijs(&problem, &plan) {
        assert!(matches!(trap.oordeel, Oordeel::BewezenOptimaal | Oordeel::Bewezen | Oordeel::GeenGrens), "{trap:?}");
    }
    assert_eq!(bewijs(&problem, &plan)[1].oordeel, Oordeel::BewezenOptimaal);
}

/// Somebody agreed to two schools, once or twice and not always for all days, and runs somewhere on some days; vacatures too have
/// days of their own.
fn twee_scholen(problem: &mut Problem, keuze: &[usize]) -> Option<()> {
    const DAYS: [(&str, &str); 4] = [
        ("2026-08-01", "2027-07-31"),
        ("2026-08-01", "2026-12-31"),
        ("2026-11-01", "2027-07-31"),
        ("2027-01-01", "2027-03-31"),
    ];
    let days = |number: usize| Periode::new(dag(DAYS[number % 4].0), Some(dag(DAYS[number % 4].1)));
    zet_parameter(problem, "spreiding", "scholen-met-instemming", Waarde::Geheel(2 + keuze[0] as i64 % 2));
    for (at, vacature) in problem.vacatures.iter_mut().enumerate().skip(1) {
        vacature.periode = days(at * keuze[1]);
    }
    let held = |problem: &Problem, id: &str| problem.plaatsingen.iter().any(|today| today.regiodocent == id);
    let agrees = |docent: &&ProblemRegiodocent| docent.soort == Regiodocentsoort::Ervaren && !held(problem, &docent.id);
    let id = problem.regiodocenten.iter().find(agrees)?.id.clone();
    let docent = problem.regiodocenten.iter_mut().find(|docent| docent.id == id)?;
    for number in [keuze[2], keuze[3]] {
        docent.instemmingen.push(ProblemInstemming { soort: Instemmingsoort::TweeScholen, periode: days(number) });
    }
    let vacature = problem.vacatures.get(keuze[3].checked_rem(problem.vacatures.len())?)?;
    if !keuze[0].is_multiple_of(3) {
        let mut today = vandaag("b1", &id, vacature.vestigingscode.as_str(), &vacature.id, "0.2");
        let periode = vacature.periode.doorsnede(&days(keuze[2] / 4))?;
        (today.delen[0].van, today.delen[0].tot_en_met) = (periode.van, periode.einde());
        problem.plaatsingen.push(today);
    }
    Some(())
}

#[test]
fn two_schools_on_some_days_make_bounds_that_are_reckoned_again() {
    probeer(twee_scholen);
}

/// Two schools in the second half of the year only, or beside what runs in the first half: on no day more than two.
#[test]
fn how_many_schools_somebody_may_have_is_judged_by_the_day() {
    let halves = [("2026-08-01", "2027-01-31"), ("2027-02-01", "2027-07-31")]
        .map(|(van, tot)| Periode::new(dag(van), Some(dag(tot))));
    let year = Periode::new(dag("2026-08-01"), Some(dag("2027-07-31")));
    let placed = |consent: &[Periode], first: Periode, second: Periode, runs: Option<Periode>| {
        let mut problem = klein();
        zet_modus(&mut problem, "drieprocent", Modus::Uit);
        problem.scholen.push(ProblemSchool { vestigingscode: "03CC00".parse().unwrap(), ..problem.scholen[1].clone() });
        problem.regiodocenten.truncate(1);
        let agreed =
            consent.iter().map(|periode| ProblemInstemming { soort: Instemmingsoort::TweeScholen, periode: *periode });
        problem.regiodocenten[0].instemmingen.extend(agreed);
        problem.vacatures =
            vec![vacature("v1", "01AA00", "0.4"), vacature("v2", "02BB00", "0.4"), vacature("v3", "03CC00", "0.2")];
        (problem.vacatures[0].periode, problem.vacatures[1].periode) = (first, second);
        if let Some(runs) = runs {
            let mut today = vandaag("b1", "anna", "03CC00", "v3", "0.2");
            (today.delen[0].van, today.delen[0].tot_en_met) = (runs.van, runs.einde());
            problem.plaatsingen = vec![today];
        } else {
            problem.vacatures.pop();
        }
        let plan = los_op(&problem, 5_000);
        assert!(nagerekend(&problem, &plan).unwrap() > 1);
        plan.plaatsingen.len()
    };
    // Never agreed, and agreed for where both are.
    assert_eq!(placed(&[], year, year, None), 1);
    assert_eq!(placed(&[halves[1]], year, year, None), 1);
    assert_eq!(placed(&halves, year, year, None), 2);
    // What runs in one half leaves one school for the year, beside it.
    assert_eq!(placed(&[year], year, year, Some(halves[0])), 2);
    assert_eq!(placed(&[year], year, year, Some(year)), 2);
    assert_eq!(placed(&[year], halves[0], halves[1], Some(halves[0])), 3);
}
