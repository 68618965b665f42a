//! Who may use whom in `src`, as `docs/ARCHITECTURE.md` draws it: the tables below are the law.
//!
//! The scan reads text, so that it can be fed broken sources and shown to fail.

use crate::support::source::{Reference, Source, own_sources, references};

/// A layer (the first name under `src`) and what of our crate it may name. `"app"` opens a layer whole,
/// `"storage::job"` one door of it. A layer may always use itself. What is not here may not exist.
const LAYERS: &[(&str, &[&str])] = &[
    ("lib", &[]),
    ("main", &["cli"]),
    ("cli", &["*"]),
    ("demo", &["app", "auth", "matching", "domain", "config", "clock"]),
    ("http", &["app", "auth", "domain", "config", "clock"]),
    ("jobs", JOBS),
    ("app", &["storage", "matching", "auth", "audit", "domain", "config", "clock"]),
    ("storage", &["audit", "auth", "domain", "config", "clock"]),
    ("audit", &["domain", "config", "clock"]),
    ("auth", &["domain", "config", "clock"]),
    ("matching", &["domain"]),
    // A second opinion shares the two documents with the engine, and nothing that judges or searches.
    ("verify", &["domain", "matching::problem", "matching::plan"]),
    ("telemetry", &["config", "clock"]),
    ("config", &[]),
    ("clock", &[]),
    ("domain", &[]),
];

/// A worker claims jobs and reads what the solver's child process writes; everything else goes through `app`.
const JOBS: &[&str] = &[
    "app",
    "auth",
    "domain",
    "config",
    "clock",
    "storage::job",
    "storage::connection",
    "storage::StorageError",
    "matching::explain::vraag",
    "matching::plan",
    "matching::problem",
    "matching::voortgang",
];

/// A name from outside and the only places that may use it.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("good_lp", &["src/matching/solver"]),
    ("highs", &["src/matching/solver"]),
    ("microlp", &["src/matching/solver"]),
    ("actix_web", &["src/http/", "src/cli/"]),
    ("tracing_actix_web", &["src/http/", "src/cli/"]),
    ("diesel", &["src/storage/"]),
    ("diesel_async", &["src/storage/"]),
    ("diesel_migrations", &["src/storage/"]),
    ("tokio_postgres", &["src/storage/"]),
    ("jsonwebtoken", &["src/auth/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("tracing_subscriber", &["src/telemetry", "src/config"]),
    ("StatusCode", &["src/http/error.rs"]),
];

/// The pure layers, and what would make them impure. (A stopwatch is no impurity: the solver's safety net has one.)
const PURE: &[&str] = &["src/domain/", "src/matching/", "src/verify/"];
const IMPURE: &[&str] =
    &["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Utc::now", "Local::now", "tokio", "tracing"];

/// Longest file in lines; a longer one is more than one idea.
const MAX_LINES: usize = 500;

/// All breaches in all sources, each as `file:line what`.
fn breaches(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        let path = &source.path;
        let mut report = |line: usize, what: String| found.push(format!("{path}:{line} {what}"));
        if !source.text.starts_with("//!") {
            report(1, "does not open with //! (what it is for, what it must not do)".into());
        }
        let lines = source.text.lines().count();
        if lines > MAX_LINES && !path.ends_with("/schema.rs") {
            report(MAX_LINES, format!("has {lines} lines, more than {MAX_LINES}: is it one idea?"));
        }
        let layer = layer(path);
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
            report(1, format!("layer `{layer}` is not in the table of tests/architecture.rs"));
            continue;
        };
        for reference in references(source) {
            if let Some(what) = breach(path, layer, allowed, &reference) {
                report(reference.line, what);
            }
        }
    }
    found
}

fn layer(path: &str) -> &str {
    let name = path.trim_start_matches("src/").trim_end_matches(".rs");
    name.split('/').next().unwrap_or(name)
}

/// What is wrong with one reference, if anything.
fn breach(path: &str, layer: &str, allowed: &[&str], reference: &Reference) -> Option<String> {
    let named = reference.segments.join("::");
    if reference.own {
        let target = reference.segments.first()?;
        let open = allowed.iter().any(|door| *door == "*" || starts_with(&reference.segments, door));
        return (target != layer && !open).then(|| format!("`{layer}` may not use `{named}`"));
    }
    let reserved = ONLY_IN.iter().find(|(name, places)| {
        contains(&reference.segments, name) && !places.iter().any(|place| path.starts_with(place))
    });
    if let Some((name, places)) = reserved {
        return Some(format!("`{name}` belongs to {} only", places.join(", ")));
    }
    let pure = PURE.iter().any(|place| path.starts_with(place));
    let impure = IMPURE.iter().find(|name| pure && contains(&reference.segments, name))?;
    Some(format!("`{impure}` has no place in a pure layer"))
}

fn starts_with(segments: &[String], door: &str) -> bool {
    let door: Vec<&str> = door.split("::").collect();
    segments.len() >= door.len() && segments.iter().zip(&door).all(|(segment, name)| segment == name)
}

fn contains(segments: &[String], name: &str) -> bool {
    let name: Vec<&str> = name.split("::").collect();
    segments.windows(name.len()).any(|window| window == name)
}

