//! The monitor as CSV: a row per school, board, sector and for the regio, a column per indicator.

use crate::app::monitor::{Monitor, Rij, Waarde};
use crate::domain::indicator::Indicator;

use super::dto::DECIMALS;

/// Names of the columns.
pub fn kolommen() -> Vec<&'static str> {
    let first =
        ["kwartaal", "peildatum", "niveau", "vestigingscode", "bestuursnummer", "sector", "besturen", "scholen"];
    first.into_iter().chain(Indicator::WOORDEN.iter().copied()).collect()
}

/// The rows. A figure that nobody told is empty, one that says too much is `x`.
pub fn rows(monitor: Monitor) -> Vec<Vec<String>> {
    let begin = [monitor.kwartaal.to_string(), monitor.peildatum.to_string()];
    let levels = [
        ("school", monitor.scholen),
        ("schoolbestuur", monitor.schoolbesturen),
        ("sector", monitor.sectoren),
        ("regio", vec![monitor.regio]),
    ];
    let row = |niveau: &str, rij: Rij| {
        let mut cells = begin.to_vec();
        cells.push(niveau.to_owned());
        cells.push(rij.vestigingscode.map(|code| code.to_string()).unwrap_or_default());
        cells.push(rij.bestuursnummer.map(|nummer| nummer.to_string()).unwrap_or_default());
        cells.push(rij.sector.map(|sector| sector.to_string()).unwrap_or_default());
        cells.extend([rij.besturen.to_string(), rij.scholen.to_string()]);
        cells.extend(rij.cijfers.into_iter().map(|(_, waarde)| cell(waarde)));
        cells
    };
    levels
        .into_iter()
        .flat_map(|(niveau, rijen)| rijen.into_iter().map(move |rij| (niveau, rij)))
        .map(|(niveau, rij)| row(niveau, rij))
        .collect()
}

fn cell(waarde: Waarde) -> String {
    match waarde {
        Waarde::Bekend(waarde) => waarde.tekst(DECIMALS),
        Waarde::Ontbreekt => String::new(),
        Waarde::Onderdrukt => "x".to_owned(),
    }
}
