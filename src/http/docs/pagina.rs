//! The page: made in pieces when the server starts, put together per request with what was sought.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::schema::{self, text};
use super::tekst::{escape, inline, paragraphs};
use super::{operatie, schema::kind};

const STIJL: &str = include_str!("stijl.css");

/// Most finds that are shown opened.
const OPEN_TOT: usize = 3;

/// The page, ready to be sent.
pub struct Pagina {
    titel: String,
    inleiding: String,
    onderwerpen: Vec<Onderwerp>,
    schemas: Vec<Stuk>,
    fouten: Vec<Stuk>,
    beleid: String,
}

struct Onderwerp {
    naam: String,
    uitleg: String,
    operaties: Vec<Stuk>,
}

/// One fold: what is sought in (lower case; only of operations), its head and its inside.
struct Stuk {
    woorden: String,
    kop: String,
    binnen: String,
}

impl Pagina {
    /// Makes the pieces of an OpenAPI description.
    pub fn new(api: &Value) -> Pagina {
        let (info, components) = (&api["info"], &api["components"]);
        let mut fouten = named(components, "responses", fout);
        // In the order of their status, which their heads begin with.
        fouten.sort_by(|a, b| a.kop.cmp(&b.kop));
        let hash = BASE64_STANDARD.encode(Sha256::digest(STIJL));
        Pagina {
            titel: format!("{} API {}", text(info, "title"), text(info, "version")),
            inleiding: paragraphs(text(info, "description")),
            onderwerpen: onderwerpen(api),
            schemas: named(components, "schemas", |name, schema| stuk("schema", name, schema::render(schema))),
            fouten,
            beleid: format!(
                "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
        }
    }

    /// The Content-Security-Policy under which it works: its own style and its own search box, nothing else.
    pub fn beleid(&self) -> String {
        self.beleid.clone()
    }

    /// The page with what holds every word of `zoek`; unfolded when asked for, or when little was found.
    pub fn render(&self, zoek: &str, alles: bool) -> String {
        let words: Vec<String> = zoek.split_whitespace().map(str::to_lowercase).collect();
        let keep = |stuk: &&Stuk| words.iter().all(|word| stuk.woorden.contains(word));
        let count = self.onderwerpen.iter().flat_map(|tag| &tag.operaties).filter(keep).count();
        let open = alles || (!words.is_empty() && count <= OPEN_TOT);
        let mut nav = String::new();
        let mut main = String::new();
        for tag in &self.onderwerpen {
            let mut found = tag.operaties.iter().filter(keep).peekable();
            if found.peek().is_some() {
                nav.push_str(&format!("<li><a href=\"#onderwerp-{0}\">{0}</a></li>", escape(&tag.naam)));
                main.push_str(&section(&format!("onderwerp-{}", tag.naam), &tag.naam, &tag.uitleg, found, open));
            }
        }
        // Always whole: what was found points at them.
        for (id, naam, uitleg, stukken) in [
            (
                "fouten",
                "Fouten",
                "Elke fout heeft dezelfde vorm (RFC 9457) en zegt wat eraan te doen is.",
                &self.fouten,
            ),
            ("schemas", "Schema's", "De vormen die in en uit de API gaan; een ster is verplicht.", &self.schemas),
        ] {
            nav.push_str(&format!("<li><a href=\"#{id}\">{naam}</a></li>"));
            main.push_str(&section(id, naam, uitleg, stukken, alles));
        }
        self.frame(zoek, count, &nav, &main)
    }

    fn frame(&self, zoek: &str, count: usize, nav: &str, main: &str) -> String {
        let (titel, inleiding, sought) = (escape(&self.titel), &self.inleiding, escape(zoek));
        let found = match zoek.trim() {
            "" => String::new(),
            _ => {
                let count = if count == 1 { "1 operatie".to_owned() } else { format!("{count} operaties") };
                format!("<p role=\"status\">{count} met “{sought}”. <a href=\"/v1/docs\">Toon alles</a></p>")
            }
        };
        format!(
            "<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\">\
             <title>{titel}</title><style>{STIJL}</style></head><body>\
             <a class=\"sla-over\" href=\"#inhoud\">Naar de inhoud</a>\
             <header><h1>{titel}</h1>{inleiding}\
             <form role=\"search\" action=\"/v1/docs\"><label for=\"zoek\">Zoek</label>\
             <input id=\"zoek\" type=\"search\" name=\"zoek\" maxlength=\"100\" value=\"{sought}\" \
             placeholder=\"vacature, kandidaten, schoolbestuur…\"><button>Zoek</button></form>{found}\
             <p class=\"links\"><a href=\"/v1/openapi.json\">openapi.json</a> \
             <a href=\"/v1/docs?alles=true\">Alles open, om af te drukken</a></p></header>\
             <div class=\"vlak\"><nav aria-label=\"Onderwerpen\"><ul>{nav}</ul></nav>\
             <main id=\"inhoud\">{main}</main></div></body></html>"
        )
    }
}

fn section<'s>(id: &str, naam: &str, uitleg: &str, stukken: impl IntoIterator<Item = &'s Stuk>, open: bool) -> String {
    let mut html = format!("<section id=\"{}\"><h2>{}</h2><p>{}</p>", escape(id), escape(naam), inline(uitleg));
    for stuk in stukken {
        let open = if open { " open" } else { "" };
        html.push_str(&format!("<details{open}><summary>{}</summary>{}</details>", stuk.kop, stuk.binnen));
    }
    html.push_str("</section>");
    html
}