#[test]
fn the_house_is_as_it_was_drawn() {
    let found = breaches(&own_sources());
    assert!(found.is_empty(), "{} breaches of tests/architecture.rs:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_scan_sees_the_real_sources() {
    let sources = own_sources();
    let domain = sources.iter().filter(|source| source.path.starts_with("src/matching/"));
    let uses = domain.flat_map(references).filter(|reference| reference.own && reference.segments[0] == "domain");
    assert!(uses.count() > 5, "matching names domain in many places");
}

/// What the scan says about one line of code in one file.
fn judged(path: &str, code: &str) -> Vec<String> {
    breaches(&[Source::new(path, &format!("//! Proef.\n{code}\n"))])
}

#[test]
fn every_line_of_the_table_is_held() {
    for (layer, allowed) in LAYERS {
        let path =
            if matches!(*layer, "lib" | "main") { format!("src/{layer}.rs") } else { format!("src/{layer}/x.rs") };
        for (other, _) in LAYERS.iter().filter(|(other, _)| other != layer) {
            let whole = allowed.contains(other) || allowed.contains(&"*");
            let said = judged(&path, &format!("use crate::{other}::iets;"));
            if whole {
                assert_eq!(said, [""; 0], "{layer} may use {other}");
            } else {
                assert_eq!(said, [format!("{path}:2 `{layer}` may not use `{other}::iets`")]);
            }
        }
        for door in allowed.iter().filter(|door| door.contains("::")) {
            assert_eq!(judged(&path, &format!("use crate::{door}::Iets;")), [""; 0], "{layer} may use {door}");
        }
    }
}

#[test]
fn every_reserved_name_is_held() {
    for (name, places) in ONLY_IN {
        assert_eq!(judged("src/app/x.rs", &format!("use {name}::iets;")).len(), 1, "{name} outside its place");
        assert_eq!(judged("src/app/x.rs", &format!("#[{name}(iets)] struct S;")).len(), 1, "{name} in an attribute");
        for place in *places {
            let path = if place.ends_with(".rs") { (*place).to_owned() } else { format!("{place}x.rs") };
            let path = if layer(&path).ends_with('x') { format!("{place}.rs") } else { path };
            assert_eq!(judged(&path, &format!("use {name}::iets;")), [""; 0], "{name} in {place}");
        }
    }
    for name in IMPURE {
        for layer in PURE {
            assert_eq!(
                judged(&format!("{layer}x.rs"), &format!("let a = {name}::iets();")).len(),
                1,
                "{name} in {layer}"
            );
        }
        assert_eq!(judged("src/app/x.rs", &format!("let a = {name}::iets();")), [""; 0]);
    }
}

#[test]
fn hidden_ways_round_the_table_are_found() {
    assert_eq!(judged("src/http/x.rs", "use crate::{app, domain::{fte, self}, storage::{regio, school}};").len(), 2);
    assert_eq!(judged("src/http/vacature/list.rs", "use super::super::super::storage::regio;").len(), 1);
    assert_eq!(judged("src/domain/fte.rs", "fn f() { crate::clock::now() }").len(), 1);
    assert_eq!(judged("src/domain/fte.rs", "use crate::*;").len(), 1);
    assert_eq!(judged("src/http/x.rs", "mod a { mod b { use super::super::super::super::storage::y; } }").len(), 1);
    assert_eq!(judged("src/matching/x.rs", "use std::{collections::BTreeMap, fs};").len(), 1);
    assert_eq!(judged("src/http/x.rs", "use actix_web::http::{StatusCode, header};").len(), 1);
    assert_eq!(judged("src/jobs/x.rs", "use crate::storage;").len(), 1);
    assert_eq!(
        judged("src/nieuw/x.rs", ""),
        ["src/nieuw/x.rs:1 layer `nieuw` is not in the table of tests/architecture.rs"]
    );
}

#[test]
fn every_breach_is_named_with_its_line() {
    let broken = [
        Source::new("src/domain/a.rs", "use crate::app::x;\n\nuse diesel::prelude::*;\n"),
        Source::new("src/app/b.rs", &format!("//! Lang.\n{}", "\n".repeat(MAX_LINES))),
    ];
    assert_eq!(
        breaches(&broken),
        [
            "src/domain/a.rs:1 does not open with //! (what it is for, what it must not do)",
            "src/domain/a.rs:1 `domain` may not use `app::x`",
            "src/domain/a.rs:3 `diesel` belongs to src/storage/ only",
            "src/app/b.rs:500 has 501 lines, more than 500: is it one idea?",
        ]
    );
}

#[test]
fn the_table_has_no_circle() {
    // Every layer stands above what it uses: taking away layers that use nothing left must empty the table.
    let mut left: Vec<_> = LAYERS.iter().collect();
    while !left.is_empty() {
        let names: Vec<&str> = left.iter().map(|(name, _)| *name).collect();
        let before = left.len();
        left.retain(|(name, uses)| {
            let waits_for = |used: &&str| match *used {
                "*" => names.iter().any(|other| other != name && *other != "main"),
                door => names.contains(&door.split("::").next().unwrap_or(door)),
            };
            uses.iter().any(waits_for)
        });
        assert!(left.len() < before, "these layers use each other: {names:?}");
    }
}
