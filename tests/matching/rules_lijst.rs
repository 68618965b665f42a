//! What every rule on the list owes, whatever it says.

use std::path::Path;

use rato::domain::beleid::Beleid;
use rato::domain::breuk::Breuk;
use rato::matching::afspraken::AFSPRAKEN;
use rato::matching::canonical::{canonical, problem_hash, with_norms};
use rato::matching::checker::check;
use rato::matching::facts::Feiten;
use rato::matching::plan::VoorgesteldePlaatsing;
use rato::matching::problem::{Pinsoort, Problem};
use rato::matching::rules::{RULES, Regelsoort, Vorm, find_rule};

use super::fixture::*;

#[test]
fn every_rule_has_its_file_with_its_three_sections() {
    for rule in RULES {
        let info = rule.info();
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("src/matching/rules").join(info.id.replace('-', "_") + ".rs");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        for heading in ["//! # ", "//! ## In gewone taal", "//! ## Bron", "//! ## Keuzes"] {
            assert!(text.contains(heading), "{} has no '{heading}'", info.id);
        }
        assert!(info.bron.len() > 20 && !info.titel.is_empty(), "{}", info.id);
        assert_eq!(find_rule(info.id).unwrap().info(), info);
    }
}

#[test]
fn the_default_policy_holds_exactly_what_the_rules_read() {
    let beleid = Beleid::standaard().unwrap();
    let ids: Vec<_> = beleid.regels.keys().map(String::as_str).collect();
    for info in RULES.iter().map(|rule| rule.info()).chain(AFSPRAKEN.iter().copied()) {
        assert!(ids.contains(&info.id), "{} has no section", info.id);
        let setting = &beleid.regels[info.id];
        // What only a region can decide has no default.
        let defaults = info.parameters.iter().filter(|parameter| !matches!(parameter.vorm, Vorm::Besluit(..)));
        let mut declared: Vec<_> = defaults.map(|parameter| parameter.naam).collect();
        declared.sort_unstable();
        assert_eq!(setting.parameters.keys().collect::<Vec<_>>(), declared, "{}", info.id);
        assert_eq!(setting.modus.is_none(), info.modi.is_empty(), "{}", info.id);
        match info.soort {
            Regelsoort::Solidariteit => assert!(!info.modi.is_empty(), "{}", info.id),
            Regelsoort::Beleid => {}
            _ => assert!(info.modi.is_empty(), "{}", info.id),
        }
        for (naam, parameter) in &setting.parameters {
            let said = [&parameter.bron, &parameter.reden, &parameter.eenheid];
            assert!(said.iter().all(|text| !text.is_empty()), "{} {naam}", info.id);
        }
    }
    assert_eq!(ids.len(), RULES.len() + AFSPRAKEN.len());
}

/// A Problem in which pairs of every kind occur.
fn bont() -> Problem {
    let mut problem = klein();
    let mut far = docent("ver", "1");
    far.punt = rato::domain::punt::Punt::from_degrees(6.5, 53.2);
    problem.scholen[0].punt = rato::domain::punt::Punt::from_degrees(4.9, 52.3);
    let mut no_vog = docent("geen-vog", "1");
    no_vog.vog_datum = None;
    let mut not_there = docent("niet-daar", "1");
    not_there.uitsluitingen = vec![rato::domain::uitsluiting::Uitsluiting::Vestigingscode("01AA00".parse().unwrap())];
    let mut gone = docent("weg", "1");
    gone.contracten.clear();
    problem.regiodocenten.extend([far, no_vog, not_there, gone, docent("klein", "0.1"), eerstejaars("eerste", "0.8")]);
    let mut training = vacature("opleiding", "02BB00", "1");
    training.soort = rato::domain::vacature::Vacaturesoort::Opleidingsplaats;
    problem.vacatures.push(training);
    problem.pins.push(pin("bram", Pinsoort::Verbieden, "02BB00", None));
    problem
}

