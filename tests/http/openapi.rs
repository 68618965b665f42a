//! The API description as a whole: what holds for every operation, whoever wrote it.

use std::collections::{BTreeMap, BTreeSet};

use rato::http::openapi::{api_json, published_json};
use serde_json::Value;

use crate::support::source::own_sources;

/// Every operation of a description: its name for a message, and itself.
fn operations(api: &Value) -> impl Iterator<Item = (String, &Value)> {
    let items = api["paths"].as_object().unwrap().iter();
    items.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter().filter(|(key, _)| *key != "servers");
        methods.map(move |(method, one)| (format!("{} {path}", method.to_uppercase()), one))
    })
}

#[test]
fn every_operation_names_each_status_and_never_default() {
    for (name, operation) in operations(&api_json().unwrap()) {
        let answers = operation["responses"].as_object().unwrap();
        assert!(!answers.contains_key("default"), "{name}");
        assert!(answers.keys().any(|status| status.starts_with('2')), "{name} never goes well");
        if operation.get("x-recht").is_some() {
            for status in ["400", "401", "403", "404", "429", "500", "503"] {
                assert!(answers.contains_key(status), "{name} does not name {status}");
            }
        }
    }
}

#[test]
fn what_is_published_has_its_version_in_the_server_and_no_dead_ends() {
    let (own, public) = (api_json().unwrap(), published_json().unwrap());
    assert!(public["servers"][0]["url"].as_str().unwrap().ends_with("/v1"));
    let named = |api: &Value| -> BTreeSet<String> {
        operations(api).map(|(_, one)| one["operationId"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(named(&own), named(&public));
    assert!(public["paths"].as_object().unwrap().keys().all(|path| !path.starts_with("/v1")));
    let text = public.to_string();
    for target in text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(public.pointer(target).is_some(), "{target}");
    }
    assert!(!text.contains("multipleOf"), "which most programs reckon in floating point");
}

/// A schema goes by the bare name of its type: of two with one name the description would keep one, for both.
#[test]
fn no_two_schemas_have_the_same_name() {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for source in own_sources().iter().filter(|source| !source.path.starts_with("src/matching/")) {
        let mut is_schema = false;
        for line in source.text.lines() {
            if line.starts_with("#[derive(") {
                is_schema = line.contains("ToSchema");
            }
            let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
            let Some(rest) = rest else { continue };
            if std::mem::take(&mut is_schema) {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
                let before = known.insert(name.clone(), source.path.clone());
                assert_eq!(before, None, "{name} stands in {} too: rename one", source.path);
            }
        }
    }
    assert!(known.len() > 100, "only {} schemas found", known.len());
}
