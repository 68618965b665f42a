//! A schema as a reader sees it: in one line what a value is, and for an object a table of its fields.

use serde_json::{Map, Value};

use super::tekst::{escape, inline, paragraphs};

/// The text under a key; empty when there is none.
pub fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// What a value is, in a few words, with a link where it has a name.
pub fn kind(schema: &Value) -> String {
    if let Some(name) = text(schema, "$ref").strip_prefix("#/components/schemas/") {
        return format!("<a href=\"#schema-{0}\">{0}</a>", escape(name));
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(options) = schema.get(key).and_then(Value::as_array) {
            return options.iter().map(kind).collect::<Vec<_>>().join(" of ");
        }
    }
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => return "alles".to_owned(),
    };
    types.into_iter().map(|name| named(name, schema)).collect::<Vec<_>>().join(" of ")
}

fn named(name: &str, schema: &Value) -> String {
    match (name, text(schema, "format")) {
        ("string", "date") => "datum".to_owned(),
        ("string", "date-time") => "tijdstip".to_owned(),
        ("string", "uuid") => "id (UUID)".to_owned(),
        ("string", _) => "tekst".to_owned(),
        ("integer", _) => "geheel getal".to_owned(),
        ("number", _) => "getal".to_owned(),
        ("boolean", _) => "<code>true</code> of <code>false</code>".to_owned(),
        ("null", _) => "niets".to_owned(),
        ("array", _) => format!("lijst van {}", schema.get("items").map_or_else(|| "alles".to_owned(), kind)),
        _ => match schema.get("additionalProperties").filter(|value| value.is_object()) {
            Some(value) => format!("per sleutel {}", kind(value)),
            None => "object".to_owned(),
        },
    }
}

/// What a value must keep to, and how one looks.
pub fn limits(schema: &Value) -> String {
    let mut said = Vec::new();
    for (key, words) in [
        ("minimum", "minstens"),
        ("exclusiveMinimum", "meer dan"),
        ("maximum", "hoogstens"),
        ("minLength", "minste aantal tekens"),
        ("maxLength", "hoogste aantal tekens"),
        ("minItems", "minste aantal"),
        ("maxItems", "hoogste aantal"),
        ("multipleOf", "veelvoud van"),
        ("default", "standaard"),
    ] {
        if let Some(limit) = schema.get(key).filter(|limit| !limit.is_null()) {
            said.push(format!("{words} <code>{}</code>", escape(&limit.to_string())));
        }
    }
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        said.push(format!("vorm <code>{}</code>", escape(pattern)));
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let words: Vec<String> =
            words.iter().filter_map(Value::as_str).map(|word| format!("<code>{}</code>", escape(word))).collect();
        said.push(words.join(" · "));
    }
    let example = schema.get("example").or_else(|| schema.get("examples").and_then(|several| several.get(0)));
    if let Some(example) = example {
        said.push(format!("bijvoorbeeld <code>{}</code>", escape(&example.to_string())));
    }
    if said.is_empty() { String::new() } else { format!("<span class=\"grens\">{}</span>", said.join("; ")) }
}

/// A schema with a name: what it is for, and its fields.
pub fn render(schema: &Value) -> String {
    let mut html = paragraphs(text(schema, "description"));
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        for part in parts {
            match part.get("$ref") {
                Some(_) => html.push_str(&format!("<p>Alles van {}, en:</p>", kind(part))),
                None => html.push_str(&fields(part)),
            }
        }
        return html;
    }
    if schema.get("properties").is_some() {
        html.push_str(&fields(schema));
    } else {
        html.push_str(&format!("<p>{} {}</p>", kind(schema), limits(schema)));
    }
    html
}

fn fields(schema: &Value) -> String {
    let none = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let required = schema.get("required").and_then(Value::as_array);
    let must = |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
    let row = |(name, field): (&String, &Value)| {
        let star = if must(name) { "<abbr title=\"verplicht\">*</abbr>" } else { "" };
        format!(
            "<tr><th scope=\"row\"><code>{}</code>{star}</th><td>{}</td><td>{} {}</td></tr>",
            escape(name),
            kind(field),
            inline(text(field, "description")),
            limits(field)
        )
    };
    let rows: String = properties.iter().map(row).collect();
    table("<th scope=\"col\">veld</th><th scope=\"col\">wat</th><th scope=\"col\">uitleg</th>", &rows)
}

/// A table that may be wider than the screen.
pub fn table(head: &str, rows: &str) -> String {
    format!("<div class=\"breed\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>")
}
