//! Judges a JSON value against a schema of the API description and says in Dutch everything that is wrong with it.

use std::collections::{BTreeMap, HashMap};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{Registry, ValidationError, Validator};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::Segment;

use super::error::ApiError;
use super::query::as_key;
use crate::domain::invoer::Invoerfout;

/// The name under which the schemas find the parts of the description that they share.
const BESCHRIJVING: &str = "urn:rato:beschrijving";

/// What bodies and queries must look like, compiled once at start.
pub struct Schemas {
    /// By name of the schema.
    bodies: HashMap<String, Validator>,
    /// By method and path, with the schema of each key.
    queries: HashMap<String, (Validator, Map<String, Value>)>,
}

impl Schemas {
    /// Compiles every schema under `components/schemas` of an OpenAPI document, and the query of every operation. All of
    /// them look up their parts in one registry: a copy of the description for each costs more than a GiB.
    pub fn compile(openapi: &Value) -> Result<Self, String> {
        let schemas = openapi.pointer("/components/schemas").ok_or("no schemas")?;
        let queries = operation_keys(openapi)?;
        let judged: Vec<Value> = queries.iter().map(|(_, keys)| only(keys)).collect();
        let shared = json!({ "components": { "schemas": schemas }, "queries": judged });
        let registry = Registry::new().add(BESCHRIJVING, shared).and_then(|shared| shared.prepare());
        let registry = registry.map_err(|why| why.to_string())?;
        let part = |path: String| {
            let root = json!({ "$ref": format!("{BESCHRIJVING}#/{path}") });
            let options = jsonschema::options().should_validate_formats(true).with_registry(&registry);
            options.build(&root).map_err(|why| format!("{path}: {why}"))
        };
        let names = schemas.as_object().into_iter().flatten().map(|(name, _)| name);
        let bodies = names.map(|name| Ok((name.clone(), part(format!("components/schemas/{name}"))?)));
        let bodies = bodies.collect::<Result<_, String>>()?;
        let queries = queries.into_iter().enumerate();
        let queries = queries.map(|(at, (operation, keys))| Ok((operation, (part(format!("queries/{at}"))?, keys))));
        Ok(Schemas { bodies, queries: queries.collect::<Result<_, String>>()? })
    }

    /// Every error in `value` as a body of schema `name`.
    pub fn check(&self, name: &str, value: &Value) -> Result<(), ApiError> {
        let fouten = judge(self.bodies.get(name).ok_or(ApiError::Intern)?, value);
        if fouten.is_empty() { Ok(()) } else { Err(fouten.into()) }
    }

    /// The query of an operation as a JSON object, or every error in it.
    pub fn check_query(&self, method: &str, path: &str, keys: BTreeMap<String, String>) -> Result<Value, ApiError> {
        let (validator, schemas) = self.queries.get(&format!("{method} {path}")).ok_or(ApiError::Intern)?;
        let typed = |(key, text): (String, String)| {
            let value = schemas.get(&key).and_then(|schema| typed(schema, &text));
            (key, value.unwrap_or(Value::String(text)))
        };
        let value = Value::Object(keys.into_iter().map(typed).collect());
        let fouten: Vec<Invoerfout> = judge(validator, &value).into_iter().map(as_key).collect();
        if fouten.is_empty() { Ok(value) } else { Err(fouten.into()) }
    }
}

/// A schema that stands alone, such as that of a document in a file.
pub struct Vorm(Validator);

impl Vorm {
    /// Compiles it.
    pub fn compile(schema: &Value) -> Result<Vorm, String> {
        validator(schema).map(Vorm)
    }

    /// Everything that is wrong with `value`, each with its pointer.
    pub fn fouten(&self, value: &Value) -> Vec<Invoerfout> {
        judge(&self.0, value)
    }
}

fn validator(root: &Value) -> Result<Validator, String> {
    jsonschema::options().should_validate_formats(true).build(root).map_err(|why| why.to_string())
}

/// Method and path of an operation, with the schema of each query key.
type Operatie = (String, Map<String, Value>);

/// The query keys of every operation.
fn operation_keys(openapi: &Value) -> Result<Vec<Operatie>, String> {
    let paths = openapi.get("paths").and_then(Value::as_object).ok_or("no paths")?;
    let operations = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), query_keys(operation)))
    });
    Ok(operations.collect())
}

/// An object with these properties and no others.
fn only(keys: &Map<String, Value>) -> Value {
    json!({ "properties": keys, "additionalProperties": false })
}

