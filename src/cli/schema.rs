//! `rato schema`: the JSON Schema of a document that goes round as a file.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::document::write_stroom;
use crate::app::document::Document;

/// Which document.
#[derive(Args)]
pub struct SchemaArgs {
    /// Van welk document.
    #[arg(value_enum)]
    document: Keuze,
}

#[derive(Clone, Copy, ValueEnum)]
enum Keuze {
    /// De vraag: de invoer van rato match.
    Problem,
    /// Het antwoord: de uitvoer van rato match.
    Plan,
}

/// Prints it.
pub fn run(args: &SchemaArgs) -> anyhow::Result<ExitCode> {
    let document = match args.document {
        Keuze::Problem => Document::Problem,
        Keuze::Plan => Document::Plan,
    };
    let text = serde_json::to_string_pretty(&document.schema()?)? + "\n";
    write_stroom(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