/// The operations by subject, in the order of the subjects.
fn onderwerpen(api: &Value) -> Vec<Onderwerp> {
    let tags = api["tags"].as_array().into_iter().flatten();
    let mut found: Vec<Onderwerp> = tags
        .map(|tag| Onderwerp {
            naam: text(tag, "name").to_owned(),
            uitleg: text(tag, "description").to_owned(),
            operaties: Vec::new(),
        })
        .collect();
    for (path, item) in api["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            if let Some(onderwerp) = found.iter_mut().find(|known| known.naam == tag) {
                onderwerp.operaties.push(operatie_stuk(path, method, operation));
            }
        }
    }
    found
}

fn operatie_stuk(path: &str, method: &str, operation: &Value) -> Stuk {
    let (id, summary) = (text(operation, "operationId"), text(operation, "summary"));
    let binnen = operatie::render(path, method, operation);
    let schemas: Vec<&str> = binnen.split("#schema-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let words = [method, path, id, summary, text(operation, "description"), &schemas.join(" ")].join(" ");
    Stuk {
        woorden: words.to_lowercase(),
        kop: format!(
            "<span class=\"methode {0}\">{1}</span> <code>{2}</code> <span>{3}</span>",
            escape(method),
            method.to_uppercase(),
            escape(path),
            escape(summary)
        ),
        binnen: format!("<div id=\"{}\">{binnen}</div>", escape(id)),
    }
}

fn named(components: &Value, key: &str, make: impl Fn(&str, &Value) -> Stuk) -> Vec<Stuk> {
    components[key].as_object().into_iter().flatten().map(|(name, value)| make(name, value)).collect()
}

fn stuk(kind: &str, name: &str, html: String) -> Stuk {
    Stuk {
        woorden: String::new(),
        kop: format!("<code>{}</code>", escape(name)),
        binnen: format!("<div id=\"{kind}-{}\">{html}</div>", escape(name)),
    }
}

fn fout(name: &str, answer: &Value) -> Stuk {
    let content = &answer["content"]["application/problem+json"];
    let html = format!(
        "{}<p>{}</p>{}",
        paragraphs(text(answer, "description")),
        kind(&content["schema"]),
        content.get("example").map(operatie::example).unwrap_or_default()
    );
    let status = content["example"]["status"].to_string();
    let stuk = stuk("fout", name, html);
    Stuk { kop: format!("<b>{status}</b> {}", stuk.kop), ..stuk }
}
