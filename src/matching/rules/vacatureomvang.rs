//! # Vacatureomvang
//!
//! ## In gewone taal
//! Op geen enkele dag vullen we meer dan de school vroeg, en nooit buiten de dagen van de vacature.
//!
//! ## Bron
//! De vacature zelf: een school betaalt de loonkosten van wat zij vroeg.
//!
//! ## Keuzes
//! - Gerekend wordt per dag, alle plaatsingen op de vacature samen, bestaande meegerekend.
//! - Een nieuwe plaatsing loopt op alle dagen van de vacature binnen het schooljaar: een vacature wordt in fte gedeeld, niet
//!   in de tijd. Wie haar in de tijd wil delen, maakt er twee van.
//! - `maxPersonenPerVacature` staat bij de regel spreiding.
//! - Vullen bestaande plaatsingen samen al te veel, dan wordt dat gemeld; het plan doet er niets bij.

use std::collections::BTreeMap;

use super::{Regelsoort, Rule, RuleInfo};
use crate::domain::beleid::OnvolledigBeleid;
use crate::domain::fte::Fte;
use crate::domain::periode::Periode;
use crate::matching::dagverloop::piek;
use crate::matching::facts::Feiten;
use crate::matching::plan::{Bevinding, VoorgesteldePlaatsing};
use crate::matching::problem::{Deel, Onderwerp};

/// The rule.
pub struct Regel;

impl Rule for Regel {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: "vacatureomvang",
            titel: "Vacatureomvang",
            soort: Regelsoort::Structureel,
            modi: &[],
            bron: "De vacature zelf: een school betaalt de loonkosten van wat zij vroeg",
            parameters: &[],
            weigert: false,
        }
    }

    fn check(&self, feiten: &Feiten, plan: &[VoorgesteldePlaatsing]) -> Result<Vec<Bevinding>, OnvolledigBeleid> {
        let info = self.info();
        let mut found = Vec::new();
        let mut filled: BTreeMap<&str, Vec<(&Deel, bool)>> = BTreeMap::new();
        for line in plan {
            let fixed = feiten.is_voortzetting(line);
            if line.delen.is_empty() && !fixed {
                let subject = Onderwerp::Regiodocent(line.regiodocent.clone());
                let tekst = "Een plaatsing zonder vacature bestaat niet.".to_owned();
                found.push(info.breuk(subject, Fte::NUL.breuk(), "fte", tekst));
            }
            for deel in &line.delen {
                filled.entry(&deel.vacature).or_default().push((deel, fixed));
                if !fixed && let Some(tekst) = misplaced(feiten, line, deel) {
                    let subject = Onderwerp::Vacature(deel.vacature.clone());
                    found.push(info.breuk(subject, deel.fte.breuk(), "fte", tekst));
                }
            }
        }
        for (id, pieces) in filled {
            let Some(vacature) = feiten.vacature(id) else { continue };
            let Some((total, new)) = peak(&pieces, vacature.fte) else { continue };
            let size = Fte::from_e4(total) - vacature.fte;
            let subject = Onderwerp::Vacature(id.to_owned());
            let tekst = format!("Op minstens één dag {} fte, terwijl {} gevraagd is.", Fte::from_e4(total), vacature.fte);
            found.push(match new {
                true => info.breuk(subject, size.breuk(), "fte", tekst),
                false => info.melding(subject, size.breuk(), "fte", format!("Bestaande plaatsingen: {tekst}")),
            });
        }
        Ok(found)
    }
}

/// Why this part lies where it may not lie.
fn misplaced(feiten: &Feiten, line: &VoorgesteldePlaatsing, deel: &Deel) -> Option<String> {
    let Some(vacature) = feiten.vacature(&deel.vacature) else {
        return Some(format!("Vacature {} staat niet in de invoer.", deel.vacature));
    };
    let days = Periode::new(deel.van, Some(deel.tot_en_met));
    let allowed = feiten.periode(vacature);
    if vacature.vestigingscode != line.vestigingscode {
        return Some(format!("De vacature is van school {}, niet van {}.", vacature.vestigingscode, line.vestigingscode));
    }
    if deel.fte <= Fte::NUL {
        return Some(format!("Een deel van {} fte kan niet.", deel.fte));
    }
    (allowed != Some(days)).then(|| "Een deel loopt op precies de dagen van de vacature in dit schooljaar.".to_owned())
}

/// Highest total above `asked` on any day, on days with a new piece if there is one (`true`), else on any day.
fn peak(pieces: &[(&Deel, bool)], asked: Fte) -> Option<(i64, bool)> {
    let days = |deel: &Deel| Periode::new(deel.van, Some(deel.tot_en_met));
    let within = |fixed: bool| {
        let windows = pieces.iter().filter(|(_, piece_fixed)| *piece_fixed == fixed);
        let peaks = windows.filter_map(|(window, _)| {
            let all = pieces.iter().map(|(deel, _)| (days(deel), deel.fte.e4()));
            piek(all.filter_map(|(piece, e4)| Some((piece.doorsnede(&days(window))?, e4))))
        });
        peaks.map(|peak| peak.totaal).max().filter(|total| *total > asked.e4())
    };
    within(false).map(|total| (total, true)).or_else(|| within(true).map(|total| (total, false)))
}