#[test]
fn every_objection_has_a_code_and_a_sentence() {
    let problem = bont();
    let feiten = Feiten::new(&problem).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for docent in &problem.regiodocenten {
        for vacature in &problem.vacatures {
            for rule in RULES {
                let Some(reden) = rule.refusal(&feiten, docent, vacature) else { continue };
                assert!(rule.info().weigert, "{} objects but is no step in the funnel", reden.regel);
                assert!(reden.tekst.ends_with('.') && reden.tekst != reden.code, "{reden:?}");
                seen.insert(reden.regel);
            }
        }
    }
    let able: Vec<_> = RULES.iter().map(|rule| rule.info()).filter(|info| info.weigert).map(|info| info.id).collect();
    assert_eq!(seen.len(), able.len(), "{seen:?} of {able:?}");
}

#[test]
fn the_order_of_the_input_does_not_matter() {
    let problem = bont();
    let plan = [plaats("anna", "01AA00", "v1", "0.9"), plaats("bram", "01AA00", "v1", "0.6")];
    let mut other = problem.clone();
    other.schoolbesturen.reverse();
    other.scholen.reverse();
    other.regiodocenten.reverse();
    other.vacatures.reverse();
    let mut reversed: Vec<VoorgesteldePlaatsing> = plan.to_vec();
    reversed.reverse();
    assert_eq!(check(&problem, &plan).unwrap(), check(&other, &reversed).unwrap());
    assert_eq!(with_norms(problem.clone()).unwrap(), with_norms(other.clone()).unwrap());
    assert_eq!(problem_hash(&problem).unwrap(), problem_hash(&other).unwrap());
    assert_ne!(problem_hash(&problem).unwrap(), problem_hash(&klein()).unwrap());
}

#[test]
fn the_hash_is_of_the_canonical_json_and_survives_a_file() {
    let problem = with_norms(bont()).unwrap();
    let again: Problem = serde_json::from_str(&serde_json::to_string_pretty(&problem).unwrap()).unwrap();
    assert_eq!(again, problem);
    assert_eq!(canonical(again), problem);
    assert_eq!(problem_hash(&problem).unwrap().len(), 64);
}

#[test]
fn structural_rules_find_an_injected_breach() {
    let mut problem = bont();
    problem.scholen[1].formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0"));
    problem.scholen[0].formatie.as_mut().unwrap().begeleiding_fte = Some(fte("0"));
    let cases = [
        ("bevoegdheid", vec![plaats("geen-vog", "01AA00", "v1", "1")]),
        ("contractomvang", vec![plaats("bram", "01AA00", "v1", "0.7")]),
        ("vacatureomvang", vec![plaats("anna", "01AA00", "v1", "0.7"), plaats("bram", "01AA00", "v1", "0.6")]),
        ("instemming", vec![plaats("niet-daar", "01AA00", "v1", "1")]),
        ("reistijd", vec![plaats("ver", "01AA00", "v1", "1")]),
        ("spreiding", vec![plaats("anna", "01AA00", "v1", "0.1")]),
        ("begeleiding", vec![plaats_eerstejaars("eerste", "01AA00", "v1", "0.8")]),
        ("opleidingsplaats", vec![plaats("anna", "02BB00", "opleiding", "1")]),
    ];
    for rule in RULES.iter().map(|rule| rule.info()).filter(|info| info.soort == Regelsoort::Structureel) {
        let (_, plan) =
            cases.iter().find(|(id, _)| *id == rule.id).unwrap_or_else(|| panic!("no breach for {}", rule.id));
        let oordeel = check(&problem, plan).unwrap();
        assert!(!oordeel.geldig, "{}", rule.id);
        assert!(oordeel.gebreken().all(|found| found.regel == rule.id), "{}: {:?}", rule.id, oordeel.bevindingen);
        assert!(
            oordeel.gebreken().all(|found| found.omvang > Breuk::nul() && !found.eenheid.is_empty()),
            "{}",
            rule.id
        );
    }
}
