//! The operations of the API description, as the walk needs them.

use actix_web::http::Method;
use rato::auth::actor::Rol;
use rato::auth::policy::{Actie, Reikwijdte, reikwijdte};
use rato::http::openapi::api_description;
use serde_json::Value;

/// What exists in a sandbox only; tests/cli/sandbox.rs tries it. This list may only shrink.
const ONLY_IN_A_SANDBOX: &[&str] = &["restore_sandbox"];

/// One operation of the description.
pub struct Operation {
    pub id: String,
    pub path: String,
    pub method: Method,
    pub actie: Actie,
    pub has_body: bool,
    /// Parts of the path that name one of a few words, with one of them.
    pub words: Vec<(String, String)>,
    /// A body that is not JSON: its media type and a right example.
    pub file: Option<(String, String)>,
}

impl Operation {
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// A POST to `_zoek` asks and writes nothing.
    /// Is there a thing in its path, which somebody else may not see?
    pub fn names_a_thing(&self) -> bool {
        self.path.matches('{').count() > self.words.len()
    }

    pub fn is_write(&self) -> bool {
        self.method != Method::GET && !self.path.ends_with("/_zoek")
    }

    pub fn wants_if_match(&self) -> bool {
        [Method::PUT, Method::DELETE, Method::PATCH].contains(&self.method)
    }

    pub fn reach(&self, rol: Rol) -> Option<Reikwijdte> {
        reikwijdte(rol, self.actie)
    }
}

/// Every operation that needs a token, of a service that is no sandbox.
pub fn operations() -> Vec<Operation> {
    let described = serde_json::to_value(api_description()).unwrap();
    let mut found = Vec::new();
    for (path, item) in described["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(actie) = operation["x-recht"]["actie"].as_str() else { continue };
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                path: path.clone(),
                method: method.to_uppercase().parse().unwrap(),
                actie: actie.parse().unwrap(),
                has_body: operation["requestBody"]["content"].get("application/json").is_some(),
                words: words_of(&operation["parameters"], &described["components"]["schemas"]),
                file: file_of(&operation["requestBody"]["content"]),
            });
        }
    }
    found.retain(|one: &Operation| !ONLY_IN_A_SANDBOX.contains(&one.id.as_str()));
    found
}

fn file_of(content: &Value) -> Option<(String, String)> {
    let example = |(media, described): (&String, &serde_json::Value)| {
        (media != "application/json").then_some((media.clone(), described["example"].as_str()?.to_owned()))
    };
    content.as_object()?.iter().find_map(example)
}

fn words_of(parameters: &Value, schemas: &Value) -> Vec<(String, String)> {
    let word = |parameter: &Value| {
        let named = parameter["schema"]["$ref"].as_str()?.rsplit('/').next()?.to_owned();
        let last = schemas[named]["enum"].as_array()?.last()?.as_str()?.to_owned();
        (parameter["in"] == "path").then(|| (format!("{{{}}}", parameter["name"].as_str().unwrap()), last))
    };
    parameters.as_array().into_iter().flatten().filter_map(word).collect()
}
