//! The examples of the API description, written from what the API answers (`just voorbeelden`) and held against it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use rato::http::openapi::api_json;
use rato::http::openapi::voorbeelden::{Voorbeeld, voorbeelden};
use rato::http::validation::Vorm;
use serde_json::{Value, json};

use super::api::Answer;
use super::source::root;

/// Most items of a list in an example.
const GENOEG: usize = 2;

static DESCRIBED: LazyLock<Value> = LazyLock::new(|| api_json().unwrap());
/// One at a time: several tests write the same file.
static FILE: Mutex<()> = Mutex::new(());

/// Operations that need a token, in the order of the description: id, path and description.
pub fn described() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = DESCRIBED["paths"].as_object().unwrap().iter();
    let all = paths.flat_map(|(path, item)| item.as_object().unwrap().values().map(move |one| (path, one)));
    let private = all.filter(|(_, one)| one.get("x-recht").is_some());
    private.map(|(path, one)| (one["operationId"].as_str().unwrap(), path.as_str(), one))
}

/// Compares what happened with the examples; tells at the end what is wrong with them, or writes them again when asked.
#[derive(Default)]
pub struct Schrift {
    seen: BTreeMap<String, Voorbeeld>,
}

impl Schrift {
    /// This is what an operation did.
    pub fn saw(&mut self, operation: &str, verzoek: Option<Value>, answer: &Answer) {
        assert!(answer.status.is_success(), "{operation}: {} {}", answer.status, answer.text);
        let is_json = answer.header("content-type") == "application/json";
        let antwoord = is_json.then(|| trimmed(answer.json()));
        self.seen.insert(operation.to_owned(), Voorbeeld { status: answer.status.as_u16(), verzoek, antwoord });
    }

    /// Every example of what was seen has the status that came back, and is as the description says.
    pub fn finish(self) {
        let mut known = voorbeelden().unwrap();
        let wrong: Vec<(String, String)> =
            self.seen.iter().filter_map(|(id, seen)| Some((id.clone(), fault(id, seen, known.get(id))?))).collect();
        if std::env::var_os("RATO_VOORBEELDEN").is_none() {
            // Whether there is one at all is asked in tests/jobs/voorbeelden.rs, of every operation at once.
            let wrong: Vec<_> = wrong.into_iter().filter(|(id, _)| known.contains_key(id)).collect();
            assert!(wrong.is_empty(), "run `just voorbeelden` and commit it: {wrong:#?}");
            return;
        }
        let _turn = FILE.lock().unwrap_or_else(PoisonError::into_inner);
        let path: PathBuf = root().join("src/http/openapi/voorbeelden.json");
        // What another test wrote meanwhile stays.
        known = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        known.retain(|id, _| described().any(|(found, ..)| found == id));
        for (id, why) in wrong {
            println!("{id}: {why}");
            let again = fault(&id, &self.seen[&id], Some(&self.seen[&id]));
            assert!(again.is_none(), "{id} does not answer as the description says: {again:?}");
            known.insert(id.clone(), self.seen[&id].clone());
        }
        std::fs::write(&path, serde_json::to_string_pretty(&known).unwrap() + "\n").unwrap();
    }
}

/// What is wrong with the example of an operation that did this.
fn fault(id: &str, seen: &Voorbeeld, known: Option<&Voorbeeld>) -> Option<String> {
    let Some(known) = known else { return Some("has no example".into()) };
    let (_, _, operation) = described().find(|(found, ..)| *found == id).unwrap();
    if known.status != seen.status {
        return Some(format!("the example has status {}, the API answered {}", known.status, seen.status));
    }
    let Some(answer) = operation["responses"].get(known.status.to_string()) else {
        return Some(format!("the description does not name status {}", known.status));
    };
    let wrong = judge(&operation["requestBody"], &known.verzoek).or_else(|| judge(answer, &known.antwoord));
    wrong.map(|why| format!("the example is not as the description says: {why}"))
}

fn judge(holder: &Value, value: &Option<Value>) -> Option<String> {
    let schema = holder.pointer("/content/application~1json/schema");
    match (schema, value) {
        (None, None) => None,
        (Some(schema), Some(value)) => {
            let whole = json!({ "allOf": [schema], "components": DESCRIBED["components"] });
            let faults = Vorm::compile(&whole).unwrap().fouten(value);
            (!faults.is_empty()).then(|| format!("{faults:?}"))
        }
        (Some(_), None) => Some("JSON is described, and there is none".into()),
        (None, Some(_)) => Some("there is JSON, and none is described".into()),
    }
}

/// The first items of every list: an example is to be read.
fn trimmed(mut value: Value) -> Value {
    match &mut value {
        Value::Array(items) => {
            items.truncate(GENOEG);
            items.iter_mut().for_each(|item| *item = trimmed(item.take()));
        }
        Value::Object(fields) => fields.values_mut().for_each(|field| *field = trimmed(field.take())),
        _ => {}
    }
    value
}
