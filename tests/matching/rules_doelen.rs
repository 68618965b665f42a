//! The objectives, and the floor of bezetting: exact values of tiers on plans small enough to redo by hand.

use rato::domain::beleid::{Modus, Tier, Waarde};
use rato::domain::breuk::Breuk;
use rato::domain::instemming::Instemmingsoort;
use rato::domain::punt::Punt;
use rato::domain::voorkeur::Voorkeur;
use rato::matching::checker::check;
use rato::matching::facts::Feiten;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::Problem;

use super::fixture::*;

fn value(problem: &Problem, plan: &[VoorgesteldePlaatsing], wanted: Tier) -> Breuk {
    let oordeel = check(problem, plan).unwrap();
    assert!(oordeel.geldig, "{:?}", oordeel.bevindingen);
    oordeel.tiers.into_iter().find(|(tier, _)| *tier == wanted).unwrap().1
}

#[test]
fn shortage_is_priced_by_band() {
    let mut problem = klein();
    problem.scholen.truncate(1);
    problem.vacatures.truncate(1);
    // 2 of 10 fte short is 20 %: four bands of 0.2, three of 0.4.
    let full = breuk("0.2") * breuk("6.9") + breuk("0.4") * breuk("15.6");
    assert_eq!(value(&problem, &[], Tier::TekortEerst), full);
    // One fte less short: 0.2 × 6.9 and then 0.2 of the band of 3.6.
    let one = plaats("anna", "01AA00", "v1", "1");
    assert_eq!(value(&problem, &[one], Tier::TekortEerst), breuk("0.2") * breuk("6.9") + breuk("0.2") * breuk("3.6"));
    zet_parameter(&mut problem, "tekort-eerst", "weging-meetellen", Waarde::JaNee(true));
    problem.scholen[0].schoolweging_e2 = Some(3600);
    assert_eq!(value(&problem, &[], Tier::TekortEerst), full * breuk("1.2"));
}

#[test]
fn a_school_beyond_all_bands_pays_the_last_price() {
    let mut problem = klein();
    problem.scholen = vec![school("01AA00", "10001", "10", "0")];
    problem.vacatures.clear();
    let bands = breuk("0.2") * breuk("6.9") + breuk("0.4") * breuk("15.6") + breuk("8") * breuk("10");
    assert_eq!(value(&problem, &[], Tier::TekortEerst), bands);
    problem.scholen[0].formatie = None;
    assert!(value(&problem, &[], Tier::TekortEerst).is_nul(), "no formatie, no tekort");
}

#[test]
fn what_is_asked_and_not_filled_counts_by_days() {
    use rato::domain::periode::Periode;
    let mut problem = klein();
    assert_eq!(value(&problem, &[], Tier::GevuldeFte), breuk("2"));
    assert_eq!(value(&problem, &[plaats("bram", "01AA00", "v1", "0.6")], Tier::GevuldeFte), breuk("1.4"));
    problem.vacatures[1].periode = Periode::new(dag("2027-02-01"), None);
    assert_eq!(value(&problem, &[], Tier::GevuldeFte), breuk("1") + breuk("181/365"));
}

#[test]
fn a_floor_reports_when_soft_and_counts_when_hard() {
    let mut problem = klein();
    let oordeel = check(&problem, &[plaats("anna", "01AA00", "v1", "1")]).unwrap();
    let under: Vec<_> = oordeel.bevindingen.iter().filter(|found| found.regel == "bezetting").collect();
    assert_eq!(under.iter().map(|found| found.omvang.clone()).collect::<Vec<_>>(), [breuk("0.6"), breuk("1.6")]);
    assert!(under.iter().all(|found| !found.overtreding));
    assert!(value(&problem, &[], Tier::HardeRegels).is_nul());
    zet_modus(&mut problem, "bezetting", Modus::Hard);
    assert_eq!(value(&problem, &[], Tier::HardeRegels), breuk("3.2"));
    zet_modus(&mut problem, "bezetting", Modus::Uit);
    assert!(check(&problem, &[]).unwrap().bevindingen.iter().all(|found| found.regel != "bezetting"));
}

#[test]
fn a_wish_is_worth_its_minutes_and_an_unknown_journey_the_own_maximum() {
    let mut problem = klein();
    let plan = [plaats("bram", "01AA00", "v1", "0.6")];
    assert_eq!(value(&problem, &plan, Tier::Mensen), breuk("36"), "0.6 × 60");
    problem.regiodocenten[1].voorkeuren = vec![Voorkeur { vestigingscode: "01AA00".parse().unwrap(), minuten: 20 }];
    assert_eq!(value(&problem, &plan, Tier::Mensen), breuk("24"), "0.6 × (60 − 20)");
}

#[test]
fn the_journey_counts_against_the_own_maximum_or_in_minutes() {
    let mut problem = klein();
    problem.scholen[0].punt = Some(Punt { lon_e6: 4_900_000, lat_e6: 52_420_000 });
    problem.regiodocenten[1].punt = Some(Punt { lon_e6: 4_900_000, lat_e6: 52_370_000 });
    problem.regiodocenten[1].max_reistijd = Some(30);
    let plan = [plaats("bram", "01AA00", "v1", "0.6")];
    let feiten = Feiten::new(&problem).unwrap();
    let minutes = feiten.reistijd(&problem.regiodocenten[1], &problem.scholen[0]).unwrap();
    assert_eq!(value(&problem, &plan, Tier::Mensen), &minutes * &breuk("1.2"), "0.6 × minutes × 60 ÷ 30");
    zet_parameter(&mut problem, "voorkeur", "reistijd-maat", Waarde::Keuze("absoluut".into()));
    assert_eq!(value(&problem, &plan, Tier::Mensen), &minutes * &breuk("0.6"));
}

#[test]
fn a_second_school_and_a_move_cost_their_minutes() {
    let mut problem = klein();
    problem.regiodocenten[0].instemmingen =
        vec![stemt_in(Instemmingsoort::TweeScholen), stemt_in(Instemmingsoort::Verplaatsing)];
    let two = [plaats("anna", "01AA00", "v1", "0.5"), plaats("anna", "02BB00", "v2", "0.5")];
    assert_eq!(value(&problem, &two, Tier::Mensen), breuk("90"), "60 and 30 for the second school");
    problem.plaatsingen = vec![vandaag("p1", "anna", "01AA00", "v1", "1")];
    assert_eq!(value(&problem, &[vervolg(&problem.plaatsingen[0])], Tier::Mensen), breuk("60"));
    assert_eq!(value(&problem, &[plaats("anna", "02BB00", "v2", "1")], Tier::Mensen), breuk("120"), "60 for the move");
}

#[test]
fn when_all_else_is_equal_the_lower_lot_wins() {
    let mut problem = klein();
    problem.regiodocenten = vec![docent("anna", "1"), docent("bram", "1")];
    problem.regiodocenten[0].lot = 77;
    problem.regiodocenten[1].lot = 5;
    let with = |id: &str| check(&problem, &[plaats(id, "01AA00", "v1", "1")]).unwrap().tiers;
    let (anna, bram) = (with("anna"), with("bram"));
    assert_eq!(anna[..6], bram[..6], "nothing else differs");
    assert!(bram[6].1 < anna[6].1);
}
