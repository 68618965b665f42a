//! The front: how long its points take together, and that it goes from one end to the other.

use std::process::ExitCode;

use anyhow::bail;
use serde::Serialize;

use super::Zaak;
use crate::matching::explain::front::Frontvraag;
use crate::matching::explain::vraag::{Antwoord, Vraag};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meting {
    regiodocenten: u32,
    punten: usize,
    seconden: f64,
    /// Points that no other point beats.
    niet_overtroffen: usize,
    /// Share of the needed fte that the heaviest school lacks, in percent: at the first point and the lowest of all.
    zwaarste_eerst: f64,
    zwaarste_laagst: f64,
}

pub(super) fn run(zaak: &Zaak) -> anyhow::Result<ExitCode> {
    let vraag = Vraag::Front(Frontvraag { punten: usize::from(zaak.args.punten) });
    let (answer, seconden) = zaak.vraag(&vraag, 55)?;
    let Antwoord::Front(front) = answer else { bail!("een antwoord op een andere vraag") };
    let heaviest: Vec<f64> = front.punten.iter().map(|punt| 100.0 * punt.cijfers.zwaarste_aandeel.to_f64()).collect();
    let meting = Meting {
        regiodocenten: zaak.args.regiodocenten,
        punten: front.punten.len(),
        seconden,
        niet_overtroffen: front.punten.iter().filter(|punt| !punt.overtroffen).count(),
        zwaarste_eerst: heaviest.first().copied().unwrap_or(0.0),
        zwaarste_laagst: heaviest.iter().copied().fold(f64::INFINITY, f64::min),
    };
    let tekst = format!(
        "front van {} punten: {seconden:.1} s; {} niet overtroffen; zwaarste school van {:.2} naar {:.2} %\n",
        meting.punten, meting.niet_overtroffen, meting.zwaarste_eerst, meting.zwaarste_laagst
    );
    zaak.toon(&meting, &tekst)?;
    Ok(ExitCode::SUCCESS)
}
