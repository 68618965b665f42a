//! The pupil file of DUO: pupils on 1 October of the last year it has.

use std::collections::BTreeSet;

use super::Scholen;
use crate::app::import::fout::Importfout;
use crate::app::import::tabel::{Rij, Tabel, Uitkomst};
use crate::app::import::verslag::Importverslag;
use crate::app::import::vorm::LEERLINGEN;
use crate::app::import::waarde;
use crate::domain::kenmerk::Bestuursnummer;
use crate::domain::school::School;

/// Adds the pupils to the schools; remarks on boards that differ and on schools that are not in the file.
pub(super) fn add(tabel: &Tabel, scholen: &mut Scholen, verslag: &mut Importverslag) -> Result<(), Importfout> {
    let mut gezien = BTreeSet::new();
    tabel.read(verslag, |rij| {
        let soort = rij.verplicht("SOORT VESTIGING");
        let Some(code) = waarde::take_vestigingscode(rij) else { return Uitkomst::Gebruikt };
        let Some(school) = scholen.get_mut(&code) else {
            return Uitkomst::Overgeslagen("geen vestiging uit het adressenbestand");
        };
        if let Some(soort) = soort.filter(|soort| *soort != "BO") {
            let detail = format!("{code} ({}) is volgens het leerlingenbestand geen bo maar {soort}", school.naam);
            rij.opmerking("soort-verschilt", &code, detail);
            return Uitkomst::Overgeslagen("geen basisonderwijs");
        }
        let aantal = take_leerlingen(rij, school);
        if gezien.contains(&code) {
            let detail = format!("vestiging {code} stond al eerder in het bestand");
            rij.fout(Some("VESTIGINGSCODE"), "dubbel", detail, "laat een van de twee rijen weg");
        }
        if rij.is_goed() {
            compare_bestuur(rij, school);
            school.leerlingen = aantal;
            gezien.insert(code);
        }
        Uitkomst::Gebruikt
    })?;
    super::add_niet_genoemd(
        "geen-leerlingrij",
        "staat niet in het leerlingenbestand",
        scholen,
        |code| gezien.contains(code),
        verslag,
    );
    Ok(())
}

/// A hidden (`<5`, `x`) or blank number is unknown, never 0.
fn take_leerlingen(rij: &mut Rij<'_>, school: &School) -> Option<i32> {
    let wie = format!("{} ({})", school.vestigingscode, school.naam);
    match rij.tekst(LEERLINGEN) {
        None => {
            rij.opmerking("leerlingen-onbekend", &school.vestigingscode, format!("{wie} heeft geen aantal leerlingen"));
            None
        }
        Some(tekst) if tekst.starts_with('<') || tekst.eq_ignore_ascii_case("x") => {
            let detail = format!("{wie}: het aantal leerlingen is afgeschermd ({tekst})");
            rij.opmerking("leerlingen-afgeschermd", &school.vestigingscode, detail);
            None
        }
        Some(_) => {
            let aantal = waarde::take_aantal(rij, LEERLINGEN);
            if aantal == Some(0) {
                let detail = format!("{wie} heeft 0 leerlingen: gesloten of nog niet open");
                rij.opmerking("nul-leerlingen", &school.vestigingscode, detail);
            }
            aantal
        }
    }
}

/// The address file leads; a number of the wrong shape in the pupil file counts as unknown.
fn compare_bestuur(rij: &mut Rij<'_>, school: &School) {
    let ander = rij.tekst("BEVOEGD GEZAG NUMMER").and_then(|tekst| tekst.parse::<Bestuursnummer>().ok());
    if let Some(ander) = ander.filter(|ander| *ander != school.bestuursnummer) {
        let detail = format!(
            "{} ({}) hoort bij bestuur {} en niet, zoals in het leerlingenbestand, bij {ander}",
            school.vestigingscode, school.naam, school.bestuursnummer
        );
        rij.opmerking("bestuur-verschilt", &school.vestigingscode, detail);
    }
}
