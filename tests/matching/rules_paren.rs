//! The rules that look at a pair: bevoegdheid, instemming, opleidingsplaats, reistijd, contractomvang, spreiding.

use rato::domain::periode::Periode;
use rato::domain::punt::Punt;
use rato::domain::sector::{Graad, Sector};
use rato::domain::uitsluiting::Uitsluiting;
use rato::domain::vacature::Vacaturesoort;
use rato::matching::checker::check;
use rato::matching::facts::Feiten;
use rato::matching::problem::{Problem, ProblemRegiodocent, ProblemVacature};
use rato::matching::rules::{RULES, find_rule};

use super::fixture::*;

/// Codes of everything that stands between this regiodocent and this vacature.
fn codes(docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> Vec<String> {
    let problem = Problem { regiodocenten: vec![docent.clone()], vacatures: vec![vacature.clone()], ..klein() };
    let feiten = Feiten::new(&problem).unwrap();
    RULES.iter().filter_map(|rule| rule.refusal(&feiten, docent, vacature)).map(|reden| reden.code).collect()
}

/// Is the plan with just this plaatsing refused by exactly this rule?
fn breaks(regel: &str, docent: &ProblemRegiodocent, vacature: &ProblemVacature) -> bool {
    let problem = Problem { regiodocenten: vec![docent.clone()], vacatures: vec![vacature.clone()], ..klein() };
    let feiten = Feiten::new(&problem).unwrap();
    let mut line = plaats(&docent.id, vacature.vestigingscode.as_str(), &vacature.id, "0.4");
    line.netto_vanaf = feiten.netto_vanaf(docent, dag("2026-08-01"));
    let oordeel = check(&problem, &[line]).unwrap();
    !oordeel.geldig && oordeel.gebreken().all(|found| found.regel == regel)
}

#[test]
fn who_fits_is_refused_by_nobody() {
    assert!(codes(&docent("anna", "1"), &vacature("v1", "01AA00", "1")).is_empty());
}

#[test]
fn sector_vak_and_graad_must_be_held_on_every_day() {
    let v = vacature("v1", "01AA00", "1");
    let mut anna = docent("anna", "1");
    anna.bevoegdheden[0].vakbevoegdheid.sector = Sector::So;
    assert_eq!(codes(&anna, &v), ["geen-bevoegdheid"]);
    assert!(breaks("bevoegdheid", &anna, &v));

    let mut bram = docent("bram", "1");
    bram.bevoegdheden[0].periode = Periode::new(dag("2020-08-01"), Some(dag("2027-07-30")));
    assert_eq!(codes(&bram, &v), ["bevoegdheid-niet-alle-dagen"]);
    let mut next = bram.bevoegdheden[0].clone();
    next.periode = Periode::new(dag("2027-07-31"), None);
    bram.bevoegdheden.push(next);
    assert!(codes(&bram, &v).is_empty(), "two bevoegdheden together cover the year");
}

#[test]
fn a_first_degree_includes_a_second_and_not_the_other_way_round() {
    let with = |graad| {
        let mut docent = docent("anna", "1");
        docent.bevoegdheden[0].vakbevoegdheid.graad = graad;
        docent
    };
    let mut v = vacature("v1", "01AA00", "1");
    v.bevoegdheid.graad = Graad::Tweedegraads;
    assert!(codes(&with(Graad::Eerstegraads), &v).is_empty());
    v.bevoegdheid.graad = Graad::Eerstegraads;
    assert_eq!(codes(&with(Graad::Tweedegraads), &v), ["geen-bevoegdheid"]);
}

#[test]
fn a_vog_is_there_on_the_first_day() {
    let v = vacature("v1", "01AA00", "1");
    let with = |day: Option<&str>| ProblemRegiodocent { vog_datum: day.map(dag), ..docent("anna", "1") };
    assert_eq!(codes(&with(None), &v), ["geen-vog"]);
    assert_eq!(codes(&with(Some("2026-08-02")), &v), ["vog-te-laat"]);
    assert!(codes(&with(Some("2026-08-01")), &v).is_empty());
    assert!(breaks("bevoegdheid", &with(None), &v));
}

#[test]
fn dagdelen_matter_only_when_both_gave_them() {
    let days = |text: &str| Some(text.parse().unwrap());
    let v = ProblemVacature { dagdelen: days("ma-o ma-m"), ..vacature("v1", "01AA00", "0.2") };
    let anna = ProblemRegiodocent { dagdelen: days("ma-o di-o"), ..docent("anna", "1") };
    assert_eq!(codes(&anna, &v), ["dagdelen-passen-niet"]);
    assert!(codes(&anna, &vacature("v1", "01AA00", "0.2")).is_empty());
    assert!(codes(&docent("bram", "1"), &v).is_empty());
}

#[test]
fn an_excluded_school_or_board_is_never_given() {
    let v = vacature("v1", "01AA00", "1");
    for (where_not, code) in [
        (Uitsluiting::Vestigingscode("01AA00".parse().unwrap()), "school-uitgesloten"),
        (Uitsluiting::Bestuursnummer("10001".parse().unwrap()), "bestuur-uitgesloten"),
    ] {
        let anna = ProblemRegiodocent { uitsluitingen: vec![where_not], ..docent("anna", "1") };
        assert_eq!(codes(&anna, &v), [code]);
        assert!(breaks("instemming", &anna, &v));
        assert!(codes(&anna, &vacature("v2", "02BB00", "1")).is_empty());
    }
}

#[test]
fn a_training_place_is_for_first_years_who_replace_nobody() {
    let training = ProblemVacature { soort: Vacaturesoort::Opleidingsplaats, ..vacature("v1", "01AA00", "1") };
    let replacement = ProblemVacature { soort: Vacaturesoort::Vervanging, ..vacature("v1", "01AA00", "1") };
    assert_eq!(codes(&docent("anna", "1"), &training), ["geen-eerstejaars"]);
    assert_eq!(codes(&eerstejaars("bram", "1"), &replacement), ["eerstejaars-vervangt-niet"]);
    assert!(codes(&eerstejaars("bram", "1"), &training).is_empty());
    assert!(breaks("opleidingsplaats", &docent("anna", "1"), &training));
    assert!(breaks("opleidingsplaats", &eerstejaars("bram", "1"), &replacement));
}

#[test]
fn the_journey_is_compared_exactly_with_the_own_maximum() {
    let mut problem = klein();
    let home = Punt { lon_e6: 4_900_000, lat_e6: 52_370_000 };
    problem.scholen[0].punt = Some(Punt { lon_e6: 4_900_000, lat_e6: 52_420_000 });
    problem.regiodocenten[0].punt = Some(home);
    let feiten = Feiten::new(&problem).unwrap();
    let (anna, school) = (&problem.regiodocenten[0], &problem.scholen[0]);
    // 5.56 km × 1.3 at 20 km per hour: between 21 and 22 minutes
    let minutes = feiten.reistijd(anna, school).unwrap();
    assert_eq!(minutes.naar_beneden(), 21, "{minutes}");
    let rule = find_rule("reistijd").unwrap();
    let refusal = |max| {
        let anna = ProblemRegiodocent { max_reistijd: max, ..anna.clone() };
        rule.refusal(&feiten, &anna, &problem.vacatures[0])
    };
    assert!(refusal(None).is_none() && refusal(Some(22)).is_none());
    assert_eq!(refusal(Some(21)).unwrap().tekst, "De reis duurt ongeveer 22 minuten; het maximum is 21.");
}

#[test]
fn an_unknown_journey_is_allowed_and_listed() {
    let oordeel = check(&klein(), &[plaats("anna", "01AA00", "v1", "1")]).unwrap();
    assert!(oordeel.geldig);
    let listed = oordeel.bevindingen.iter().find(|found| found.regel == "reistijd").unwrap();
    assert!(!listed.overtreding && listed.tekst.contains("onbekend"), "{}", listed.tekst);
}

#[test]
fn a_contract_covers_every_day_and_whole_vacatures() {
    let v = vacature("v1", "01AA00", "1");
    let mut anna = docent("anna", "0.8");
    assert!(codes(&anna, &v).is_empty(), "a part is fine");
    assert_eq!(codes(&anna, &ProblemVacature { alleen_geheel: true, ..v.clone() }), ["contract-te-klein"]);
    anna.contracten[0].periode.tot_en_met = Some(dag("2027-07-30"));
    assert!(codes(&anna, &v).contains(&"geen-contract".to_owned()));
    assert!(breaks("contractomvang", &anna, &v));
    assert_eq!(codes(&docent("bram", "0.1"), &v), ["kleiner-dan-kleinste-plaatsing"]);
}
