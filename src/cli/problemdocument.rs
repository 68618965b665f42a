//! A Problem from a file: everything that is wrong with it at once, each with pointer and repair.

use std::path::Path;
use std::process::ExitCode;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path as Pad, Segment};

use super::document::read_text;
use crate::domain::beleid::Beleid;
use crate::domain::invoer::Invoerfout;
use crate::matching::problem::{
    HuidigePlaatsing, Norm, Problem, ProblemBestuur, ProblemRegiodocent, ProblemSchool, ProblemVacature,
};
use crate::matching::validate::validate;

const HERSTEL: &str = "Verbeter de waarde; de namen en vormen staan in de beschrijving van het Problem.";

/// The Problem, or every error. A file that cannot be read at all is no error of the input.
pub(super) fn read_problem(path: &Path) -> anyhow::Result<Result<Problem, Vec<Invoerfout>>> {
    Ok(parse_problem(&read_text(path)?))
}

/// Shows the errors where a person sees them, and says that it did not work.
pub(super) fn refuse(fouten: &[Invoerfout], json: bool) -> anyhow::Result<ExitCode> {
    if json {
        eprintln!("{}", serde_json::to_string_pretty(&serde_json::json!({ "fouten": fouten }))?);
        return Ok(ExitCode::FAILURE);
    }
    eprintln!("De invoer heeft {} fout(en):", fouten.len());
    for fout in fouten {
        let pointer = if fout.pointer.is_empty() { "/" } else { &fout.pointer };
        eprintln!("  {pointer}: {} Herstel: {}", sentence(&fout.detail), fout.herstel);
    }
    Ok(ExitCode::FAILURE)
}

fn sentence(detail: &str) -> String {
    if detail.ends_with('.') { detail.to_owned() } else { format!("{detail}.") }
}

fn parse_problem(text: &str) -> Result<Problem, Vec<Invoerfout>> {
    let value: Value = serde_json::from_str(text).map_err(|why| {
        vec![Invoerfout::new(
            "",
            "geen-json",
            format!("dit is geen JSON ({why})"),
            "Geef een bestand met één JSON-document.",
        )]
    })?;
    let problem = match decode::<Problem>(&value, "") {
        Ok(problem) => problem,
        Err(first) => return Err(all_misfits(&value, first)),
    };
    validate(&problem)?;
    Ok(problem)
}

/// Reading stops at the first misfit; item by item more of them come to light.
fn all_misfits(value: &Value, first: Invoerfout) -> Vec<Invoerfout> {
    let mut found = Vec::new();
    found.extend(value.get("beleid").and_then(|beleid| decode::<Beleid>(beleid, "/beleid").err()));
    found.extend(misfits::<ProblemBestuur>(value, "schoolbesturen"));
    found.extend(misfits::<ProblemSchool>(value, "scholen"));
    found.extend(misfits::<ProblemRegiodocent>(value, "regiodocenten"));
    found.extend(misfits::<ProblemVacature>(value, "vacatures"));
    found.extend(misfits::<HuidigePlaatsing>(value, "plaatsingen"));
    found.extend(misfits::<Norm>(value, "normen"));
    if !found.iter().any(|fout| fout.pointer == first.pointer) {
        found.insert(0, first);
    }
    found
}

fn misfits<T: DeserializeOwned>(value: &Value, list: &str) -> Vec<Invoerfout> {
    let items = value.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    items.iter().enumerate().filter_map(|(at, item)| decode::<T>(item, &format!("/{list}/{at}")).err()).collect()
}

fn decode<T: DeserializeOwned>(value: &Value, base: &str) -> Result<T, Invoerfout> {
    serde_path_to_error::deserialize(value).map_err(|why| {
        let pointer = format!("{base}{}", pointer(why.path()));
        Invoerfout::new(&pointer, "past-niet", why.into_inner().to_string(), HERSTEL)
    })
}

fn pointer(path: &Pad) -> String {
    let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escape(key)),
        Segment::Enum { variant } => format!("/{}", escape(variant)),
        Segment::Unknown => String::new(),
    };
    path.iter().map(part).collect()
}
