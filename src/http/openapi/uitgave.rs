//! The description as it is published: the major version stands in the address of the server (NL API Design Rules,
//! `/core/uri-version`), and what lies outside it names its own server.

use std::collections::BTreeSet;

use serde_json::Value;
use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::server::{Server, ServerBuilder, ServerVariableBuilder};
use utoipa::openapi::{OpenApi, RefOr};

/// The major version, as every path of the API begins.
const VERSIE: &str = "/v1";

/// Moves the version from the paths to the server, and leaves out what no client can use.
pub fn publish(api: &mut OpenApi) {
    if let Some(components) = &mut api.components {
        components.schemas.values_mut().for_each(forget_multiples);
    }
    forget_unused(api);
    let paths = std::mem::take(&mut api.paths.paths);
    for (path, mut item) in paths {
        let inside = path.strip_prefix(VERSIE).map(str::to_owned);
        if inside.is_none() {
            item.servers = Some(vec![server("")]);
        }
        api.paths.paths.insert(inside.unwrap_or(path), item);
    }
    api.servers = Some(vec![server(VERSIE)]);
}

fn server(path: &str) -> Server {
    let where_it_is = ServerVariableBuilder::new()
        .default_value("rato.example.org")
        .description(Some("Waar de service staat; een poort mag erbij."));
    ServerBuilder::new()
        .url(format!("https://{{adres}}{path}"))
        .description(Some("De service van uw regio."))
        .parameter("adres", where_it_is)
        .build()
}

/// Most programs reckon `multipleOf` in floating point, in which 0.6 is no multiple of 0.0001: they would refuse what is
/// right. The service itself keeps to it exactly.
fn forget_multiples(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => {
            object.multiple_of = None;
            object.properties.values_mut().for_each(forget_multiples);
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                forget_multiples(items);
            }
        }
        Schema::OneOf(options) => options.items.iter_mut().for_each(forget_multiples),
        Schema::AllOf(parts) => parts.items.iter_mut().for_each(forget_multiples),
        _ => {}
    }
}

/// Schemas that nothing points at: words of the domain that only stand inside others.
fn forget_unused(api: &mut OpenApi) {
    loop {
        let mut found = BTreeSet::new();
        collect_references(&serde_json::to_value(&*api).unwrap_or_default(), &mut found);
        let Some(components) = &mut api.components else { return };
        let before = components.schemas.len();
        components.schemas.retain(|name, _| found.contains(name));
        if components.schemas.len() == before {
            return;
        }
    }
}

fn collect_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str).and_then(|at| at.strip_prefix(SCHEMAS));
            found.extend(name.map(str::to_owned));
            fields.values().for_each(|field| collect_references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}

const SCHEMAS: &str = "#/components/schemas/";
