//! Variants by name: the library writes the kinds of a tagged enum out in place, and clients made from that have no word
//! for one of them, nor a way to see which it is.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::schema::{Discriminator, Object, OneOf, Schema};
use utoipa::openapi::{OpenApi, Ref, RefOr};

/// A choice between objects that one field tells apart gets a discriminator, and each kind a name:
/// `soort: waarom-niet` of `AntwoordResponse` becomes `AntwoordWaaromNiet`.
pub fn name_variants(api: &mut OpenApi) {
    let schemas = &mut api.components.get_or_insert_default().schemas;
    let mut made = BTreeMap::new();
    for (name, schema) in schemas.iter_mut() {
        if let RefOr::T(Schema::OneOf(choice)) = schema
            && let Some((field, words)) = tags(choice)
        {
            name_kinds(name, choice, field, words, &mut made);
        }
    }
    schemas.extend(made);
}

fn name_kinds(
    name: &str,
    choice: &mut OneOf,
    field: String,
    words: Vec<String>,
    made: &mut BTreeMap<String, RefOr<Schema>>,
) {
    let base = name.trim_end_matches("Response").trim_end_matches("Request");
    let mut mapping = BTreeMap::new();
    for (kind, word) in choice.items.iter_mut().zip(words) {
        let own = format!("{base}{}", pascal(&word));
        let reference = Ref::from_schema_name(&own);
        mapping.insert(word, reference.ref_location.clone());
        made.insert(own, std::mem::replace(kind, RefOr::Ref(reference)));
    }
    choice.discriminator = Some(Discriminator::with_mapping(field, mapping));
}

/// The field that tells the kinds apart, and the word of each kind; `None` when there is no such field.
fn tags(choice: &OneOf) -> Option<(String, Vec<String>)> {
    let found: Vec<(&String, &str)> = choice.items.iter().map(tag).collect::<Option<_>>()?;
    let (field, _) = found.first()?;
    let same = found.iter().all(|(other, _)| other == field);
    same.then(|| ((*field).clone(), found.iter().map(|(_, word)| (*word).to_owned()).collect()))
}

fn tag(kind: &RefOr<Schema>) -> Option<(&String, &str)> {
    match kind {
        RefOr::T(Schema::Object(object)) => tag_of(object),
        RefOr::T(Schema::AllOf(parts)) => parts.items.iter().find_map(tag),
        _ => None,
    }
}

/// A field that can hold one word only.
fn tag_of(object: &Object) -> Option<(&String, &str)> {
    object.properties.iter().find_map(|(name, field)| match field {
        RefOr::T(Schema::Object(field)) => match field.enum_values.as_deref() {
            Some([Value::String(word)]) => Some((name, word.as_str())),
            _ => None,
        },
        _ => None,
    })
}

fn pascal(word: &str) -> String {
    let part = |part: &str| {
        let mut signs = part.chars();
        signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
    };
    word.split(['-', '_']).map(part).collect()
}
