//! `rato openapi`: the API description, the text of `openapi.yaml`; or the matrix of rights, the text of `docs/RECHTEN.md`.

use std::process::ExitCode;

use clap::Args;

use crate::http::openapi::api_yaml;
use crate::http::rechten::matrix;

/// Which of the two.
#[derive(Args)]
pub struct OpenapiArgs {
    /// Schrijft in plaats daarvan wie wat mag, als Markdown.
    #[arg(long)]
    rechten: bool,
}

/// Prints it.
pub fn run(args: &OpenapiArgs) -> anyhow::Result<ExitCode> {
    print!("{}", if args.rechten { matrix() } else { api_yaml()? });
    Ok(ExitCode::SUCCESS)
}
