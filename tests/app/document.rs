//! The JSON Schemas of Problem and Plan: everything that the engine reads and writes fits, what is wrong is named.

use rato::app::document::Document;
use rato::http::validation::Vorm;
use rato::matching::canonical::with_norms;
use rato::matching::{Limits, Niemand, solve};
use serde_json::{Value, json};

use crate::matching::solve::rommelig;
use crate::support::amsterdam::{amsterdam, data_dir};

fn vorm(document: Document) -> Vorm {
    Vorm::compile(&document.schema().unwrap()).unwrap()
}

fn assert_fits(vorm: &Vorm, document: &impl serde::Serialize, name: &str) {
    assert_eq!(vorm.fouten(&serde_json::to_value(document).unwrap()), [], "{name}");
}

#[test]
fn every_problem_and_every_plan_of_the_engine_fits_its_schema() {
    let (problems, plans) = (vorm(Document::Problem), vorm(Document::Plan));
    for seed in 0..40 {
        let problem = rommelig(seed);
        assert_fits(&problems, &problem, &format!("trekking {seed}"));
        assert_fits(&problems, &with_norms(problem.clone()).unwrap(), &format!("trekking {seed} met normen"));
        let plan = solve(&problem, &Limits { werk: Some(500), ..Limits::default() }, &Niemand).unwrap();
        assert_fits(&plans, &plan, &format!("plan van trekking {seed}"));
    }
    let Some(folder) = data_dir() else { return };
    let problem = amsterdam(&folder, 150, 1);
    assert_fits(&problems, &problem, "amsterdam");
    let plan = solve(&problem, &Limits { werk: Some(0), ..Limits::default() }, &Niemand).unwrap();
    assert_fits(&plans, &plan, "plan voor amsterdam");
}

#[test]
fn what_is_wrong_in_a_document_is_named_by_its_place() {
    let good = serde_json::to_value(rommelig(4)).unwrap();
    let wrong: [(&str, Value, &str); 10] = [
        ("/versie", "een".into(), "/versie"),
        ("/schooljaar", "2026".into(), "/schooljaar"),
        ("/peildatum", "1 oktober".into(), "/peildatum"),
        ("/vacatures/0/fte", 0.12345.into(), "/vacatures/0/fte"),
        ("/vacatures/0/soort", "tijdelijk".into(), "/vacatures/0/soort"),
        ("/vacatures/0/periode", json!({}), "/vacatures/0/periode/van"),
        ("/regiodocenten/1/lot", (-1).into(), "/regiodocenten/1/lot"),
        ("/regiodocenten/0/naam", "Anna".into(), "/regiodocenten/0/naam"),
        ("/scholen/0/bestuursnummer", 10001.into(), "/scholen/0/bestuursnummer"),
        ("/beleid/regels/drieprocent/modus", "streng".into(), "/beleid/regels/drieprocent/modus"),
    ];
    let vorm = vorm(Document::Problem);
    for (place, value, pointer) in wrong {
        let mut document = good.clone();
        let (parent, field) = place.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[field] = value;
        let found: Vec<_> = vorm.fouten(&document).into_iter().map(|fout| fout.pointer).collect();
        assert_eq!(found, [pointer], "{place}");
    }
}

#[test]
fn a_schema_stands_alone_and_speaks_dutch() {
    for document in [Document::Problem, Document::Plan] {
        let schema = document.schema().unwrap();
        assert_eq!(schema["$id"], format!("/v1/schemas/{document}.json"));
        let text = schema.to_string();
        assert!(!text.contains("#/components"));
        for english in [" the ", "\"The ", " of a ", " which "] {
            assert!(!text.contains(english), "{document}: {english}");
        }
        for (name, part) in schema["$defs"].as_object().unwrap() {
            assert!(part["description"].is_string() || name == "String", "{name} is not described");
        }
    }
}
