//! A price against another plan with the same pair: by hand, and on a small Amsterdam against a solve from nothing.

use rato::demo::kans::Kans;
use rato::domain::beleid::Tier;
use rato::domain::breuk::Breuk;
use rato::matching::explain::beantwoord;
use rato::matching::explain::prijs::{Prijs, Tierprijs};
use rato::matching::explain::toets::{Toets, ligt_vast, toets};
use rato::matching::explain::vraag::{Antwoord, Vraag};
use rato::matching::explain::waarom_niet::{Oordeel, WaaromNiet};
use rato::matching::plan::{PlanStatus, TierUitkomst};
use rato::matching::problem::{Pin, Pinsoort, Problem};
use rato::matching::{Limits, Niemand, solve};

use super::explain_waarom_niet::is_een_kleinste_conflict;
use super::fixture::breuk;
use crate::support::amsterdam::{amsterdam, data_dir};

/// From 10 to `na`, between these two.
fn prijs(na: &str, minstens: Option<&str>, hoogstens: Option<&str>) -> Prijs {
    let one = Tierprijs {
        tier: Tier::TekortEerst,
        eenheid: "fte".into(),
        voor: breuk("10"),
        na: breuk(na),
        minstens: minstens.map(breuk),
        hoogstens: hoogstens.map(breuk),
    };
    let status = PlanStatus::Werklimiet;
    Prijs { status, tiers: vec![one], voorrang: None, mensen: vec![], scholen: vec![], standen: vec![] }
}

fn ander(waarde: &str, grens: Option<&str>) -> Vec<TierUitkomst> {
    let (waarde, grens) = (breuk(waarde), grens.map(breuk));
    vec![TierUitkomst { tier: Tier::TekortEerst, waarde, grens, eenheid: "fte".into(), certificaat: None }]
}

#[test]
fn what_is_proven_on_both_sides_must_be_equal() {
    let proven = prijs("12", Some("2"), Some("2"));
    assert_eq!(toets(&proven, &ander("12", Some("12"))), Toets::Gelijk);
    assert!(matches!(toets(&proven, &ander("11", Some("11"))), Toets::Onjuist(_)));
    assert!(matches!(toets(&proven, &ander("13", Some("13"))), Toets::Onjuist(_)));
}

#[test]
fn what_is_not_proven_lies_between_and_a_worse_plan_says_nothing() {
    let open = prijs("12", Some("1"), Some("2.5"));
    assert_eq!(toets(&open, &ander("11.5", Some("11.5"))), Toets::Binnen);
    assert_eq!(toets(&open, &ander("12", None)), Toets::Binnen);
    assert!(matches!(toets(&open, &ander("10.5", None)), Toets::Onjuist(_)), "better than it can be");
    assert!(matches!(toets(&open, &ander("13", None)), Toets::Zwakker(_)));
    let Toets::Onjuist(why) = toets(&open, &ander("13", Some("13"))) else { panic!() };
    assert_eq!(why.to_string(), "tekort-eerst 3,0000 niet tussen 1,0000 en 2,5000");
}

#[test]
fn a_bound_settles_what_no_longer_search_can_say_otherwise() {
    let open = prijs("12", Some("1"), Some("2.5"));
    assert!(ligt_vast(&open, &ander("12", Some("11"))), "nothing is below 11, and the price begins there");
    assert!(ligt_vast(&open, &ander("14", Some("13"))), "worse than the price says nothing, however long");
    assert!(!ligt_vast(&open, &ander("12", Some("10.5"))), "10.5 would be better than the price allows");
    assert!(!ligt_vast(&open, &ander("12", None)));
    // Where it makes no difference the next tier counts, and its bound only when nothing is left here.
    let two = |waarde: &str, grens: &str| [ander(waarde, Some(grens)), ander("12", Some("11"))].concat();
    let mut equal = prijs("10", Some("0"), Some("0"));
    equal.tiers.extend(open.tiers.clone());
    assert!(ligt_vast(&equal, &two("10", "10")));
    assert!(!ligt_vast(&equal, &two("11", "10")), "it may still come to 10, and then 11 is no bound of what follows");
    equal.tiers[1].minstens = Some(breuk("1.5"));
    assert!(!ligt_vast(&equal, &two("10", "10")));
    assert!(ligt_vast(&equal, &two("12", "11")), "never as it was, so nothing after it is judged");
}

/// Pairs on the small Amsterdam; `RATO_PAREN=200` for the whole bar.
const PAREN: usize = 5;
const LIMITS: Limits = Limits { werk: Some(60_000), tijd: None, threads: 2 };

fn met_pin(problem: &Problem, (regiodocent, vacature): (&str, &str)) -> Problem {
    let (regiodocent, vacature) = (regiodocent.to_owned(), Some(vacature.to_owned()));
    let pin = Pin { regiodocent, vestigingscode: None, vacature, soort: Pinsoort::Vastzetten, fte: None };
    Problem { pins: vec![pin], ..problem.clone() }
}

/// For every pair: the price holds what a solve from nothing reaches, and the other way round it keeps the pin.
#[test]
fn on_a_small_amsterdam_every_price_holds_and_every_conflict_is_a_smallest() {
    let Some(folder) = data_dir() else { return };
    let paren = std::env::var("RATO_PAREN").ok().and_then(|text| text.parse().ok()).unwrap_or(PAREN);
    let problem = amsterdam(&folder, 40, 3);
    let plan = solve(&problem, &LIMITS, &Niemand).unwrap();
    let mut kans = Kans::new(11);
    let mut proven = 0;
    for _ in 0..paren {
        let docent = &kans.kies(&problem.regiodocenten).unwrap().id;
        let vacature = &kans.kies(&problem.vacatures).unwrap().id;
        let vraag = Vraag::WaaromNiet(WaaromNiet { regiodocent: docent.clone(), vacature: vacature.clone() });
        let answer = beantwoord(&problem, &plan, &vraag, &LIMITS, &Niemand).unwrap();
        let Antwoord::WaaromNiet(answer) = answer else { panic!("{answer:?}") };
        match &answer.oordeel {
            Oordeel::MogelijkMaar { prijs, .. } => {
                let own = solve(&met_pin(&problem, (docent, vacature)), &LIMITS, &Niemand).unwrap();
                assert_eq!(own.tiers[0].waarde, Breuk::nul(), "{docent} on {vacature}: the pin is kept");
                let found = toets(prijs, &own.tiers);
                assert!(!matches!(found, Toets::Onjuist(_)), "{docent} on {vacature}: {found:?}");
                proven += usize::from(found == Toets::Gelijk);
            }
            Oordeel::Onmogelijk { conflict } => {
                is_een_kleinste_conflict(&problem, &plan, (docent, vacature), conflict);
            }
            Oordeel::NietGevonden { .. } => panic!("{docent} on {vacature}: no plan found, and no conflict"),
            Oordeel::StaatInPlan { .. } | Oordeel::NietToegestaan { .. } => {}
        }
    }
    println!("{paren} pairs, {proven} prices proven on both sides and equal");
}
