//! The address file of DUO: which schools exist, where, and which board runs them.

use std::collections::btree_map::Entry;

use super::Scholen;
use crate::app::import::fout::Importfout;
use crate::app::import::tabel::{Rij, Tabel, Uitkomst};
use crate::app::import::verslag::Importverslag;
use crate::app::import::waarde;
use crate::domain::kenmerk::Gemeentenummer;
use crate::domain::school::School;
use crate::domain::sector::Sector;

/// Reads the schools of the country, or of one gemeente.
pub(super) fn read(
    tabel: &Tabel,
    gemeente: Option<&Gemeentenummer>,
    verslag: &mut Importverslag,
) -> Result<Scholen, Importfout> {
    let mut scholen = Scholen::new();
    tabel.read(verslag, |rij| {
        let gemeentenummer = waarde::take_gemeentenummer(rij);
        if let (Some(gemeente), Some(gevonden)) = (gemeente, &gemeentenummer)
            && gemeente != gevonden
        {
            return Uitkomst::Overgeslagen("andere gemeente");
        }
        if let Some(school) = gemeentenummer.and_then(|gemeentenummer| take_school(rij, gemeentenummer)) {
            insert(rij, school, &mut scholen);
        }
        Uitkomst::Gebruikt
    })?;
    Ok(scholen)
}

fn take_school(rij: &mut Rij<'_>, gemeentenummer: Gemeentenummer) -> Option<School> {
    let vestigingscode = waarde::take_vestigingscode(rij);
    let bestuursnummer = waarde::take_bestuursnummer(rij);
    let naam = rij.verplicht("VESTIGINGSNAAM");
    let plaats = rij.verplicht("PLAATSNAAM");
    let postcode = waarde::take_postcode(rij);
    let school = School {
        vestigingscode: vestigingscode?,
        bestuursnummer: bestuursnummer?,
        naam: naam?.to_owned(),
        sector: Sector::Bo,
        postcode,
        plaats: plaats?.to_owned(),
        gemeentenummer,
        punt: None,
        schoolweging_e2: None,
        leerlingen: None,
    };
    let betreft = school.vestigingscode.clone();
    if rij.tekst("GEMEENTENAAM").is_none() {
        rij.opmerking("geen-gemeentenaam", &betreft, format!("{betreft} ({}) heeft geen gemeentenaam", school.naam));
    }
    if school.postcode.is_none() {
        rij.opmerking("geen-postcode", &betreft, format!("{betreft} ({}) heeft geen postcode", school.naam));
    }
    Some(school)
}

fn insert(rij: &mut Rij<'_>, school: School, scholen: &mut Scholen) {
    let code = school.vestigingscode.clone();
    match scholen.entry(code.clone()) {
        Entry::Vacant(_) if !rij.is_goed() => {}
        Entry::Vacant(plek) => {
            plek.insert(school);
        }
        Entry::Occupied(_) => {
            let detail = format!("vestiging {code} stond al eerder in het bestand");
            rij.fout(Some("VESTIGINGSCODE"), "dubbel", detail, "laat een van de twee rijen weg");
        }
    }
}
