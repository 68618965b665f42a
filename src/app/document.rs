//! The JSON Schemas of Problem and Plan, made from the types themselves: what a file must look like before anybody reads it.

mod omschrijving;

use serde_json::{Map, Value, json};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use self::omschrijving::OMSCHRIJVINGEN;
use crate::domain::keuze::keuze;
use crate::matching::plan::{Plan, PlanStatus};
use crate::matching::problem::{Pinsoort, Problem};

keuze! {
    /// A document that goes round as a file.
    Document {
        /// The question.
        Problem = "problem",
        /// The answer.
        Plan = "plan",
    }
}

impl Document {
    /// Its JSON Schema (2020-12), complete in itself.
    pub fn schema(self) -> Result<Value, serde_json::Error> {
        match self {
            Document::Problem => describe::<Problem>(self, "Problem: de hele vraag aan de matcher."),
            Document::Plan => describe::<Plan>(self, "Plan: het antwoord op een Problem."),
        }
    }
}

/// A closed list of words of the matcher.
macro_rules! woorden {
    ($($type:ty: $doc:literal),+ $(,)?) => {$(
        impl PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                let object = ObjectBuilder::new().schema_type(Type::String).description(Some($doc));
                object.enum_values(Some(<$type>::WOORDEN.iter().copied())).build().into()
            }
        }
        impl ToSchema for $type {}
    )+};
}

woorden! {
    PlanStatus: "Wat er van een plan te zeggen is.",
    Pinsoort: "Wat een coördinator besloot.",
}

fn describe<T: ToSchema>(document: Document, title: &str) -> Result<Value, serde_json::Error> {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    parts.push((T::name().into_owned(), T::schema()));
    let mut defs = Map::new();
    for (name, part) in parts {
        let definition = definition(&name, &part)?;
        defs.insert(name, definition);
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("/v1/schemas/{document}.json"),
        "title": title,
        "$ref": format!("#/$defs/{}", T::name()),
        "$defs": defs,
    }))
}

fn definition(name: &str, part: &RefOr<Schema>) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(part)?;
    point_at_defs(&mut value);
    let Some(own) = omschrijving(name) else { return Ok(value) };
    // The types of the matcher are documented for who writes code; the file is for others.
    strip_descriptions(&mut value);
    describe_as(&mut value, own);
    for (field, schema) in value.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        if let Some(text) = omschrijving(&format!("{name}.{field}")) {
            describe_as(schema, text);
        }
    }
    Ok(value)
}

fn describe_as(schema: &mut Value, text: &str) {
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("description".to_owned(), text.into());
    }
}

fn omschrijving(what: &str) -> Option<&'static str> {
    OMSCHRIJVINGEN.iter().find(|(name, _)| *name == what).map(|(_, text)| *text)
}

fn strip_descriptions(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, field| !(name == "description" && field.is_string()));
            fields.values_mut().for_each(strip_descriptions);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_descriptions),
        _ => {}
    }
}

/// Parts stand under `$defs` here, not under `components` of an API description.
fn point_at_defs(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(target) if name == "$ref" => {
                        *target = target.replace("#/components/schemas/", "#/$defs/");
                    }
                    other => point_at_defs(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(point_at_defs),
        _ => {}
    }
}
