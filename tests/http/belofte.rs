//! Clients keep working: what the last released description promised is still so, or the version says that it is not.
//!
//! The promise is `docs/api/openapi.json`: the released description without its texts. Write it again at a release
//! (`just openapi-basis`).

use std::collections::BTreeSet;

use rato::http::openapi::published_json;
use serde_json::{Map, Value, json};

use crate::support::source::root;

const BASIS: &str = "docs/api/openapi.json";
/// What is for people only.
const TEXTS: &[&str] =
    &["description", "summary", "example", "examples", "links", "tags", "x-recht", "contact", "license"];

/// The description without what is for people only.
fn bare(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            // The fields of a schema may be called as they like.
            let own = |(name, field): (&String, &Value)| match name.as_str() {
                "properties" => (name.clone(), each(field)),
                _ => (name.clone(), bare(field)),
            };
            fields.iter().filter(|(name, _)| !TEXTS.contains(&name.as_str())).map(own).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(bare).collect(),
        other => other.clone(),
    }
}

fn each(fields: &Value) -> Value {
    fields.as_object().unwrap().iter().map(|(name, field)| (name.clone(), bare(field))).collect::<Map<_, _>>().into()
}

/// Which way a value travels: what a client sends, or what it receives.
#[derive(Clone, Copy, PartialEq)]
enum Kant {
    Heen,
    Terug,
}

struct Vergelijking<'v> {
    oud: &'v Value,
    nieuw: &'v Value,
    breuken: BTreeSet<String>,
    /// References that are being compared: a schema may hold itself.
    bezig: Vec<(String, String)>,
}

impl<'v> Vergelijking<'v> {
    fn new(oud: &'v Value, nieuw: &'v Value) -> Self {
        Vergelijking { oud, nieuw, breuken: BTreeSet::new(), bezig: Vec::new() }
    }

    fn breuk(&mut self, at: &str, what: &str) {
        self.breuken.insert(format!("{at}: {what}"));
    }

    fn api(mut self) -> BTreeSet<String> {
        for (path, item) in self.oud["paths"].as_object().unwrap() {
            for (method, oud) in item.as_object().unwrap().iter().filter(|(method, _)| *method != "servers") {
                let at = format!("{} {path}", method.to_uppercase());
                match self.nieuw["paths"].get(path).and_then(|item| item.get(method)) {
                    Some(nieuw) => self.operation(&at, oud, nieuw),
                    None => self.breuk(&at, "is gone"),
                }
            }
        }
        self.breuken
    }

    fn operation(&mut self, at: &str, oud: &'v Value, nieuw: &'v Value) {
        let keys = |one: &'v Value| one["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        let same = |one: &Value, other: &Value| one["name"] == other["name"] && one["in"] == other["in"];
        for known in keys(oud) {
            match keys(nieuw).iter().find(|one| same(one, known)) {
                Some(one) => {
                    self.schema(&format!("{at} {}", known["name"]), &known["schema"], &one["schema"], Kant::Heen)
                }
                None => self.breuk(at, &format!("key {} is gone", known["name"])),
            }
        }
        for one in keys(nieuw).iter().filter(|one| one["required"] == true) {
            if !keys(oud).iter().any(|known| same(known, one) && known["required"] == true) {
                self.breuk(at, &format!("key {} is now required", one["name"]));
            }
        }
        if oud.get("requestBody").is_none() && nieuw["requestBody"]["required"] == true {
            self.breuk(at, "a body is now required");
        }
        self.content(at, &oud["requestBody"], &nieuw["requestBody"], Kant::Heen);
        for (status, answer) in
            oud["responses"].as_object().unwrap().iter().filter(|(status, _)| status.starts_with('2'))
        {
            match nieuw["responses"].get(status) {
                Some(now) => self.content(&format!("{at} {status}"), answer, now, Kant::Terug),
                None => self.breuk(at, &format!("no longer answers {status}")),
            }
        }
    }