/// The query keys of an operation, each with its schema.
fn query_keys(operation: &Value) -> Map<String, Value> {
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let query = parameters.filter(|parameter| parameter.get("in").is_some_and(|place| place == "query"));
    query.filter_map(|key| Some((key.get("name")?.as_str()?.to_owned(), key.get("schema")?.clone()))).collect()
}

/// A number or a yes or no where the schema wants one; `None`: it stays text.
fn typed(schema: &Value, text: &str) -> Option<Value> {
    let kind = schema.get("type")?;
    let wants = |name: &str| kind == name || kind.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == name));
    if wants("integer") {
        text.parse::<i64>().ok().map(Value::from)
    } else if wants("boolean") {
        text.parse::<bool>().ok().map(Value::from)
    } else {
        None
    }
}

fn judge(validator: &Validator, value: &Value) -> Vec<Invoerfout> {
    let mut fouten: Vec<Invoerfout> = validator.iter_errors(value).flat_map(|error| explain(&error)).collect();
    find_control_characters(value, "", &mut fouten);
    fouten
}

/// PostgreSQL cannot hold the character NUL, and the others are for terminals, not for people.
fn find_control_characters(value: &Value, at: &str, fouten: &mut Vec<Invoerfout>) {
    match value {
        Value::String(text) if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) => {
            let detail = "hier staat een teken dat niet te lezen is";
            fouten.push(Invoerfout::new(at, "stuurteken", detail, "Haal stuurtekens, zoals U+0000, uit de tekst."));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_control_characters(item, &format!("{at}/{index}"), fouten);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                find_control_characters(field, &format!("{at}/{name}"), fouten);
            }
        }
        _ => {}
    }
}

/// Reads a value that was judged before; what remains are the demands of the domain.
pub fn read<T: DeserializeOwned>(mut value: Value) -> Result<T, Invoerfout> {
    make_whole(&mut value);
    serde_path_to_error::deserialize(value).map_err(|why| {
        let part = |part: &Segment| match part {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{key}"),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        };
        let pointer: String = why.path().iter().map(part).collect();
        // The domain speaks Dutch; what the library says itself is of no use to a caller.
        let detail = match why.into_inner().to_string() {
            library if library.starts_with("invalid ") => "deze waarde mag hier niet staan".to_owned(),
            domain => domain,
        };
        Invoerfout::new(&pointer, "ongeldige-waarde", detail, "Kijk in /v1/openapi.json wat hier mag staan.")
    })
}

/// To JSON 30.0 is a whole number like 30; to the reader it is not.
fn make_whole(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let float = number.as_f64().filter(|float| float.fract() == 0.0);
            if let Some(whole) = float.and_then(|float| format!("{float:.0}").parse::<i64>().ok()) {
                *value = whole.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_whole),
        Value::Object(fields) => fields.values_mut().for_each(make_whole),
        _ => {}
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
        Kind::OneOfNotValid { context } if keuzes(context, &at).is_some() => keuzes(context, &at).unwrap_or_default(),
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

/// Of a value of one of several kinds, each with a word of its own in one field: what is wrong with it as the kind that it
/// says it is. `None` when the kinds have no such field.
fn keuzes(context: &[Vec<ValidationError<'static>>], at: &str) -> Option<Vec<Invoerfout>> {
    let word = |error: &ValidationError<'_>| match error.kind() {
        ValidationErrorKind::Enum { options } => match options.as_array().map(Vec::as_slice) {
            Some([Value::String(only)]) => Some((error.instance_path().to_string(), only.clone())),
            _ => None,
        },
        _ => None,
    };
    let own = |branch: &[ValidationError<'_>]| branch.iter().find_map(word);
    let (other, same): (Vec<_>, Vec<_>) = context.iter().partition(|branch| own(branch).is_some());
    if let [meant] = same.as_slice() {
        return Some(meant.iter().flat_map(explain).collect());
    }
    if same.is_empty() {
        let words: Vec<_> = other.iter().filter_map(|branch| own(branch)).collect();
        let (pointer, _) = words.first()?;
        let options: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
        let herstel = format!("Kies uit: {}.", options.join(", "));
        return Some(vec![Invoerfout::new(pointer, "onbekende-keuze", "deze keuze bestaat niet", herstel)]);
    }
    // It does not say what it is: what every kind misses.
    let mut shared: Vec<Invoerfout> = same.first()?.iter().flat_map(explain).collect();
    for branch in &same {
        let found: Vec<Invoerfout> = branch.iter().flat_map(explain).collect();
        shared.retain(|fout| fout.pointer.strip_prefix(at).is_some() && found.contains(fout));
    }
    (!shared.is_empty()).then_some(shared)
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
