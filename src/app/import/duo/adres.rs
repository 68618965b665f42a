//! The address files of DUO (bo; sbo, so and vso; vo): which schools exist, where, and which board runs them.

use std::collections::btree_map::Entry;

use super::Scholen;
use crate::app::import::fout::Importfout;
use crate::app::import::tabel::{Rij, Tabel, Uitkomst};
use crate::app::import::verslag::Importverslag;
use crate::app::import::vorm::{Bestandssoort, SOORT};
use crate::app::import::waarde;
use crate::domain::kenmerk::Gemeentenummer;
use crate::domain::school::School;
use crate::domain::sector::Sector;

/// Reads the schools of the country, or of one gemeente.
pub(super) fn read(
    tabel: &Tabel,
    gemeente: Option<&Gemeentenummer>,
    scholen: &mut Scholen,
    verslag: &mut Importverslag,
) -> Result<(), Importfout> {
    tabel.read(verslag, |rij| {
        let gemeentenummer = waarde::take_gemeentenummer(rij);
        if let (Some(gemeente), Some(gevonden)) = (gemeente, &gemeentenummer)
            && gemeente != gevonden
        {
            return Uitkomst::Overgeslagen("andere gemeente");
        }
        let sector = take_sector(rij, tabel.soort());
        match gemeentenummer.zip(sector).and_then(|(gemeente, sector)| take_school(rij, gemeente, sector)) {
            Some(school) => insert(rij, school, scholen),
            None => Uitkomst::Gebruikt,
        }
    })
}

/// The sectors of which a kind of file names every school.
pub(super) fn sectoren(soort: Bestandssoort) -> &'static [Sector] {
    match soort {
        Bestandssoort::Schoolvestigingen => &[Sector::Bo],
        Bestandssoort::SchoolvestigingenSpeciaal => &[Sector::Sbo, Sector::So, Sector::Vso],
        Bestandssoort::SchoolvestigingenVo => &[Sector::Vo],
        _ => &[],
    }
}

/// What the file is about, or for special education what the row says: `SBO`, `SO`, `VSO`, or both of the last two.
fn take_sector(rij: &mut Rij<'_>, soort: Bestandssoort) -> Option<Sector> {
    if let [sector] = sectoren(soort) {
        return Some(*sector);
    }
    let tekst = rij.verplicht(SOORT)?.to_lowercase();
    let has = |word: &str| tekst.split(|c: char| !c.is_alphabetic()).any(|part| part == word);
    let sector = match () {
        () if has("sbo") || tekst.contains("speciaal basis") => Ok(Sector::Sbo),
        // One location with both counts as so: its pupils come from primary education.
        () if has("so") || has("sovso") || tekst.starts_with("speciaal") => Ok(Sector::So),
        () if has("vso") || tekst.contains("voortgezet speciaal") => Ok(Sector::Vso),
        () => Err(format!("'{tekst}' is geen soort speciaal onderwijs")),
    };
    rij.take(SOORT, "soort-onderwijs", "neem SBO, SO of VSO over uit het bestand van DUO", sector)
}

fn take_school(rij: &mut Rij<'_>, gemeentenummer: Gemeentenummer, sector: Sector) -> Option<School> {
    let vestigingscode = waarde::take_vestigingscode(rij);
    let bestuursnummer = waarde::take_bestuursnummer(rij);
    let naam = rij.verplicht("VESTIGINGSNAAM");
    let plaats = rij.verplicht("PLAATSNAAM");
    let postcode = waarde::take_postcode(rij);
    let school = School {
        vestigingscode: vestigingscode?,
        bestuursnummer: bestuursnummer?,
        naam: naam?.to_owned(),
        sector,
        postcode,
        plaats: plaats?.to_owned(),
        gemeentenummer,
        punt: None,
        schoolweging_e2: None,
        leerlingen: None,
        gesloten_per: None,
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

fn insert(rij: &mut Rij<'_>, school: School, scholen: &mut Scholen) -> Uitkomst {
    let code = school.vestigingscode.clone();
    let both =
        |one: Sector, other: Sector| one != other && [one, other].iter().all(|s| [Sector::So, Sector::Vso].contains(s));
    match scholen.entry(code.clone()) {
        Entry::Vacant(_) if !rij.is_goed() => {}
        Entry::Vacant(plek) => {
            plek.insert(school);
        }
        Entry::Occupied(mut plek) if both(plek.get().sector, school.sector) => {
            plek.get_mut().sector = Sector::So;
            return Uitkomst::Overgeslagen("tweede soort van dezelfde vestiging");
        }
        Entry::Occupied(_) => {
            let detail = format!("vestiging {code} stond al eerder in het bestand");
            rij.fout(Some("VESTIGINGSCODE"), "dubbel", detail, "laat een van de twee rijen weg");
        }
    }
    Uitkomst::Gebruikt
}
