//! One operation as a reader sees it: who may, what goes in, what comes out, and how to call it.

use serde_json::Value;

use super::schema::{kind, limits, table, text};
use super::tekst::{escape, inline, paragraphs};

/// The inside of the fold of one operation; its head is made by the page.
pub fn render(path: &str, method: &str, operation: &Value) -> String {
    let mut html = paragraphs(text(operation, "description"));
    html.push_str(&parameters(operation));
    html.push_str(&body(operation));
    html.push_str(&answers(operation));
    html.push_str(&format!("<h4>Zo roept u het aan</h4><pre>{}</pre>", escape(&curl(path, method, operation))));
    html
}

fn list<'v>(operation: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    operation.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn parameters(operation: &Value) -> String {
    let row = |parameter: &Value| {
        let place = match text(parameter, "in") {
            "path" => "in het pad",
            "header" => "kop",
            _ => "achter het vraagteken",
        };
        let star = if parameter["required"] == true { "<abbr title=\"verplicht\">*</abbr>" } else { "" };
        format!(
            "<tr><th scope=\"row\"><code>{}</code>{star}</th><td>{place}, {}</td><td>{} {}</td></tr>",
            escape(text(parameter, "name")),
            kind(&parameter["schema"]),
            inline(text(parameter, "description")),
            limits(&parameter["schema"])
        )
    };
    let rows: String = list(operation, "parameters").map(row).collect();
    match rows.is_empty() {
        true => String::new(),
        false => {
            let head = "<th scope=\"col\">naam</th><th scope=\"col\">wat</th><th scope=\"col\">uitleg</th>";
            format!("<h4>Mee te geven</h4>{}", table(head, &rows))
        }
    }
}

/// Each media type with its schema, and an example when there is one.
fn contents(holder: &Value) -> String {
    let one = |(media, content): (&String, &Value)| {
        let schema = content.get("schema").map(|schema| format!(": {}", kind(schema))).unwrap_or_default();
        let example = content.get("example").map(example).unwrap_or_default();
        format!("<p><code>{}</code>{schema}</p>{example}", escape(media))
    };
    holder.get("content").and_then(Value::as_object).into_iter().flatten().map(one).collect()
}

/// An example, indented.
pub fn example(value: &Value) -> String {
    format!("<pre>{}</pre>", escape(&serde_json::to_string_pretty(value).unwrap_or_default()))
}

fn body(operation: &Value) -> String {
    operation.get("requestBody").map(|body| format!("<h4>Body</h4>{}", contents(body))).unwrap_or_default()
}

fn answers(operation: &Value) -> String {
    let (mut good, mut wrong) = (String::new(), Vec::new());
    for (status, answer) in operation.get("responses").and_then(Value::as_object).into_iter().flatten() {
        match text(answer, "$ref").strip_prefix("#/components/responses/") {
            Some(name) => wrong.push(format!("<a href=\"#fout-{}\">{}</a>", escape(name), escape(status))),
            None => {
                let said = inline(text(answer, "description"));
                good.push_str(&format!("<p><b>{}</b> {said}</p>{}", escape(status), contents(answer)));
            }
        }
    }
    let wrong = if wrong.is_empty() { String::new() } else { format!("<p>Of een fout: {}.</p>", wrong.join(", ")) };
    format!("<h4>Antwoord</h4>{good}{wrong}")
}

fn curl(path: &str, method: &str, operation: &Value) -> String {
    let mut line = String::from("curl -s");
    if method != "get" {
        line.push_str(&format!(" -X {}", method.to_uppercase()));
    }
    line.push_str(&format!(" \"$RATO{}\"", path.replace('{', "$").replace('}', "")));
    if operation.get("x-recht").is_some() {
        line.push_str(" \\\n  -H \"Authorization: Bearer $TOKEN\"");
    }
    if list(operation, "parameters").any(|parameter| parameter["name"] == "If-Match") {
        line.push_str(" \\\n  -H 'If-Match: \"1\"'");
    }
    if operation.get("requestBody").is_some() {
        line.push_str(" \\\n  -H 'Content-Type: application/json' -d @verzoek.json");
    }
    line
}
