//! Reads Rust source as text: which paths does a file name, and on which line? Knows no rules.
//!
//! A tokenizer and not a parser, so that paths inside macros count too; comments and strings do not.

use std::path::{Path, PathBuf};

/// A file of `src`: its path from the root of the project, with `/`, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// A path that a source names, such as `diesel::prelude` or `crate::domain::fte`.
#[derive(Debug, PartialEq)]
pub struct Reference {
    pub line: usize,
    /// True when the path starts at the root of our own crate; `segments` then leave out `crate`.
    pub own: bool,
    pub segments: Vec<String>,
}

/// The root of the project.
pub fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into()))
}

/// All Rust files below `src`, in order of path.
pub fn own_sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&root().join("src"), "src", &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(folder: &Path, name: &str, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).expect("een leesbare map") {
        let path = entry.expect("een leesbare map").path();
        let name = format!("{name}/{}", path.file_name().and_then(|name| name.to_str()).expect("een naam in UTF-8"));
        if path.is_dir() {
            collect(&path, &name, sources);
        } else if name.ends_with(".rs") {
            sources.push(Source { text: std::fs::read_to_string(&path).expect("een leesbaar bestand"), path: name });
        }
    }
}

/// Every path the source names; grouped imports are written out, `self` and `super` resolved.
pub fn references(source: &Source) -> Vec<Reference> {
    let mut reader =
        Reader { tokens: tokens(&source.text), at: 0, module: module(&source.path), found: Vec::new(), open: vec![] };
    reader.read();
    reader.found
}

/// The module of a file: `src/http/vacature/mod.rs` is `http::vacature`.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib" | "main")) {
        module.pop();
    }
    module
}