    fn content(&mut self, at: &str, oud: &'v Value, nieuw: &'v Value, kant: Kant) {
        for (media, known) in oud.get("content").and_then(Value::as_object).into_iter().flatten() {
            match nieuw["content"].get(media) {
                Some(one) => self.schema(at, &known["schema"], &one["schema"], kant),
                None => self.breuk(at, &format!("{media} is gone")),
            }
        }
    }

    fn schema(&mut self, at: &str, oud: &'v Value, nieuw: &'v Value, kant: Kant) {
        let name = |one: &Value| one.get("$ref").and_then(Value::as_str).map(str::to_owned);
        let pair = (name(oud).unwrap_or_default(), name(nieuw).unwrap_or_default());
        if pair.0.is_empty() && pair.1.is_empty() {
            return self.shape(at, oud, nieuw, kant);
        }
        if !self.bezig.contains(&pair) {
            self.bezig.push(pair);
            let (oud, nieuw) = (resolved(self.oud, oud), resolved(self.nieuw, nieuw));
            self.schema(at, oud, nieuw, kant);
            self.bezig.pop();
        }
    }

    fn shape(&mut self, at: &str, oud: &'v Value, nieuw: &'v Value, kant: Kant) {
        if oud.get("type") != nieuw.get("type") || oud.get("format") != nieuw.get("format") {
            return self.breuk(at, "is of another type");
        }
        let words = |one: &Value| one.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
        for word in words(oud).iter().filter(|word| !words(nieuw).is_empty() && !words(nieuw).contains(word)) {
            self.breuk(at, &format!("{word} is gone"));
        }
        let must = |one: &'v Value| one.get("required").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let (from, to) = if kant == Kant::Heen { (oud, nieuw) } else { (nieuw, oud) };
        for field in must(to).iter().filter(|field| !must(from).contains(field)) {
            let what = if kant == Kant::Heen { "is now required" } else { "may now be absent" };
            self.breuk(at, &format!("{field} {what}"));
        }
        for (name, field) in oud.get("properties").and_then(Value::as_object).into_iter().flatten() {
            match nieuw["properties"].get(name) {
                Some(now) => self.schema(&format!("{at}/{name}"), field, now, kant),
                None => self.breuk(&format!("{at}/{name}"), "is gone"),
            }
        }
        if let (Some(items), Some(now)) = (oud.get("items"), nieuw.get("items")) {
            self.schema(&format!("{at}[]"), items, now, kant);
        }
        for key in ["oneOf", "allOf"] {
            let parts = |one: &'v Value| one.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            if parts(oud).len() > parts(nieuw).len() {
                self.breuk(at, "has fewer variants");
            }
            for (index, part) in parts(oud).iter().enumerate() {
                // By name; another may have come before it.
                let named =
                    parts(nieuw).iter().find(|one| part.get("$ref").is_some() && one.get("$ref") == part.get("$ref"));
                if let Some(now) = named.or(parts(nieuw).get(index)) {
                    self.schema(at, part, now, kant);
                }
            }
        }
    }
}

fn resolved<'v>(api: &'v Value, schema: &'v Value) -> &'v Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(at) => api.pointer(at.trim_start_matches('#')).unwrap_or_else(|| panic!("{at} leads nowhere")),
        None => schema,
    }
}

/// May a version that breaks what `oud` promised be called `nieuw`? Before 1.0.0 the second number stands for the first.
fn may_break(oud: &str, nieuw: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> { text.split('.').map(|part| part.parse().unwrap()).collect() };
    let (oud, nieuw) = (numbers(oud), numbers(nieuw));
    nieuw[0] > oud[0] || (oud[0] == 0 && nieuw[0] == 0 && nieuw[1] > oud[1])
}

