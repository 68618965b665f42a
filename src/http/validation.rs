//! Judges a JSON value against a schema of the API description and says in Dutch everything that is wrong with it.

use std::collections::HashMap;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

use super::error::ApiError;
use crate::domain::invoer::Invoerfout;

/// The schemas of all bodies, compiled once at start.
pub struct Schemas(HashMap<String, Validator>);

impl Schemas {
    /// Compiles every schema under `components/schemas` of an OpenAPI document.
    pub fn compile(openapi: &Value) -> Result<Self, String> {
        let components = openapi.get("components").ok_or("no components")?;
        let names = components.get("schemas").and_then(Value::as_object).ok_or("no schemas")?.keys();
        let compiled = names.map(|name| {
            let root = json!({ "$ref": format!("#/components/schemas/{name}"), "components": components });
            let validator = jsonschema::options().should_validate_formats(true).build(&root);
            Ok((name.clone(), validator.map_err(|why| format!("schema {name}: {why}"))?))
        });
        Ok(Schemas(compiled.collect::<Result<_, String>>()?))
    }

    /// Every error in `value` as a body of schema `name`.
    pub fn check(&self, name: &str, value: &Value) -> Result<(), ApiError> {
        let validator = self.0.get(name).ok_or(ApiError::Intern)?;
        let fouten: Vec<Invoerfout> = validator.iter_errors(value).flat_map(|error| explain(&error)).collect();
        if fouten.is_empty() { Ok(()) } else { Err(fouten.into()) }
    }
}

fn explain(error: &ValidationError<'_>) -> Vec<Invoerfout> {
    use ValidationErrorKind as Kind;
    let at = error.instance_path().to_string();
    let one = |code: &str, detail: String, herstel: &str| vec![Invoerfout::new(&at, code, detail, herstel)];
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let detail = format!("'{name}' ontbreekt");
            vec![Invoerfout::new(&format!("{at}/{name}"), "ontbreekt", detail, "Vul dit veld in.")]
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => unexpected
            .iter()
            .map(|name| {
                let detail = format!("'{name}' is hier geen bekend veld");
                Invoerfout::new(
                    &format!("{at}/{name}"),
                    "onbekend-veld",
                    detail,
                    "Haal dit veld weg, of kijk hoe het heet.",
                )
            })
            .collect(),
        Kind::Type { kind } => {
            one("verkeerd-type", format!("hier hoort {} te staan", type_name(kind)), "Pas de waarde aan.")
        }
        Kind::Enum { options } => {
            let options: Vec<&str> = options.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            one("onbekende-keuze", "deze keuze bestaat niet".into(), &format!("Kies uit: {}.", options.join(", ")))
        }
        Kind::Pattern { pattern } => {
            one("verkeerde-vorm", "deze waarde heeft niet de goede vorm".into(), &format!("De vorm is {pattern}."))
        }
        Kind::Format { format } => {
            one("verkeerde-vorm", format!("dit is geen {}", format_name(format)), format_example(format))
        }
        Kind::Minimum { limit } => {
            one("te-klein", format!("de waarde is kleiner dan {limit}"), "Kies een grotere waarde.")
        }
        Kind::Maximum { limit } => {
            one("te-groot", format!("de waarde is groter dan {limit}"), "Kies een kleinere waarde.")
        }
        Kind::ExclusiveMinimum { limit } => {
            one("te-klein", format!("de waarde is niet groter dan {limit}"), "Kies een grotere waarde.")
        }
        Kind::ExclusiveMaximum { limit } => {
            one("te-groot", format!("de waarde is niet kleiner dan {limit}"), "Kies een kleinere waarde.")
        }
        Kind::MinLength { limit } => {
            one("te-kort", format!("de tekst heeft minder dan {limit} tekens"), "Schrijf meer.")
        }
        Kind::MaxLength { limit } => {
            one("te-lang", format!("de tekst heeft meer dan {limit} tekens"), "Schrijf korter.")
        }
        Kind::MinItems { limit } => {
            one("te-weinig", format!("de lijst heeft minder dan {limit} waarden"), "Voeg waarden toe.")
        }
        Kind::MaxItems { limit } => {
            one("te-veel", format!("de lijst heeft meer dan {limit} waarden"), "Haal waarden weg.")
        }
        Kind::MinProperties { limit } => {
            one("te-weinig", format!("hier staan minder dan {limit} velden"), "Vul een veld in.")
        }
        Kind::MaxProperties { limit } => {
            one("te-veel", format!("hier staan meer velden dan {limit}"), "Laat velden weg.")
        }
        Kind::MultipleOf { multiple_of } => {
            one("te-precies", format!("de waarde is geen veelvoud van {multiple_of}"), "Gebruik minder decimalen.")
        }
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } if only_value(context).is_some() => {
            only_value(context).into_iter().flatten().flat_map(explain).collect()
        }
        Kind::UniqueItems => one("dubbel", "een waarde staat er twee keer in".into(), "Haal de dubbele weg."),
        _ => one(
            "ongeldige-waarde",
            "deze waarde mag hier niet staan".into(),
            "Kijk in /v1/openapi.json wat hier mag staan.",
        ),
    }
}

/// Of a value that may also be null: what is wrong with the value itself.
fn only_value<'a>(context: &'a [Vec<ValidationError<'static>>]) -> Option<&'a [ValidationError<'static>]> {
    use ValidationErrorKind::Type;
    use jsonschema::JsonType::Null;
    let wants_null = |error: &ValidationError<'_>| matches!(error.kind(), Type { kind: TypeKind::Single(Null) });
    let is_null = |branch: &[ValidationError<'_>]| matches!(branch, [only] if wants_null(only));
    let mut values = context.iter().map(Vec::as_slice).filter(|branch| !is_null(branch));
    let first = values.next()?;
    values.next().is_none().then_some(first)
}

fn type_name(kind: &TypeKind) -> String {
    use jsonschema::JsonType as T;
    let name = |t: T| match t {
        T::Array => "een lijst",
        T::Boolean => "true of false",
        T::Integer => "een geheel getal",
        T::Null => "niets (null)",
        T::Number => "een getal",
        T::Object => "een object",
        T::String => "een tekst",
    };
    match kind {
        TypeKind::Single(t) => name(*t).to_owned(),
        TypeKind::Multiple(ts) => ts.iter().filter(|t| *t != T::Null).map(name).collect::<Vec<_>>().join(" of "),
    }
}

fn format_name(format: &str) -> &str {
    match format {
        "date" => "datum",
        "date-time" => "tijdstip",
        "uuid" => "id (UUID)",
        other => other,
    }
}

fn format_example(format: &str) -> &'static str {
    match format {
        "date" => "Schrijf een datum als 2026-08-01.",
        "date-time" => "Schrijf een tijdstip als 2026-08-01T09:00:00Z.",
        "uuid" => "Neem het id over uit een eerder antwoord.",
        _ => "Kijk in /v1/openapi.json wat hier mag staan.",
    }
}
