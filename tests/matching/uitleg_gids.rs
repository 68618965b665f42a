//! The examples of docs/UITLEG.md are what the engine says. `RATO_UITLEG=toon` prints them, to be put there after a wanted change.

use std::path::Path;

use rato::domain::beleid::Modus;
use rato::domain::punt::Punt;
use rato::matching::explain::beantwoord;
use rato::matching::explain::vraag::Vraag;
use rato::matching::problem::{Problem, ProblemRegiodocent};
use rato::matching::{Limits, Niemand, solve};
use serde_json::json;

use super::fixture::*;

const LIMITS: Limits = Limits { werk: Some(20_000), tijd: None, threads: 1 };

/// Three boards in a row, some two kilometres apart, and four people; the first school lacks least.
fn regio() -> Problem {
    let mut problem = leeg();
    for (at, available) in ["9", "7.5", "7"].into_iter().enumerate() {
        let (code, nummer) = (format!("0{}AA00", at + 1), format!("1000{}", at + 1));
        let mut place = school(&code, &nummer, "10", available);
        place.punt = op(at);
        problem.schoolbesturen.push(bestuur(&nummer));
        problem.scholen.push(place);
    }
    problem.vacatures =
        vec![vacature("v1", "01AA00", "0.8"), vacature("v2", "02AA00", "1"), vacature("v3", "03AA00", "0.8")];
    problem.regiodocenten = vec![woont("anna", "0.8", 2), woont("bram", "0.8", 1), woont("carla", "0.5", 0)];
    problem.regiodocenten.push(ProblemRegiodocent { vog_datum: None, ..woont("daan", "0.6", 0) });
    problem
}

fn op(at: usize) -> Option<Punt> {
    Punt::from_degrees(4.9 + 0.03 * at as f64, 52.37)
}

fn woont(id: &str, omvang: &str, at: usize) -> ProblemRegiodocent {
    ProblemRegiodocent { punt: op(at), ..docent(id, omvang) }
}

/// The same with a first-year whom the 7%-regeling wants where the 3%-regeling leaves no room; both hard.
fn klem() -> Problem {
    let mut problem = klein();
    problem.regiodocenten = vec![eerstejaars("eva", "1")];
    problem.vacatures.truncate(1);
    for (at, (available, groepen)) in [("9.9", 16), ("7", 0)].into_iter().enumerate() {
        let formatie = problem.scholen[at].formatie.as_mut().unwrap();
        (formatie.beschikbaar_bevoegd_fte, formatie.groepen) = (fte(available), Some(groepen));
        formatie.verwachte_uitstroom_fte = Some(fte("0"));
    }
    zet_modus(&mut problem, "drieprocent", Modus::Hard);
    zet_modus(&mut problem, "zevenprocent", Modus::Hard);
    problem
}

#[test]
fn every_example_of_the_guide_is_what_the_engine_says() {
    // Keys in order, as they stand in the guide.
    let zonder = json!([{ "naam": "zonder 3 %", "wijzigingen": [{ "modus": "uit", "regel": "drieprocent" }] }]);
    let anna = json!([{ "fte": 0.8, "regiodocent": "anna", "vacature": "v1" }]);
    let examples = [
        (regio(), json!({ "regiodocent": "carla", "soort": "waarom-niet", "vacature": "v1" })),
        (regio(), json!({ "regiodocent": "daan", "soort": "waarom-niet", "vacature": "v1" })),
        (regio(), json!({ "soort": "overzicht", "vacature": "v1" })),
        (regio(), json!({ "regiodocent": "daan", "soort": "wat-is-nodig" })),
        (klem(), json!({ "soort": "herstel" })),
        (regio(), json!({ "regels": anna, "soort": "analyse" })),
        (regio(), json!({ "scenarios": zonder, "soort": "scenarios" })),
        (regio(), json!({ "punten": 3, "soort": "front" })),
        (regio(), json!({ "soort": "ruil" })),
        (regio(), json!({ "soort": "kwetsbaarheid" })),
    ];
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/UITLEG.md");
    let guide = std::fs::read_to_string(guide).unwrap_or_default();
    let mut missing = Vec::new();
    for (problem, vraag) in examples {
        let asked: Vraag = serde_json::from_value(vraag.clone()).unwrap();
        let plan = solve(&problem, &LIMITS, &Niemand).unwrap();
        let answer = beantwoord(&problem, &plan, &asked, &LIMITS, &Niemand).unwrap();
        let block = format!("```json\n{vraag}\n```\n\n```text\n{}\n```", answer.zinnen().join("\n"));
        if std::env::var_os("RATO_UITLEG").is_some() {
            println!("{block}\n");
        }
        if !guide.contains(&block) {
            missing.push(block);
        }
    }
    assert!(missing.is_empty(), "docs/UITLEG.md does not have:\n{}", missing.join("\n\n"));
}
