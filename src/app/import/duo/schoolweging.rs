//! The schoolweging of CBS: how much disadvantage is to be expected of the pupils of a school.

use std::collections::BTreeSet;

use super::Scholen;
use crate::app::import::fout::Importfout;
use crate::app::import::tabel::{Rij, Tabel, Uitkomst};
use crate::app::import::verslag::Importverslag;
use crate::app::import::waarde;
use crate::domain::school::School;

/// Adds the schoolweging to the schools; remarks on marked figures and on schools that have none.
pub(super) fn add(tabel: &Tabel, scholen: &mut Scholen, verslag: &mut Importverslag) -> Result<(), Importfout> {
    let mut gezien = BTreeSet::new();
    tabel.read(verslag, |rij| {
        let Some(code) = waarde::take_vestigingscode(rij) else { return Uitkomst::Gebruikt };
        let Some(school) = scholen.get_mut(&code) else {
            return Uitkomst::Overgeslagen("geen vestiging uit het adressenbestand");
        };
        let weging = waarde::take_schoolweging_e2(rij);
        let gemarkeerd = is_gemarkeerd(rij);
        if gezien.contains(&code) {
            let detail = format!("vestiging {code} stond al eerder in het bestand");
            rij.fout(Some("VESTIGINGSCODE"), "dubbel", detail, "laat een van de twee rijen weg");
        }
        if !rij.is_goed() {
            return Uitkomst::Gebruikt;
        }
        if weging.is_none() {
            return Uitkomst::Overgeslagen("schoolweging leeg");
        }
        if gemarkeerd {
            remark_gemarkeerd(rij, school);
        }
        school.schoolweging_e2 = weging;
        gezien.insert(code);
        Uitkomst::Gebruikt
    })?;
    super::add_niet_genoemd(
        "geen-schoolweging",
        "heeft geen schoolweging",
        scholen,
        |code| gezien.contains(code),
        verslag,
    );
    Ok(())
}

fn is_gemarkeerd(rij: &mut Rij<'_>) -> bool {
    match rij.tekst("GEMARKEERD") {
        None | Some("0") => false,
        Some("1") => true,
        Some(tekst) => {
            let detail = format!("'{tekst}' is geen 0 of 1");
            rij.fout(Some("GEMARKEERD"), "gemarkeerd", detail, "schrijf 1 als het CBS de waarde markeert en anders 0");
            false
        }
    }
}

fn remark_gemarkeerd(rij: &mut Rij<'_>, school: &School) {
    let detail = format!(
        "{} ({}): het CBS markeert de schoolweging als mogelijk onbetrouwbaar (weinig leerlingen)",
        school.vestigingscode, school.naam
    );
    rij.opmerking("schoolweging-gemarkeerd", &school.vestigingscode, detail);
}