#[test]
fn what_was_released_is_not_broken_without_saying_so() {
    let now = bare(&published_json().unwrap());
    if std::env::var_os("RATO_BASIS").is_some() {
        std::fs::create_dir_all(root().join("docs/api")).unwrap();
        std::fs::write(root().join(BASIS), serde_json::to_string_pretty(&now).unwrap() + "\n").unwrap();
        return;
    }
    let before: Value = serde_json::from_str(&std::fs::read_to_string(root().join(BASIS)).unwrap()).unwrap();
    let versions = [&before, &now].map(|api| api["info"]["version"].as_str().unwrap());
    let broken = Vergelijking::new(&before, &now).api();
    assert!(
        broken.is_empty() || may_break(versions[0], versions[1]),
        "this breaks clients of {}: keep it as it was, or raise the version in Cargo.toml (if {} was never released: \
         `just openapi-basis`):\n{}",
        versions[0],
        versions[0],
        Vec::from_iter(broken).join("\n")
    );
}

/// What the comparison says when `change` is made to a small description.
fn after(change: impl Fn(&mut Value)) -> Vec<String> {
    let body = |name: &str| json!({ "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } } });
    let old = json!({
        "paths": { "/a": { "post": {
            "parameters": [{ "in": "query", "name": "q", "schema": { "type": "string" } }],
            "requestBody": body("In"), "responses": { "201": body("Uit"), "400": {} } } } },
        "components": { "schemas": {
            "In": { "type": "object", "required": ["a"], "properties": {
                "a": { "type": "string" }, "b": { "type": "integer" }, "zelf": { "$ref": "#/components/schemas/In" } } },
            "Uit": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string", "enum": ["x", "y"] } } } } },
    });
    let mut new = old.clone();
    change(&mut new);
    Vergelijking::new(&old, &new).api().into_iter().collect()
}

#[test]
fn every_kind_of_break_is_seen_and_what_is_added_is_none() {
    let said = |change: fn(&mut Value)| after(change).join("; ");
    assert_eq!(said(|_| {}), "");
    assert_eq!(said(|api| api["paths"] = json!({})), "POST /a: is gone");
    assert_eq!(said(|api| api["paths"]["/a"]["post"]["parameters"] = json!([])), "POST /a: key \"q\" is gone");
    assert_eq!(
        said(|api| api["paths"]["/a"]["post"]["parameters"][0]["required"] = json!(true)),
        "POST /a: key \"q\" is now required"
    );
    assert_eq!(
        said(|api| api["paths"]["/a"]["post"]["responses"] = json!({ "200": {} })),
        "POST /a: no longer answers 201"
    );
    let schemas = "/components/schemas";
    let at = |api: &mut Value, path: &str, value: Value| *api.pointer_mut(&format!("{schemas}{path}")).unwrap() = value;
    assert_eq!(after(|api| at(api, "/In/required", json!(["a", "b"]))), ["POST /a: \"b\" is now required"]);
    assert_eq!(after(|api| at(api, "/In/properties/b/type", json!("string"))), ["POST /a/b: is of another type"]);
    assert_eq!(
        after(|api| at(api, "/In/properties", json!({ "a": { "type": "string" } }))),
        ["POST /a/b: is gone", "POST /a/zelf: is gone"]
    );
    assert_eq!(after(|api| at(api, "/Uit/properties/a/enum", json!(["x"]))), ["POST /a 201/a: \"y\" is gone"]);
    assert_eq!(after(|api| at(api, "/Uit/required", json!([]))), ["POST /a 201: \"a\" may now be absent"]);
    let more = |api: &mut Value| {
        at(api, "/In/required", json!([]));
        at(api, "/Uit/properties/a/enum", json!(["x", "y", "z"]));
        api["paths"]["/b"] = json!({ "get": { "responses": { "200": {} } } });
        let keys = api["paths"]["/a"]["post"]["parameters"].as_array_mut().unwrap();
        keys.push(json!({ "in": "query", "name": "r", "schema": { "type": "string" } }));
    };
    assert_eq!(after(more), [""; 0]);
}

#[test]
fn a_version_that_may_break_is_a_higher_one() {
    for (oud, nieuw, may) in [
        ("0.1.0", "0.1.1", false),
        ("0.1.0", "0.2.0", true),
        ("1.2.0", "1.3.0", false),
        ("1.2.0", "2.0.0", true),
        ("0.9.0", "1.0.0", true),
    ] {
        assert_eq!(may_break(oud, nieuw), may, "{oud} to {nieuw}");
    }
}
