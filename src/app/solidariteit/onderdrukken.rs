//! What a page of the solidariteitsboek leaves out, so that no board can work out the figures of another.
//!
//! With few other boards in a sector their sum says too much, and so do the steps of one's own line that hold the sum of the
//! sector: ΣT less one's own T is the T of the other. What the rule demands of the board itself always stays, also where the
//! demand is capped by the distance to the norm, so that the norm could be had back from it: a demand that is not told
//! cannot be met.

use std::collections::BTreeMap;

use super::{Anderen, Bestuurslijn, Boek};
use crate::domain::onderdrukking::GEDEELDE_STAPPEN;
use crate::domain::sector::Sector;

/// Leaves out what says too much when there are fewer than `drempel` other boards in a sector; for a reader `outside` the
/// boards one more, because one of them might tell.
pub(super) fn onderdruk(boek: &mut Boek, outside: bool, drempel: usize) {
    let least = if outside { drempel + 1 } else { drempel };
    let few: BTreeMap<Sector, bool> =
        boek.anderen.iter().map(|others| (others.sector, others.aantal < least)).collect();
    for others in &mut boek.anderen {
        if others.aantal < least {
            *others = Anderen { stappen: Vec::new(), sector: others.sector, aantal: others.aantal };
        }
    }
    for line in &mut boek.besturen {
        if few.get(&line.lijn.sector) == Some(&true) {
            redact(&mut line.lijn);
        }
    }
}

fn redact(line: &mut Bestuurslijn) {
    let before = line.stappen.len();
    line.stappen.retain(|stap| !GEDEELDE_STAPPEN.contains(&stap.symbool.as_str()));
    if line.stappen.len() == before {
        return;
    }
    for stap in line.stappen.iter_mut().filter(|stap| stap.symbool == "d") {
        stap.berekening = format!("volgt uit het gemiddelde van de sector: {}", stap.waarde.tekst(2));
    }
    line.opmerkingen.push(
        "Het gemiddelde en de sommen van de sector staan hier niet: er zijn zo weinig andere besturen dat hun cijfers eruit zouden volgen."
            .into(),
    );
}
