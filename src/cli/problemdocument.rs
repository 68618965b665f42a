//! A Problem or a Plan from a file: judged against its JSON Schema, so that everything that is wrong with it is told at
//! once, each with pointer and repair.

use std::path::Path;
use std::process::ExitCode;

use anyhow::anyhow;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::document::read_text;
use crate::app::document::Document;
use crate::domain::invoer::Invoerfout;
use crate::http::validation::{Vorm, read};
use crate::matching::plan::Plan;
use crate::matching::problem::Problem;
use crate::matching::validate::validate;

/// The Problem, or every error. A file that cannot be read at all is no error of the input.
pub(super) fn read_problem(path: &Path) -> anyhow::Result<Result<Problem, Vec<Invoerfout>>> {
    let problem = read_document::<Problem>(path, Document::Problem)?;
    Ok(problem.and_then(|problem| validate(&problem).map(|()| problem)))
}

/// The Plan, or every error. Whether it answers the Problem is for `verify`.
pub(super) fn read_plan(path: &Path) -> anyhow::Result<Result<Plan, Vec<Invoerfout>>> {
    read_document(path, Document::Plan)
}

/// Shows the errors where a person sees them, and says that it did not work.
pub(super) fn refuse(path: &Path, fouten: &[Invoerfout], json: bool) -> anyhow::Result<ExitCode> {
    if json {
        let bestand = path.display().to_string();
        eprintln!("{}", serde_json::to_string_pretty(&serde_json::json!({ "bestand": bestand, "fouten": fouten }))?);
        return Ok(ExitCode::FAILURE);
    }
    eprintln!("{} heeft {} fout(en):", path.display(), fouten.len());
    for fout in fouten {
        let pointer = if fout.pointer.is_empty() { "/" } else { &fout.pointer };
        eprintln!("  {pointer}: {} Herstel: {}", sentence(&fout.detail), fout.herstel);
    }
    Ok(ExitCode::FAILURE)
}

fn sentence(detail: &str) -> String {
    if detail.ends_with('.') { detail.to_owned() } else { format!("{detail}.") }
}

fn read_document<T: DeserializeOwned>(path: &Path, document: Document) -> anyhow::Result<Result<T, Vec<Invoerfout>>> {
    let value: Value = match serde_json::from_str(&read_text(path)?) {
        Ok(value) => value,
        Err(why) => return Ok(Err(vec![geen_json(&why)])),
    };
    let vorm = Vorm::compile(&document.schema()?).map_err(|why| anyhow!(why))?;
    let mut fouten = vorm.fouten(&value);
    if fouten.is_empty() {
        match read(value) {
            Ok(read) => return Ok(Ok(read)),
            Err(fout) => fouten.push(fout),
        }
    }
    // Who has a file has the program at hand.
    let here = format!("rato schema {document}");
    for fout in &mut fouten {
        fout.herstel = fout.herstel.replace("in /v1/openapi.json", &format!("met '{here}'"));
    }
    Ok(Err(fouten))
}

fn geen_json(why: &serde_json::Error) -> Invoerfout {
    let detail = format!("dit is geen JSON: regel {}, teken {}", why.line(), why.column());
    Invoerfout::new("", "geen-json", detail, "Geef een bestand met één JSON-document; controleer haakjes en komma's.")
}