struct Reader {
    tokens: Vec<(usize, String)>,
    at: usize,
    /// The module we are in, inline modules included.
    module: Vec<String>,
    /// Per open brace: does it close an inline module?
    open: Vec<bool>,
    found: Vec<Reference>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |(_, token)| token)
    }

    fn read(&mut self) {
        while self.at < self.tokens.len() {
            if self.peek(0) == "mod" && self.peek(2) == "{" {
                self.module.push(self.peek(1).to_owned());
                self.open.push(true);
                self.at += 3;
            } else if is_word(self.peek(0)) {
                self.path(Vec::new());
            } else {
                let token = self.peek(0);
                if token == "{" {
                    self.open.push(false);
                } else if token == "}" && self.open.pop() == Some(true) {
                    self.module.pop();
                }
                self.at += 1;
            }
        }
    }

    /// Reads a path that starts here; `before` is what stands in front of the group it is in.
    fn path(&mut self, before: Vec<String>) {
        let line = self.tokens.get(self.at).map_or(0, |(line, _)| *line);
        let mut segments = before;
        loop {
            if self.peek(0) == "{" && !segments.is_empty() {
                return self.group(&segments);
            }
            if !is_word(self.peek(0)) && self.peek(0) != "*" {
                break; // `Vec::<T>`
            }
            segments.push(self.peek(0).to_owned());
            self.at += 1;
            if self.peek(0) != "::" {
                break;
            }
            self.at += 1;
        }
        self.add(line, segments);
    }

    fn group(&mut self, before: &[String]) {
        self.at += 1;
        while !matches!(self.peek(0), "}" | "") {
            match self.peek(0) {
                "as" => self.at += 2,
                token if is_word(token) || token == "*" => self.path(before.to_vec()),
                _ => self.at += 1,
            }
        }
        self.at += 1;
    }

    fn add(&mut self, line: usize, segments: Vec<String>) {
        let mut absolute = self.module.clone();
        let mut own = false;
        let mut rest = segments.as_slice();
        while let [first, after @ ..] = rest {
            match first.as_str() {
                "crate" | "rato" => absolute.clear(),
                "super" => drop(absolute.pop()),
                "self" => {}
                _ => break,
            }
            own = true;
            rest = after;
        }
        let segments = if own { [&absolute, rest].concat() } else { segments };
        self.found.push(Reference { line, own, segments });
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Words, `::` and single signs with their lines; without comments, strings, characters and lifetimes.
fn tokens(text: &str) -> Vec<(usize, String)> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest),
            '\'' => character(rest),
            'r' | 'b' | 'c' if raw_string(rest).is_some() => raw_string(rest).unwrap_or(1),
            _ if first.is_alphanumeric() || first == '_' => {
                rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len())
            }
            _ if rest.starts_with("::") => 2,
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        if length <= 2 && token == "::" || is_word(token) && !token.ends_with(['"', '#']) || is_sign(token) {
            tokens.push((line, token.to_owned()));
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

fn is_sign(token: &str) -> bool {
    token.chars().count() == 1 && token.starts_with(|sign: char| sign.is_ascii_punctuation())
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let step = if rest.starts_with(b"/*") {
            depth += 1;
            2
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            2
        } else {
            1
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, sign) in text.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `'x'`, `'\n'` or a lifetime `'a`.
fn character(text: &str) -> usize {
    let mut signs = text.char_indices().skip(1);
    match (signs.next(), signs.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let from = at + escaped.len_utf8();
            text[from..].find('\'').map_or(text.len(), |end| from + end + 1)
        }
        (_, Some((at, '\''))) => at + 1,
        _ => text[1..].find(|sign: char| !sign.is_alphanumeric() && sign != '_').map_or(text.len(), |end| end + 1),
    }
}

/// The length of `r"…"`, `r#"…"#`, `b"…"`, `br"…"` or `c"…"` when the text starts with one.
fn raw_string(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c"]
        .into_iter()
        .find(|prefix| text.strip_prefix(prefix).is_some_and(|rest| rest.trim_start_matches('#').starts_with('"')))?;
    let rest = &text[prefix.len()..];
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    if !prefix.ends_with('r') {
        return (hashes == 0).then(|| prefix.len() + quoted(rest));
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let body = hashes + 1;
    Some(prefix.len() + rest[body..].find(&end).map_or(rest.len(), |at| body + at + end.len()))
}

fn named(path: &str, text: &str) -> Vec<String> {
    let found = references(&Source::new(path, text));
    found.iter().filter(|reference| reference.own).map(|reference| reference.segments.join("::")).collect()
}

#[test]
fn every_way_to_name_a_path_is_seen() {
    let at = |text| named("src/http/vacature/list.rs", text);
    assert_eq!(at("use crate::app::vacature;"), ["app::vacature"]);
    assert_eq!(
        at("use crate::{app, auth::{actor as a, policy::Grant}, clock::*};"),
        ["app", "auth::actor", "auth::policy::Grant", "clock::*"]
    );
    assert_eq!(at("fn f() -> crate::domain::fte::Fte { x(crate::app::y::<u8>()) }"), ["domain::fte::Fte", "app::y"]);
    assert_eq!(at("use super::super::super::storage::regio;"), ["storage::regio"]);
    assert_eq!(at("mod tests { use super::*; } use super::rij;"), ["http::vacature::list::*", "http::vacature::rij"]);
    assert_eq!(at("macro_rules! m { () => { $crate::storage::x() } }"), ["storage::x"]);
    assert_eq!(at("use rato::storage;"), ["storage"]);
}

#[test]
fn comments_and_texts_are_not_code() {
    let text = "//! crate::a\n/* crate::b /* crate::c */ crate::d */ let s = \"crate::e \\\" crate::f\";\
                let r = r#\"crate::g \" \"#; let c = '\"'; let l: &'a str = '\\''; let q = '\\u{27}'; crate::h::i();";
    assert_eq!(named("src/main.rs", text), ["h::i"]);
}

#[test]
fn lines_are_those_of_the_file() {
    let found = references(&Source::new("src/x.rs", "//! a\n\nlet s = \"\n\";\nuse crate::{\n    a,\n    b,\n};\n"));
    let lines: Vec<_> = found.iter().filter(|reference| reference.own).map(|reference| reference.line).collect();
    assert_eq!(lines, [6, 7]);
}
