//! `rato openapi`: the API description, the text of `openapi.yaml`.

use std::process::ExitCode;

use crate::http::openapi::api_yaml;

/// Prints it.
pub fn run() -> anyhow::Result<ExitCode> {
    print!("{}", api_yaml()?);
    Ok(ExitCode::SUCCESS)
}
