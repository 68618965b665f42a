//! The scenario board: 2, 3 and 4 % solidarity beside 5, 7 and 9 % zij-instromers, nine columns in one question.

use std::process::ExitCode;

use anyhow::bail;
use serde::Serialize;

use super::Zaak;
use crate::domain::beleid::Waarde;
use crate::domain::breuk::Breuk;
use crate::matching::explain::scenario::{Regelwijziging, Scenario, Scenarios};
use crate::matching::explain::vraag::{Antwoord, Vraag};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    regiodocenten: u32,
    kolommen: usize,
    seconden: f64,
}

pub(super) fn run(zaak: &Zaak) -> anyhow::Result<ExitCode> {
    let scenarios: Vec<Scenario> =
        [2, 3, 4].iter().flat_map(|drie| [5, 7, 9].map(|zeven| scenario(*drie, zeven))).collect();
    let (answer, seconden) = zaak.vraag(&Vraag::Scenarios(Scenarios { scenarios }), 90)?;
    let Antwoord::Scenarios(bord) = answer else { bail!("een antwoord op een andere vraag") };
    let meting = Meting { regiodocenten: zaak.args.regiodocenten, kolommen: bord.kolommen.len(), seconden };
    zaak.toon(&meting, &format!("bord van {} kolommen: {seconden:.1} s\n", meting.kolommen))?;
    Ok(ExitCode::SUCCESS)
}

/// So many percent in both rules.
fn scenario(drie: i64, zeven: i64) -> Scenario {
    let percentage = |regel: &str, percent: i64| Regelwijziging {
        regel: regel.to_owned(),
        modus: None,
        parameter: Some("percentage".to_owned()),
        waarde: Some(Waarde::Getal(Breuk::ratio(percent, 100))),
    };
    Scenario {
        naam: format!("{drie} % en {zeven} %"),
        wijzigingen: vec![percentage("drieprocent", drie), percentage("zevenprocent", zeven)],
        tiers: None,
    }
}
