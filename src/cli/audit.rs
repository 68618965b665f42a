//! `rato audit`: recomputes the chain of the audit log of every regio.

use std::path::Path;
use std::process::ExitCode;

use super::setup;
use crate::app::auditregel::verify_all;

/// Prints a line per regio; the exit code is 1 when a chain does not hold.
pub fn run(config: Option<&Path>) -> anyhow::Result<ExitCode> {
    let app = setup::app(&setup::config(config)?)?;
    let mut code = ExitCode::SUCCESS;
    for verslag in verify_all(&app)? {
        let keten = if verslag.keten.is_empty() { "zonder regio" } else { &verslag.keten };
        match &verslag.breuk {
            None => println!("{keten}: heel, {} regels, laatste zegel {}", verslag.regels, verslag.hash),
            Some(breuk) => {
                println!("{keten}: NIET HEEL na {} regels: {breuk}", verslag.regels);
                code = ExitCode::FAILURE;
            }
        }
        if verslag.zonder_keten > 0 {
            println!("{keten}: {} regels zijn van voor de keten", verslag.zonder_keten);
        }
    }
    Ok(code)
}
